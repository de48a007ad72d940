"""Publish diagrams, and start cases under what is published."""

import pytest

from engine.bpm.diagrams.models import Publication, Release, Resource
from engine.bpm.diagrams.publish import newest_release
from engine.bpm.dialect.sources import Source, SourceKind
from engine.bpm.instances.models import Answer, Instance, Step
from engine.bpm.instances.start import newest
from engine.core.audit.models import AuditEntry
from engine.core.errors import AnswersRefused, DiagramRefused, NotAllowed, NotFound
from engine.suivi.setup import publish_folder
from tests.engine.bpm.use_cases.drawing import diagram, end, form, path, start, user
from tests.house import DAY, House

FORMS = (form("demande", montant="number code", note="textarea mdl"), form("vide"))


def drawn(*steps: str, name: str = "essai") -> Source:
    """A row of tasks, opened by the form `demande`."""
    tasks = [user(step, "vide") for step in steps]
    return diagram(name, start(form="demande"), *tasks, end(), path("debut", *steps, "fin"))


# --- publish -----------------------------------------------------------------


def test_a_publication_makes_a_release_and_says_who_and_when(house: House) -> None:
    (release_id,) = house.publish(drawn("ecrire"), *FORMS)
    release = house.row(Release, release_id)
    assert (release.root, release.reason) == ("essai", "Essai")
    assert release.published_by == house.people["EDITEUR_PROCESSUS"]
    assert release.published_at == house.at
    assert sorted(release.contents) == ["bpmn/essai", "form/demande", "form/vide"]


def test_publishing_the_same_files_again_makes_nothing_new(house: House) -> None:
    house.publish(drawn("ecrire"), *FORMS)
    resources = len(house.rows(Resource))
    house.at += DAY
    assert house.publish(drawn("ecrire"), *FORMS) == []
    assert len(house.rows(Resource)) == resources


def test_the_folder_shipped_publishes_nothing_twice(house: House) -> None:
    with house.acting("EDITEUR_PROCESSUS") as tx:
        roots = house.folder.sources.processes
        assert publish_folder(tx, house.folder, "Encore", roots=roots) is None


def test_only_what_changed_gets_a_version(house: House) -> None:
    house.publish(drawn("ecrire"), *FORMS)
    (release_id,) = house.publish(drawn("ecrire", "signer"), *FORMS)
    release = house.row(Release, release_id)
    versions = {name: version for name, (_, version) in release.contents.items()}
    assert release.number == house.rows(Publication)[-1].number
    assert versions == {"bpmn/essai": 2, "form/demande": 1, "form/vide": 1}


def test_a_changed_form_makes_a_release_of_the_roots_that_use_it_only(house: House) -> None:
    alone = diagram("seul", start(), user("lire", "vide"), end(), path("debut", "lire", "fin"))
    house.publish(drawn("ecrire"), alone, *FORMS)
    changed = form("demande", montant="number code")
    (release_id,) = house.publish(drawn("ecrire"), alone, changed, form("vide"))
    assert house.row(Release, release_id).root == "essai"


def test_going_back_to_an_older_text_is_a_new_release_of_the_old_version(house: House) -> None:
    (first,) = house.publish(drawn("ecrire"), *FORMS)
    house.publish(drawn("ecrire", "signer"), *FORMS)
    (last,) = house.publish(drawn("ecrire"), *FORMS)
    before, after = house.row(Release, first), house.row(Release, last)
    assert (after.number - before.number, after.contents) == (2, before.contents)


def test_a_publication_keeps_every_file_used_or_not(house: House) -> None:
    unused = form("personne_ne_le_demande")
    house.publish(drawn("ecrire"), *FORMS, unused)
    newest = max(house.rows(Publication), key=lambda one: one.number)
    assert newest.files.keys() == {
        "bpmn/essai", "form/demande", "form/vide", "form/personne_ne_le_demande"
    }  # fmt: skip


def test_a_scenario_alone_is_published_without_a_new_release(house: House) -> None:
    house.publish(drawn("ecrire"), *FORMS)
    story = Source(SourceKind.SCENARIO, "histoire", b"processus: essai\n")
    assert house.publish(drawn("ecrire"), *FORMS, story) == []
    newest = max(house.rows(Publication), key=lambda one: one.number)
    assert "yaml/histoire" in newest.files


def test_a_file_with_a_problem_stops_the_whole_publication(house: House) -> None:
    broken = diagram("casse", start(), user("lire", "absent"), end(), path("debut", "lire", "fin"))
    before = len(house.rows(Resource))
    with pytest.raises(DiagramRefused) as refusal:
        house.publish(drawn("ecrire"), broken, *FORMS)
    assert list(refusal.value.context["problems"]) == ["bpmn/casse"]
    assert len(house.rows(Resource)) == before


def test_a_text_in_plain_language_cannot_steer_a_case(house: House) -> None:
    """A field that is not of class « code » is read by no expression."""
    text = '=if note = "oui" then "MDL_TS" else "MDL_CHEF"'
    reading = drawn("ecrire").data.replace(b'formId="vide" />', (
        f'formId="vide" /><zeebe:taskSchedule dueDate="{text.replace(chr(34), "&quot;")}" />'
    ).encode())  # fmt: skip
    with pytest.raises(DiagramRefused) as refusal:
        house.publish(Source(drawn("ecrire").kind, "essai", reading), *FORMS)
    (problem,) = refusal.value.context["problems"]["bpmn/essai"]
    assert "classe «\u00a0code\u00a0»" in problem.message


@pytest.mark.parametrize("group", ["MDL_TS", "MDL_CHEF", "XLH_PILOTE"])
def test_only_process_owners_publish(house: House, group: str) -> None:
    with pytest.raises(NotAllowed):
        house.publish(drawn("ecrire"), *FORMS, group=group)
    assert house.rows(Release, Release.root == "essai") == []


# --- start -------------------------------------------------------------------


def test_a_new_case_takes_the_newest_release(house: House) -> None:
    house.publish(drawn("ecrire"), *FORMS)
    house.publish(drawn("lire"), *FORMS)
    assert house.tasks(house.start("essai")) == ["lire"]


def test_a_running_case_keeps_its_release_after_a_publication(house: House) -> None:
    (first,) = house.publish(drawn("ecrire", "signer"), *FORMS)
    case = house.start("essai")
    house.publish(drawn("lire"), *FORMS)
    house.do(case, "ecrire")
    assert house.tasks(case) == ["signer"]
    assert house.instance(case).release_id == first
    versions = {step.version for step in house.rows(Step, Step.instance_id == case)}
    assert versions == {1}


def test_a_running_case_keeps_its_release_when_the_program_restarts(house: House) -> None:
    house.publish(drawn("ecrire", "signer"), *FORMS)
    case = house.start("essai")
    house.publish(drawn("lire"), *FORMS)
    house.database.transaction_memory.clear()
    house.do(case, "ecrire")
    assert house.tasks(case) == ["signer"]


def test_a_case_of_an_unknown_process_cannot_start(house: House) -> None:
    with pytest.raises(NotFound):
        house.start("inconnu")
    with house.system() as tx:
        assert newest_release(tx, "inconnu") is None


def test_a_case_that_cannot_start_leaves_no_trace(house: House) -> None:
    house.publish(drawn("ecrire"), *FORMS)
    with pytest.raises(AnswersRefused):
        house.start("essai", {"montant": "beaucoup"})
    assert [house.rows(table) for table in (Instance, Answer, AuditEntry)] == [[], [], []]


def test_the_answers_of_the_start_form_are_kept_once_and_recorded(house: House) -> None:
    house.publish(drawn("ecrire"), *FORMS)
    case = house.start("essai", {"montant": 12, "note": "à rappeler"})
    (answer,) = house.rows(Answer, Answer.instance_id == case)
    assert (answer.element, answer.form) == ("debut", "demande")
    (entry,) = house.rows(AuditEntry, AuditEntry.chain_id == case)
    assert (entry.tag, entry.fields) == ("case:started", ["montant", "note"])


def test_only_what_an_expression_reads_becomes_a_variable(house: House) -> None:
    house.publish(drawn("ecrire"), *FORMS)
    case = house.start("essai", {"montant": 1234, "note": "à rappeler"})
    assert b"1234" not in house.instance(case).state
    with house.system() as tx:
        assert newest(tx, "essai").variables_of(newest(tx, "essai").forms["demande"]) == set()


def test_a_case_that_is_over_says_so(house: House) -> None:
    house.publish(drawn("ecrire"), *FORMS)
    case = house.start("essai")
    assert (house.instance(case).status, house.instance(case).ended_at) == ("active", None)
    house.at += DAY
    house.do(case, "ecrire")
    assert (house.instance(case).status, house.instance(case).ended_at) == ("ended", house.at)
