"""Paul's home has become too small: a transfer, not a debt, keeps him housed (domain 5.3, 9)."""

from datetime import date

from engine.suivi.logements.models import Occupation
from tests.walks.entry import by_the_landlord, close, enter
from tests.walks.plan import his_project
from tests.walks.walk import Walk
from tests.web.office import Office

MUTATION = date(2026, 11, 10)


def test_paul_is_transferred_to_a_home_that_fits(each_office: Office) -> None:
    walk = by_the_landlord(each_office, "TROUBLE_VOISINAGE")
    enter(walk, "XLH_IS")
    no_debt_is_asked_about(walk)
    his_home_is_noted_once(walk)
    his_project(walk, is_owing=False, logement_inadapte="OUI")
    the_transfer_is_engaged(walk)
    a_refusal_then_a_home_that_fits(walk)
    he_moves(walk)
    he_is_followed_and_leaves(walk)
    close(walk, "MUTATION_REALISEE", date(2026, 12, 22))
    assert "Sortie le 22 décembre 2026 Sortie positive" in walk.reads("XLH_PILOTE")


def no_debt_is_asked_about(walk: Walk) -> None:
    """Domain 0.1, decision 6: maintien is not only debt."""
    assert walk.waiting() == ["Diagnostic social"]
    assert "Aucun compte n’est relié" in walk.reads("XLH_PREC", "/dette")


def his_home_is_noted_once(walk: Walk) -> None:
    home = {"mode": "BAIL_DIRECT", "date_bail": "01/03/2019", "commune": "Dax", "typologie": "T2"}
    walk.posts("MDL_TS", "/logement/occupation", **home, reference="LOT-7", adresse="1 rue Droite")
    page = walk.reads("XLH_RELOG", "/logement")
    assert "Bail direct, bail au nom du ménage." in page and "1 mars 2019" in page.replace(
        "1er", "1"
    )


def the_transfer_is_engaged(walk: Walk) -> None:
    """D5 proposes from the occupation; the taux d'effort comes from the budget."""
    known = walk.does("MDL_TS", "Le logement convient-il ?", motif_securite="NON", occupation="SUR")
    assert known == {"taux_effort_pourcent": 30}  # (520 + 40 − 210) ÷ 1 180
    walk.does("XLH_RELOG", "Instruire la mutation", mutation_engagee="OUI", typologie_cible="T4")
    page = walk.reads("XLH_RELOG", "/logement")
    assert "Engagée" in page and "logement trop petit" in page and "T4 recherché" in page


def a_refusal_then_a_home_that_fits(walk: Walk) -> None:
    """The size comes from the transfer; a refusal counts, unless it is for one's safety."""
    propose(walk, date(2026, 9, 28), "LOT-201")
    walk.does(
        "MDL_TS",
        "Réponse du ménage",
        reponse="REFUSE",
        motif_refus_logement="SECTEUR",
        date_reponse="2026-09-28",
    )
    assert "LOT-201" in walk.reads("MDL_TS", "/logement")
    propose(walk, date(2026, 10, 12), "LOT-202")
    walk.on(date(2026, 10, 14))
    walk.does("MDL_TS", "Réponse du ménage", reponse="ACCEPTE", date_reponse="2026-10-14")
    assert walk.asked("XLH_RELOG") == ["Organiser le changement de logement"]


def propose(walk: Walk, day: date, lot: str) -> None:
    walk.on(day)
    known = walk.does(
        "XLH_RELOG",
        "Proposer un logement",
        logement_reference=lot,
        commune="Dax",
        loyer=480,
        charges=60,
        date_proposition=day.isoformat(),
    )
    assert known == {"typologie": "T4"}


def he_moves(walk: Walk) -> None:
    """The former home ends on the day of the new one; nobody writes it."""
    walk.does(
        "XLH_RELOG",
        "Organiser le changement de logement",
        date_mutation=MUTATION.isoformat(),
        demarches_mutation=["PREAVIS", "ETATS_DES_LIEUX", "ASSURANCE"],
    )
    page = walk.reads("MDL_TS", "/logement")
    assert "Entrée dans le nouveau logement le 10 novembre 2026" in page
    walk.on(MUTATION)
    page = walk.reads("MDL_TS", "/logement")
    assert "LOT-202" in page.split("Le logement occupé")[1].split("Avant")[0]
    assert "jusqu’au 10 novembre 2026" in page.split("Avant")[1]
    ends = sorted(str(one.fin) for one in walk.office.house.rows(Occupation))
    assert ends == ["2026-11-10", "None"]


def he_is_followed_and_leaves(walk: Walk) -> None:
    for day, then in ((date(2026, 11, 21), "CONTINUER"), (date(2026, 12, 21), "SORTIE")):
        walk.on(day)
        known = walk.does(
            "MDL_TS",
            "Suivi mensuel du budget",
            date_suivi_budget=day.isoformat(),
            loyer_paye="OUI",
            plan_tenu="SANS",
            prochaine_etape_budget=then,
        )
        assert known == {}  # no account is linked: nothing is known of the rent
    walk.on(date(2026, 12, 22))
    walk.does("MDL_TS", "Décider la sortie", date_decision="2026-12-22", accord_sortie="OUI")
