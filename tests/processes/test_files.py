"""Everything that the business wrote holds together, and its words are in the glossary."""

import re

import pytest

from engine.bpm.decisions.logic import Table
from engine.bpm.dialect.check import check_sources
from engine.bpm.dialect.folder import SHIPPED, Folder
from engine.bpm.dialect.model import Kind
from engine.bpm.messages import digest, gather, notices
from engine.suivi.accompagnement import rappeler
from engine.suivi.dossiers import actions
from engine.suivi.escalades.tables import D6, D7
from engine.suivi.partage import demander

GLOSSARY = (SHIPPED / "glossaire.md").read_text()
BY_THE_PROGRAM = {  # what no diagram decides
    demander.MODELE,
    notices.NEW_TASK,
    gather.DAILY_TEMPLATE,
    digest.TEMPLATE,
    rappeler.TEMPLATE,
}
ASKED_BY_THE_PROGRAM = {D6, D7}
REGISTER = (notices, actions)  # loading them makes their actions known


def test_no_file_has_a_problem(folder: Folder):
    found = check_sources(folder.sources)
    assert {file.name: problems for file, problems in found.items() if problems} == {}
    assert len(found) == len(folder.files)


@pytest.mark.parametrize(
    "kind", ["diagrammes", "formulaires", "decisions", "messages", "scenarios"]
)
def test_every_folder_holds_something(kind):
    assert any((SHIPPED / kind).iterdir())


def test_every_form_and_every_table_is_used(folder: Folder):
    nodes = [node for process in folder.sources.processes.values() for node in process.nodes()]
    used = {node.form for node in nodes} | {node.properties.get("formulaire") for node in nodes}
    assert folder.sources.forms.keys() - used == set()
    decided = {node.decision for node in nodes if node.decision}
    required = {
        key for decision in folder.sources.decisions.values() for key in decision.requires.decisions
    }
    assert folder.sources.decisions.keys() - required == decided | ASKED_BY_THE_PROGRAM


def test_every_decision_is_in_the_glossary(folder: Folder):
    for decision in folder.sources.decisions:
        assert f"| {decision} |" in GLOSSARY


def test_every_message_template_is_sent_and_says_what_to_do(folder: Folder):
    sent = {
        source
        for process in folder.sources.processes.values()
        for node in process.nodes()
        for target, source in node.inputs
        if target == "modele"
    }
    by_tables = {
        template
        for key in ASKED_BY_THE_PROGRAM
        for template in re.findall(r"[a-z_]+", said_by(folder, key, "modele"))
    }
    assert sent | BY_THE_PROGRAM | by_tables == folder.messages.keys()
    for template in folder.messages.values():
        assert template.keys() == {"libelle", "objet", "texte", "urgence"}


def said_by(folder: Folder, key: str, output: str) -> str:
    """The cells of one output column of a table, as they are written."""
    logic = folder.sources.decisions[key].logic
    assert isinstance(logic, Table)
    column = [one.name for one in logic.outputs].index(output)
    return " ".join(rule.results[column].text for rule in logic.rules)


def test_every_process_and_every_event_is_in_the_glossary(folder: Folder):
    rows = set(re.findall(r"^\| ([a-z0-9_]+) \|", GLOSSARY, re.MULTILINE))
    assert folder.sources.processes.keys() <= rows
    awaited = {
        node.event.name
        for process in folder.sources.processes.values()
        for node in process.nodes()
        if node.event.kind == "message"
    }
    assert awaited <= rows


def test_every_group_is_in_the_glossary_by_its_code_and_its_label(folder: Folder):
    for code, group in folder.groups.items():
        assert f"| {code} | {group['libelle']} |" in GLOSSARY


def test_every_task_says_what_is_asked_and_by_when(folder: Folder):
    tasks = [
        node
        for process in folder.sources.processes.values()
        for node in process.nodes()
        if node.kind is Kind.USER
    ]
    assert [node.id for node in tasks if not node.properties.get("consigne")] == []
    assert [node.id for node in tasks if not node.due] == []


def test_every_step_of_a_diagram_with_lanes_is_in_one(folder: Folder):
    for process in folder.sources.processes.values():
        assert [node.id for node in process.body.nodes.values() if not node.lane] == []
