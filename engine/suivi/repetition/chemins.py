"""What may become of a rehearsed household: ways of each volet, their weights, what upsets them.

The ways are those of the trial data (`suivi/programme/stories.py`), where alone the words of our
diagrams stand; here are only how often each comes, and how many monthly follow-ups it takes.
Weights are assumptions (à confirmer): the fiche projet names 18 households of accès and 17 of
maintien, an average of 4 to 6 months and a maximum of 12, and no outcomes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from engine.suivi.programme.households import SHARE_ACCES, Household, chance, make_households
from engine.suivi.programme.people import draw_team, shuffled, weighted
from engine.suivi.programme.stories import ACCES, MAINTIEN, STORIES, Days, Happening, Story
from engine.suivi.repetition.periode import Periode

DEBT = "dette_loyer"


@dataclass(frozen=True)
class Chemin:
    """A story of the trial data: its name here, its weight in its volet, its monthly follow-ups."""

    story: str
    libelle: str
    weight: float
    months: Days | None = (0, 2)


CHEMINS = {
    ACCES: (
        Chemin("bail_direct", "Bail direct", 6, (0, 1)),
        Chemin("sous_location", "Sous-location", 3, (0, 1)),
        Chemin("bail_glissant", "Bail glissant", 2.5, (0, 2)),
        Chemin("desaccord", "Avis contraires, arbitrage commun, puis entrée", 1, (0, 1)),
        Chemin("trois_refus", "Trois refus de logement", 1),
        Chemin("refus", "Entrée refusée", 0.8),
        Chemin("refus_accord", "Ménage sans accord", 0.6),
        Chemin("abandon", "Fin demandée par le ménage", 0.8),
        Chemin("danger", "Danger possible, dossier restreint", 0.8, (0, 2)),
        Chemin("deux_volets", "Les deux volets", 0.8, (1, 2)),
        Chemin("acces_au_plafond", "Accès long, près des douze mois", 1.5, (7, 11)),
    ),
    MAINTIEN: (
        Chemin("plan_respecte", "Plan d’apurement respecté", 4, (1, 3)),
        Chemin("dette_soldee", "Dette soldée", 2, (1, 3)),
        Chemin("mediation", "Médiation", 3, (0, 2)),
        Chemin("appropriation", "Appropriation du logement", 2, (0, 2)),
        Chemin("mutation", "Mutation", 1.5, (1, 3)),
        Chemin("expulsion", "Procédure menée jusqu’à l’expulsion", 0.4, (5, 6)),
        Chemin("contact_rompu", "Contact rompu", 0.8, None),
        Chemin("demenagement", "Déménagement", 0.8, None),
        Chemin("sans_partage", "Sans accord de partage", 0.6),
        Chemin("surendettement", "Surendettement", 0.5, (4, 6)),
        Chemin("procedure", "Procédure arrêtée par un plan", 0.6, (5, 8)),
        Chemin("maintien_au_plafond", "Suivi long, près des douze mois ou au-delà", 1.5, (10, 13)),
    ),
}
"""Accès takes two to four months before its monthly follow-ups begin: it has fewer of them."""
UPSETS = (
    (0.15, "", Happening("composition_change", (30, 150)), "changement de composition du ménage"),
    (0.06, "", Happening("menage_injoignable", (60, 150)), "ménage injoignable"),
    (0.25, DEBT, Happening("incident_plan", (35, 90), "XLH_PREC"), "échéance de plan non réglée"),
)
"""How often something happens that the story does not tell; some only to those who owe rent."""
ENDINGS = {"surendettement": "MAINTIEN_PLAN_RESPECTE", "procedure": "MAINTIEN_PLAN_RESPECTE"}
ENDINGS |= {"acces_au_plafond": "AUTONOMIE_ATTEINTE", "maintien_au_plafond": "DUREE_MAX_ATTEINTE"}


REVUES = Story(
    "revues",
    ACCES,
    slow=4.0,  # the session is held on its day, not as soon as the syntheses are ready
    answers={
        "syntheses_pretes": "OUI",
        "accord_revue_mdl": "OUI",
        "accord_revue_bailleur": "OUI",
    },
)
"""How the partners' reviews go: both accept the minutes."""


def draw_programme(graine: int) -> Household:
    """Who holds the reviews: no household, but a team drawn like the others' (number 0)."""
    luck = chance(graine, "revues")
    return Household(0, graine, REVUES, Periode(0).commence, draw_team(luck), {})


def draw_menages(count: int, periode: Periode, graine: int) -> list[Household]:
    """``count`` households spotted all along the period, numbered in that order.

    18 of 35 by the door of accès, as the programme had; the way of each by its weight.
    """
    access = round(count * SHARE_ACCES)
    volets = shuffled(chance(graine, "volets"), [ACCES] * access + [MAINTIEN] * (count - access))
    stories = [_draw(rank, volet, periode, count, graine) for rank, volet in enumerate(volets)]
    return make_households(stories, periode.mois, graine, periode.dernier)


def _draw(rank: int, volet: str, periode: Periode, count: int, graine: int) -> Story:
    luck = chance(graine, "chemin", rank)
    chemin = weighted(luck, {one: one.weight for one in CHEMINS[volet]})
    told = next(story for story in STORIES if story.name == chemin.story)
    # Spread evenly: a household each so many days, the first on the first day.
    age = round(periode.jours * (count - rank - luck.random()) / count)
    age = min(max(age, 1), periode.jours)
    answers = dict(told.answers)
    if chemin.story in ENDINGS:
        answers["motif_sortie"] = ENDINGS[chemin.story]
    happenings = (*told.happenings, *_upsets(luck, told, answers))
    months = chemin.months
    return replace(
        told, age=(age, age), months=months, left=(), answers=answers, happenings=happenings
    )


def _upsets(luck: Random, told: Story, answers: Mapping[str, Any]) -> Sequence[Happening]:
    known = {one.message for one in told.happenings}
    drawn = [(luck.random() < share, owed, one) for share, owed, one, _ in UPSETS]
    return [
        one
        for is_drawn, owed, one in drawn
        if is_drawn and one.message not in known and (not owed or answers.get(owed) == "OUI")
    ]
