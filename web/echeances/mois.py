"""The month page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from flask import g, render_template, request

from engine.core.calendar import add_months, holiday_name, is_ouvre
from engine.suivi.echeances.mois import Ligne, follows_some, read_mois
from web.display import today
from web.dossiers.dette import mots as dette
from web.echeances.room import blueprint

MONTH = re.compile(r"(\d{4})-(\d{2})")
YEARS = range(2000, 2100)
MINE, ALL = "miens", "tous"


@dataclass(frozen=True)
class Jour:
    """A day of the page."""

    jour: date
    lignes: list[Ligne]
    ferie: str
    is_ouvre: bool
    treve: str
    """What the winter truce does that day; empty on most."""

    @property
    def is_told(self) -> bool:
        """Whether a telephone has something to show for it."""
        return bool(self.lignes or self.ferie or self.treve)


@blueprint.get("/echeances")
def show() -> str:
    wanted = _month(request.args.get("mois", ""))
    view = request.args.get("vue", "")
    if view not in (MINE, ALL):
        view = MINE if follows_some(g.tx) else ALL
    month = read_mois(g.tx, wanted, mine=view == MINE)
    edges = {first: "Début de la trêve hivernale" for first, _ in month.treve}
    edges |= {last: "Fin de la trêve hivernale" for _, last in month.treve}
    return render_template(
        "echeances.html",
        mois=month,
        jours=[
            Jour(day, list(month.jours.get(day, ())), holiday_name(day), is_ouvre(day), told)
            for day in _days(month.premier, month.dernier)
            for told in [edges.get(day, "")]
        ],
        avant=_before(month.premier),
        apres=_after(month.premier),
        vue=view,
        dette=dette,
    )


def _month(text: str) -> date:
    """The first day of « 2026-12 »; of this month for anything else."""
    found = MONTH.fullmatch(text)
    if found and int(found[1]) in YEARS and 1 <= int(found[2]) <= 12:
        return date(int(found[1]), int(found[2]), 1)
    return today().replace(day=1)


def _days(first: date, last: date) -> Iterator[date]:
    for number in range((last - first).days + 1):
        yield first + timedelta(days=number)


def _before(first: date) -> date | None:
    day = add_months(first, -1)
    return day if day.year in YEARS else None


def _after(first: date) -> date | None:
    day = add_months(first, 1)
    return day if day.year in YEARS else None
