"""Nadia, hosted in a CHRS: accès in bail glissant, until the lease is in her name (domain 5.2)."""

from datetime import date

from engine.suivi.logements.models import Examen, Occupation
from tests.walks.entry import BUDGET, SIGNED, by_the_mdl, close, enter
from tests.walks.walk import Walk
from tests.web.office import Office

EXAMEN = "Examen contradictoire de la période"
CLES, FIN_DE_PERIODE = date(2026, 11, 2), date(2027, 5, 2)


def test_nadia_from_the_chrs_to_a_lease_in_her_own_name(each_office: Office) -> None:
    walk = by_the_mdl(each_office)
    enter(walk, "MDL_TS", situation_logement="CHRS", difficultes=["RESSOURCES"])
    her_project(walk)
    the_mode_is_chosen_before_the_candidature(walk)
    a_home_is_proposed_and_accepted(walk)
    she_moves_in(walk)
    she_is_visited_and_followed(walk)
    the_period_ends_with_an_examen_and_the_prefet(walk)
    the_lease_slides(walk)
    close(walk, "GLISSEMENT_BAIL", date(2027, 3, 22))
    page = walk.reads("XLH_PILOTE")
    assert "Clos" in page and "Sortie le 22 mars 2027 Sortie positive" in page
    assert "Glissement" in walk.reads("MDL_TS", "/vie")
    (home,) = walk.office.house.rows(Occupation)
    assert home.glisse_le == date(2027, 3, 15)  # the exit does not say it another day


def her_project(walk: Walk) -> None:
    """Temps 1: the budget is written once, on her page; the diagnostic knows it."""
    walk.posts("MDL_TS", "/menage/situations/nouveau", **BUDGET)
    known = walk.does(
        "MDL_TS", "Diagnostic social d’entrée", autonomie="A_SOUTENIR", typologie_cible="T2"
    )
    assert (known["ressources"], known["charges_menage"]) == (1390, 560)
    walk.does(
        "MDL_TS",
        "Rédiger le projet personnalisé",
        themes_projet=["LOGEMENT", "BUDGET"],
        objectifs="Trouver un logement adapté.\nTenir son budget.",
        engagements="Un rendez-vous par mois.",
    )
    page = walk.reads("MDL_TS", "/projet")
    assert "Version 1 En rédaction" in page
    assert "Trouver un logement adapté. Logement" in page and "Tenir son budget. Budget" in page
    walk.does("MDL_TS", "Signer le projet, avec le ménage", **SIGNED)
    page = walk.reads("XLH_RELOG", "/projet")
    assert "Version 1 Signé Signée le 21 septembre 2026" in page
    assert "Le ménage Signé le 21 septembre 2026, sur papier" in page


def the_mode_is_chosen_before_the_candidature(walk: Walk) -> None:
    """Domain 0.1, decision 7: by intensité and situation, D2 proposes, the partners confirm."""
    walk.does(
        "MDL_TS",
        "Stratégie de recherche",
        intensite="MOYENNE",
        experience_locative="NON",
        dette_locative="NON",
        accompagnement_specifique="NON",
    )
    assert walk.waiting() == ["Confirmer le mode d’occupation"]
    walk.does("XLH_PILOTE", "Confirmer le mode d’occupation", mode_occupation="BAIL_GLISSANT")
    page = walk.reads("MDL_TS", "/logement")
    assert "Bail glissant, bail au nom de la Maison du Logement. Remise des clés à venir" in page
    walk.does("XLH_RELOG", "Constituer la candidature", pieces=["DEMANDE", "PIECES"])


def a_home_is_proposed_and_accepted(walk: Walk) -> None:
    """Ten days of silence would be a refusal; what it costs is weighed by the MDL alone."""
    walk.on(date(2026, 10, 5))
    known = walk.does(
        "XLH_RELOG",
        "Proposer un logement",
        logement_reference="LOT-118",
        commune="Dax",
        loyer=412.5,
        charges=65,
        date_proposition="2026-10-05",
    )
    assert known == {"typologie": "T2"}
    page = walk.reads("MDL_TS", "/logement")
    assert "Il reste 10 jours pour répondre, jusqu’au 15 octobre 2026" in page
    assert "Taux d’effort : 40,47 % sans aide au logement, 22,67 % avec l’aide" in page
    assert "Taux d’effort" not in walk.reads("XLH_RELOG", "/logement")
    walk.on(date(2026, 10, 6))
    walk.does("MDL_TS", "Réponse du ménage", reponse="ACCEPTE", date_reponse="2026-10-06")
    assert "477,50 € par mois Acceptée le 6 oct. 2026" in walk.reads("XLH_RELOG", "/logement")


def she_moves_in(walk: Walk) -> None:
    """Temps 2: one checklist; the rent accepted is not typed again with the keys."""
    walk.does(
        "MDL_TS",
        "Démarches d’installation",
        demarches=["CAF_APL", "ASSURANCE"],
        mediation_utile="NON",
    )
    walk.on(CLES)
    known = walk.does(
        "XLH_IS",
        "Remise des clés",
        date_entree_lieux=CLES.isoformat(),
        date_bail=CLES.isoformat(),
        pieces_cles=["ETAT_DES_LIEUX"],
    )
    assert known == {"loyer": "412.50", "charges": 65}
    page = walk.reads("MDL_TS", "/logement")
    assert "2 novembre 2026 · Bail signé 2 novembre 2026 · Entrée dans les lieux" in page
    assert "Fin de la période : 2 mai 2027. Informer le préfet au plus tard le 2 mars 2027" in page
    assert "Aide au logement" in page and "Déposée le 6 oct. 2026 30 nov. 2026" in page
    assert (
        "2 sur 10 réglées" in page
    )  # the assurance, told before; the état des lieux, with the keys


def she_is_visited_and_followed(walk: Walk) -> None:
    """Temps 3: visits at fifteen and forty-five days, then a month after each follow-up."""
    for day, name in (
        (date(2026, 11, 17), "Visite à quinze jours"),
        (date(2026, 12, 17), "Visite à quarante-cinq jours"),
    ):
        assert walk.asked("MDL_TS") == []
        walk.on(day)
        walk.does("MDL_TS", name, date_visite=day.isoformat(), presence="HONORE")
    page = walk.reads("XLH_IS", "/accompagnement")
    assert "jeu. 17 déc. 2026 Visite à domicile" in page
    assert "mar. 17 nov. 2026 Visite à domicile" in page
    follow(walk, date(2026, 12, 17), "CONTINUER")
    walk.on(date(2027, 1, 21))
    assert sorted(walk.asked("MDL_TS")) == ["Bilan intermédiaire", "Suivi mensuel"]
    walk.does(
        "MDL_TS", "Bilan intermédiaire", date_bilan="2027-01-21", objectifs_atteints="PARTIEL"
    )
    follow(walk, date(2027, 1, 21), "CONTINUER")
    page = walk.reads("MDL_TS", "/logement")
    assert "Déposée le 6 oct. 2026 30 nov. 2026 CCH" in page  # handed in: no day of it is late


def follow(walk: Walk, day: date, then: str) -> None:
    walk.on(day)
    walk.does(
        "MDL_TS",
        "Suivi mensuel",
        date_suivi=day.isoformat(),
        loyer_paye="OUI",
        prochaine_etape=then,
    )


def the_period_ends_with_an_examen_and_the_prefet(walk: Walk) -> None:
    """CCH L.442-8-3: the préfet is told two months before the end of the period at the latest.

    The diagram asks for the examen a month before that day, whether she leaves or not (T15).
    """
    (row,) = walk.office.house.rows(Examen)
    assert row.echeance == FIN_DE_PERIODE
    assert "2 février 2027 à 8 h : Examen à préparer" in walk.reads("MDL_TS")
    walk.on(date(2027, 2, 2))
    assert walk.asked("XLH_RELOG") == [EXAMEN]
    assert f"{EXAMEN} Pour le 2 mars 2027" in walk.reads("XLH_RELOG")
    walk.on(date(2027, 2, 19))
    walk.posts("XLH_RELOG", f"/logement/examens/{row.id}/prefet", prefet="18/02/2027")
    known = walk.does(
        "XLH_RELOG",
        EXAMEN,
        date_examen="2027-02-19",
        avis_glissement="GLISSER",
        motifs_examen="Loyers réglés.",
    )
    assert known == {"date_information_prefet": "2027-02-18"}
    page = walk.reads("MDL_TS", "/logement")
    assert "19 février 2027 · Examen contradictoire : " in page and "Loyers réglés." in page
    assert "Préfet informé le 18 février 2027." in page
    follow(walk, date(2027, 2, 21), "SORTIE")
    assert walk.waiting() == ["Décider la sortie"]  # the examen is not asked again
    assert "date limite" not in walk.reads("XLH_PILOTE").split("Rappels et alertes transmis")[1]


def the_lease_slides(walk: Walk) -> None:
    """An avis is not the slide: its day is noted where the home is told."""
    (home,) = walk.office.house.rows(Occupation)
    assert home.titulaire == "MDL"
    walk.does("MDL_TS", "Décider la sortie", date_decision="2027-02-22", accord_sortie="OUI")
    walk.on(date(2027, 3, 22))
    walk.posts("XLH_RELOG", f"/logement/occupations/{home.id}/glissement", glisse="15/03/2027")
    for group in ("MDL_TS", "XLH_IS"):
        page = walk.reads(group, "/logement")
        assert "bail au nom du ménage. Le bail a glissé le 15 mars 2027." in page
    assert "a noté que le bail a glissé" in walk.reads("MDL_TS")
