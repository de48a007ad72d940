"""Codes have their French sentence; rules and jobs are used; addresses are in the glossary."""

import importlib
import re
from collections.abc import Iterator

from engine.bpm.actions import known_actions
from engine.bpm.dialect.folder import read_folder
from engine.bpm.messages.notices import HANDLERS
from engine.core.access.rules import RULES, Permission
from engine.core.errors import EngineError
from tests.architecture.source import ROOT, modules
from web.app import PUBLIC
from web.dossiers.journal import SENTENCES as JOURNAL
from web.errors import SENTENCES as ERRORS
from workers.app import app
from workers.schedule import SCHEDULE

GLOSSARY = (ROOT / "processes" / "glossaire.md").read_text()
TEXT = "\n".join((ROOT / path).read_text() for path in modules())


def errors(root: type[EngineError] = EngineError) -> Iterator[type[EngineError]]:
    """Every error of every room, loaded or not by the tests that ran before."""
    for path in modules():
        if path.name in ("env.py", "__main__.py"):  # alembic and Granian run these
            continue
        importlib.import_module(".".join(path.with_suffix("").parts).removesuffix(".__init__"))
    yield from _below(root)


def _below(root: type[EngineError]) -> Iterator[type[EngineError]]:
    yield root
    for kind in root.__subclasses__():
        yield from _below(kind)


def test_every_error_has_a_code_of_its_own_and_a_french_sentence() -> None:
    codes = [kind.code for kind in errors()]
    assert len(codes) == len(set(codes))
    assert set(codes) == ERRORS.keys()


def test_every_error_says_what_happened_in_its_docstring() -> None:
    assert [kind.__name__ for kind in errors() if not kind.__doc__] == []


def test_every_audit_tag_has_a_french_sentence_and_is_written_somewhere() -> None:
    tags = set(re.findall(r'\brecord\(\s*tx,[^"]*"([a-z]+:[a-z_]+)"', TEXT))
    assert tags == JOURNAL.keys()


def test_every_permission_has_a_rule_and_is_asked_for() -> None:
    assert set(RULES) == set(Permission)
    rules = (ROOT / "engine/core/access/rules.py").read_text()
    elsewhere = TEXT.replace(rules, "")
    assert [p for p in Permission if f"Permission.{p.name}" not in elsewhere] == []


def test_every_scheduled_job_has_a_worker_and_every_worker_is_scheduled() -> None:
    app.loader.import_default_modules()
    workers = {name for name in app.tasks if name.startswith("palier.")}
    assert {entry["task"] for entry in SCHEDULE.values()} == workers


def test_every_promise_has_somebody_to_keep_it() -> None:
    promised = set(re.findall(r'promise\(tx, \[\("([a-z_]+)"', TEXT))
    kept = {kind for kind, keep in HANDLERS.items() if keep.__module__.startswith("engine.")}
    assert promised == kept  # the tests of faults have a promise of their own


def test_every_action_that_a_diagram_names_exists_and_the_other_way_round() -> None:
    processes = read_folder().sources.processes.values()
    named = {node.action for process in processes for node in process.nodes() if node.action}
    ours = {name for name in known_actions() if not name.startswith("essai.")}  # of other tests
    assert named == ours


def test_every_address_is_made_of_words_of_the_glossary(routes: list[str]) -> None:
    words = {
        word
        for rule in routes
        for word in re.sub(r"<[^>]*>", "", rule).removesuffix(".bpmn").split("/")
        if word and word != "static"
    }
    assert [word for word in sorted(words) if not re.search(rf"\b{word}\b", GLOSSARY)] == []


def test_only_the_pages_named_here_open_without_signing_in() -> None:
    known = ["connexion.create", "connexion.show", "echeances.read_agenda", "sante", "static"]
    assert sorted(PUBLIC) == known
