"""A worker may be killed, or slow, and files may change while they are played."""

from datetime import timedelta

import pytest

from engine.suivi.atelier import turn
from engine.suivi.atelier.prove import prove_next
from engine.suivi.scenarios import run
from tests.engine.suivi.atelier.owner import (
    ENTRY,
    ask,
    play,
    rename,
    replace,
    row,
)
from tests.house import House

pytestmark = pytest.mark.usefixtures("few")


def test_the_proof_of_a_worker_that_was_killed_is_taken_again(house: House, monkeypatch) -> None:
    rename(house)
    proof_id = ask(house)
    die_while_playing(house, monkeypatch)
    assert not play(house)  # it may still be at work
    house.at += turn.LEASE + timedelta(seconds=1)
    assert play(house)
    assert row(house, proof_id).has_passed


def test_a_proof_that_kills_each_worker_ends(house: House, monkeypatch) -> None:
    rename(house)
    proof_id = ask(house)
    for _ in range(turn.MAX_TAKES):
        die_while_playing(house, monkeypatch)
        house.at += turn.LEASE + timedelta(seconds=1)
    assert not play(house)
    assert "trois fois" in row(house, proof_id).failures[turn.WHOLE]
    assert not play(house)


def test_a_slow_worker_leaves_the_proof_to_the_one_that_took_it_again(
    house: House, monkeypatch
) -> None:
    rename(house)
    proof_id = ask(house)
    monkeypatch.setattr(turn, "EVERY", 0.0)

    def sleep(*_: object) -> str:
        monkeypatch.undo()
        prove_next(house.database, house.folder, at=house.at + turn.LEASE + timedelta(seconds=1))
        return "trop tard"

    monkeypatch.setattr(run, "fault_of", sleep)
    assert play(house)
    assert row(house, proof_id).has_passed


def test_a_proof_whose_drafts_changed_before_it_was_played_is_outdated(house: House) -> None:
    rename(house)
    proof_id = ask(house)
    replace(house, ENTRY, "Évaluer la", "Revoir la")
    assert play(house)
    assert row(house, proof_id).is_outdated
    assert not row(house, proof_id).has_passed


def test_a_proof_whose_drafts_change_while_it_is_played_stops(house: House, monkeypatch) -> None:
    rename(house)
    proof_id, played = ask(house), list[str]()
    monkeypatch.setattr(turn, "EVERY", 0.0)

    def change(_stage: object, scenario: object) -> str:
        played.append(str(scenario))
        replace(house, ENTRY, "Évaluer la", "Revoir la")
        return ""

    monkeypatch.setattr(run, "fault_of", change)
    assert play(house)
    assert len(played) == 1
    assert row(house, proof_id).is_outdated


def die_while_playing(house: House, monkeypatch) -> None:
    """A worker takes the proof and is killed: nothing of its own is left to clean up."""

    def die(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(run, "fault_of", die)
        play(house)
