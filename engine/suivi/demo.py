"""Trial data: invented people and a few invented households, by really running the diagrams.

Households replay the scenarios of `processes/` up to some step, moved in time so that the
last act was a few days ago. Nothing here comes from real files.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.dialect.folder import Folder
from engine.core import clock
from engine.core.calendar import paris_day
from engine.core.identity.accounts import open_account
from engine.core.identity.actor import SYSTEM
from engine.core.identity.models import Person
from engine.core.transaction import Database
from engine.suivi.scenarios.play import play_steps, start_case
from engine.suivi.scenarios.read import Step, instant, read_scenario
from engine.suivi.scenarios.stage import Stage
from engine.suivi.setup import publish_folder, settle_groups

PASSWORD = "palier-essai"  # printed beside the accounts: trial data only, refused elsewhere

PEOPLE = (
    ("agnes", "Agnès Lacoste", "MDL", ("MDL_TS",)),
    ("bruno", "Bruno Etcheverry", "MDL", ("MDL_TS",)),
    ("claire", "Claire Dubosc", "MDL", ("MDL_CHEF",)),
    ("david", "David Lafitte", "XLH", ("XLH_PILOTE",)),
    ("elise", "Élise Darrigade", "XLH", ("XLH_RELOG",)),
    ("farid", "Farid Benali", "XLH", ("XLH_IS",)),
    ("gaelle", "Gaëlle Tastet", "CIDFF40", ("REFERENTE_VVC",)),
    ("ines", "Inès Duprat", "XLH", ("XLH_PREC",)),
    ("hugo", "Hugo Marsan", "MDL", ("EDITEUR_PROCESSUS",)),
)


@dataclass(frozen=True)
class Household:
    """A scenario played up to its ``acts``-th act, the last of them ``days`` days ago."""

    scenario: str
    acts: int
    days: int


ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")
HOUSEHOLDS = (
    Household("acces_bail_direct", 1, 2),
    Household("acces_bail_direct", 2, 22),
    Household("desaccord", 4, 3),
    Household("acces_bail_direct", 7, 6),
    Household("acces_bail_direct", 12, 9),
    Household("acces_bail_direct", 22, 4),
    Household("danger_possible", 3, 1),
    Household("refus_arbitrage", 99, 30),
    Household("maintien_avec_dette", 12, 5),
    Household("maintien_sans_dette", 9, 8),
)


def is_empty(database: Database) -> bool:
    """True before anybody has an account."""
    with database.transaction(SYSTEM, read_only=True) as tx:
        return not tx.session.scalar(select(func.count()).select_from(Person))


def settle_demo(database: Database, folder: Folder, tell: Callable[[int, int], None]) -> None:
    """Groups, accounts, published diagrams, then each household; ``tell`` hears the progress."""
    with database.transaction(SYSTEM) as tx:
        settle_groups(tx, folder)
        players: dict[str, UUID] = {}
        for login, name, organisation, groups in PEOPLE:
            person = open_account(tx, login, name, organisation, groups, PASSWORD)
            players |= {group: person.id for group in groups if group not in players}
        publish_folder(tx, folder, "Première publication")
    for number, household in enumerate(HOUSEHOLDS):
        tell(number, len(HOUSEHOLDS))
        _settle(Stage(database, folder, players), folder, household)
    tell(len(HOUSEHOLDS), len(HOUSEHOLDS))


def _settle(stage: Stage, folder: Folder, household: Household) -> None:
    scenario = read_scenario(folder.path / "scenarios" / f"{household.scenario}.yaml")
    acts = [step for step in scenario.steps if step.verb != "verifier"][: household.acts]
    last = max([scenario.start, *(instant(s.about) for s in acts if s.verb == "avancer")])
    shift = (clock.now() - timedelta(days=household.days) - last).days
    moved = replace(
        scenario,
        start=scenario.start + timedelta(days=shift),
        answers=_moved(scenario.answers or {}, shift),
        steps=tuple(_moved_step(step, shift) for step in acts),
    )
    start_case(stage, moved)
    play_steps(stage, moved)
    stage.advance_to(clock.now())


def _moved_step(step: Step, shift: int) -> Step:
    about = instant(step.about) + timedelta(days=shift) if step.verb == "avancer" else step.about
    return replace(step, about=about, content=_moved(step.content, shift))


def _moved(answers: Mapping[str, Any], shift: int) -> dict[str, Any]:
    return {key: _moved_value(value, shift) for key, value in answers.items()}


def _moved_value(value: Any, shift: int) -> Any:
    if isinstance(value, datetime):
        return paris_day(instant(value)) + timedelta(days=shift)
    if isinstance(value, str) and ISO_DAY.fullmatch(value):
        return (date.fromisoformat(value) + timedelta(days=shift)).isoformat()
    return value + timedelta(days=shift) if isinstance(value, date) else value


def accounts() -> list[tuple[str, str, tuple[str, ...]]]:
    """Login, name and groups of each trial account."""
    return [(login, name, groups) for login, name, _, groups in PEOPLE]
