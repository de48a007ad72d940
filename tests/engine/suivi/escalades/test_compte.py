"""No case passes a threshold without its escalation: counted from the records, by other means.

Some households of the sample programme are played over their whole measure, their people slow.
What should have been told is counted here from tasks, steps and dossiers; then compared.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from random import Random

import pytest

from engine.bpm.dialect.folder import Folder
from engine.bpm.instances.models import Instance, Step
from engine.bpm.messages.models import Notice
from engine.bpm.tasks.models import Task
from engine.core.access.models import CircleMember
from engine.core.calendar import (
    add_months,
    add_ouvres,
    at_paris,
    is_ouvre,
    next_ouvre,
    paris_day,
    previous_ouvre,
)
from engine.core.identity.models import Membership
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.escalades.chercher import Criteres, Sorte
from engine.suivi.escalades.lire import PAGE, AlerteLue, count_alertes, read_alertes
from engine.suivi.escalades.models import RETARD, Alerte
from engine.suivi.procedures.models import Etape
from engine.suivi.programme import motion
from engine.suivi.programme.people import Colleague, office_hour, when_done
from tests.engine.suivi.conftest import NOW, Played, play

DAY = timedelta(days=1)
STORIES = ("bail_direct", "refus", "hors_delai", "surendettement", "danger", "attente")
LADDER = {1: "ASSIGNE", 3: "REMPLACANT", 5: "own", 10: "other"}
CHEFS = {"MDL": ("MDL_CHEF", "XLH_PILOTE"), "XLH": ("XLH_PILOTE", "MDL_CHEF")}


def forgetful(
    colleague: Colleague, luck: Random, opened: datetime, due: date | None, slow: float = 1.0
) -> datetime:
    """As they work in the sample programme, but two times in five up to three weeks too late."""
    done = when_done(colleague, luck, opened, due, slow)
    if luck.random() < 0.6:
        return done
    late = add_ouvres(max(due or paris_day(opened), paris_day(opened)), luck.randint(1, 14))
    return office_hour(luck, late, opened)


@pytest.fixture(scope="module")
def year(folder: Folder, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Played]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(motion, "when_done", forgetful)
        done = play(tmp_path_factory.mktemp("annee"), folder, STORIES)
    yield done
    done.database.dispose()


def mornings(task: Task) -> Iterator[tuple[int, datetime]]:
    """Each working morning on which the task was open and late: how late, and when."""
    assert task.due_on is not None
    day, late = task.due_on, 0
    end = task.closed_at or at_paris(paris_day(NOW), 0)
    while True:
        day += DAY
        if not is_ouvre(day):
            continue
        late += 1
        if at_paris(day, 9) >= end:
            return
        if task.opened_at < at_paris(day, 9):
            yield late, at_paris(day, 9)


def crossed(year: Played) -> Iterator[tuple[Task, str, datetime]]:
    """Each threshold that a task has passed while it was open, where no procedure halves them."""
    cases = {one.id: one.reference for one in year.rows(Instance)}
    pursued = {etape.dossier_id for etape in year.rows(Etape)}
    ours = {one.reference for one in year.rows(Dossier) if one.id not in pursued}
    for task in year.rows(Task):
        if task.due_on is None or cases[task.instance_id] not in ours:
            continue
        own, other = CHEFS["XLH" if task.group_code.startswith("XLH_") else "MDL"]
        seen = dict(mornings(task))
        for days, level in LADDER.items():
            first = min((late for late in seen if late >= days), default=None)
            if first is not None:
                yield task, {"own": own, "other": other}.get(level, level), seen[first]


def test_every_threshold_that_a_task_has_passed_was_told_that_very_morning(year: Played) -> None:
    expected = list(crossed(year))
    circles = {one.id: one.circle_id for one in year.rows(Instance)}
    listed = {(one.circle_id, one.group_code) for one in year.rows(CircleMember)}
    kept = {(row.task_id, row.niveau): row for row in year.rows(Alerte, Alerte.code == RETARD)}
    assert len(expected) > 40, "these people are not slow enough to prove anything"
    for task, level, at in expected:
        is_trade = level in ("MDL_CHEF", "XLH_PILOTE")
        if is_trade and (circles[task.instance_id], level) not in listed:
            continue  # the file's list does not have them: nobody is told
        row = kept.pop((task.id, level), None)
        assert row is not None, (task.element, level, at)
        assert row.le == at, (task.element, level)


def test_every_alert_that_was_told_has_its_notice_and_only_one(year: Played) -> None:
    told = [row for row in year.rows(Alerte) if row.est_transmise]
    notices = year.rows(Notice, Notice.template.like("retard_%"))
    assert told
    late = {(row.task_id, row.modele, row.le) for row in told if row.code == RETARD}
    assert {(one.task_id, one.template, one.at) for one in notices} == late
    each = [(one.task_id, one.template, one.group_code, one.person_id) for one in notices]
    assert len(each) == len(set(each))


def test_what_a_chef_s_list_calls_awaited_is_what_each_line_says(year: Played) -> None:
    """The list asks it of the database, a line reads it from the task and the journal."""
    groups = Membership.group_code.in_(("MDL_CHEF", "XLH_PILOTE"))
    chefs = [one.person_id for one in year.rows(Membership, groups)]
    assert len(chefs) > 1
    for chef in chefs:
        with year.database.transaction(chef, read_only=True, at=NOW) as tx:
            whole = [Criteres(attendue=one) for one in (None, True, False)]
            every, awaited, followed = (_all_of(tx, one) for one in whole)
            counted = count_alertes(tx, Criteres())
        assert len(every) > PAGE and awaited and followed
        assert [one for one in every if one.suite.is_waiting] == awaited
        assert [one for one in every if not one.suite.is_waiting] == followed
        assert sum(one.nombre for one in counted if one.attendue) == len(awaited)
        for sorte in Sorte:
            told = [one for one in every if one.sorte is sorte]
            assert sum(one.nombre for one in counted if one.sorte == sorte) == len(told)


def _all_of(tx: Transaction, criteres: Criteres) -> list[AlerteLue]:
    """Page after page."""
    found, page = list[AlerteLue](), 1
    while lines := read_alertes(tx, criteres, page):
        found += lines[:PAGE]
        page += 1
    return found


def cap(dossier: Dossier) -> Iterator[tuple[str, date]]:
    """The thresholds of T01 and T02 of a measure, as domain 5.8 says them."""
    entree, fin = dossier.date_entree, dossier.date_fin_max
    assert entree and fin
    for months in (9, 10, 11):
        yield f"fin_mesure_m{months}", previous_ouvre(add_months(entree, months))
    for days in (15, 7, 1):
        yield f"fin_mesure_j{days}", previous_ouvre(fin - days * DAY)
    yield "duree_depassee", next_ouvre(fin + DAY)


def test_no_measure_passes_a_threshold_of_its_twelve_months_untold(year: Played) -> None:
    cases = {one.reference: one.id for one in year.rows(Instance) if not one.is_apart}
    steps = year.rows(Step, Step.process == "echeance_12_mois")
    begun = {s.instance_id: s.left_at for s in steps if s.element == "debut_echeance"}
    ended = {s.instance_id: s.left_at for s in steps if s.element == "sortie_prononcee"}
    count = 0
    for dossier in year.rows(Dossier, Dossier.date_entree.is_not(None)):
        case = cases[dossier.reference]
        told = {(n.template, n.at) for n in year.rows(Notice, Notice.instance_id == case)}
        for template, day in cap(dossier):
            at = at_paris(day, 8)
            if begun[case] < at < min(ended.get(case, NOW), at_paris(paris_day(NOW), 0)):
                assert (template, at) in told, (dossier.reference, template, at)
                count += 1
    assert count >= 5
