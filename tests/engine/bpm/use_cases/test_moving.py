"""A date that time waits for is changed by hand, with a reason; the case and its rows agree."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.advance import host_of
from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.kept import state_of
from engine.bpm.instances.mirror import mirror_of
from engine.bpm.instances.models import Answer
from engine.bpm.runtime.state import load
from engine.bpm.timers.coming import Coming, coming
from engine.bpm.timers.models import Timer, TimerMove
from engine.bpm.timers.move import move_timer, put_back_timer
from engine.core.audit.models import AuditEntry
from engine.core.calendar import at_paris
from engine.core.errors import AnswersRefused, NotAllowed, TimerNotWaiting
from tests.engine.bpm.use_cases.drawing import (
    boundary,
    diagram,
    end,
    form,
    path,
    reaction,
    start,
    tell,
    timer,
    user,
)
from tests.house import DAY, House

AFTER_A_MONTH = '=date and time(jour_dit + duration("P1M"), time("08:00:00@Europe/Paris"))'
ONLY_EARLIER = {"deplacement": "avancer"}


@pytest.fixture
def followed(house: House) -> UUID:
    """A case that waits for a month after the day that somebody has told: 7 October 2026."""
    publish(house, {})
    case = house.start("relance")
    house.do(case, "dire", {"jour_dit": "2026-09-07"})
    return case


def publish(house: House, properties: dict[str, str]) -> None:
    event = said(**properties) + timer(AFTER_A_MONTH, "timeDate")
    house.publish(
        diagram(
            "relance",
            start(),
            user("dire", "jour"),
            user("attendre", "vide"),
            boundary("un_mois", "attendre", event),
            user("relancer", "vide"),
            end(),
            path("debut", "dire", "attendre", "fin"),
            path("un_mois", "relancer", "fin"),
        ),
        form("jour", jour_dit="datetime code"),
        form("vide"),
    )


def said(**properties: str) -> str:
    """What the properties of an event say; nothing without one."""
    told = "".join(
        f'<zeebe:property name="{name}" value="{value}" />' for name, value in properties.items()
    )
    head = "bpmn:extensionElements"
    return f"<{head}><zeebe:properties>{told}</zeebe:properties></{head}>" if told else ""


def key_of(house: House, case: UUID) -> str:
    (row,) = house.rows(Timer, Timer.instance_id == case)
    return str(row.key)


def move(house: House, case: UUID, day: date, group: str = "MDL_CHEF", **more: date) -> None:
    with house.acting(group) as tx:
        move_timer(tx, case, key_of(house, case), day, "Congés", latest=more.get("latest"))


def due(house: House, case: UUID) -> datetime:
    (row,) = house.rows(Timer, Timer.instance_id == case)
    in_state = mirror_in_state(house, case)
    assert in_state == {row.key: (row.due_at, row.planned_at)}  # the case and its rows agree
    return row.due_at


def mirror_in_state(house: House, case: UUID) -> dict[str, tuple[datetime, datetime | None]]:
    with house.system() as tx:
        instance = house.instance(case)
        release = compiled(tx, instance.release_id)
        kept = load(release.program, host_of(tx, instance, release), state_of(tx, instance))
        timers = mirror_of(kept).timers
    return {key: (row["due_at"], row["planned_at"]) for key, row in timers.items()}


def told(house: House, case: UUID, group: str = "MDL_CHEF") -> Coming:
    with house.acting(group) as tx:
        instance = house.instance(case)
        (one,) = coming(tx, instance, compiled(tx, instance.release_id))
    return one


# --- moved, and put back --------------------------------------------------------


def test_a_moved_date_is_the_one_that_fires_at_its_hour_and_once(
    house: House, followed: UUID
) -> None:
    move(house, followed, date(2026, 10, 20))
    assert due(house, followed) == at_paris(date(2026, 10, 20))
    assert house.time_passes(at_paris(date(2026, 10, 20), 7, 59)) == 0
    assert house.time_passes(at_paris(date(2026, 10, 20))) == 1
    assert house.tasks(followed) == ["relancer"]
    assert house.time_passes(at_paris(date(2027, 10, 20))) == 0


def test_the_hour_stays_the_same_across_the_change_of_hour(house: House, followed: UUID) -> None:
    move(house, followed, date(2026, 10, 26))  # winter time began the day before
    assert due(house, followed) == at_paris(date(2026, 10, 26), 8)


def test_who_when_and_why_are_kept_and_why_is_sealed(house: House, followed: UUID) -> None:
    move(house, followed, date(2026, 10, 20))
    (row,) = house.rows(TimerMove)
    assert b"Cong" not in row.reason
    (entry,) = house.rows(AuditEntry, AuditEntry.tag == "timer:moved")
    assert (entry.chain_id, entry.subject) == (followed, "un_mois")
    one = told(house, followed)
    assert one.moved is not None
    assert (one.moved.reason, one.planned_at) == ("Congés", at_paris(date(2026, 10, 7)))


def test_why_is_not_told_to_the_other_partner(house: House, followed: UUID) -> None:
    move(house, followed, date(2026, 10, 20))
    one = told(house, followed, "XLH_PILOTE")
    assert one.moved is not None
    assert one.moved.reason == ""


def test_put_back_it_is_due_when_the_diagram_says(house: House, followed: UUID) -> None:
    move(house, followed, date(2026, 10, 20))
    with house.acting("MDL_CHEF") as tx:
        put_back_timer(tx, followed, key_of(house, followed))
    assert due(house, followed) == at_paris(date(2026, 10, 7))
    one = told(house, followed)
    assert (one.moved, one.due_at) == (None, one.planned_at)
    assert len(house.rows(AuditEntry, AuditEntry.tag == "timer:put_back")) == 1


def test_it_tells_what_it_will_do_in_the_words_of_the_diagram(house: House, followed: UUID) -> None:
    one = told(house, followed)
    assert (list(one.does), one.ends_step) == (["relancer"], True)


# --- a correction behind a moved date -------------------------------------------


def correct(house: House, case: UUID, day: str) -> None:
    (answer,) = house.rows(Answer, Answer.instance_id == case, Answer.element == "dire")
    with house.acting() as tx:
        correct_answer(tx, answer.id, {"jour_dit": day}, "Erreur de saisie")


def test_a_correction_does_not_undo_what_somebody_has_decided(house: House, followed: UUID) -> None:
    move(house, followed, date(2026, 10, 20))
    correct(house, followed, "2026-09-10")
    assert due(house, followed) == at_paris(date(2026, 10, 20))
    one = told(house, followed)
    assert one.planned_at == at_paris(date(2026, 10, 10))  # and it is said: the plan has changed
    assert one.moved is not None
    assert one.moved.planned_then == at_paris(date(2026, 10, 7))


def test_put_back_after_a_correction_it_takes_the_corrected_date(
    house: House, followed: UUID
) -> None:
    move(house, followed, date(2026, 10, 20))
    correct(house, followed, "2026-09-10")
    with house.acting("MDL_CHEF") as tx:
        put_back_timer(tx, followed, key_of(house, followed))
    assert due(house, followed) == at_paris(date(2026, 10, 10))


def test_a_limit_brought_forward_follows_its_plan_when_that_comes_even_sooner(house: House) -> None:
    publish(house, ONLY_EARLIER)
    case = house.start("relance")
    house.do(case, "dire", {"jour_dit": "2026-10-07"})
    move(house, case, date(2026, 11, 2))
    correct(house, case, "2026-09-20")
    assert due(house, case) == at_paris(date(2026, 10, 20))


def test_a_limit_put_off_by_its_cause_is_guarded_anew_and_it_is_told(house: House) -> None:
    """A longer measure: « durée dépassée », brought forward, must not come on the former day."""
    publish(house, ONLY_EARLIER)
    case = house.start("relance")
    house.do(case, "dire", {"jour_dit": "2026-09-07"})
    move(house, case, date(2026, 10, 1))
    correct(house, case, "2026-12-10")
    assert due(house, case) == at_paris(date(2027, 1, 10))
    assert told(house, case).moved is None
    (entry,) = house.rows(AuditEntry, AuditEntry.tag == "timer:move_lapsed")
    assert (entry.chain_id, entry.subject) == (case, "un_mois")


# --- what is refused --------------------------------------------------------------


def test_what_guards_a_limit_is_never_put_off(house: House) -> None:
    publish(house, ONLY_EARLIER)
    case = house.start("relance")
    house.do(case, "dire", {"jour_dit": "2026-09-07"})
    with pytest.raises(AnswersRefused) as refusal:
        move(house, case, date(2026, 10, 8))
    assert "on peut l’avancer" in refusal.value.errors["jour"][0]
    move(house, case, date(2026, 10, 1))
    assert due(house, case) == at_paris(date(2026, 10, 1))
    with pytest.raises(AnswersRefused):  # nor step by step
        move(house, case, date(2026, 10, 8))


def test_nothing_is_moved_past_the_last_day_nor_into_the_past(house: House, followed: UUID) -> None:
    last = date(2026, 11, 30)
    for day in (date(2026, 12, 1), date(2026, 9, 6)):
        with pytest.raises(AnswersRefused):
            move(house, followed, day, latest=last)
    move(house, followed, last, latest=last)
    assert due(house, followed) == at_paris(last)


def test_only_the_chiefs_move_a_date(house: House, followed: UUID) -> None:
    for group in ("MDL_TS", "XLH_IS"):
        with pytest.raises(NotAllowed):
            move(house, followed, date(2026, 10, 20), group)
    move(house, followed, date(2026, 10, 20), "XLH_PILOTE")


def test_a_date_that_has_come_meanwhile_is_not_moved(house: House, followed: UUID) -> None:
    key = key_of(house, followed)
    house.time_passes(house.at + 60 * DAY)
    with pytest.raises(TimerNotWaiting), house.acting("MDL_CHEF") as tx:
        move_timer(tx, followed, key, date(2027, 1, 1), "Trop tard", latest=None)


# --- thresholds -------------------------------------------------------------------


def test_a_threshold_brought_forward_that_has_fired_does_not_come_again(house: House) -> None:
    noted = said(si_passe="noter") + timer(AFTER_A_MONTH, "timeDate")
    house.publish(
        diagram(
            "seuil",
            start(form="jour"),
            user("dire", "jour"),
            user("suivre", "jour"),
            reaction(
                "un_mois_apres",
                start("seuil_un_mois", event=noted, repeated=True),
                tell("rappeler"),
                end("fin_seuil"),
                path("seuil_un_mois", "rappeler", "fin_seuil"),
            ),
            end(),
            path("debut", "dire", "suivre", "fin"),
        ),
        form("jour", jour_dit="datetime code"),
    )
    case = house.start("seuil", {"jour_dit": "2026-09-20"})
    move(house, case, date(2026, 10, 1))
    assert house.time_passes(at_paris(date(2026, 10, 1))) == 1
    house.do(case, "dire", {"jour_dit": "2026-09-20"})  # said again, and the same
    assert house.rows(Timer, Timer.instance_id == case) == []
    house.time_passes(house.at + timedelta(days=90))
    assert house.told(case) == ["fin_mesure_m9"]
