"""Paul, tenant with a debt: a plan kept month after month, until nothing is owed (domain 5.3)."""

from datetime import date

from tests.walks.entry import close
from tests.walks.plan import (
    follow,
    his_project,
    month,
    owing,
    the_account_is_looked_at,
    the_plan_is_agreed,
)
from tests.walks.walk import Walk
from tests.web.office import Office


def test_paul_keeps_his_plan_and_owes_nothing_any_more(each_office: Office) -> None:
    walk = owing(each_office)
    the_account_is_looked_at(walk)
    his_project(walk)
    the_plan_is_agreed(walk)
    he_pays_month_after_month(walk)
    nobody_judges_another_day_by_looking_later(walk)
    the_last_echeance_settles_it(walk)
    close(walk, "MAINTIEN_DETTE_SOLDEE", date(2027, 3, 5))
    page = walk.reads("XLH_PILOTE", "/dette")
    assert "Sortie le 5 mars 2027 Sortie positive" in page
    assert "Le dossier est clos : il ne suit plus les imports." in page
    assert "Maintien, dette soldée" in walk.reads("MDL_TS", "/vie")


def he_pays_month_after_month(walk: Walk) -> None:
    """Each import shows an échéance paid; nothing is asked, nobody is called."""
    walk.on(date(2026, 10, 21))
    known = follow(walk, "CONTINUER", plan_tenu="TENU")  # no échéance has fallen yet
    assert known == {"loyer_paye": "OUI"}
    month(walk, date(2026, 10, 31), 620, 310)
    month(walk, date(2026, 11, 30), 430, 500)
    page = walk.reads("MDL_TS", "/dette")
    assert "1 5 nov. 2026 190,00 € 190,00 € Réglée le 6 nov." in page
    assert "Au 30 novembre 2026, le compte montre 430,00 € dus, comme le plan le prévoit." in page
    assert "Impayé Non constitué régime jusqu’au 31/12/2026" in page
    assert follow(walk, "CONTINUER") == {"loyer_paye": "OUI", "plan_tenu": "TENU"}
    month(walk, date(2026, 12, 31), 240, 500)
    assert "Plan 2 sur 4 échéances réglées" in walk.reads("XLH_PREC", "/dette")
    assert "Reprendre contact" not in str(walk.waiting())


def nobody_judges_another_day_by_looking_later(walk: Walk) -> None:
    """240 € owed since the summer: an impayé of the regime of 2027, from its first day."""
    for day in (date(2027, 1, 3), date(2027, 1, 20)):
        walk.on(day)
        page = walk.reads("XLH_PREC", "/dette")
        assert (
            "Constitué depuis le 1er janvier 2027 au plus tard (régime depuis le 01/01/2027" in page
        )
    follow(walk, "CONTINUER")
    walk.on(date(2027, 1, 21))
    walk.does(
        "MDL_TS", "Bilan intermédiaire", date_bilan="2027-01-21", objectifs_atteints="PARTIEL"
    )


def the_last_echeance_settles_it(walk: Walk) -> None:
    """The diagram asks the précontentieux on the last day; the account answers."""
    month(walk, date(2027, 1, 31), 50, 500)
    walk.on(date(2027, 2, 5))
    assert walk.asked("XLH_PREC") == ["Constater la fin du plan"]
    assert walk.opened("XLH_PREC", "Constater la fin du plan") == {
        "dette_soldee": "NON",
        "reste_du": 50,
    }
    month(walk, date(2027, 2, 28), 0, 360)
    assert walk.does("XLH_PREC", "Constater la fin du plan") == {"dette_soldee": "OUI"}
    page = walk.reads("MDL_TS", "/dette")
    assert "Dette 0,00 € Impayé Aucun" in page and "6 mois de suite" in page
    assert "1 plan d’avant 620,00 € en 4 échéances : soldé le 3 mars 2027, 4 réglées" in page
    assert follow(walk, "SORTIE") == {"loyer_paye": "OUI", "plan_tenu": "SANS"}
    walk.on(date(2027, 3, 5))
    walk.does("MDL_TS", "Décider la sortie", date_decision="2027-03-05", accord_sortie="OUI")
