"""The path: alerts when nobody answers, what an ordonnance asks in time, how long it lasts."""

from datetime import date, timedelta

import pytest

from engine.core.calendar import at_paris
from engine.core.errors import AnswersRefused
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.violences.ecrire import end_abri, record_abri, record_ordonnance, record_plan
from engine.suivi.violences.lire import read_volet
from tests.engine.suivi.violences.kit import IMMEDIAT, PLAN, agreed
from tests.house import House

HOUR = timedelta(hours=1)


def test_danger_with_nobody_answering_reaches_the_direction_at_one_and_at_four_hours(
    house: House,
) -> None:
    _, volet = agreed(house, **IMMEDIAT)
    begun = house.at
    house.time_passes(begun + timedelta(minutes=59))
    assert house.told(volet) == []
    house.time_passes(begun + HOUR)
    assert house.told(volet) == ["urgence_1h"]
    house.time_passes(begun + 4 * HOUR)
    assert house.told(volet) == ["urgence_1h", "urgence_4h"]
    assert house.tasks(volet) == ["mettre_a_l_abri"]


def test_who_answers_in_time_stops_the_alerts(house: House) -> None:
    case, volet = agreed(house, **IMMEDIAT)
    found = {"abri_trouve": "OUI", "abri_type": "URGENCE", "abri_lieu": "Foyer des Pins"}
    house.do(volet, "mettre_a_l_abri", found)
    house.time_passes(house.at + 5 * HOUR)
    assert house.told(volet) == []
    with house.acting("MDL_TS") as tx:
        (stay,) = read_volet(tx, house.instance(case).reference).abris
        assert (stay.type, stay.lieu, stay.fin) == ("URGENCE", "Foyer des Pins", None)


def test_the_danger_question_may_stay_unasked(house: House) -> None:
    case, volet = agreed(house, danger_evalue=None)
    assert house.tasks(volet) == ["plan_securite"]
    with house.acting("MDL_TS") as tx:
        assert read_volet(tx, house.instance(case).reference).contenu.danger == "NON_EVALUE"


def test_an_ordonnance_asks_for_its_renewal_sixty_days_before_its_end(house: House) -> None:
    case, volet = agreed(house)
    reference = house.instance(case).reference
    with house.acting("REFERENTE_VVC") as tx:
        record_ordonnance(tx, reference, "ACCORDEE", date(2026, 9, 1), date(2027, 9, 1))
    with house.acting("MDL_TS") as tx:
        volet_read = read_volet(tx, reference)
        assert volet_read.op_jours == (date(2027, 9, 1) - volet_read.today).days
    assert "renouveler_op" not in house.tasks(volet)
    house.time_passes(at_paris(date(2027, 7, 3)))
    assert "renouveler_op" in house.tasks(volet)
    house.time_passes(at_paris(date(2027, 8, 2)))
    assert "limite_30_jours" in house.told(volet)


def test_an_ordonnance_lasts_no_longer_than_the_law_of_its_day_says(house: House) -> None:
    case, _ = agreed(house)
    reference = house.instance(case).reference
    dates = [
        (date(2026, 9, 1), date(2027, 9, 2)),  # more than twelve months
        (date(2024, 6, 1), date(2025, 1, 1)),  # six months before the law of June 2024
        (date(2026, 9, 1), date(2026, 9, 1)),
        (date(2026, 9, 8), date(2026, 12, 1)),  # it begins tomorrow
        (date(2026, 9, 1), None),
    ]
    for debut, fin in dates:
        with pytest.raises(AnswersRefused), house.acting("REFERENTE_VVC") as tx:
            record_ordonnance(tx, reference, "ACCORDEE", debut, fin)


def test_the_solidarity_ends_the_day_after_the_letter_was_presented(house: House) -> None:
    case, volet = agreed(house)
    house.do(volet, "plan_securite", PLAN)
    house.do(
        volet,
        "demarches_protection",
        {"demarches_faites": ["DESOLIDARISATION"], "lrar_presentee_le": "2026-09-30"},
    )
    with house.acting("MDL_TS") as tx:
        contenu = read_volet(tx, house.instance(case).reference).contenu
        assert contenu.desolidarise_le == date(2026, 10, 1)


def test_the_long_follow_up_outlives_the_dossier(house: House) -> None:
    case, volet = agreed(house)
    house.do(volet, "plan_securite", PLAN)
    house.do(volet, "demander_aide", {"auu_demandee": "NON"})
    house.do(volet, "demarches_protection", {"demarches_faites": []})
    house.do(
        volet,
        "logement_securise",
        {"mode_logement": "BAIL_DIRECT", "adresse_confidentielle": "OUI"},
    )
    with house.system() as tx:
        dossier = tx.session.get_one(Dossier, house.dossier(case).id)
        dossier.statut, dossier.date_sortie = Statut.CLOS, date(2026, 9, 30)
    house.time_passes(at_paris(date(2026, 12, 7)))
    assert house.tasks(volet) == ["revue_securite"]
    house.do(volet, "revue_securite", {"suite_suivi": "CONTINUER"})
    house.time_passes(at_paris(date(2027, 3, 7)))
    assert house.tasks(volet) == ["revue_securite"]


def test_a_plan_is_written_anew_and_a_stay_ends_or_goes_on(house: House) -> None:
    case, _ = agreed(house)
    reference = house.instance(case).reference
    with house.acting("REFERENTE_VVC") as tx:
        record_plan(tx, reference, ["SAC", "ECOLE"], "", signe=False)
        record_abri(tx, reference, "MOYENNE", date(2026, 9, 1), None, "")
    with house.acting("MDL_TS") as tx:
        volet = read_volet(tx, reference)
        assert volet.plan is not None
        assert (volet.plan.reperes, volet.plan.signe) == (["SAC", "ECOLE"], False)
        stay = volet.abris[0].row.id
    for fin in (date(2026, 9, 7), None):
        with house.acting("MDL_TS") as tx:
            end_abri(tx, reference, stay, fin)
        with house.acting("MDL_TS") as tx:
            assert read_volet(tx, reference).abris[0].fin == fin
    with pytest.raises(AnswersRefused), house.acting("MDL_TS") as tx:
        end_abri(tx, reference, stay, date(2026, 8, 1))
