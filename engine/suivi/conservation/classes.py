"""How long each thing is kept, table by table: its class, and what happens at the end.

Domain 3.8: two partners, two clocks on one household, so a class is of an organisation and not of
a row. A table of the program that is not here fails a test, and so does a sealed column.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Classe(StrEnum):
    """Which clock a thing follows."""

    SOCIAL = "SOCIAL"
    """The MDL's social accompaniment, with what both partners share of it."""
    SUIVI_BAILLEUR = "SUIVI_BAILLEUR"
    """What XL Habitat wrote for itself of that follow-up, and its access to the rest."""
    PRECONTENTIEUX = "PRECONTENTIEUX"
    """The debt: account, plans, procedure."""
    COMMUN = "COMMUN"
    """Who the household is, and the thread of the dossier: with the last of the three."""
    JOURNAUX = "JOURNAUX"
    PASSAGE = "PASSAGE"
    """What only goes through: it ends by its age."""
    SANS_PERSONNE = "SANS_PERSONNE"
    """Names nobody of a household: kept, for the reason written beside it."""


class Fin(StrEnum):
    """What happens to a row at the end."""

    SUPPRIMER = "SUPPRIMER"
    VIDER = "VIDER"
    """The row stays; these columns of it are emptied."""
    PARTAGER = "PARTAGER"
    """Of an answer, only what the partners share stays."""
    GARDER = "GARDER"


ORGANISATION: Mapping[Classe, str] = {
    Classe.SOCIAL: "MDL",
    Classe.SUIVI_BAILLEUR: "XLH",
    Classe.PRECONTENTIEUX: "XLH",
}
"""Whose each clock is: these three run for a dossier, in the order of the page."""


@dataclass(frozen=True)
class Sort:
    """What becomes of the rows of a table, or of some of them.

    ``par``: the columns, any of which ties a row to the dossier, its cases, its household or a row
    of another table (by its foreign key; « column>table » without one). ``seul`` and ``sauf``:
    only, or not, the rows with that value; ``sauf`` holds while XL Habitat's own clock runs.
    ``age``: the column whose date makes a row old, where no dossier does.
    """

    classe: Classe
    fin: Fin = Fin.SUPPRIMER
    par: tuple[str, ...] = ()
    seul: Mapping[str, str] = field(default_factory=dict)
    sauf: Mapping[str, str] = field(default_factory=dict)
    colonnes: tuple[str, ...] = ()
    age: str = ""


@dataclass(frozen=True)
class Objet:
    """A table in words (for the export and the DPO), its rows' ends, or why it is kept."""

    quoi: str
    sorts: tuple[Sort, ...]
    pourquoi: str = ""
    est_remis: bool = False
    """Whether the export of a person reads it row by row (`acces/autres.py`); the rooms that have
    words of their own for that are read in `acces/`."""


NOTHING: Mapping[str, str] = {}
XLH = {"classe": "XLH"}
PAR_XLH = {"organisation": "XLH"}
DU_DOSSIER = ("dossier_id",)
DU_CAS = ("instance_id",)


def social(*par: str, sauf: Mapping[str, str] = NOTHING) -> Sort:
    """On the MDL’s clock."""
    return Sort(Classe.SOCIAL, par=par or DU_DOSSIER, sauf=sauf)


def dette(*par: str) -> Sort:
    """On the clock of the debt."""
    return Sort(Classe.PRECONTENTIEUX, par=par or DU_DOSSIER)


def commun(*par: str) -> Sort:
    """With the last clock."""
    return Sort(Classe.COMMUN, par=par or DU_DOSSIER)


def bailleur(*par: str, seul: Mapping[str, str], fin: Fin = Fin.SUPPRIMER) -> Sort:
    """On the landlord’s clock."""
    return Sort(Classe.SUIVI_BAILLEUR, fin, par or DU_DOSSIER, seul)


def remis(quoi: str, *sorts: Sort) -> Objet:
    """A table that the export of a person reads row by row."""
    return Objet(quoi, sorts, est_remis=True)


def garde(quoi: str, pourquoi: str) -> Objet:
    """A table that names nobody, and why."""
    return Objet(quoi, (Sort(Classe.SANS_PERSONNE, Fin.GARDER),), pourquoi)


VIDES = ("reference", "state", "sealed_state", "stand_ins")
FICHIERS = "fichiers de l’organisation du travail : ni ménage, ni personne accompagnée"
AGENTS = "les personnes habilitées, et non les ménages ; un compte se ferme, son journal reste vrai"

TABLES: Mapping[str, Objet] = {
    # --- who the household is ---
    "menage": Objet("Le ménage", (commun("id"),)),
    "personne": Objet("Les personnes du ménage", (commun("menage_id"),)),
    "coordonnee": Objet("Les coordonnées", (commun("menage_id"),)),
    "menage_etat_anterieur": Objet("Ce qui a été corrigé du ménage", (commun("menage_id"),)),
    "rapprochement_doublon": Objet("Ménages comparés", (commun("menage_a", "menage_b"),)),
    "incompatibilite": Objet("Dossiers à ne pas croiser", (commun("menage_a", "menage_b"),)),
    "situation": Objet("Les ressources et les charges", (social("menage_id"),)),
    # --- the thread of the dossier ---
    "dossier": Objet("Le dossier", (commun("id"),)),
    "dossier_instance": Objet("Les parcours du dossier", (commun("dossier_id"),)),
    "maintien_conservation": Objet("Conservation prolongée", (commun(),)),
    "instance": Objet(
        "L’état d’un parcours (des codes) ; sa ligne reste, vide, pour la preuve du journal",
        (Sort(Classe.COMMUN, Fin.VIDER, ("id",), colonnes=VIDES),),
    ),
    "task": Objet(
        "Les tâches, et leurs brouillons",
        (
            Sort(Classe.SOCIAL, Fin.VIDER, DU_CAS, colonnes=("draft", "drafted_at")),
            commun("instance_id"),
        ),
    ),
    "step": Objet("Les étapes passées", (commun("instance_id"),)),
    "incident": Objet("Les blocages techniques", (commun("instance_id"),)),
    "timer": Objet("Les échéances à venir", (commun("instance_id"),)),
    "timer_move": Objet("Les échéances déplacées, et pourquoi", (commun("instance_id"),)),
    "timer_firing": Objet(
        "La ponctualité des échéances",
        (commun("instance_id"), Sort(Classe.JOURNAUX, age="fired_at")),
    ),
    "subscription": Objet("Les événements attendus", (commun("instance_id"),)),
    "notice": Objet("Les rappels et alertes transmis", (commun("instance_id"),)),
    "alerte": Objet("Qui a été alerté, et quand", (commun("instance_id"),)),
    "notice_reader": Objet("À qui ils ont été transmis", (commun("notice_id"),)),
    "answer": Objet(
        "Les réponses aux formulaires",
        (
            bailleur("instance_id", seul=PAR_XLH, fin=Fin.PARTAGER),
            social("instance_id", sauf=PAR_XLH),
            commun("instance_id"),
        ),
    ),
    "message": Objet(
        "Les messages reçus d’un autre logiciel",
        (
            commun("correlation_key>dossier.reference"),
            Sort(Classe.PASSAGE, Fin.VIDER, colonnes=("payload",), age="received_at"),
            Sort(Classe.JOURNAUX, age="received_at"),
        ),
    ),
    # --- accompaniment ---
    "contact": Objet("Les contacts", (social(),)),
    "note": Objet("Les notes", (bailleur(seul=XLH), social(sauf=XLH))),
    "rendez_vous": Objet("Les rendez-vous", (social(),)),
    "ancien_ecrit": Objet(
        "Ce qui a été corrigé au journal", (bailleur("objet_id>note", seul={}), social())
    ),
    "document": Objet("Les documents", (bailleur(seul=XLH), social(sauf=XLH))),
    "partie_document": Objet(
        "Le contenu des documents", (bailleur("document_id", seul={}), social("document_id"))
    ),
    "projet": remis("Les projets personnalisés", social()),
    "objectif": remis("Les objectifs", social()),
    "action_projet": remis("Les actions des objectifs", social()),
    "signature_projet": Objet("Les signatures", (social(),)),
    "consentement": remis("Les accords", social()),
    # --- the measure, stood still or made longer; the partners' reviews ---
    "suspension": remis("Les suspensions", social()),
    "derogation_duree": remis("Les demandes de durée plus longue", social()),
    "signature_derogation": Objet("Leurs réponses", (social("derogation_id"),)),
    "ligne_revue": remis("Ce que les revues ont dit", social()),
    "revue": Objet(
        "Les textes d’une revue",
        (Sort(Classe.JOURNAUX, Fin.VIDER, colonnes=("textes",), age="terminee_le"),),
    ),
    # --- violences: under their own key; never in an export made here ---
    "protection": Objet("La protection", (social(),)),
    "plan_securite": Objet("Le plan de sécurité", (social("protection_id"),)),
    "mise_a_l_abri": Objet("La mise à l’abri", (social("protection_id"),)),
    # --- home ---
    "demarche": remis("Les démarches", social()),
    "logement": remis("Les logements proposés ou occupés", social()),
    "candidature": remis("Les candidatures", social()),
    "proposition_logement": remis("Les propositions de logement", social()),
    "occupation": remis("L’occupation du logement", social()),
    "examen_glissement": remis("Les examens du bail glissant", social()),
    "mutation": remis("Les mutations", social()),
    "mediation": remis("Les médiations", social()),
    # --- debt ---
    "lien_compte": Objet("La référence du locataire", (dette(),)),
    "compte_locatif": remis("Le compte locatif importé", dette()),
    "versement_signale": remis("Les versements signalés", dette()),
    "plan_apurement": remis("Les plans d’apurement", dette()),
    "echeance_plan": remis("Les échéances des plans", dette("plan_id")),
    "etape_procedure": remis("Les étapes de la procédure", dette()),
    # --- who follows it, and who has read it ---
    "referent": Objet("Les référents", (commun(),)),
    "suppleant": Objet("Les suppléants", (commun(),)),
    "tache_confiee": Objet("Les tâches confiées", (commun("task_id"),)),
    "absence": garde("Les absences", AGENTS),
    "consultation": Objet("Qui a ouvert le dossier", (commun(), Sort(Classe.JOURNAUX, age="le"))),
    "acces_exceptionnel": Objet(
        "Les accès exceptionnels", (commun(), Sort(Classe.JOURNAUX, age="fin_le"))
    ),
    # --- what goes through, and logs ---
    "heberge": Objet("Les hébergés retenus", (commun(), Sort(Classe.JOURNAUX, age="retenu_le"))),
    "import_heberges": Objet(
        "Les imports d’hébergés",
        (
            Sort(Classe.PASSAGE, Fin.VIDER, colonnes=("brouillon",), age="lu_le"),
            Sort(Classe.JOURNAUX, age="lu_le"),
        ),
    ),
    "import_comptes": Objet(
        "Les imports de comptes",
        (
            Sort(Classe.PASSAGE, Fin.VIDER, colonnes=("brouillon",), age="lu_le"),
            Sort(Classe.JOURNAUX, age="lu_le"),
        ),
    ),
    "outbox_job": Objet("Les envois faits", (Sort(Classe.JOURNAUX, age="done_at"),)),
    "sending": Objet("Les courriels et les SMS partis", (Sort(Classe.JOURNAUX, age="done_at"),)),
    "preference": Objet(
        "Comment chacun veut être prévenu, tant que son compte est ouvert",
        (Sort(Classe.JOURNAUX, age="ended_at"),),
    ),
    "sign_in_failure": Objet("Les connexions refusées", (Sort(Classe.JOURNAUX, age="at"),)),
    "evenement_conservation": Objet(
        "Les fins de conservation faites", (Sort(Classe.JOURNAUX, age="execute_le"),)
    ),
    "proof": Objet("Les épreuves de l’atelier", (Sort(Classe.JOURNAUX, age="finished_at"),)),
    # --- what names nobody of a household ---
    "audit_entry": garde(
        "Le journal des actes",
        "des codes, des dates et des noms de champs, jamais une valeur ; chaîne de preuve que la "
        "base interdit de changer",
    ),
    "flux_calendrier": garde("Les agendas des agents", AGENTS),
    "circle": garde("Les cercles", "un identifiant, sans rien d’autre"),
    "circle_member": garde("Les membres des cercles", AGENTS),
    "stat_anonyme": garde("Les statistiques", "des mois, des codes et des nombres, sans lien"),
    "compteur_dossier": garde("Le compteur des références", "un nombre par année"),
    "regle": garde("Les règles datées", "la loi et les choix des partenaires"),
    "donnees_essai": garde("La marque des données d’essai", "les ménages sont inventés"),
    "organisation": garde("Les partenaires", "des organisations"),
    "staff_group": garde("Les métiers", "des métiers"),
    "person": garde("Les comptes", AGENTS),
    "membership": garde("Les métiers de chacun", AGENTS),
    "publication": garde("Les publications", FICHIERS),
    "release": garde("Les versions en vigueur", FICHIERS),
    "resource": garde("Les fichiers publiés", FICHIERS),
    "draft": garde("Les brouillons de fichiers", FICHIERS),
}
"""Not in the database: the visit written without network is on one device, sealed, and erased
once sent; a session is a cookie of twelve hours that holds an id."""


def sorts_of(classe: Classe) -> Mapping[str, Sort]:
    """The tables that a class ends, each with what happens to its rows."""
    return {
        table: sort
        for table, objet in TABLES.items()
        for sort in objet.sorts
        if sort.classe is classe
    }
