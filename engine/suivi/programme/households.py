"""Households drawn from a seed: their story, when they are spotted, by whom, and their figures."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import cycle, islice
from random import Random
from typing import Any

from engine.core.calendar import at_paris, previous_ouvre
from engine.suivi.programme.people import Colleague, draw_team, office_hour, shuffled
from engine.suivi.programme.stories import ACCES, MAINTIEN, STORIES, Story

MONTH = 30.44
SETTLED = 265
"""A household whose story has no age was spotted at least so many days ago: it is over by now."""
SHARE_ACCES = 18 / 35
COMMUNES = ("Dax", "Saint-Paul-lès-Dax", "Narrosse", "Mont-de-Marsan", "Tarnos", "Soustons")


@dataclass
class Household:
    """One household. Nothing of it depends on the others, nor on the order of what happens."""

    number: int
    seed: int
    story: Story
    opens_at: datetime
    team: dict[str, Colleague]
    facts: dict[str, Any]
    turns: dict[str, int] = field(default_factory=dict)
    """How many times each question, or each task, has come."""

    def luck(self, *about: object) -> Random:
        """The chance of one thing: the same whenever it is asked, whatever was asked before."""
        return chance(self.seed, self.number, *about)

    def turn(self, name: str) -> int:
        """How many times ``name`` came before; it has come once more."""
        count = self.turns.get(name, 0)
        self.turns[name] = count + 1
        return count

    @property
    def opener(self) -> Colleague:
        return self.team[self.story.door]

    def steered(self, key: str, turn: int) -> Any:
        """What the story, then the household's figures, say of a field; None: nothing."""
        answer = self.story.answers.get(key, self.facts.get(key))
        if isinstance(answer, tuple):
            return answer[min(turn, len(answer) - 1)]
        return answer


def chance(*about: object) -> Random:
    """A generator for one thing, from its names."""
    return Random("/".join(map(str, about)))


def draw_households(count: int, months: int, seed: int, today: date) -> list[Household]:
    """``count`` households spotted within ``months`` before ``today``, the oldest first."""
    access = round(count * SHARE_ACCES)
    stories = _stories(ACCES, access, seed) + _stories(MAINTIEN, count - access, seed)
    stories = shuffled(chance(seed, "ordre"), stories)
    return make_households(stories, months, seed, today)


def make_households(
    stories: Sequence[Story], months: int, seed: int, today: date
) -> list[Household]:
    """A household for each story, numbered in the order in which they are spotted."""
    settled = sum(story.age is None for story in stories)
    first, last = round(months * MONTH), min(SETTLED, round(months * MONTH / 2))
    step = (first - last) / max(1, settled - 1)
    ages = iter([round(first - rank * step) for rank in range(settled)])
    opened = []
    for rank, story in enumerate(stories):
        luck = chance(seed, "repérage", rank)
        days = luck.randint(*story.age) if story.age else next(ages) - luck.randint(0, 9)
        day = previous_ouvre(today - timedelta(days=days))
        opened.append((office_hour(luck, day, at_paris(day, 0)), rank, story))
    return [
        _household(number, seed, story, at)
        for number, (at, _, story) in enumerate(sorted(opened, key=lambda o: o[:2]), 1)
    ]


def _stories(volet: str, count: int, seed: int) -> list[Story]:
    """The stories of a volet by their counts; of a small programme, the first ones of a draw."""
    known = [story for story in STORIES if story.volet == volet for _ in range(story.count)]
    return list(islice(cycle(shuffled(chance(seed, volet), known)), count))


def _household(number: int, seed: int, story: Story, at: datetime) -> Household:
    luck = chance(seed, number, "ménage")
    return Household(number, seed, story, at, draw_team(luck), _facts(luck, story))


def _facts(luck: Random, story: Story) -> dict[str, Any]:
    """Figures that agree with each other, by the key of the field that asks for them."""
    rent, charges = luck.randrange(300, 460, 5), luck.randrange(45, 95, 5)
    income, size = luck.randrange(880, 1650, 10), luck.choice(("T1", "T2", "T2", "T3", "T4"))
    debt, payments = luck.randrange(900, 2600, 10), luck.randint(8, 24)
    aid = min(rent - 60, luck.randrange(150, 280, 5))
    follow_ups = luck.randint(*story.months) if story.months else None
    way = ("CONTINUER",) if follow_ups is None else (*["CONTINUER"] * follow_ups, "SORTIE")
    payments = int(story.answers.get("nb_echeances", payments))
    return {
        "volet": story.volet,
        "signataires": ["MENAGE", "MDL", "BAILLEUR"],
        "prochaine_etape": way,
        "prochaine_etape_budget": way,
        "ressources": income,
        "charges_menage": round(income * 0.55),
        "typologie_cible": size,
        "typologie": size,
        "commune": luck.choice(COMMUNES),
        "loyer": rent,
        "charges": charges,
        "loyer_max": rent + charges + 20,
        "loyer_brut": rent + charges,
        "loyer_net": rent + charges - aid,
        "dette": debt,
        "dette_montant": debt,
        "montant_dette": debt,
        "montant_commandement": debt,
        "nb_echeances": payments,
        "mensualite": round(debt / payments),
        "mensualite_possible": round(debt / payments),
    }
