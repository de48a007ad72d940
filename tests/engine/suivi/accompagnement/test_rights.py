"""Who reads and who writes which class, trade by trade, on an ordinary and on a restricted file."""

from collections.abc import Iterator, Mapping
from uuid import UUID

import pytest

from engine.core.access import groups_of, reset_circle, widen_circle
from engine.core.errors import EngineError, NotAllowed, NotFound
from engine.suivi.accompagnement.models import Contact
from engine.suivi.accompagnement.opening import classes_to_write, open_journal
from engine.suivi.accompagnement.read_journal import Filter, read_journal
from engine.suivi.accompagnement.read_rendez_vous import rendez_vous_of
from engine.suivi.accompagnement.write_note import write_note
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from tests.engine.suivi.accompagnement.conftest import met
from tests.house import House

WRITERS = {
    Classe.PARTAGE: "MDL_TS",
    Classe.MDL: "MDL_TS",
    Classe.XLH: "XLH_IS",
    Classe.VVC: "MDL_TS",
    Classe.BROUILLON: "MDL_CHEF",
}
# MDL_TS is the file's référent; « collegue » another social worker of the MDL, named nowhere.
ORDINARY: Mapping[str, set[Classe]] = {
    "MDL_TS": {Classe.PARTAGE, Classe.MDL, Classe.VVC},
    "collegue": {Classe.PARTAGE, Classe.MDL},
    "MDL_CHEF": {Classe.PARTAGE, Classe.MDL, Classe.BROUILLON},
    "XLH_IS": {Classe.PARTAGE, Classe.XLH},
    "XLH_PILOTE": {Classe.PARTAGE, Classe.XLH},
    "XLH_PREC": {Classe.XLH},
    "REFERENTE_VVC": {Classe.PARTAGE, Classe.VVC},
}
RESTRICTED: Mapping[str, set[Classe]] = {
    "MDL_TS": {Classe.PARTAGE, Classe.MDL, Classe.VVC},
    "MDL_CHEF": {Classe.PARTAGE, Classe.MDL, Classe.VVC, Classe.BROUILLON},
    "REFERENTE_VVC": {Classe.PARTAGE, Classe.VVC},
}
WRITTEN: Mapping[str, set[Classe]] = {
    "MDL_TS": {Classe.PARTAGE, Classe.MDL, Classe.VVC, Classe.BROUILLON},
    "collegue": {Classe.PARTAGE, Classe.MDL, Classe.BROUILLON},
    "MDL_CHEF": {Classe.PARTAGE, Classe.MDL, Classe.BROUILLON},
    "XLH_IS": {Classe.PARTAGE, Classe.XLH, Classe.BROUILLON},
    "XLH_PILOTE": {Classe.BROUILLON},
    "XLH_PREC": {Classe.XLH, Classe.BROUILLON},
    "REFERENTE_VVC": {Classe.VVC, Classe.BROUILLON},
}


@pytest.fixture
def written(house: House, case: UUID, reference: str) -> Iterator[None]:
    """A note of each class; every trade is of the file's circle."""
    house.hire("collegue")
    with house.system() as tx:
        for group in ("XLH_PREC", "REFERENTE_VVC"):
            widen_circle(tx, house.dossier(case).circle_id, group)
    for classe, group in WRITERS.items():
        with house.acting(group) as tx:
            write_note(tx, reference, classe, f"Note {classe}")
    yield


def restrict(house: House, case: UUID) -> None:
    """As `dossier.restreindre` does once the référente was told with the person's agreement."""
    with house.system() as tx:
        dossier = tx.session.get_one(Dossier, house.dossier(case).id)
        dossier.is_restreint = True
        groups = {"MDL_CHEF", "XLH_PILOTE", "REFERENTE_VVC"}
        reset_circle(tx, dossier.circle_id, groups, [house.people["MDL_TS"]])
        assert groups_of(tx, dossier.circle_id) == groups


def read_by(house: House, reference: str, group: str) -> set[Classe]:
    with house.acting(group) as tx:
        lines = read_journal(tx, open_journal(tx, reference), Filter()).lines
        notes = [note for line in lines for note in line.notes]
        assert all(note.texte == f"Note {note.row.classe}" for note in notes)
        return {Classe(note.row.classe) for note in notes}


def writes(house: House, reference: str, group: str, classe: Classe) -> bool:
    try:
        with house.acting(group) as tx, tx.attempt():
            write_note(tx, reference, classe, "Essai.")
            raise LookupError
    except NotAllowed:
        return False
    except LookupError:
        return True


@pytest.mark.usefixtures("written")
def test_each_trade_reads_its_classes_of_an_ordinary_file(house: House, reference: str) -> None:
    assert {group: read_by(house, reference, group) for group in ORDINARY} == ORDINARY


@pytest.mark.usefixtures("written")
def test_each_trade_writes_its_classes(house: House, reference: str) -> None:
    found = {
        group: {classe for classe in Classe if writes(house, reference, group, classe)}
        for group in WRITTEN
    }
    assert found == WRITTEN
    for group, classes in WRITTEN.items():
        with house.acting(group) as tx:
            assert set(classes_to_write(tx, open_journal(tx, reference))) == classes


@pytest.mark.usefixtures("written")
def test_a_restricted_file_is_read_by_its_list_alone(
    house: House, case: UUID, reference: str
) -> None:
    restrict(house, case)
    assert {group: read_by(house, reference, group) for group in RESTRICTED} == RESTRICTED
    for group in ORDINARY.keys() - RESTRICTED.keys():
        with pytest.raises(NotFound), house.acting(group) as tx:
            open_journal(tx, reference)


@pytest.mark.usefixtures("written")
def test_the_editor_of_processes_reads_nothing(house: House, reference: str) -> None:
    with pytest.raises(NotFound), house.acting("EDITEUR_PROCESSUS") as tx:
        open_journal(tx, reference)


def test_before_the_household_has_agreed_each_side_reads_its_own(house: House) -> None:
    reference = house.instance(house.open_dossier()).reference
    with house.acting("MDL_TS") as tx:
        met(tx, reference, PARTAGE="Premier échange.")
    with house.acting("XLH_IS") as tx:
        met(tx, reference, PARTAGE="Vu au bureau.")
    assert len(house.rows(Contact)) == 2
    for group, text in (("XLH_IS", "Vu au bureau."), ("MDL_TS", None)):
        with house.acting(group) as tx:
            lines = read_journal(tx, open_journal(tx, reference), Filter()).lines
            read = [note.texte for line in lines for note in line.notes]
        # The MDL has met the household by its own door: it may know what it says elsewhere.
        assert read == [text] if text else len(read) == 2


def test_a_trade_without_the_shared_part_sees_no_contact(
    house: House, case: UUID, reference: str
) -> None:
    with house.system() as tx:
        widen_circle(tx, house.dossier(case).circle_id, "XLH_PREC")
    with house.acting() as tx:
        met(tx, reference, PARTAGE="Vu.")
    with house.acting("XLH_PREC") as tx:
        dossier = open_journal(tx, reference)
        assert read_journal(tx, dossier, Filter()).lines == []
        assert rendez_vous_of(tx, dossier) == []
    with pytest.raises(EngineError), house.acting("XLH_PREC") as tx:
        met(tx, reference, PARTAGE="Vu.")
