"""Two process owners at once: neither undoes what the other does."""

import threading

import pytest

from engine.bpm.workshop.drafts import DraftChanged
from engine.bpm.workshop.shelf import files_in_force
from engine.suivi.atelier import publish as publishing
from engine.suivi.atelier.errors import NothingToPublish, ProofMissing, PublishedMeanwhile
from tests.engine.suivi.atelier.owner import (
    ENTRY,
    NEW,
    OLD,
    OWNER,
    REFUSAL,
    drafts,
    keep_scenarios,
    number,
    prove,
    publish,
    replace,
    text_of,
)
from tests.house import House, together


def rename_and_prove(house: House) -> None:
    keep_scenarios(house, "refus_partage")
    replace(house, ENTRY, OLD, NEW)
    assert prove(house).has_passed


def test_two_owners_do_not_undo_each_other(house: House) -> None:
    keep_scenarios(house, "refus_partage")
    house.hire("basile", OWNER)
    replace(house, ENTRY, OLD, NEW)
    replace(house, REFUSAL, "refuse", "refuse tout", who="basile")
    assert prove(house, [ENTRY]).has_passed
    assert prove(house, [REFUSAL]).has_passed
    outcomes = together(
        lambda: publish(house, [ENTRY]), lambda: publish(house, [REFUSAL], who="basile")
    )
    (refused,) = [one for one in outcomes if isinstance(one, Exception)]
    assert isinstance(refused, ProofMissing)  # what it was proven with is no more in force
    assert len(drafts(house)) == 1
    left = REFUSAL if drafts(house) == ["refus_partage"] else ENTRY
    assert prove(house, [left]).has_passed
    publish(house, [left])
    with house.acting(OWNER) as tx:
        files = files_in_force(tx)
    assert NEW.encode() in files[ENTRY].data
    assert b"refuse tout" in files[REFUSAL].data


def test_the_same_drafts_are_published_once(house: House) -> None:
    rename_and_prove(house)
    before = number(house)
    outcomes = together(*[lambda: publish(house, [ENTRY])] * 2)
    assert sum(isinstance(one, NothingToPublish) for one in outcomes) == 1
    assert number(house) == before + 1


def test_what_is_saved_while_others_publish_is_not_lost(house: House) -> None:
    rename_and_prove(house)
    data = text_of(house, ENTRY)

    def save() -> None:
        replace(house, ENTRY, NEW, 'name="Autre chose"')

    outcomes = together(lambda: publish(house, [ENTRY]), save)
    saved = not isinstance(outcomes[1], Exception)
    assert saved or isinstance(outcomes[1], DraftChanged)
    assert (text_of(house, ENTRY) != data) == saved


def test_a_publication_that_no_lock_held_back_is_not_undone(
    postgres_house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`palier publish` takes no lock: it may come between the reading and the writing. On SQLite
    the one write lock holds everybody back."""
    house, real = postgres_house, publishing.publish
    rename_and_prove(house)
    told = threading.Event()

    def slowly(*args: object) -> object:
        if not told.is_set():
            told.set()
            keep_scenarios(house, "refus_partage", "hors_territoire")
        return real(*args)

    monkeypatch.setattr(publishing, "publish", slowly)
    with pytest.raises(PublishedMeanwhile):
        publish(house, [ENTRY])
    assert drafts(house) == ["entree_dispositif"]
