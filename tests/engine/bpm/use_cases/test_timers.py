"""Time does the rest: reminders, thresholds, and what breaks on the way."""

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import event, update

from engine.bpm.instances.models import Incident, Instance, Step
from engine.bpm.instances.start import begin, newest
from engine.bpm.messages.models import Subscription
from engine.bpm.messages.receive import report_event
from engine.bpm.timers.fire import RETRY_AFTER, fire_due_timers
from engine.bpm.timers.models import Timer, TimerFiring
from engine.core.access import open_circle
from engine.core.audit.models import AuditEntry
from engine.core.calendar import at_paris
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.dossiers.open import CERCLE
from tests.bench.timers import explain, fill, index_parts, is_index_alone
from tests.engine.bpm.use_cases.drawing import (
    RELANCE,
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


@pytest.fixture
def waiting(house: House) -> House:
    """A house where a case waits two days, then asks somebody to do something."""
    house.publish(*RELANCE)
    return house


def deadline(house: House, entry: date, last: date) -> UUID:
    """A dossier followed by the thresholds of the twelve months."""
    with house.system() as tx:
        reference, circle = f"essai-{entry}", open_circle(tx, CERCLE)
        common = {"reference": reference, "circle_id": circle, "volet": "ACCES"}
        tx.session.add(
            Dossier(statut=Statut.EN_COURS, is_restreint=False, ouvert_le=tx.now, **common)
        )
        tx.session.flush()
        variables = {"reference": reference, "date_entree": entry, "date_fin_max": last}
        release = newest(tx, "echeance_12_mois")
        return begin(tx, release, reference, circle, variables)[0].id


def armed(house: House, case: UUID) -> dict[str, date]:
    rows = house.rows(Timer, Timer.instance_id == case)
    return {row.element: row.due_at for row in rows}


# --- a sweep -----------------------------------------------------------------


def test_nothing_fires_before_its_time(waiting: House) -> None:
    case = waiting.start("relance")
    assert waiting.time_passes(waiting.at + 2 * DAY - timedelta(seconds=1)) == 0
    assert waiting.time_passes(waiting.at + timedelta(seconds=1)) == 1
    assert waiting.tasks(case) == ["relancer"]


def test_the_earliest_fires_first_each_in_a_transaction_of_its_own(waiting: House) -> None:
    cases = []
    for hours in (5, 0, 3):
        waiting.at += timedelta(hours=hours)
        cases.append(waiting.start("relance"))
        waiting.at -= timedelta(hours=hours)
    commits: list[object] = []
    event.listen(waiting.database.engine, "commit", commits.append)
    assert fire_due_timers(waiting.database, at=waiting.at + 3 * DAY) == 3
    assert len(commits) == 4  # the last one finds nothing
    fired = waiting.rows(AuditEntry, AuditEntry.tag == "timer:fired")
    order = [entry.chain_id for entry in sorted(fired, key=lambda entry: entry.id)]
    assert order == [cases[1], cases[2], cases[0]]


def test_a_sweep_does_no_more_than_its_batch(waiting: House) -> None:
    for _ in range(3):
        waiting.start("relance")
    at = waiting.at + 3 * DAY
    assert [fire_due_timers(waiting.database, at=at, batch=2) for _ in range(3)] == [2, 1, 0]


def test_an_idle_sweep_opens_no_row_among_thousands(postgres_house: House) -> None:
    """Behind the walls too, where not every expression is looked up in its index."""
    postgres_house.publish(
        diagram("rien", start(), user("attendre", "vide"), end(), path("debut", "attendre", "fin")),
        form("vide"),
    )
    postgres_house.start("rien")
    fill(postgres_house, postgres_house.url, 3_000)
    plan = explain(postgres_house.database, postgres_house.at)
    assert [is_index_alone(part) for part in index_parts(plan)] == [True]


def test_a_timer_that_fired_is_recorded_without_an_actor(waiting: House) -> None:
    case = waiting.start("relance")
    waiting.time_passes(waiting.at + 3 * DAY)
    (entry,) = waiting.rows(AuditEntry, AuditEntry.tag == "timer:fired")
    assert (entry.chain_id, entry.subject, entry.actor_id) == (case, "trop_tard", None)


def test_a_task_done_in_time_disarms_its_timer(waiting: House) -> None:
    case = waiting.start("relance")
    waiting.do(case, "attendre")
    assert armed(waiting, case) == {}
    assert waiting.time_passes(waiting.at + 3 * DAY) == 0


def test_how_late_each_timer_fired_is_kept(waiting: House) -> None:
    case = waiting.start("relance")
    due = waiting.at + 2 * DAY
    waiting.time_passes(due + timedelta(minutes=7))
    (firing,) = waiting.rows(TimerFiring)
    told = (firing.instance_id, firing.element, firing.due_at, firing.fired_at, firing.missed)
    assert told == (case, "trop_tard", due, due + timedelta(minutes=7), 0)


# --- what breaks -------------------------------------------------------------


def break_case(house: House, case: UUID) -> bytes:
    """A state that cannot be read; the good one is given back."""
    state = house.instance(case).state
    with house.system() as tx:
        tx.session.execute(update(Instance).where(Instance.id == case).values(state=b"{"))
    return state


def test_a_broken_timer_leaves_an_incident_and_the_sweep_goes_on(waiting: House) -> None:
    broken, sound = waiting.start("relance"), waiting.start("relance")
    break_case(waiting, broken)
    assert waiting.time_passes(waiting.at + 3 * DAY) == 1
    assert waiting.tasks(sound) == ["relancer"]
    (incident,) = waiting.rows(Incident)
    assert (incident.instance_id, incident.element) == (broken, "trop_tard")


def test_a_broken_timer_is_looked_at_again_later_and_has_one_incident(waiting: House) -> None:
    break_case(waiting, waiting.start("relance"))
    waiting.time_passes(waiting.at + 3 * DAY)
    (row,) = waiting.rows(Timer)
    assert row.retry_at == waiting.at + RETRY_AFTER
    for _ in range(2):
        waiting.time_passes(waiting.at + RETRY_AFTER)
    assert len(waiting.rows(Incident)) == 1


def test_once_mended_a_broken_timer_fires_and_its_incident_is_resolved(waiting: House) -> None:
    case = waiting.start("relance")
    state = break_case(waiting, case)
    waiting.time_passes(waiting.at + 3 * DAY)
    with waiting.system() as tx:
        tx.session.execute(update(Instance).where(Instance.id == case).values(state=state))
    assert waiting.time_passes(waiting.at + RETRY_AFTER) == 1
    (incident,) = waiting.rows(Incident)
    assert incident.resolved_at == waiting.at
    assert waiting.tasks(case) == ["relancer"]


# --- cycles ------------------------------------------------------------------


def test_a_monthly_reminder_keeps_its_day_and_its_hour_through_the_year(house: House) -> None:
    house.publish(
        diagram(
            "loyer",
            start(),
            user("suivre", "vide"),
            boundary("chaque_mois", "suivre", timer("R/P1M", "timeCycle"), cancels=False),
            tell("rappeler"),
            end(),
            end("fin_rappel"),
            path("debut", "suivre", "fin"),
            path("chaque_mois", "rappeler", "fin_rappel"),
        ),
        form("vide"),
    )
    house.at = at_paris(date(2026, 8, 31))
    case = house.start("loyer")
    due = []
    for _ in range(7):
        due.append(armed(house, case)["chaque_mois"])
        assert house.time_passes(due[-1]) == 1
    days = [(9, 30), (10, 31), (11, 30), (12, 31), (1, 31), (2, 28), (3, 31)]
    assert due == [at_paris(date(2027 if m < 6 else 2026, m, d)) for m, d in days]
    assert house.told(case) == ["fin_mesure_m9"] * 7


def test_two_years_without_the_program_bring_one_reminder_not_twenty_four(house: House) -> None:
    house.publish(
        diagram(
            "mensuel",
            start(),
            user("suivre", "vide"),
            boundary("chaque_mois", "suivre", timer("R/P1M", "timeCycle"), cancels=False),
            tell("rappeler"),
            end(),
            end("fin_rappel"),
            path("debut", "suivre", "fin"),
            path("chaque_mois", "rappeler", "fin_rappel"),
        ),
        form("vide"),
    )
    house.at = at_paris(date(2026, 8, 31))
    case = house.start("mensuel")
    assert house.time_passes(at_paris(date(2028, 9, 10), 12)) == 1
    assert house.told(case) == ["fin_mesure_m9"]
    assert armed(house, case) == {"chaque_mois": at_paris(date(2028, 9, 30))}
    (firing,) = house.rows(TimerFiring)
    assert firing.missed == 23  # from October 2026 to August 2028
    assert len(house.rows(AuditEntry, AuditEntry.tag == "timer:caught_up")) == 1


def test_turns_that_are_counted_end_when_time_has_passed_them_all(house: House) -> None:
    house.publish(
        diagram(
            "quotidien",
            start(),
            user("suivre", "vide"),
            reaction(
                "chaque_jour",
                start("tic", event=timer("R3/P1D", "timeCycle"), repeated=True),
                tell("rappeler"),
                end("fin_tic"),
                path("tic", "rappeler", "fin_tic"),
            ),
            end(),
            path("debut", "suivre", "fin"),
        ),
        form("vide"),
    )
    case = house.start("quotidien")
    assert house.time_passes(house.at + 10 * DAY) == 1
    assert house.told(case) == ["fin_mesure_m9"]
    assert armed(house, case) == {}


# --- the twelve months -------------------------------------------------------


def test_the_thresholds_of_a_file_entered_late_are_recorded_as_passed(house: House) -> None:
    house.at = at_paris(date(2027, 7, 1), 9)
    case = deadline(house, date(2026, 9, 15), date(2027, 9, 15))
    passed = house.rows(Step, Step.instance_id == case, Step.outcome == "passed")
    assert [step.element for step in passed] == ["seuil_m9"]
    assert "seuil_m9" not in armed(house, case)
    assert "seuil_m10" in armed(house, case)
    house.time_passes(house.at)
    assert house.told(case) == []


def test_another_last_day_arms_the_thresholds_to_come_anew(house: House) -> None:
    case = deadline(house, date(2026, 9, 15), date(2027, 9, 15))
    before = armed(house, case)
    assert before["seuil_jp1"] == at_paris(date(2027, 9, 16))
    (subscription,) = house.rows(Subscription, Subscription.instance_id == case)
    answers = {"date_fin_max": "2027-08-31", "motif": "FIN_AVANCEE"}
    with house.acting("MDL_CHEF") as tx:
        report_event(tx, case, subscription.key, "m1", answers)
    after = armed(house, case)
    assert after["seuil_jp1"] == at_paris(date(2027, 9, 1))
    assert after["seuil_j15"] == at_paris(date(2027, 8, 16))
    assert after["seuil_m9"] == before["seuil_m9"]
    assert house.dossier(case).date_fin_max == date(2027, 8, 31)


def test_a_whole_year_at_once_sends_each_reminder_once(house: House) -> None:
    case = deadline(house, date(2026, 9, 15), date(2027, 9, 15))
    house.time_passes(at_paris(date(2027, 10, 1)))
    house.time_passes(at_paris(date(2027, 10, 2)))
    twice = {"fin_mesure_m10", "fin_mesure_m11", "fin_mesure_j7", "duree_depassee"}
    once = {"fin_mesure_m9", "fin_mesure_j15", "fin_mesure_j1"}
    assert house.told(case) == sorted([*twice, *twice, *once])
    assert house.tasks(case) == ["duree_depassee", "preparer_sortie"]
