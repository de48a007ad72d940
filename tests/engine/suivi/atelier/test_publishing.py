"""Drafts are published when their proof has passed; going back is a publication too."""

from uuid import UUID

import pytest

from engine.bpm.diagrams.models import Publication, Release
from engine.bpm.diagrams.publish import newest_release
from engine.bpm.dialect.sources import Key, SourceKind
from engine.bpm.workshop.history import publications
from engine.bpm.workshop.shelf import files_in_force, shelf
from engine.core.errors import DiagramRefused, NotFound
from engine.suivi.atelier.errors import (
    AlreadyInForce,
    ReasonMissing,
)
from engine.suivi.atelier.publish import publish_drafts, restore
from engine.suivi.processes.read import scenarios_in_force
from engine.suivi.setup import publish_folder
from tests.engine.suivi.atelier.owner import (
    ENTRY,
    NEW,
    OLD,
    OWNER,
    REFUSAL,
    WHY,
    drafts,
    keep_scenarios,
    number,
    play,
    prove,
    publish,
    remove,
    replace,
    text_of,
    write,
)
from tests.house import PARTAGE, House

pytestmark = pytest.mark.usefixtures("few")

TERRITORY: Key = (SourceKind.SCENARIO, "hors_territoire")


# --- it is published ---------------------------------------------------------


def test_what_was_proven_is_published_with_who_when_and_why(proven: House) -> None:
    house = proven
    before = number(house)
    done = publish(house, [ENTRY], "  Le comité\n l’a décidé ")
    assert done.number == number(house) == before + 1
    with house.acting(OWNER) as tx:
        told = publications(tx)[0]
        assert (told.reason, told.changed, told.published_at) == (WHY, 1, house.at)
        assert told.author == house.folder.groups[OWNER]["libelle"]
        assert NEW.encode() in files_in_force(tx)[ENTRY].data
        assert [item.key for item in shelf(tx) if item.draft] == []


def test_a_new_dossier_takes_what_is_published_and_a_running_one_keeps_its_own(
    proven: House,
) -> None:
    house = proven
    running = house.open_dossier()
    publish(house, [ENTRY])
    fresh = house.open_dossier()
    for case, name in ((running, "Pré-diagnostic social"), (fresh, "Évaluer la situation")):
        house.do(case, "information_partage", PARTAGE)
        assert house.task(case, "prediagnostic").name == name


def test_every_root_that_was_published_before_gets_the_change(proven: House) -> None:
    house = proven
    with house.system() as tx:
        publish_folder(tx, house.folder, "Deux racines", roots=["entree_dispositif", "mesure"])
    keep_scenarios(house, "refus_partage", "hors_territoire")
    assert prove(house).has_passed
    done = publish(house, [ENTRY])
    assert [release.root for release in done.releases] == ["entree_dispositif"]
    replace(house, (SourceKind.DIAGRAM, "mesure"), 'name="Mesure"', 'name="La mesure"')
    assert prove(house).has_passed
    done = publish(house, [(SourceKind.DIAGRAM, "mesure")])
    assert {"entree_dispositif", "mesure"} <= {release.root for release in done.releases}


def test_the_drafts_that_are_not_chosen_stay(house: House) -> None:
    replace(house, ENTRY, OLD, NEW)
    replace(house, REFUSAL, "refuse", "refuse tout")
    assert prove(house, [ENTRY]).has_passed
    publish(house, [ENTRY])
    assert drafts(house) == ["refus_partage"]
    assert b"refuse tout" in text_of(house, REFUSAL)


def test_a_scenario_is_published_without_a_new_release(house: House) -> None:
    releases = len(house.rows(Release))
    remove(house, TERRITORY)
    write(house, (SourceKind.SCENARIO, "nouveau"), text_of(house, REFUSAL))
    assert prove(house).total == 2
    done = publish(house, [TERRITORY, (SourceKind.SCENARIO, "nouveau")])
    assert (done.releases, len(house.rows(Release))) == ([], releases)
    with house.acting("MDL_TS") as tx:
        assert [one.file for one in scenarios_in_force(tx)] == [
            "nouveau.yaml",
            "refus_partage.yaml",
        ]


# --- going back --------------------------------------------------------------


def back(house: House, to: int, reason: str = WHY) -> int:
    with house.acting(OWNER) as tx:
        return restore(tx, house.folder, to, reason).number


def release(house: House) -> UUID:
    with house.system() as tx:
        found = newest_release(tx, "entree_dispositif")
        assert found is not None
        return found.id


def test_going_back_is_a_new_publication_of_the_same_files(proven: House) -> None:
    house = proven
    first, old = number(house), house.row(Publication, number(house)).files
    publish(house, [ENTRY])
    before = release(house)
    assert back(house, first) == first + 2
    assert house.row(Publication, first + 2).files == old
    assert release(house) != before
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    assert house.task(case, "prediagnostic").name == "Pré-diagnostic social"


def test_drafts_stay_when_one_goes_back_and_are_said_to_be_overtaken(proven: House) -> None:
    house = proven
    first = number(house)
    publish(house, [ENTRY])
    replace(house, ENTRY, NEW, 'name="Autre chose"')
    back(house, first)
    with house.acting(OWNER) as tx:
        (item,) = [item for item in shelf(tx) if item.draft]
    assert item.key == ENTRY and item.draft is not None and item.draft.is_overtaken


def test_one_does_not_go_back_to_what_is_in_force_nor_to_nothing(house: House) -> None:
    with pytest.raises(AlreadyInForce):
        back(house, number(house))
    with pytest.raises(NotFound):
        back(house, 99)
    with pytest.raises(ReasonMissing):
        back(house, 1, "court")


def test_one_does_not_go_back_to_files_that_the_checks_refuse(house: House) -> None:
    first = number(house)
    with house.system() as tx:
        row = house.row(Publication, first)
        kept = {k: v for k, v in row.files.items() if k != "form/prediagnostic"}
        tx.session.add(
            Publication(
                number=first + 1, files=kept, reason=WHY, published_at=tx.now, published_by=None
            )
        )
    keep_scenarios(house, "refus_partage", "hors_territoire")
    with pytest.raises(DiagramRefused):
        back(house, first + 1)


def test_the_transaction_of_a_refused_publication_leaves_nothing(proven: House) -> None:
    house = proven
    before = number(house)
    with pytest.raises(RuntimeError), house.acting(OWNER) as tx:
        publish_drafts(tx, house.folder, [ENTRY], WHY)
        raise RuntimeError
    assert number(house) == before
    assert drafts(house) == ["entree_dispositif"]
    assert not play(house)
