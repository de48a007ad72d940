"""What becomes of a household: a table of stories, the only place that knows our diagrams' words.

``answers`` steer the fields where the way is decided, by key: one value, or a tuple with one
value a turn, the last repeated. A key or an option that a changed form no longer has is left
aside. Counts: fiche projet, « 35 ménages 2015-2018 : 18 accès, 17 maintien ».
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

ACCES, MAINTIEN = "ACCES", "MAINTIEN"
Days = tuple[int, int]


@dataclass(frozen=True)
class Happening:
    """A message that somebody of ``by`` reports some days after the case waits for it.

    With ``once``, the days run from the first time that this task is asked.
    """

    message: str
    days: Days
    by: str = "MDL_TS"
    once: str = ""


@dataclass(frozen=True)
class Story:
    """One way through the programme, and how many households of 35 take it."""

    name: str
    volet: str
    count: int = 1
    door: str = "MDL_TS"
    """The group of who spots the household."""
    age: Days | None = None
    """Opened so many days before today; None: anywhere in the period, early enough to be over."""
    months: Days | None = (0, 2)
    """Monthly follow-ups before the exit; None: no end in sight."""
    slow: float = 1.0
    left: tuple[str, ...] = ()
    """Tasks that nobody gets round to."""
    answers: Mapping[str, Any] = field(default_factory=dict)
    happenings: tuple[Happening, ...] = ()


def _direct(**answers: Any) -> dict[str, Any]:
    ready = {"intensite": "LEGERE", "experience_locative": "OUI", "dette_locative": "NON"}
    return {**ready, "mode_occupation": "BAIL_DIRECT", **answers}


def _debt(motif_sortie: str, **answers: Any) -> dict[str, Any]:
    owed = {"motifs": ["IMPAYE", "GESTION_BUDGET"], "dette_loyer": "OUI", "dette_constatee": "OUI"}
    return {**owed, "motif_sortie": motif_sortie, **answers}


def _calm(motif_sortie: str, motif: str, **answers: Any) -> dict[str, Any]:
    none = {"motifs": [motif], "dette_loyer": "NON", "dette_constatee": "NON", "plan_tenu": "SANS"}
    return {**none, "motif_sortie": motif_sortie, **answers}


NO_ENTRY: dict[str, Any] = {"avis_mdl": "REFUS", "avis_bailleur": "REFUS", "decision": "REFUS"}
WAIT: dict[str, Any] = {"avis_mdl": "ATTENTE", "avis_bailleur": "ATTENTE", "decision": "ATTENTE"}
PROCEDURE = (
    Happening("commandement_delivre", (15, 25), "XLH_PREC"),
    Happening("assignation_delivree", (62, 70), "XLH_PREC"),
    Happening("audience_fixee", (74, 80), "XLH_PREC"),
)

STORIES = (
    # Accès: 18 of 35.
    Story(
        "bail_direct", ACCES, 4, months=(0, 1), answers=_direct(motif_sortie="ACCES_BAIL_DIRECT")
    ),
    Story(
        "sous_location",
        ACCES,
        2,
        months=(0, 2),
        answers={
            "intensite": "FORTE",
            "mode_occupation": "SOUS_LOCATION",
            "motif_sortie": "AUTONOMIE_ATTEINTE",
        },
    ),
    Story(
        "bail_glissant",
        ACCES,
        door="XLH_IS",
        months=(1, 2),
        answers={
            "intensite": "MOYENNE",
            "mode_occupation": "BAIL_GLISSANT",
            "avis_glissement": "GLISSER",
            "motif_sortie": "GLISSEMENT_BAIL",
        },
    ),
    Story(
        "desaccord",
        ACCES,
        months=(0, 1),
        answers=_direct(
            avis_bailleur="ATTENTE", decision="ENTREE", motif_sortie="RELOGEMENT_AUTRE_BAILLEUR"
        ),
    ),
    Story(
        "trois_refus",
        ACCES,
        answers=_direct(reponse="REFUSE", poursuivre="NON", motif_sortie="ECHEC_ACCES"),
    ),
    Story("refus", ACCES, answers={**NO_ENTRY, "motif_refus": "HORS_PUBLIC"}),
    Story("refus_accord", ACCES, answers={"accord": "NON"}),
    Story(
        "abandon",
        ACCES,
        answers=_direct(motif_sortie="ABANDON_MENAGE"),
        happenings=(Happening("demande_abandon", (35, 60)),),
    ),
    Story("attente", ACCES, age=(85, 95), answers={**WAIT, "place_disponible": "NON"}),
    Story(
        "danger",
        ACCES,
        age=(42, 48),
        slow=1.5,
        answers={"danger": "POSSIBLE", "intensite": "MOYENNE"},
    ),
    Story(
        "deux_volets",
        ACCES,
        age=(190, 200),
        months=(2, 3),
        answers=_direct(
            ouvrir_maintien="OUI", dette_constatee="OUI", motif_sortie="ACCES_BAIL_DIRECT"
        ),
        happenings=(Happening("loyer_impaye", (20, 30), "XLH_IS", once="visite_j15"),),
    ),
    Story(
        "acces_au_plafond",
        ACCES,
        age=(350, 360),
        months=None,
        slow=2.0,
        left=("preparer_sortie",),
        answers=_direct(),
    ),
    Story("acces_en_cours", ACCES, age=(95, 105), slow=1.5, answers=_direct()),
    Story("acces_nouveau", ACCES, age=(2, 4)),
    # Maintien: 17 of 35.
    Story(
        "plan_respecte",
        MAINTIEN,
        2,
        door="XLH_IS",
        months=(2, 4),
        answers=_debt("MAINTIEN_PLAN_RESPECTE", plan_tenu="TENU"),
    ),
    Story(
        "dette_soldee",
        MAINTIEN,
        months=(3, 4),
        answers=_debt("MAINTIEN_DETTE_SOLDEE", nb_echeances=3, dette_soldee="OUI"),
        happenings=(
            Happening("incident_plan", (35, 45), "XLH_PREC"),
            Happening("versement_recu", (50, 55), "XLH_PREC"),
        ),
    ),
    Story(
        "mediation",
        MAINTIEN,
        2,
        door="XLH_IS",
        months=(1, 3),
        answers=_calm("MEDIATION_REUSSIE", "TROUBLE_VOISINAGE", mediation_utile="OUI"),
    ),
    Story(
        "appropriation",
        MAINTIEN,
        months=(1, 2),
        answers=_calm("AUTONOMIE_ATTEINTE", "APPROPRIATION_LOGEMENT", service_utile="OUI"),
    ),
    Story(
        "mutation",
        MAINTIEN,
        door="XLH_IS",
        months=(2, 4),
        answers=_calm(
            "MUTATION_REALISEE",
            "LOGEMENT_INADAPTE",
            logement_inadapte="OUI",
            occupation="SUR",
            mutation_engagee="OUI",
        ),
        happenings=(Happening("composition_change", (20, 40)),),
    ),
    Story(
        "expulsion",
        MAINTIEN,
        door="XLH_IS",
        months=(5, 6),
        answers=_debt("EXPULSION", accord_plan="OUI", decision_jugement="RESILIATION"),
        happenings=(*PROCEDURE, Happening("jugement_recu", (150, 158), "XLH_PREC")),
    ),
    Story(
        "contact_rompu",
        MAINTIEN,
        answers=_debt("PERDU_DE_VUE", contact_repris="ROMPU", arret_confirme="OUI"),
        months=None,
        happenings=(Happening("menage_injoignable", (70, 95)),),
    ),
    Story(
        "demenagement",
        MAINTIEN,
        months=None,
        answers=_calm(
            "DEMENAGEMENT_HORS_TERRITOIRE",
            "ISOLEMENT",
            destination="HORS",
            accompagnement_continue="NON",
        ),
        happenings=(Happening("demenagement", (80, 110)),),
    ),
    Story("sans_partage", MAINTIEN, door="XLH_IS", answers={"accord_partage": "NON"}),
    Story(
        "surendettement",
        MAINTIEN,
        door="XLH_IS",
        age=(170, 180),
        months=None,
        answers=_debt("", plan_tenu=("TENU", "TENU", "GELE"), accord_plan="OUI"),
        happenings=(Happening("surendettement_recevable", (60, 70)),),
    ),
    Story(
        "procedure",
        MAINTIEN,
        door="XLH_IS",
        age=(140, 148),
        months=None,
        slow=2.0,
        answers=_debt("", plan_tenu=("TENU", "INCIDENT")),
        happenings=PROCEDURE,
    ),
    Story(
        "maintien_au_plafond",
        MAINTIEN,
        age=(345, 355),
        months=None,
        answers=_debt("", plan_tenu="TENU"),
    ),
    Story(
        "hors_delai",
        MAINTIEN,
        door="XLH_IS",
        age=(425, 440),
        months=None,
        slow=1.5,
        left=("duree_depassee",),
        answers=_debt(""),
    ),
    Story(
        "maintien_en_cours",
        MAINTIEN,
        door="XLH_IS",
        age=(75, 85),
        slow=2.0,
        left=("signalement_caf",),
        answers=_debt(""),
    ),
    Story("maintien_nouveau", MAINTIEN, door="XLH_IS", age=(10, 14), answers=_debt("")),
)
