"""Accès in bail glissant, from the proposition to its slide; the préfet in time (domain 3.2)."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from engine.core.calendar import at_paris
from engine.core.errors import AnswersRefused
from engine.suivi.logements.glissement import periode_of
from engine.suivi.logements.models import Examen, Mediation, Occupation
from engine.suivi.logements.slide_bail import slide_bail
from engine.suivi.logements.tell_prefet import move_echeance, tell_prefet
from engine.suivi.prefill import prefilled
from tests.engine.suivi.dettes.test_plans import report
from tests.engine.suivi.logements.homes import correct, listed, played, seen, statuts
from tests.house import House

D = Decimal
CLES = {
    "date_entree_lieux": "2026-11-02",
    "date_bail": "2026-11-02",
    "loyer": 412.5,
    "charges": 65,
}


def occupation(house: House, case: UUID) -> Occupation:
    (found,) = house.rows(Occupation, Occupation.dossier_id == house.dossier(case).id)
    assert isinstance(found, Occupation)
    return found


def examen(house: House) -> Examen:
    (found,) = house.rows(Examen)
    assert isinstance(found, Examen)
    return found


# --- the story ---------------------------------------------------------------


def test_the_records_follow_a_bail_glissant_to_its_slide(house: House) -> None:
    """Scenario bail_glissant_mediation, read after each of its steps."""
    case = played(house, "confirmation_mode")
    chosen = occupation(house, case)
    assert (chosen.mode, chosen.titulaire, chosen.entree_le) == ("BAIL_GLISSANT", "MDL", None)

    case = played(house, "mediation")
    (met,) = house.rows(Mediation)
    assert (met.objet, met.issue, met.jour) == ("TRAVAUX", "ACCORD", date(2026, 10, 12))
    assert statuts(listed(house, case)) == {
        "CAF_APL": "DEPOSEE",
        "ASSURANCE": "ACCORDEE",
        "ENERGIE": "ACCORDEE",
    }

    case = played(house, "remise_cles")
    home = occupation(house, case)
    assert (home.date_bail, home.entree_le) == (date(2026, 11, 2), date(2026, 11, 2))
    here = seen(house, case).actuelle
    assert here is not None and here.logement is not None
    assert (here.logement.reference, here.logement.depense) == ("LOT-118", D("477.50"))
    (periode, _) = here.periodes[0]
    assert periode.row.echeance == date(2027, 5, 2)  # six months, unless the convention says else
    assert (periode.brute, periode.retenue) == (date(2027, 3, 2), date(2027, 3, 2))

    case = played(house, "examen_contradictoire")
    here = seen(house, case).actuelle
    assert here is not None
    (periode, _) = here.periodes[0]
    assert (periode.row.avis, periode.row.realise_le) == ("GLISSER", date(2027, 1, 8))
    assert here.row.is_glissant  # an avis is not the slide

    house.time_passes(at_paris(date(2027, 1, 20), 9))
    reference = house.dossier(case).reference
    with house.acting("XLH_RELOG") as tx:
        slide_bail(tx, reference, here.row.id, "15/01/2027")
    here = seen(house, case).actuelle
    assert here is not None
    assert (here.row.glisse_le, here.row.titulaire) == (date(2027, 1, 15), "MENAGE")
    assert not here.row.is_glissant


# --- the préfet --------------------------------------------------------------


@pytest.mark.parametrize(
    ("echeance", "brute", "retenue"),
    [
        (date(2027, 5, 2), date(2027, 3, 2), date(2027, 3, 2)),
        # A Saturday: nothing is put off backwards, one acts on the Friday before.
        (date(2027, 4, 30), date(2027, 2, 28), date(2027, 2, 26)),
        # CPC 641: of a month without that quantième, its last day.
        (date(2028, 4, 30), date(2028, 2, 29), date(2028, 2, 29)),
        # The first of November: the working day before it.
        (date(2027, 1, 1), date(2026, 11, 1), date(2026, 10, 30)),
    ],
)
def test_the_prefet_is_told_two_months_before_the_end_of_the_period(
    house: House, echeance: date, brute: date, retenue: date
) -> None:
    """BAIL_GLISSANT_PREFET, CCH L.442-8-3 [S17]: raw date, and the day to act on."""
    played(house, "remise_cles")
    row = examen(house)
    row.echeance = echeance
    with house.acting() as tx:
        found = periode_of(tx, row)
    assert (found.brute, found.retenue) == (brute, retenue)
    assert (found.regle.code, found.regle.origine) == ("BAIL_GLISSANT_PREFET", "LOI")


def test_the_convention_fixes_the_period_and_the_prefet_is_told_on_the_page(house: House) -> None:
    case = played(house, "remise_cles")
    reference, row = house.dossier(case).reference, examen(house)
    house.time_passes(at_paris(date(2026, 11, 16), 9))
    with house.acting("XLH_RELOG") as tx:
        move_echeance(tx, reference, row.id, "02/02/2027")
        tell_prefet(tx, reference, row.id, "16/11/2026")
    found = examen(house)
    assert (found.echeance, found.prefet_informe_le) == (date(2027, 2, 2), date(2026, 11, 16))
    with house.acting("XLH_RELOG") as tx:
        known = prefilled(tx, reference, "examen_contradictoire")
        tell_prefet(tx, reference, row.id, "")
    assert known == {"date_information_prefet": "2026-11-16"}
    assert examen(house).prefet_informe_le is None


def test_a_period_ends_after_the_lease_begins(house: House) -> None:
    case = played(house, "remise_cles")
    with house.acting("XLH_RELOG") as tx, pytest.raises(AnswersRefused):
        move_echeance(tx, house.dossier(case).reference, examen(house).id, "01/11/2026")


# --- the diagram ---------------------------------------------------------------

EXIT = {"date_suivi": "2027-02-03", "loyer_paye": "OUI", "prochaine_etape": "SORTIE"}


def test_the_examen_follows_the_period_that_is_moved_on_the_page(house: House) -> None:
    case = played(house, "remise_cles")
    house.time_passes(at_paris(date(2026, 11, 16), 9))
    with house.acting("XLH_RELOG") as tx:
        move_echeance(tx, house.dossier(case).reference, examen(house).id, "02/03/2027")
    house.time_passes(at_paris(date(2026, 12, 2), 7))
    assert "examen_periode" not in house.tasks(case)
    house.time_passes(at_paris(date(2026, 12, 2), 9))
    task = house.task(case, "examen_periode")
    assert (task.group_code, task.due_on) == ("XLH_RELOG", date(2027, 1, 1) - timedelta(days=1))


def test_a_period_told_as_an_event_is_that_of_the_page(house: House) -> None:
    case = played(house, "remise_cles")
    house.time_passes(at_paris(date(2026, 11, 16), 9))
    report(house, case, "periode_modifiee", "XLH_RELOG", fin_periode="2027-03-02")
    assert examen(house).echeance == date(2027, 3, 2)
    house.time_passes(at_paris(date(2026, 12, 2), 9))
    assert "examen_periode" in house.tasks(case)


def test_an_exit_in_the_middle_of_an_examen_asks_for_it_once(house: House) -> None:
    case = played(house, "visite_j45")
    house.time_passes(at_paris(date(2027, 2, 2), 9))
    assert house.tasks(case) == ["examen_periode", "suivi_mensuel"]
    house.do(case, "suivi_mensuel", EXIT)
    assert house.tasks(case) == ["examen_contradictoire"]


def test_a_lease_that_was_examined_is_not_examined_again_at_the_exit(house: House) -> None:
    case = played(house, "visite_j45")
    house.time_passes(at_paris(date(2027, 2, 2), 9))
    house.do(
        case, "examen_periode", {"date_examen": "2027-02-02", "avis_glissement": "NON_GLISSER"}
    )
    house.do(case, "suivi_mensuel", EXIT)
    assert house.tasks(case) == ["decision_sortie"]


# --- corrections -------------------------------------------------------------


def test_prolonging_opens_another_period_and_a_corrected_avis_takes_it_back(house: House) -> None:
    case = played(house, "suivi_mensuel")
    asked = {"date_examen": "2026-12-18", "avis_glissement": "PROLONGER"}
    house.do(case, "examen_contradictoire", asked)
    periods = sorted(house.rows(Examen), key=lambda one: one.echeance)
    assert [one.echeance for one in periods] == [date(2027, 5, 2), date(2027, 11, 2)]
    correct(
        house,
        case,
        "examen_contradictoire",
        {**asked, "avis_glissement": "GLISSER", "motifs_examen": "Loyers réglés."},
        "XLH_RELOG",
    )
    assert examen(house).avis == "GLISSER"
    here = seen(house, case).actuelle
    assert here is not None and here.periodes[0][1] == "Loyers réglés."


def test_another_day_for_the_lease_moves_the_period_that_was_counted_from_it(house: House) -> None:
    case = played(house, "remise_cles")
    correct(house, case, "remise_cles", {**CLES, "date_bail": "2026-11-16"}, "XLH_IS")
    assert examen(house).echeance == date(2027, 5, 16)


def test_a_lease_that_is_direct_after_all_has_no_examen(house: House) -> None:
    case = played(house, "remise_cles")
    correct(house, case, "confirmation_mode", {"mode_occupation": "BAIL_DIRECT"}, "XLH_PILOTE")
    assert house.rows(Examen) == []
    assert occupation(house, case).titulaire == "MENAGE"


def test_a_lease_slides_only_after_an_examen_that_says_so(house: House) -> None:
    case = played(house, "visite_j45")
    reference, home = house.dossier(case).reference, occupation(house, case)
    with house.acting("XLH_RELOG") as tx, pytest.raises(AnswersRefused):
        slide_bail(tx, reference, home.id, "17/12/2026")
    house.do(
        case,
        "suivi_mensuel",
        {"date_suivi": "2026-12-17", "loyer_paye": "OUI", "prochaine_etape": "SORTIE"},
    )
    house.do(
        case, "examen_contradictoire", {"date_examen": "2026-12-17", "avis_glissement": "GLISSER"}
    )
    with house.acting("XLH_RELOG") as tx, pytest.raises(AnswersRefused):
        slide_bail(tx, reference, home.id, "16/12/2026")
    with house.acting("XLH_RELOG") as tx:
        slide_bail(tx, reference, home.id, "17/12/2026")
        slide_bail(tx, reference, home.id, "")  # by mistake
    assert occupation(house, case).is_glissant
