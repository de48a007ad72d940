"""Scenarios told before a step was drawn are completed, and played again as they are written."""

import difflib
from uuid import UUID

import pytest

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key, Source, SourceKind
from engine.bpm.workshop.models import Draft
from engine.suivi.atelier.attempt import Novelty
from engine.suivi.atelier.completer import Completer
from engine.suivi.atelier.errors import NothingToComplete, ProofMissing
from engine.suivi.atelier.models import Proof
from engine.suivi.atelier.proposal import proposal_of
from engine.suivi.atelier.prove import ask_completion
from engine.suivi.scenarios.read import parse_scenario
from engine.suivi.scenarios.run import emptying, fault_of, open_stage
from tests.engine.suivi.atelier.owner import (
    CONTACT,
    CONTACT_FORM,
    ENTRY,
    OWNER,
    REFUSAL,
    draw_contact,
    keep_scenarios,
    new_form,
    options,
    play,
    prove,
    publish,
    question,
    replace,
    text_of,
    with_task_before,
)
from tests.house import House

LATE: Key = (SourceKind.SCENARIO, "retard_prediagnostic")
AWAY: Key = (SourceKind.SCENARIO, "hors_territoire")


@pytest.fixture
def house(sqlite_house: House) -> House:
    """What is written does not depend on the database; one test is on PostgreSQL."""
    return sqlite_house


def complete(house: House, chosen: list[Key] | None = None, who: str = OWNER) -> Proof:
    """Ask for what the scenarios lack, and let the worker find it."""
    with house.acting(who) as tx:
        asked: UUID = ask_completion(tx, house.folder, chosen).id
    play(house)
    found = house.row(Proof, asked)
    assert isinstance(found, Proof)
    return found


def added_lines(before: bytes, after: bytes) -> list[str]:
    """The lines that are new; none may be gone."""
    lines = list(difflib.ndiff(before.decode().splitlines(), after.decode().splitlines()))
    assert [line for line in lines if line.startswith("-")] == []
    return [line[2:] for line in lines if line.startswith("+")]


# --- through the worker ------------------------------------------------------


def test_the_scenarios_that_a_new_step_breaks_are_completed_and_published(
    postgres_house: House,
) -> None:
    house = postgres_house
    keep_scenarios(house, "refus_partage", "hors_territoire", "retard_prediagnostic")
    chosen = draw_contact(house)
    assert sorted(prove(house).failures) == ["hors_territoire", "retard_prediagnostic"]
    before = text_of(house, LATE)
    done = complete(house)
    assert (done.completed, done.failures) == (["hors_territoire", "retard_prediagnostic"], {})
    assert not done.has_passed  # it proves nothing: what it has written is to be read
    assert added_lines(before, text_of(house, LATE)) == [
        "  - realiser: premier_contact",
        "    reponses:",
        "      moyen: TELEPHONE",
        '      date_contact: "2026-10-26"',
        "      sujets: [LOGEMENT]",
        "      remarque: Vu avec le ménage.",
    ]
    chosen += [LATE, AWAY]
    assert prove(house, chosen).has_passed
    publish(house, chosen)


def test_a_draft_of_somebody_else_is_left_as_it_is(house: House) -> None:
    keep_scenarios(house, "hors_territoire", "retard_prediagnostic")
    house.hire("basile", OWNER)
    replace(house, LATE, "un rappel", "deux rappels", who="basile")
    theirs = text_of(house, LATE)
    chosen = draw_contact(house)
    assert len(prove(house, [*chosen, LATE]).failures) == 2
    done = complete(house, [*chosen, LATE])
    assert done.completed == ["hors_territoire"]
    assert "Quelqu’un d’autre" in done.failures["retard_prediagnostic"]
    assert text_of(house, LATE) == theirs


def test_a_draft_of_mine_that_was_not_played_is_left_as_it_is(house: House) -> None:
    keep_scenarios(house, "hors_territoire")
    chosen = draw_contact(house)
    replace(house, AWAY, "etapes:", "etapes: # à relire")
    mine = text_of(house, AWAY)
    assert prove(house, chosen).failures
    done = complete(house, chosen)
    assert "un autre brouillon" in done.failures["hors_territoire"]
    assert (done.completed, text_of(house, AWAY)) == ([], mine)


def test_nothing_is_written_when_the_drafts_change_meanwhile(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep_scenarios(house, "hors_territoire")
    draw_contact(house)
    prove(house)

    def change(self: Completer, *_: object) -> None:
        replace(house, ENTRY, "Premier contact", "Premier rendez-vous")
        return real(self, *_)

    real = Completer.complete
    monkeypatch.setattr(Completer, "complete", change)
    assert complete(house).is_outdated
    assert [draft.name for draft in house.rows(Draft, Draft.kind == "yaml")] == []


def test_there_is_nothing_to_complete_before_a_proof_nor_without_a_new_step(house: House) -> None:
    keep_scenarios(house, "refus_partage")
    replace(house, REFUSAL, "etat: termine", "etat: en_cours")
    with pytest.raises(ProofMissing):
        complete(house)
    prove(house)
    with pytest.raises(NothingToComplete):
        complete(house)


# --- what is written ---------------------------------------------------------


class Change:
    """The shipped files with some others in their place, and the tasks that they bring."""

    def __init__(self, folder: Folder, *files: Source) -> None:
        self.texts = {file.key: file for file in folder.files} | {file.key: file for file in files}
        self.proposal = proposal_of(folder, self.texts.values())
        assert self.proposal.blocking == {}
        self.novelty = Novelty.between(folder.sources, self.proposal.folder.sources)

    def completed(self, *names: str) -> dict[str, tuple[bytes | None, str]]:
        """The new text of some scenarios, and what still fails in them."""
        with open_stage(self.proposal.folder) as stage, emptying(stage) as empty:
            completer = Completer(stage, empty, self.novelty)
            found = {}
            for name in names:
                data = self.texts[SourceKind.SCENARIO, name].data
                done = completer.complete(parse_scenario(name, data), data)
                found[name] = done.data, done.fault
            return found


def contact_before(folder: Folder, step: str, form: bytes = CONTACT_FORM) -> list[Source]:
    entry = next(file for file in folder.files if file.key == ENTRY)
    return [Source(*ENTRY, with_task_before(entry.data, step)), Source(*CONTACT, form)]


def test_every_scenario_that_a_new_step_of_the_entry_breaks_is_completed(folder: Folder) -> None:
    change = Change(folder, *contact_before(folder, "prediagnostic"))
    entries = [one.file for one in change.proposal.scenarios if one.process == ENTRY[1]]
    found = change.completed(*entries)
    assert [name for name, (_, fault) in found.items() if fault] == []
    made = {name: data for name, (data, _) in found.items() if data is not None}
    assert set(entries) - made.keys() == {"refus_partage"}
    assert len(made) > 20
    for name, data in made.items():
        lines = added_lines(change.texts[SourceKind.SCENARIO, name].data, data)
        assert "  - realiser: premier_contact" in lines


def test_what_the_household_said_elsewhere_it_says_again(folder: Folder) -> None:
    asked = new_form(
        question("origine", "select", values=options("PARC_XLH", "RESIDENCE_SOCIALE", "CHRS"))
    )
    change = Change(folder, *contact_before(folder, "prediagnostic", asked))
    data, fault = change.completed("hors_territoire")["hors_territoire"]
    assert fault == "" and data is not None and b"reponses: {origine: CHRS}" in data


def test_another_choice_is_tried_when_the_first_leads_elsewhere(folder: Folder) -> None:
    """The new answer « NON » ends the dossier; « OUI » goes on: only one fits the story."""
    asked = new_form(question("venu", "radio", "code", values=options("NON", "OUI")))
    drawn, form = contact_before(folder, "prediagnostic", asked)
    entry = (
        drawn.data.replace(
            b'<bpmn:sequenceFlow id="f_premier_contact" sourceRef="premier_contact"',
            b'<bpmn:exclusiveGateway id="venu" name="Venu ?" default="f_premier_contact" />'
            b'<bpmn:sequenceFlow id="f_venu" sourceRef="premier_contact" targetRef="venu" />'
            b'<bpmn:sequenceFlow id="f_non" sourceRef="venu" targetRef="sans_suite_partage">'
            b'<bpmn:conditionExpression xsi:type="bpmn:tFormalExpression">=venu = "NON"'
            b"</bpmn:conditionExpression></bpmn:sequenceFlow>"
            b'<bpmn:sequenceFlow id="f_premier_contact" sourceRef="venu"',
        )
        .replace(
            b"<bpmn:flowNodeRef>premier_contact</bpmn:flowNodeRef>",
            b"<bpmn:flowNodeRef>premier_contact</bpmn:flowNodeRef>"
            b"<bpmn:flowNodeRef>venu</bpmn:flowNodeRef>",
        )
        .replace(
            b"</bpmndi:BPMNPlane>",
            b'<bpmndi:BPMNShape id="forme_venu" bpmnElement="venu">'
            b'<dc:Bounds x="1" y="1" width="50" height="50" /></bpmndi:BPMNShape>'
            b"</bpmndi:BPMNPlane>",
        )
    )
    change = Change(folder, Source(*ENTRY, entry), form)
    data, fault = change.completed("hors_territoire")["hors_territoire"]
    assert fault == "" and data is not None and b"reponses: {venu: OUI}" in data


def test_a_step_that_is_gone_is_taken_out_with_its_answers(folder: Folder) -> None:
    entry = next(file for file in folder.files if file.key == ENTRY)
    renamed = entry.data.replace(b"prediagnostic", b"evaluation").replace(
        b'formId="evaluation"', b'formId="prediagnostic"'
    )
    for word in (b"date_", b"avis_", b"alerte_", b"rappel_"):
        renamed = renamed.replace(word + b"evaluation", word + b"prediagnostic")
    change = Change(folder, Source(*ENTRY, renamed))
    assert change.novelty == Novelty(frozenset({"evaluation"}), frozenset({"prediagnostic"}))
    data, fault = change.completed("hors_territoire")["hors_territoire"]
    assert fault == "" and data is not None
    assert b"realiser: prediagnostic" not in data
    assert b"  - realiser: evaluation\n" in data
    assert b"territoire: HORS" in data  # what was answered there is answered here


def test_a_scenario_that_fails_for_another_reason_is_left_as_it_is(folder: Folder) -> None:
    wrong = Source(
        *AWAY,
        next(file.data for file in folder.files if file.key == AWAY)
        + b"  - verifier: {taches: [mediation]}\n",
    )
    change = Change(folder, wrong, *contact_before(folder, "conditions_entree"))
    data, fault = change.completed("hors_territoire")["hors_territoire"]
    assert data is None
    assert "«\u00a0mediation\u00a0»" in fault or "(mediation)" in fault


def test_a_scenario_that_gets_further_is_kept_with_what_still_fails(folder: Folder) -> None:
    wrong = Source(
        *AWAY,
        next(file.data for file in folder.files if file.key == AWAY)
        + b"  - verifier: {taches: [mediation]}\n",
    )
    change = Change(folder, wrong, *contact_before(folder, "prediagnostic"))
    data, fault = change.completed("hors_territoire")["hors_territoire"]
    assert data is not None and b"realiser: premier_contact" in data
    steps = parse_scenario("x", data).steps
    assert fault.startswith(f"Étape {len(steps)}, ligne {steps[-1].line}\u00a0:")
    with open_stage(change.proposal.folder) as stage:
        assert fault_of(stage, parse_scenario("x", data)) == fault


def test_steps_on_one_line_are_left_to_be_completed_by_hand(folder: Folder) -> None:
    text = (
        b"processus: entree_dispositif\ndebut: 2026-09-01\ndonnees: {origine: CHRS, volet: ACCES,"
        b' motifs: [SORTIE_HEBERGEMENT], date_reperage: "2026-09-01"}\n'
        b"etapes: [{realiser: information_partage, reponses: {accord_partage: OUI,"
        b' date_information: "2026-09-01", mode_information: ENTRETIEN}},'
        b" {verifier: {taches: [prediagnostic]}}]\n"
    )
    change = Change(folder, Source(*AWAY, text), *contact_before(folder, "prediagnostic"))
    data, fault = change.completed("hors_territoire")["hors_territoire"]
    assert data is None and "à la main" in fault
