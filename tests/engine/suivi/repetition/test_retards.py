"""Not one late task past a degree of D6 without its alert: counted apart from the sweep."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from engine.core.calendar import add_ouvres, at_paris
from engine.suivi.escalades import balayer, transmettre
from engine.suivi.escalades.tables import Asking, Ligne
from engine.suivi.programme.people import Colleague
from engine.suivi.repetition.attendu_retards import mornings
from engine.suivi.repetition.controle_retards import count_retards
from engine.suivi.repetition.gens import Absence, Presence
from engine.suivi.repetition.regard import Asked
from engine.suivi.repetition.releve_retards import Lus, Tache
from engine.suivi.repetition.veilles import VEILLES, Veille
from tests.engine.suivi.repetition.conftest import PERIODE, Scene, manquements, menages, story
from tests.engine.suivi.repetition.test_plafond import HOURS, PARIS

FIRST = PERIODE.debut
WEEKS = timedelta(weeks=10)
(ALERTS,) = [veille for veille in VEILLES if veille.nom == "alerts"]


@dataclass(frozen=True)
class Late:
    """Everybody does everything so many days after its day, at that hour; at least a day after."""

    days: int
    hour: time = time(11)
    is_ouvres: bool = True

    def __call__(
        self, colleague: Colleague, luck: Random, asked: Asked, opened: datetime, slow: float
    ) -> tuple[datetime, bool]:
        due = asked.due_on or opened.date()
        day = add_ouvres(due, self.days) if self.is_ouvres else due + timedelta(days=self.days)
        at = datetime.combine(day, self.hour, PARIS).astimezone(UTC)
        return max(at, opened + timedelta(minutes=1)), False


def play(
    scene: Scene, delai: Late, opened: date = FIRST, alerts: Veille = ALERTS, **more: Any
) -> None:
    """A household of the landlord's door, everything of it late, the first weeks."""
    one = story("mediation", opened, scene)
    joueur = scene.play(
        menages(scene, one), delai, until=at_paris(opened) + WEEKS, veilles=[alerts], **more
    )
    assert joueur.refused == []


@pytest.mark.parametrize(
    ("days", "reached"),
    [(0, ""), (4, "R1 R3"), (11, "R1 R3 R5 R10")],
)
def test_each_degree_of_lateness_is_told_when_it_comes(
    scene: Scene, days: int, reached: str
) -> None:
    play(scene, Late(days))
    found = scene.retards()
    assert manquements(found) == []
    assert " ".join(code for code, one in found.items() if one.dossiers) == reached


def test_from_the_assignation_three_days_are_enough_for_the_chef(scene: Scene) -> None:
    """Three working days late count as six: told to the chef, and to nobody above."""
    until = at_paris(FIRST) + timedelta(days=150)
    one = story("procedure", FIRST, scene, slow=1.0)
    scene.play(menages(scene, one), Late(3), until=until, veilles=[ALERTS])
    found = scene.retards()
    assert manquements(found) == []
    assert found["R5"].dossiers and not found["R10"].dossiers


# --- the count can fail ------------------------------------------------------


def without(*rules: str) -> Callable[[Asking, Any], Sequence[Ligne]]:
    """Table D6 as if these lines of it were gone."""
    known = Asking.__call__

    def ask(self: Asking, given: Any) -> list[Ligne]:
        return [line for line in known(self, given) if line[0] not in rules]

    return ask


@pytest.mark.parametrize(
    ("rules", "code"),
    [
        (("regle_1",), "R1"),
        (("regle_2",), "R3"),
        (("regle_3", "regle_4"), "R5"),
        (("regle_5", "regle_6"), "R10"),
    ],
)
def test_a_line_that_the_table_loses_is_found_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, rules: tuple[str, ...], code: str
) -> None:
    monkeypatch.setattr(Asking, "__call__", without(*rules))
    play(scene, Late(11))
    found = scene.retards()
    assert [one for one in found if found[one].manquements] == [code]


def test_an_alert_that_comes_a_day_late_is_found_out(scene: Scene) -> None:
    late = replace(ALERTS, is_due=lambda day: day.weekday() in (0, 2, 4))
    play(scene, Late(6), alerts=late)
    assert manquements(scene.retards())


def test_an_alert_on_a_week_end_is_found_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(balayer, "is_working", lambda now: True)
    play(scene, Late(6), alerts=replace(ALERTS, is_due=lambda day: day.weekday() == 5))
    assert any("sans retard" in one for one in manquements(scene.retards()))


def test_somebody_told_twice_is_found_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(transmettre, "_told", lambda *_: set())
    play(scene, Late(11))
    assert any("2 fois" in one for one in manquements(scene.retards()))


def test_the_mornings_of_a_late_task_skip_what_nobody_works_on() -> None:
    """Due on Friday 7 May 2027: Monday is late by one, 17 May (Pentecost Monday) does not count."""
    seen = list(mornings(date(2027, 5, 7), at_paris(date(2027, 5, 1)), at_paris(date(2027, 5, 19))))
    assert [(late, at.astimezone(PARIS).day) for late, at in seen] == [
        (1, 10), (2, 11), (3, 12), (4, 13), (5, 14), (6, 18), (7, 19),
    ]  # fmt: skip
    assert {at.astimezone(PARIS).hour for _, at in seen} == {8}


def test_who_had_it_in_hand_that_day_is_owed_it_whoever_has_it_since() -> None:
    """The replacement took it over the day after the alert; told to them alone, it is missed."""
    holder, other, circle, task, case = (UUID(int=number) for number in range(1, 6))
    due, morning = date(2027, 5, 10), at_paris(date(2027, 5, 11), 8)
    tache = Tache(
        task, case, "2027-0001", circle, None, None, "XLH_IS", "etat_compte", due,
        at_paris(date(2027, 5, 3), 9), at_paris(date(2027, 5, 12), 9),
    )  # fmt: skip
    for told, is_missed in ((holder, False), (other, True)):
        lus = Lus([tache], audited={(case, morning)})
        lus.groups[circle], lus.trades["XLH_IS"] = {"XLH_IS"}, {holder, other}
        lus.taken[str(task)] = [(at_paris(date(2027, 5, 4), 9), holder), (tache.closed, other)]
        lus.told[task] = [(morning, told)]
        (compte, *_) = count_retards(lus, at_paris(date(2027, 6, 1)))
        assert (compte.code, bool(compte.manquements)) == ("R1", is_missed)


# --- whoever acts whenever ---------------------------------------------------

OPENED = st.sampled_from([
    date(2027, 1, 25),  # the first tasks are late at the end of a February of 28 days
    date(2027, 3, 15),  # … when summer time begins
    date(2027, 4, 26),  # … among the holidays of May
    date(2027, 10, 18),  # … when summer time ends
    date(2027, 12, 13),  # … at the end of the year
    date(2028, 2, 14),  # … on a 29 February
])  # fmt: skip
AWAY = st.builds(
    lambda login, start, days, other: (login, start, days, other if other != login else None),
    st.sampled_from(["agnes", "bruno", "nadia", "david", "claire"]),
    st.integers(5, 60),
    st.integers(0, 30),
    st.sampled_from([None, "agnes", "bruno", "nadia"]),
)


def presence(opened: date, away: Sequence[tuple[str, int, int, str | None]]) -> Presence:
    """Absences that do not cross each other; a chef has nobody of their trade to stand in."""
    kept: list[Absence] = []
    for login, start, days, other in away:
        du = opened + timedelta(days=start)
        one = Absence(login, du, du + timedelta(days=days), other)
        known = Presence.of(kept)
        if login in ("david", "claire"):
            one = replace(one, remplacant=None)
        crossing = any(known.away(login, day) for day in one.days)
        busy = one.remplacant and any(known.away(one.remplacant, day) for day in one.days)
        if not crossing and not busy:
            kept.append(one)
    return Presence.of(kept)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    delai=st.builds(Late, st.integers(-2, 20), HOURS, st.booleans()),
    opened=OPENED,
    away=st.lists(AWAY, max_size=4),
)
@example(Late(15, time(8), is_ouvres=False), date(2027, 3, 15), [])
@example(Late(12, time(2, 30)), date(2027, 10, 18), [("agnes", 10, 30, "bruno")])
@example(Late(6), date(2028, 2, 14), [("agnes", 8, 9, "nadia"), ("nadia", 20, 9, "agnes")])
def test_whoever_is_late_or_away_whenever(
    scene: Scene, delai: Late, opened: date, away: Sequence[tuple[str, int, int, str | None]]
) -> None:
    play(scene, delai, opened, presence=presence(opened, away))
    assert manquements(scene.retards()) == []
