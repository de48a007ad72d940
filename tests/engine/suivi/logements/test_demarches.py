"""The checklist of moving in: by when, ticked once, put back (domain 3.2, 5.2)."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from engine.core.calendar import at_paris
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.accompagnement.given import ContactGiven
from engine.suivi.accompagnement.visit import VisitGiven, record_visit
from engine.suivi.demarches.checklist import Ligne
from engine.suivi.demarches.codes import INSTALLATION, StatutDemarche, TypeDemarche
from engine.suivi.demarches.delais import Reperes, delai_of
from engine.suivi.demarches.keep_demarche import keep_demarche, undo_demarche
from engine.suivi.demarches.models import Demarche
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.logements.describe_logement import note_home
from tests.engine.suivi.logements.homes import correct, listed, played, statuts
from tests.house import House

T = TypeDemarche
DEMANDE = {"demarches": ["CAF_APL", "ASSURANCE", "ENERGIE"], "mediation_utile": "OUI"}


def line(house: House, case: UUID, kind: TypeDemarche) -> Ligne:
    return next(one for one in listed(house, case).lignes if one.type is kind)


def keep(house: House, case: UUID, kind: str, group: str = "MDL_TS", **typed: str) -> Demarche:
    with house.acting(group) as tx:
        return keep_demarche(tx, house.dossier(case).reference, kind, typed)


def undo(house: House, case: UUID, kind: str) -> None:
    with house.acting() as tx:
        undo_demarche(tx, house.dossier(case).reference, kind)


# --- by when -----------------------------------------------------------------

BAIL, CLES = date(2026, 11, 2), date(2026, 11, 16)


@pytest.mark.parametrize(
    ("kind", "jour", "regle"),
    [
        (T.FSL_ACCES, BAIL, "FSL_ACCES_DEPOT"),  # before the signature [S25]
        (T.LOCAPASS, BAIL, "FSL_ACCES_DEPOT"),
        (T.ENERGIE, date(2026, 11, 6), "COMPTEURS_AVANT_CLES"),  # no legal delay [P]
        (T.ASSURANCE, CLES, "ASSURANCE_CLES"),  # loi 89-462, art. 7 g [S26]
        (T.EDL_ENTREE, CLES, "EDL_ENTREE"),  # art. 3-2 [S27]
        (T.EDL_COMPLEMENT, date(2026, 11, 26), "EDL_COMPLEMENT"),  # ten days, unverified
        (T.CAF_APL, date(2026, 11, 30), "APL_DEMANDE"),  # R.823-10 [S22]
    ],
)
def test_a_demarche_is_due_by_its_dated_rule(
    house: House, kind: TypeDemarche, jour: date, regle: str
) -> None:
    with house.acting() as tx:
        found = delai_of(tx, kind, Reperes(BAIL, CLES), CLES)
    assert found is not None
    assert (found.jour, found.regle.code) == (jour, regle)
    assert found.regle.source


def test_the_aid_asked_after_three_months_is_partly_lost(house: House) -> None:
    """APL_RAPPEL [S23]: rappel limited to three months before the claim."""
    with house.acting() as tx:
        found = delai_of(tx, T.CAF_APL, Reperes(None, date(2026, 11, 30)), CLES)
    assert found is not None and found.apres == date(2027, 2, 28)


def test_before_the_keys_no_day_is_made_up(house: House) -> None:
    case = played(house, "reponse_menage")
    found = listed(house, case)
    assert [one.type for one in found.lignes] == list(INSTALLATION)
    assert all(one.delai is None or one.delai.jour is None for one in found.lignes)


def test_after_the_keys_what_nobody_began_is_late(house: House) -> None:
    case = played(house, "remise_cles")
    today = date(2026, 11, 13)
    house.time_passes(at_paris(today, 9))
    late = {one.type for one in listed(house, case).lignes if one.is_late(today)}
    # The assurance and the aid were ticked on the way; the aid may wait until the 30th.
    assert late == {T.FSL_ACCES, T.LOCAPASS, T.EDL_ENTREE}  # the water meter is only past


# --- an address that stays unknown -------------------------------------------


def test_nobody_is_told_of_an_address_on_a_restricted_file(house: House) -> None:
    """Domain 5.2: CHANGEMENT_ADRESSE is skipped where the address is confidential."""
    case = played(house, "reponse_menage")
    assert T.CHANGEMENT_ADRESSE in {one.type for one in listed(house, case).lignes}
    with house.system() as tx:
        dossier, _ = find_dossier(tx, house.dossier(case).reference)
        tx.session.get_one(Dossier, dossier.id).is_restreint = True
    found = listed(house, case)
    assert T.CHANGEMENT_ADRESSE not in {one.type for one in found.lignes}
    assert T.CHANGEMENT_ADRESSE not in found.autres
    with pytest.raises(NotFound):
        keep(house, case, "CHANGEMENT_ADRESSE", statut="ACCORDEE")


def test_with_an_accompagnement_specifique_the_address_is_not_told_around(house: House) -> None:
    case = played(house, "redaction_ppal")
    house.do(
        case,
        "strategie_recherche",
        {
            "intensite": "MOYENNE",
            "experience_locative": "NON",
            "dette_locative": "NON",
            "accompagnement_specifique": "OUI",
            "secteurs": ["DEMANDE_LOGEMENT"],
        },
    )
    assert statuts(listed(house, case)) == {
        "CHANGEMENT_ADRESSE": "SANS_OBJET",
        "DLS": "DEPOSEE",
    }


def test_what_tells_of_violence_is_never_on_the_list(house: House) -> None:
    case = played(house, "reponse_menage")
    assert T.AUU not in listed(house, case).autres
    with pytest.raises(NotFound):
        keep(house, case, "AUU", statut="DEPOSEE")


# --- told by forms -----------------------------------------------------------


def test_a_corrected_answer_takes_back_what_it_had_ticked_alone(house: House) -> None:
    case = played(house, "demarches_installation")
    keep(house, case, "ENERGIE", statut="SANS_OBJET")
    correct(house, case, "demarches_installation", {**DEMANDE, "demarches": ["EAU"]}, "MDL_TS")
    assert statuts(listed(house, case)) == {"EAU": "ACCORDEE", "ENERGIE": "SANS_OBJET"}


def test_the_keys_tick_what_is_handed_over(house: House) -> None:
    case = played(house, "mediation")
    keys: dict[str, Any] = {
        "date_entree_lieux": "2026-10-12",
        "date_bail": "2026-10-12",
        "loyer": 412.5,
        "charges": 65,
        "pieces_cles": ["ETAT_DES_LIEUX", "COMPTEURS"],
    }
    house.do(case, "remise_cles", keys)
    assert statuts(listed(house, case))["EDL_ENTREE"] == "ACCORDEE"


def test_rights_asked_in_maintien_are_followed_too(house: House) -> None:
    case = played(house, "redaction_maintien", "mutation_acceptee")
    house.do(case, "acces_droits", {"droits_demandes": ["FSL", "RSA", "AUCUN"]})
    assert statuts(listed(house, case)) == {"CAF_AUTRE": "DEPOSEE", "FSL_MAINTIEN": "DEPOSEE"}


def test_a_household_that_stays_where_it_lives_has_no_list_of_moving_in(house: House) -> None:
    case = played(house, "diagnostic_maintien", "mutation_acceptee")
    with house.acting() as tx:
        typed = {"mode": "BAIL_DIRECT", "date_bail": "01/03/2019", "commune": "Dax"}
        note_home(tx, house.dossier(case).reference, typed)
    assert listed(house, case).lignes == []


# --- told on the page --------------------------------------------------------


def test_a_demarche_is_told_in_detail_and_put_back(house: House) -> None:
    case = played(house, "demarches_installation")
    keep(
        house,
        case,
        "FSL_ACCES",
        statut="DEPOSEE",
        montant_demande="1 250,50",
        reference="D-12",
    )
    found = line(house, case, T.FSL_ACCES)
    assert (found.demande, found.reference) == (Decimal("1250.50"), "D-12")
    assert found.row is not None and found.row.depose_le == house.at.date()
    keep(house, case, "FSL_ACCES", statut="ACCORDEE", montant_accorde="900")
    undo(house, case, "FSL_ACCES")
    back = line(house, case, T.FSL_ACCES)
    assert (back.statut, back.demande) == (StatutDemarche.DEPOSEE, Decimal("1250.50"))
    undo(house, case, "FSL_ACCES")
    assert line(house, case, T.FSL_ACCES).accorde == Decimal("900")


def test_an_answer_before_the_request_or_a_day_to_come_is_refused(house: House) -> None:
    case = played(house, "demarches_installation")
    with pytest.raises(AnswersRefused) as refusal:
        keep(
            house,
            case,
            "CAF_APL",
            statut="ACCORDEE",
            depose_le="20/09/2026",
            reponse_le="19/09/2026",
        )
    assert set(refusal.value.errors) == {"reponse_le"}
    with pytest.raises(AnswersRefused):
        keep(house, case, "CAF_APL", statut="DEPOSEE", depose_le="01/01/2030")
    with pytest.raises(AnswersRefused):
        keep(house, case, "ASSURANCE", statut="REFUSEE")  # done or not: nobody refuses it


def test_relogement_neither_reads_nor_ticks_the_demarches(house: House) -> None:
    case = played(house, "demarches_installation")
    for group in ("XLH_RELOG", "XLH_PREC", "XLH_PILOTE"):
        with pytest.raises(NotAllowed):
            keep(house, case, "EAU", group, statut="ACCORDEE")
    keep(house, case, "EAU", "XLH_IS", statut="ACCORDEE")


def test_amounts_and_references_are_sealed(house: House) -> None:
    case = played(house, "demarches_installation")
    row = keep(house, case, "FSL_ACCES", statut="DEPOSEE", montant_demande="777", reference="D-12")
    kept = house.row(Demarche, row.id)
    assert b"777" not in kept.detail and b"D-12" not in kept.detail


def test_a_visit_ticks_what_was_done_in_the_same_gesture(house: House) -> None:
    """Domain 0.1, point 9: one visit, one screen."""
    case = played(house, "demarches_installation")
    jour = house.at.date()
    contact = ContactGiven(jour=jour, canal="VAD", presence="HONORE", participants=("MENAGE",))
    with house.acting() as tx:
        reference = house.dossier(case).reference
        record_visit(
            tx, reference, VisitGiven(contact, demarches=["EAU", "CAF_APL", "AUU", "RIEN"])
        )
    found = statuts(listed(house, case))
    assert (found["EAU"], found["CAF_APL"]) == ("ACCORDEE", "DEPOSEE")
    assert "AUU" not in found
