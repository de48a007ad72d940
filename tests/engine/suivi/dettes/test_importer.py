"""The landlord's file: what is kept of it, what vanishes, what it must never tell."""

import json
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from engine.bpm.instances.close_to import close_to
from engine.core.audit.models import AuditEntry
from engine.core.errors import NotAllowed, NotFound
from engine.suivi.dettes.importer.importer import (
    Apercu,
    LignesFausses,
    confirm_import,
    drop_import,
    last_imports,
    look_at_import,
    preview_import,
)
from engine.suivi.dettes.models import Compte, ImportComptes
from engine.suivi.tableaux.texte import FichierRefuse
from tests.engine.suivi.dettes.story import LOCATAIRE, csv, dette, imported, linked, maintien
from tests.house import House, together

D = Decimal
FULL = (
    "reference_locataire;date_arrete;solde_du;loyer_charges;paye;apl_versee;"
    "versement_le;versement_montant"
)
OCTOBER = f"{LOCATAIRE};31/10/2026;1 240,50;520,00;310,00;210,00;;"


@pytest.fixture
def case(house: House) -> UUID:
    """A household in maintien whose account is linked, at the beginning of November 2026."""
    found = maintien(house)
    linked(house, found)
    house.at += timedelta(days=40)
    return found


def seen(house: House, data: bytes) -> Apercu:
    with house.acting("XLH_PREC") as tx:
        return look_at_import(tx, preview_import(tx, data))


def comptes(house: House) -> list[tuple[date, Decimal]]:
    return sorted((one.arrete_au, one.solde) for one in house.rows(Compte))


# --- kept --------------------------------------------------------------------


def test_a_line_of_a_known_tenant_becomes_the_account_of_its_dossier(
    house: House, case: UUID
) -> None:
    counts = imported(house, csv(OCTOBER, head=FULL))
    assert counts == {
        "lues": 1,
        "nouveaux": 1,
        "mis_a_jour": 0,
        "identiques": 0,
        "ignorees": 0,
        "refusees": 0,
    }
    told = dette(house, case)
    assert told.dernier is not None
    assert (told.dernier.arrete_au, told.dette) == (date(2026, 10, 31), D("1240.50"))
    assert told.loyer_repris is True


def test_the_same_file_again_changes_nothing(house: House, case: UUID) -> None:
    imported(house, csv(OCTOBER, head=FULL))
    before = len(house.rows(AuditEntry))
    counts = imported(house, csv(OCTOBER, head=FULL))
    assert (counts["nouveaux"], counts["mis_a_jour"], counts["identiques"]) == (0, 0, 1)
    assert len(house.rows(AuditEntry)) == before


def test_a_corrected_file_updates_the_account_of_its_date(house: House, case: UUID) -> None:
    imported(house, csv(OCTOBER, head=FULL))
    counts = imported(house, csv(OCTOBER.replace("1 240,50", "1 200,50"), head=FULL))
    assert (counts["nouveaux"], counts["mis_a_jour"]) == (0, 1)
    assert comptes(house) == [(date(2026, 10, 31), D("1200.50"))]


def test_the_payments_of_an_account_come_on_lines_of_their_own(house: House, case: UUID) -> None:
    lines = [f"{OCTOBER[:-1]}12/10/2026;150,00", f"{OCTOBER[:-1]}19/10/2026;160,00"]
    counts = imported(house, csv(*lines, head=FULL))
    assert (counts["lues"], counts["nouveaux"]) == (2, 1)
    (compte,) = house.rows(Compte)
    assert compte.versements == [["2026-10-12", "150.00"], ["2026-10-19", "160.00"]]


def test_the_import_is_recorded_on_the_dossier_by_codes_alone(house: House, case: UUID) -> None:
    imported(house, csv(OCTOBER, head=FULL))
    (entry,) = house.rows(AuditEntry, AuditEntry.tag == "compte:imported")
    assert entry.actor_id == house.people["XLH_PREC"]
    assert entry.fields == []
    assert "1240" not in json.dumps([entry.subject, entry.tag])


def test_a_confirmation_sent_twice_is_done_once(house: House, case: UUID) -> None:
    with house.acting("XLH_PREC") as tx:
        import_id = preview_import(tx, csv(OCTOBER, head=FULL))
    with house.acting("XLH_PREC") as tx:
        first = confirm_import(tx, import_id, all_or_nothing=True)
    with house.acting("XLH_PREC") as tx:
        assert confirm_import(tx, import_id, all_or_nothing=True) == first


def test_two_people_who_confirm_the_same_file_at_once_import_it_once(
    house: House, case: UUID
) -> None:
    house.hire("ines", "XLH_PREC")
    read = {}
    for person in ("XLH_PREC", "ines"):
        with house.acting(person) as tx:
            read[person] = preview_import(tx, csv(OCTOBER, head=FULL))

    def confirm(person: str) -> dict[str, int]:
        with house.acting(person) as tx:
            return confirm_import(tx, read[person], all_or_nothing=True)

    done = together(lambda: confirm("XLH_PREC"), lambda: confirm("ines"))
    assert sorted((one["nouveaux"], one["identiques"]) for one in done) == [(0, 1), (1, 0)]
    assert len(comptes(house)) == 1


# --- vanishes ----------------------------------------------------------------


def test_the_other_tenants_are_counted_and_nothing_of_them_is_kept(
    house: House, case: UUID
) -> None:
    """Domain 0.1, point 8: the other lines vanish after the preview."""
    data = csv(OCTOBER, "L-777777;31/10/2026;9 999,99;1;1;1;;", head=FULL)
    with house.acting("XLH_PREC") as tx:
        import_id = preview_import(tx, data)
    (row,) = house.rows(ImportComptes)
    plain = house.database.keys.open(row.brouillon, f"import_comptes:{row.id}").decode()
    assert "L-777777" not in plain and "9999.99" not in plain
    with house.acting("XLH_PREC") as tx:
        assert look_at_import(tx, import_id).ignorees == 1
        assert confirm_import(tx, import_id, all_or_nothing=True)["ignorees"] == 1
    (row,) = house.rows(ImportComptes)
    assert row.brouillon is None


def test_a_preview_that_nobody_confirms_is_gone_with_the_next_one_or_the_day_after(
    house: House, case: UUID
) -> None:
    seen(house, csv(OCTOBER, head=FULL))
    seen(house, csv(OCTOBER, head=FULL))
    assert len(house.rows(ImportComptes)) == 1
    house.hire("ines", "XLH_PREC")
    house.at += timedelta(days=2)
    with house.acting("ines") as tx:
        preview_import(tx, csv(OCTOBER, head=FULL))
    assert [row.person_id for row in house.rows(ImportComptes)] == [house.people["ines"]]


def test_a_preview_that_is_given_up_leaves_nothing(house: House, case: UUID) -> None:
    with house.acting("XLH_PREC") as tx:
        import_id = preview_import(tx, csv(OCTOBER, head=FULL))
    with house.acting("XLH_PREC") as tx:
        drop_import(tx, import_id)
    assert house.rows(ImportComptes) == []


def test_a_dossier_that_is_over_takes_no_account_in(house: House, case: UUID) -> None:
    with house.system() as tx:
        tx.session.merge(house.dossier(case)).statut = "CLOS"
    assert imported(house, csv(OCTOBER, head=FULL))["ignorees"] == 1
    assert comptes(house) == []


# --- wrong lines -------------------------------------------------------------

NO_DAY = "colonne « date_arrete » : une date est attendue, comme 31/10/2026."
NO_AMOUNT = "colonne « solde_du » : un montant est attendu, comme 1 240,50."
WRONG = {
    f"{LOCATAIRE};31/02/2026;10": NO_DAY,
    f"{LOCATAIRE};31/12/2030;10": "colonne « date_arrete » : la date est après aujourd’hui.",
    f"{LOCATAIRE};01/01/1990;10": "colonne « date_arrete » : la date est trop ancienne.",
    f"{LOCATAIRE};;10": "la date d’arrêté manque.",
    f"{LOCATAIRE};31/10/2026;": "le solde manque.",
    f"{LOCATAIRE};31/10/2026;=1+1": NO_AMOUNT,
    f"{LOCATAIRE};31/10/2026;1,2345": NO_AMOUNT,
    f"{LOCATAIRE};31/10/2026;9999999": "colonne « solde_du » : le montant dépasse un million.",
    ";31/10/2026;10": "La référence du locataire manque.",
    f"{LOCATAIRE};31/10/2026;10;1 85 05 78 006 084 36": (
        "Un nombre ressemble à un numéro de sécurité sociale : retirez-le du fichier."
    ),
    f"{LOCATAIRE};31/10/2026;10\r\n{LOCATAIRE};31/10/2026;20": (
        "cette ligne en contredit une autre du même locataire au même arrêté."
    ),
}


@pytest.mark.parametrize("line", WRONG)
def test_a_wrong_line_is_said_in_words_by_its_number(house: House, line: str) -> None:
    case = maintien(house)
    linked(house, case)
    house.at += timedelta(days=40)
    told = seen(house, csv(line))
    ((number, words),) = told.erreurs
    assert words.casefold() == WRONG[line].casefold()
    assert number == (3 if "\r\n" in line else 2)


def test_the_lines_without_error_are_imported_if_one_wants(house: House, case: UUID) -> None:
    data = csv(f"{LOCATAIRE};31/10/2026;100", f"{LOCATAIRE};30/09/2026;cent")
    counts = imported(house, data)
    assert (counts["nouveaux"], counts["refusees"]) == (1, 1)
    assert comptes(house) == [(date(2026, 10, 31), D("100.00"))]


def test_nothing_is_imported_if_one_wants_all_or_nothing(house: House, case: UUID) -> None:
    data = csv(f"{LOCATAIRE};31/10/2026;100", f"{LOCATAIRE};30/09/2026;cent")
    with house.acting("XLH_PREC") as tx:
        import_id = preview_import(tx, data)
    with house.acting("XLH_PREC") as tx, pytest.raises(LignesFausses):
        confirm_import(tx, import_id, all_or_nothing=True)
    assert comptes(house) == []


def test_what_is_wrong_in_another_tenant_s_line_is_not_looked_at(house: House, case: UUID) -> None:
    told = seen(house, csv("L-777777;31/02/2026;n’importe quoi"))
    assert (told.erreurs, told.ignorees) == ([], 1)


@pytest.mark.parametrize(
    ("data", "raison"),
    [
        (b"", "aucune ligne"),
        (b"reference_locataire;date_arrete;solde_du\r\n", "aucune ligne"),
        (b"PK\x03\x04...", "classeur"),
        (b"a;b\x00;c\r\n1;2;3", "pas un texte"),
        (b"\x81\x8d;b\r\n1;2", "pas un texte"),
        (csv("x", head="locataire;quand;combien"), "colonne « date_arrete »"),
        (csv('"ouvert;31/10/2026;1'), "guillemet"),
        (b"a;b\r\n" + b"x" * 2_000_001, "2 Mo"),
        (csv(*["L-1;31/10/2026;1"] * 20_001), "20000 lignes"),
    ],
)
def test_what_is_no_table_is_refused_in_words(house: House, data: bytes, raison: str) -> None:
    with house.acting("XLH_PREC") as tx, pytest.raises(FichierRefuse) as refused:
        preview_import(tx, data)
    assert raison in refused.value.raison


# --- who ---------------------------------------------------------------------


@pytest.mark.parametrize("group", ["MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_PILOTE", "XLH_RELOG"])
def test_only_the_precontentieux_imports(house: House, group: str) -> None:
    with house.acting(group) as tx, pytest.raises(NotAllowed):
        preview_import(tx, csv(OCTOBER, head=FULL))
    with house.acting(group) as tx, pytest.raises(NotAllowed):
        last_imports(tx)


def test_a_colleague_s_preview_is_nobody_else_s(house: House, case: UUID) -> None:
    with house.acting("XLH_PREC") as tx:
        import_id = preview_import(tx, csv(OCTOBER, head=FULL))
    house.hire("ines", "XLH_PREC")
    with house.acting("ines") as tx, pytest.raises(NotFound):
        look_at_import(tx, import_id)

    # --- restricted files --------------------------------------------------------


def test_the_account_of_a_restricted_file_reaches_the_mdl_and_stays_unknown_to_the_landlord(
    house: House, case: UUID
) -> None:
    """Its plan is still judged by the account; the importer cannot tell its tenant from another."""
    unknown = imported(house, csv("L-777777;31/10/2026;1"))
    with house.system() as tx:
        dossier = tx.session.merge(house.dossier(case))
        dossier.is_restreint = True
        close_to(tx, case, "XLH", "XLH_PILOTE", {"MDL_CHEF", "XLH_PILOTE"}, [dossier.referent_id])
    counts = imported(house, csv(f"{LOCATAIRE};31/10/2026;100"))
    assert counts == unknown
    assert comptes(house) == [(date(2026, 10, 31), D("100.00"))]
    assert dette(house, case, "MDL_CHEF").dette == D("100.00")
    told = seen(house, csv(f"{LOCATAIRE};31/02/2026;faux"))
    assert (told.erreurs, told.reconnus, told.ignorees) == ([], [], 1)


def test_once_the_sharing_has_ended_nothing_of_the_landlord_reaches_the_file(
    house: House, case: UUID
) -> None:
    with house.system() as tx:
        dossier = tx.session.merge(house.dossier(case))
        dossier.is_restreint = True
        close_to(tx, case, "XLH", "MDL_CHEF", {"MDL_CHEF"}, [dossier.referent_id])
    assert imported(house, csv(f"{LOCATAIRE};31/10/2026;100"))["ignorees"] == 1
    assert comptes(house) == []
