"""Nothing is published unproven: the worker plays every scenario on exactly the chosen files."""

from uuid import uuid4

import pytest
from sqlalchemy import event

from engine.bpm.dialect.sources import SourceKind
from engine.core.errors import DiagramRefused, NotAllowed, NotFound
from engine.suivi.atelier import turn
from engine.suivi.atelier.errors import NoScenario, NothingToPublish
from engine.suivi.atelier.proposal import propose
from engine.suivi.atelier.prove import find_proof, latest_proof
from engine.suivi.scenarios import run
from tests.engine.suivi.atelier.owner import (
    ENTRY,
    OWNER,
    REFUSAL,
    ask,
    play,
    prove,
    remove,
    rename,
    replace,
    row,
    write,
)
from tests.house import House

pytestmark = pytest.mark.usefixtures("few")


@pytest.fixture
def house(sqlite_house: House) -> House:
    """What is told does not depend on the database; interruptions may."""
    return sqlite_house


# --- it is played ------------------------------------------------------------


def test_a_proof_plays_every_scenario_on_the_files_with_the_chosen_drafts(house: House) -> None:
    rename(house)
    proof = prove(house)
    assert proof.has_passed
    assert (proof.done, proof.total, proof.failures) == (2, 2, {})
    assert proof.keys == [ENTRY]
    assert proof.started_at == proof.finished_at == house.at
    assert ("parcours_acces", "f_suivi_mensuel_etape_suivante") in proof.missing


def test_one_proof_is_played_at_a_time(house: House, monkeypatch) -> None:
    rename(house)
    first, seen = ask(house), list[bool]()
    replace(house, REFUSAL, "refuse", "refuse tout")
    second = ask(house, [REFUSAL])
    monkeypatch.setattr(run, "fault_of", lambda *_: seen.append(play(house)) or "")
    assert play(house)
    assert seen == [False, False]
    assert row(house, first).finished_at and not row(house, second).started_at


def test_a_scenario_that_fails_is_told_in_words(house: House) -> None:
    replace(house, REFUSAL, "etat: termine", "etat: en_cours")
    proof = prove(house)
    assert not proof.has_passed
    assert proof.failures == {
        "refus_partage": "Étape 2, ligne 12\u00a0: le dossier est «\u00a0terminé\u00a0»,"
        " et non «\u00a0en cours\u00a0»."
    }


def test_a_draft_that_is_not_chosen_is_not_played(house: House) -> None:
    rename(house)
    replace(house, REFUSAL, "etat: termine", "etat: en_cours")
    assert prove(house, [ENTRY]).has_passed
    assert not prove(house, [ENTRY, REFUSAL]).has_passed


def test_the_proof_of_the_same_files_is_asked_once_and_that_of_others_anew(house: House) -> None:
    rename(house)
    first = ask(house)
    assert ask(house) == first
    play(house)
    assert ask(house) == first
    replace(house, ENTRY, "Évaluer la", "Revoir la")
    assert ask(house) != first


def test_a_proof_that_failed_may_be_asked_again(house: House, monkeypatch) -> None:
    rename(house)
    monkeypatch.setattr(turn, "MAX_SECONDS", -1.0)
    late = prove(house)
    assert list(late.failures) == ["hors_territoire", "refus_partage"]
    assert "n’a pas été joué" in late.failures["refus_partage"]
    assert not late.has_passed
    monkeypatch.undo()
    assert prove(house).has_passed


def test_whoever_waits_sees_how_far_it_is(house: House, monkeypatch) -> None:
    rename(house)
    proof_id, seen = ask(house), list[tuple[int, int]]()
    monkeypatch.setattr(turn, "EVERY", 0.0)

    def look(*_: object) -> str:
        found = row(house, proof_id)
        seen.append((found.done, found.total))
        return ""

    monkeypatch.setattr(run, "fault_of", look)
    play(house)
    assert seen == [(0, 2), (1, 2)]


def test_nothing_of_the_house_is_held_while_scenarios_are_played(house: House, monkeypatch) -> None:
    rename(house)
    ask(house)

    def write_meanwhile(*_: object) -> str:
        house.open_dossier()
        return ""

    monkeypatch.setattr(run, "fault_of", write_meanwhile)
    assert play(house)


def test_a_fault_of_the_program_is_told_and_the_worker_goes_on(house: House, monkeypatch) -> None:
    rename(house)

    def fall(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(run, "play", fall)
    assert "erreur du programme" in prove(house).failures["refus_partage"]
    monkeypatch.setattr(run, "settle_stage", fall)
    assert list(prove(house).failures) == [turn.WHOLE]


def test_without_a_waiting_proof_the_worker_asks_one_question(house: House) -> None:
    seen: list[str] = []
    engine = house.database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    assert not play(house)
    assert len([text for text in seen if text.upper().startswith("SELECT")]) == 1


# --- it is refused -----------------------------------------------------------


def test_no_proof_without_a_draft(house: House) -> None:
    with pytest.raises(NothingToPublish):
        ask(house)
    rename(house)
    with pytest.raises(NothingToPublish):
        ask(house, [REFUSAL])


def test_no_proof_while_a_check_fails(house: House) -> None:
    replace(house, ENTRY, 'formId="prediagnostic"', 'formId="absent"')
    with pytest.raises(DiagramRefused) as refused:
        ask(house)
    assert list(refused.value.context["problems"]) == ["bpmn/entree_dispositif"]


def test_no_proof_while_a_scenario_cannot_be_read(house: House) -> None:
    replace(house, REFUSAL, "realiser", "faire")
    with pytest.raises(DiagramRefused) as refused:
        ask(house)
    (problem,) = refused.value.context["problems"]["yaml/refus_partage"]
    assert problem.line == 10
    assert problem.message.startswith("Étape 1\u00a0: un verbe parmi realiser")


def test_no_proof_without_any_scenario(house: House) -> None:
    remove(house, REFUSAL)
    remove(house, (SourceKind.SCENARIO, "hors_territoire"))
    with pytest.raises(NoScenario):
        ask(house)


def test_only_process_owners_ask_for_proofs_and_read_them(house: House) -> None:
    rename(house)
    proof_id = ask(house)
    with pytest.raises(NotAllowed), house.acting("MDL_CHEF") as tx:
        find_proof(tx, proof_id)
    with pytest.raises(NotAllowed):
        ask(house, who="MDL_CHEF")
    with house.acting(OWNER) as tx:
        assert find_proof(tx, proof_id).id == proof_id
        with pytest.raises(NotFound):
            find_proof(tx, uuid4())


# --- what it is worth --------------------------------------------------------


def test_the_fingerprint_is_that_of_every_file_and_of_nothing_else(house: House) -> None:
    def told() -> str:
        with house.acting(OWNER) as tx:
            return propose(tx, house.folder).fingerprint

    before = told()
    rename(house)
    changed = told()
    assert changed != before
    replace(house, ENTRY, "Évaluer la situation", "Pré-diagnostic social")
    assert told() == before
    write(house, (SourceKind.SCENARIO, "nouveau"), b"processus: mesure\ndebut: 2026-09-01\n")
    assert told() not in (before, changed)


def test_the_last_proof_of_some_files_is_found_by_their_fingerprint(house: House) -> None:
    rename(house)
    proof = prove(house)
    with house.acting(OWNER) as tx:
        found = latest_proof(tx, proof.fingerprint)
        assert found is not None and found.id == proof.id
        assert latest_proof(tx, "autre") is None
