"""Hosted people: only those picked are kept, nothing is typed again, nothing hidden is told."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from engine.core.errors import NotAllowed, NotFound
from engine.suivi.dossiers.open import open_dossier
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.hebergements.begin import (
    begin_dossier,
    forget_retenu,
    read_retenu,
    read_retenus,
)
from engine.suivi.hebergements.colonnes import MODELE
from engine.suivi.hebergements.importer import (
    Apercu,
    confirm_import,
    drop_import,
    last_imports,
    look_at_import,
    preview_import,
)
from engine.suivi.hebergements.models import Heberge, ImportHeberges
from engine.suivi.menages.coordonnees import read_coordonnees
from engine.suivi.menages.read import read_menage
from engine.suivi.menages.settle import Qui
from engine.suivi.tableaux.texte import FichierRefuse
from tests.engine.suivi.menages.homes import agree, open_for, restrict
from tests.house import DAY, REPERAGE, House

HEAD = "Numéro;Nom;Prénom;Civilité;Né(e) le;Lien;Établissement;Tél"
FAMILY = (
    "H-1;Dupin;Marie;Mme;12/03/1985;titulaire;CHRS Les Pins;0558000001",
    "H-1;Dupin;Léo;;01/09/2016;enfant;CHRS Les Pins;",
    "H-2;Sarrade;Paul;M.;1979-11-30;;Résidence sociale;",
)


def file_of(*lines: str, encoding: str = "cp1252", sep: str = ";") -> bytes:
    return "\r\n".join([HEAD, *lines]).replace(";", sep).encode(encoding)


def preview(house: House, *lines: str, group: str = "MDL_TS", data: bytes = b"") -> Apercu:
    with house.acting(group) as tx:
        import_id = preview_import(tx, data or file_of(*lines))
    with house.acting(group) as tx:
        return look_at_import(tx, import_id)


def pick(house: House, picked: Sequence[int], *lines: str, group: str = "MDL_TS") -> dict[str, int]:
    apercu = preview(house, *lines, group=group)
    with house.acting(group) as tx:
        return confirm_import(tx, apercu.id, picked)


def open_from(house: House, row_id: UUID) -> str:
    """As the pages do: « Qui ? » and the repérage come filled."""
    with house.acting() as tx:
        known = read_retenu(tx, row_id)
        dossier = open_dossier(tx, {**REPERAGE, **known.reperage}, Qui(typed=known.qui))
        begin_dossier(tx, row_id, dossier, is_new=True)
        return dossier.reference


@pytest.mark.parametrize(
    ("encoding", "sep"),
    [("cp1252", ";"), ("utf-8-sig", ";"), ("utf-8", "\t"), ("utf-16", "\t"), ("utf-8-sig", ",")],
)
def test_a_list_is_read_as_excel_writes_it(house: House, encoding: str, sep: str) -> None:
    apercu = preview(house, data=file_of(*FAMILY, encoding=encoding, sep=sep))
    told = [[p["prenom"] for p in one.menage.personnes] for one in apercu.proposes]
    assert told == [["Marie", "Léo"], ["Paul"]]
    assert [one.menage.origine for one in apercu.proposes] == ["CHRS", "RESIDENCE_SOCIALE"]
    assert apercu.erreurs == []


def test_only_the_picked_are_kept_and_the_preview_is_gone(house: House) -> None:
    counts = pick(house, [0], *FAMILY)
    assert (counts["retenus"], counts["laisses"]) == (1, 1)
    (row,) = house.rows(Heberge)
    assert b"Dupin" not in row.contenu
    (left,) = house.rows(ImportHeberges)
    assert left.brouillon is None
    with house.acting() as tx:
        assert [one.qui["nom"] for one in read_retenus(tx)] == ["Dupin"]


def test_a_preview_that_nobody_settles_goes_with_the_next_one(house: House) -> None:
    preview(house, *FAMILY)
    house.at += 2 * DAY
    other = preview(house, FAMILY[2], group="MDL_CHEF")
    assert [row.id for row in house.rows(ImportHeberges)] == [other.id]
    with house.acting("MDL_CHEF") as tx:
        drop_import(tx, other.id)
    assert house.rows(ImportHeberges) == []


def test_what_is_wrong_is_told_by_line_and_half_a_family_is_not_proposed(house: House) -> None:
    apercu = preview(
        house,
        FAMILY[0],
        "H-1;Dupin;Léo;;31/02/2016;enfant;;",
        FAMILY[2],
        ";Sans;Numéro;;;;;",
        "H-3;;Prénom;;;;;",
        "H-4;Nir;Un;;;;1850340123456 78;",
    )
    assert [line for line, _ in apercu.erreurs] == [3, 5, 6, 7]
    assert [one.menage.reference for one in apercu.proposes] == ["H-2"]


def test_the_model_that_is_offered_reads_without_fault(house: House) -> None:
    apercu = preview(house, data="\r\n".join(MODELE).encode("utf-8-sig"))
    assert (apercu.erreurs, len(apercu.proposes)) == ([], 2)


def test_a_missing_column_is_said(house: House) -> None:
    with pytest.raises(FichierRefuse) as refusal:
        preview(house, data=b"nom;prenom\r\nDupin;Marie")
    assert "reference" in refusal.value.raison


def test_the_reperage_begins_filled_and_the_family_follows(house: House) -> None:
    pick(house, [0], *FAMILY)
    (row,) = house.rows(Heberge)
    reference = open_from(house, row.id)
    with house.acting() as tx:
        dossier, _ = find_dossier(tx, reference)
        menage = read_menage(tx, dossier)
        assert menage is not None
        assert [(p.prenom, p.lien) for p in menage.composition] == [
            ("Marie", "TITULAIRE"),
            ("Léo", "ENFANT_MINEUR"),
        ]
        assert [one.valeur for one in read_coordonnees(tx, dossier)] == ["0558000001"]
        assert read_retenus(tx) == []
    (row,) = house.rows(Heberge)
    assert (row.contenu, row.circle_id) == (None, house.rows(type(dossier))[0].circle_id)


def test_read_again_a_list_follows_those_kept(house: House) -> None:
    pick(house, [0], *FAMILY)
    assert pick(house, [], *FAMILY)["identiques"] == 1
    changed = FAMILY[0].replace("0558000001", "0558000002")
    assert pick(house, [], changed, *FAMILY[1:])["mis_a_jour"] == 1
    with house.acting() as tx:
        (kept,) = read_retenus(tx)
        assert kept.menage.telephone == "0558000002"


def test_one_that_has_a_dossier_is_told_by_its_reference(house: House) -> None:
    pick(house, [0], *FAMILY)
    reference = open_from(house, house.rows(Heberge)[0].id)
    (first, _) = preview(house, *FAMILY).proposes
    assert first.dossier == reference
    assert pick(house, [0], *FAMILY)["retenus"] == 0


def test_households_that_look_alike_are_shown(house: House) -> None:
    reference = open_for(house)
    (first, other) = preview(house, *FAMILY).proposes
    assert [vu.reference for one in first.candidats for vu in one.dossiers] == [reference]
    assert other.candidats == []


def test_the_import_tells_nothing_of_a_restricted_file(house: House) -> None:
    pick(house, [0], *FAMILY)
    reference = open_from(house, house.rows(Heberge)[0].id)
    agree(house, reference)
    restrict(house, reference)
    house.hire("COLLEGUE")
    (first, other) = preview(house, *FAMILY, group="COLLEGUE").proposes
    assert (first.dossier, first.retenu, list(first.candidats)) == ("", False, [])
    assert (other.dossier, other.retenu, list(other.candidats)) == ("", False, [])
    assert pick(house, [0, 1], *FAMILY, group="COLLEGUE")["retenus"] == 2


def test_nor_do_the_counts_of_a_colleague_who_sees_it(house: House) -> None:
    """« 1 déjà connu » beside one's own « 2 autres » of the same list would tell of it."""
    pick(house, [0], *FAMILY)
    reference = open_from(house, house.rows(Heberge)[0].id)
    agree(house, reference)
    restrict(house, reference)
    house.hire("COLLEGUE")
    assert pick(house, [], *FAMILY)["identiques"] == 1
    assert pick(house, [], *FAMILY, group="COLLEGUE")["laisses"] == 2
    with house.acting("COLLEGUE") as tx:
        assert [one.comptes["identiques"] for one in last_imports(tx)] == [0]


@pytest.mark.parametrize("group", ["XLH_IS", "XLH_PILOTE", "REFERENTE_VVC"])
def test_it_is_the_mdl_s_alone(house: House, group: str) -> None:
    with pytest.raises(NotAllowed), house.acting(group) as tx:
        preview_import(tx, file_of(*FAMILY))
    with pytest.raises(NotAllowed), house.acting(group) as tx:
        read_retenus(tx)


def test_picked_by_mistake_nothing_is_left(house: House) -> None:
    pick(house, [0], *FAMILY)
    (row,) = house.rows(Heberge)
    with house.acting() as tx:
        forget_retenu(tx, row.id)
    assert house.rows(Heberge) == []
    with pytest.raises(NotFound), house.acting() as tx:
        forget_retenu(tx, row.id)
