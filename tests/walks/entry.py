"""The way in, by either door: sharing, pré-diagnostic, an avis each, the household's accord."""

from datetime import date
from typing import Any

from tests.walks.walk import Walk, begun
from tests.web.office import Office

REPERE, ENTREE = date(2026, 9, 7), date(2026, 9, 21)
NADIA = {"civilite": "MME", "nom": "Belin", "prenom": "Nadia", "date_naissance": "12/03/1985"}
PAUL = {"civilite": "M", "nom": "Castets", "prenom": "Paul", "date_naissance": "02/05/1979"}
BUDGET = {
    "au": "21/09/2026",
    "ressource_type_0": "SALAIRE",
    "ressource_montant_0": "1180",
    "charge_LOYER": "520",
    "charge_CHARGES": "40",
    "aide": "210",
}
"""1,180 € and 210 € of aid, 560 € of charges: a reste à vivre of 830 €."""
SIGNED = {
    "date_signature": "2026-09-21",
    "signataires": ["MENAGE", "MDL", "BAILLEUR"],
    "mode_signature": "PAPIER",
}


def by_the_mdl(office: Office) -> Walk:
    """Nadia, spotted in the MDL's CHRS."""
    return begun(
        office,
        "MDL_TS",
        NADIA,
        origine="CHRS",
        volet="ACCES",
        motifs=["SORTIE_HEBERGEMENT"],
        date_reperage=REPERE.isoformat(),
    )


def by_the_landlord(office: Office, *motifs: str) -> Walk:
    """Paul, tenant of XL Habitat, spotted by its intervenant social."""
    return begun(
        office,
        "XLH_IS",
        PAUL,
        origine="PARC_XLH",
        volet="MAINTIEN",
        motifs=list(motifs),
        date_reperage=REPERE.isoformat(),
    )


def agree_to_share(walk: Walk, group: str) -> None:
    """Before it, the partner knows of nothing."""
    other = "XLH_IS" if group == "MDL_TS" else "MDL_TS"
    name = "Recueillir l’accord de partage"
    assert walk.asked(group) == [name]
    assert walk.asked(other) == []
    walk.does(
        group,
        name,
        accord_partage="OUI",
        date_information=REPERE.isoformat(),
        mode_information="ENTRETIEN",
    )
    told = "Partage avec XL Habitat"
    assert (
        "Accord 7 septembre 2026, en entretien" in walk.reads("MDL_TS", "/accords").split(told)[1]
    )


def assess(walk: Walk, **found: Any) -> None:
    """The MDL's pré-diagnostic; who makes it is the référent."""
    usual = {
        "date_prediagnostic": REPERE.isoformat(),
        "situation_logement": "LOCATAIRE",
        "difficultes": ["BUDGET"],
        "danger": "NON_ABORDE",
        "adhesion": "OUI",
        "territoire": "DANS",
        "avis_prediagnostic": "FAVORABLE",
    }
    assert "Pré-diagnostic" in walk.reads("MDL_TS")
    walk.does("MDL_TS", "Pré-diagnostic social", **{**usual, **found})
    assert "Référent : Travailleur social MDL" in walk.reads("MDL_TS")


def decide(walk: Walk) -> None:
    """Both partners say « entrée », each before it reads the other."""
    assert walk.waiting() == ["Donner l’avis de la MDL", "Donner l’avis du bailleur"]
    day = "2026-09-14"
    walk.does("MDL_CHEF", "Donner l’avis de la MDL", avis_mdl="ENTREE", date_commission=day)
    walk.does(
        "XLH_PILOTE", "Donner l’avis du bailleur", avis_bailleur="ENTREE", date_commission=day
    )
    assert walk.waiting() == ["Recueillir l’accord du ménage"]


def enter(walk: Walk, group: str, **found: Any) -> None:
    """All of it: J1 of the twelve months is the accord, 21 September 2026."""
    agree_to_share(walk, group)
    assess(walk, **found)
    decide(walk)
    walk.on(ENTREE)
    walk.does(
        "MDL_TS",
        "Recueillir l’accord du ménage",
        accord="OUI",
        date_accord=ENTREE.isoformat(),
        mode_accord="ECRIT",
    )
    page = walk.reads("XLH_PILOTE")
    assert "Entrée le 21 septembre 2026 · Fin au plus tard le 21 septembre 2027" in page
    assert "21 juin 2027 à 8 h : M + 9 : préparer la sortie" in page
    assert "Accord 21 septembre 2026, par écrit" in walk.reads("MDL_TS", "/accords")


def close(walk: Walk, motif: str, day: date) -> None:
    """The exit: a bilan, the landlord's avis, one reason, relays, a last talk."""
    assert walk.asked("MDL_TS") == ["Bilan de sortie"]
    walk.does(
        "MDL_TS", "Bilan de sortie", objectifs_atteints="ATTEINT", situation_sortie="LOCATAIRE"
    )
    assert "En clôture" in walk.reads("MDL_TS")
    walk.does("XLH_IS", "Avis du bailleur", situation_locative="SANS_DIFFICULTE")
    walk.does("MDL_CHEF", "Arrêter le motif de sortie", motif_sortie=motif)
    walk.does("MDL_TS", "Organiser les relais", relais_organises=["CCAS"])
    assert walk.waiting() == ["Entretien de fin"]
    walk.does(
        "MDL_TS",
        "Entretien de fin",
        date_entretien=day.isoformat(),
        bilan_remis="OUI",
        suivi_apres_sortie="OUI",
    )
    assert walk.waiting() == []
    news = walk.reads("MDL_TS", "/accords").split("Des nouvelles après la fin")[1]
    assert "Accord" in news.split("Feuille d’accord")[0]
    assert "Aucune échéance : le parcours est terminé." in walk.reads("MDL_TS")
