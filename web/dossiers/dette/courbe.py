"""The balance against the plan, drawn on the server: one sentence, an SVG, the same in a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.core.french import day_fr
from engine.suivi.dettes.read import DetteLue, PlanLu
from engine.suivi.menages.montants import euros

WIDTH, HEIGHT = 640, 260
LEFT, RIGHT, TOP, BOTTOM = 88, 34, 18, 34
STEPS = (1, 2, 5, 10)
MOST_ACCOUNTS = 36
ZERO = Decimal(0)
Point = tuple[date, Decimal]


@dataclass(frozen=True)
class Repere:
    """A mark of an axis: where it is on the drawing, what is written there."""

    at: float
    text: str


@dataclass(frozen=True)
class Courbe:
    """All that the template draws; coordinates are those of the SVG's own view."""

    conclusion: str
    width: int
    height: int
    left: int
    """Where the axis of the amounts stands."""
    lines: Sequence[Repere]
    months: Sequence[Repere]
    solde: str
    dots: Sequence[tuple[float, float]]
    prevu: str
    """The plan's own line, empty without a plan."""
    today: float | None
    rows: Sequence[tuple[str, str, str, str]]
    """The table: day, balance, what the plan foresees, the difference."""


def courbe(dette: DetteLue, today: date) -> Courbe | None:
    """The drawing of a debt that has two accounts at least, or one and a plan; None otherwise."""
    comptes = list(dette.comptes)[-MOST_ACCOUNTS:]
    real = [(one.arrete_au, max(one.solde, ZERO)) for one in comptes]
    plan = dette.plan
    foreseen = _foreseen(plan) if plan else []
    if len(real) + bool(foreseen) < 2 or not real:
        return None
    scale = _Scale([*real, *foreseen])
    return Courbe(
        conclusion=_conclusion(dette, plan),
        width=WIDTH,
        height=HEIGHT,
        left=LEFT,
        lines=[Repere(scale.y(value), _short(value)) for value in scale.ticks],
        months=scale.months(),
        solde=" ".join(f"{scale.x(day):.1f},{scale.y(value):.1f}" for day, value in real),
        dots=[(round(scale.x(day), 1), round(scale.y(value), 1)) for day, value in real],
        prevu=" ".join(f"{x:.1f},{y:.1f}" for x, y in scale.steps(foreseen)),
        today=round(scale.x(today), 1) if scale.first <= today <= scale.last else None,
        rows=[_row(day, value, plan) for day, value in real],
    )


class _Scale:
    """From days and euros to the drawing's coordinates."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.first = min(day for day, _ in points)
        self.last = max(day for day, _ in points)
        self.days = max((self.last - self.first).days, 1)
        top = max((value for _, value in points), default=ZERO) or Decimal(1)
        step = _step(float(top) / 4)
        self.ticks = [Decimal(step) * rank for rank in range(int(float(top) // step) + 2)]

    def x(self, day: date) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * (day - self.first).days / self.days

    def y(self, value: Decimal) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - float(value) / float(self.ticks[-1]))

    def steps(self, points: Sequence[Point]) -> list[tuple[float, float]]:
        """A line that stays flat until the next day, then goes down at once."""
        drawn: list[tuple[float, float]] = []
        for day, value in points:
            if drawn:
                drawn.append((self.x(day), drawn[-1][1]))
            drawn.append((self.x(day), self.y(value)))
        return drawn

    def months(self) -> list[Repere]:
        """Some firsts of months, six at most, the year with the first one and each January."""
        found, month = [], self.first.replace(day=1)
        while month <= self.last:
            if month >= self.first:
                found.append(month)
            month = (month.replace(day=28) + (date(2000, 2, 1) - date(2000, 1, 28))).replace(day=1)
        every = max(1, -(-len(found) // 6))
        return [
            Repere(round(self.x(day), 1), day_fr(day, "MMM y" if every > 1 or not n else "MMM"))
            for n, day in enumerate(found[::every])
        ]


def _foreseen(plan: PlanLu) -> list[Point]:
    """What the plan leaves to be paid, from the day it was made to its last instalment."""
    start = plan.plan.etabli_le
    if start is None:
        return []
    days = [start, *(one.jour for one in plan.echeances if one.jour > start)]
    frozen = plan.plan.gele_le
    if frozen is not None:
        days = [*(day for day in days if day < frozen), frozen]
    return [(day, plan.due_by(day)) for day in days]


def _conclusion(dette: DetteLue, plan: PlanLu | None) -> str:
    last = dette.comptes[-1]
    owed = max(last.solde, ZERO)
    told = f"Au {day_fr(last.arrete_au)}, le compte montre {euros(owed)} dus"
    if plan is None or plan.plan.etabli_le is None or last.arrete_au < plan.plan.etabli_le:
        return f"{told}."
    if plan.plan.gele_le is not None:
        return f"{told} ; le plan est gelé depuis le {day_fr(plan.plan.gele_le)}."
    gap = owed - plan.due_by(last.arrete_au)
    if not gap:
        return f"{told}, comme le plan le prévoit."
    side = "de plus que le plan ne le prévoit" if gap > 0 else "de moins que le plan ne le prévoit"
    return f"{told} : {euros(abs(gap))} {side}."


def _row(day: date, value: Decimal, plan: PlanLu | None) -> tuple[str, str, str, str]:
    start = plan.plan.etabli_le if plan else None
    frozen = (plan.plan.gele_le if plan else None) or date.max
    if plan is None or start is None or not start <= day < frozen:
        return day_fr(day), euros(value), "–", "–"
    due = plan.due_by(day)
    return day_fr(day), euros(value), euros(due), euros(value - due)


def _step(rough: float) -> int:
    """A round step of an axis: 1, 2 or 5 times a power of ten."""
    power = 1
    while power * 10 <= rough:
        power *= 10
    return next(step * power for step in STEPS if step * power >= rough)


def _short(value: Decimal) -> str:
    return euros(value).replace(",00", "")
