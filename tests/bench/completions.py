"""What a completion costs, counted at the driver, on PostgreSQL.

The published paths run with everything armed: access, answers, audit and outbox included.
Ratios and counts are promises; milliseconds are this machine's.
"""

import statistics
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.dialect.folder import read_folder
from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Subscription
from engine.bpm.timers.models import Timer
from engine.core.crypto import Keyring, new_key
from engine.core.memory import settle_memory
from engine.core.transaction import Database
from engine.migrations import upgrade
from engine.suivi.scenarios.play import play_steps, start_case
from engine.suivi.scenarios.read import Scenario, read_scenario
from engine.suivi.scenarios.run import settle_stage
from engine.suivi.scenarios.stage import Limits, Stage
from tests.bench.meter import MeasuredStage, postgres

RUNS, PASSES = 3, 5
YOUNG, OLD, MEASURED = 10, 450, 50
MAX_STATEMENTS, MAX_COMMITS, MAX_RATIO = 13, 1, 1.1
"""Most steps take five to nine statements. The drafting of a project takes the most: it asks table
D4, and its answers become the rows of the project."""
MEDIAN_CPU_MS, MAX_CPU_MS = 5.0, 12.0


CENTURIES = Limits(timers=1_000_000, seconds=3_600, span=timedelta(days=100 * 366))
"""The same step hundreds of times takes more years than a story of a household may."""


@dataclass(frozen=True)
class Path:
    """A path to measure: its whole story, and the step that comes back each month."""

    name: str
    file: str
    step: str
    day: str
    following: str
    timer: str


PATHS = (
    Path(
        "accès",
        "acces_bail_direct.yaml",
        "suivi_mensuel",
        "date_suivi",
        "prochaine_etape",
        "mois_suivant",
    ),
    Path(
        "maintien",
        "maintien_avec_dette.yaml",
        "suivi_budget",
        "date_suivi_budget",
        "prochaine_etape_budget",
        "mois_suivant_maintien",
    ),
)


def bench() -> bool:
    """Print the tables of both paths; whether every promise is kept."""
    folder = read_folder()
    kept = True
    with postgres() as url:
        settle_memory()  # as the servers do
        upgrade(url)
        database = Database(url, Keyring({1: new_key()}))
        stage = settle_stage(database, folder)
        measured = MeasuredStage(database, folder, stage.players, CENTURIES)
        measured.meter.watch()
        for path in PATHS:
            print(f"Parcours : {path.name}\n")
            scenario = read_scenario(folder.path / "scenarios" / path.file)
            kept &= whole_path(measured, scenario)
            for run in range(1, RUNS + 1):
                kept &= follow_up(measured, scenario, path, run)
            print()
        database.dispose()
    return kept


def whole_path(stage: MeasuredStage, scenario: Scenario) -> bool:
    """One household from repérage to clôture: once to warm up, then each step's median."""
    passes = []
    for _ in range(1 + PASSES):
        stage.meter.samples = []
        start_case(stage, scenario)
        play_steps(stage, scenario)
        passes.append(stage.meter.samples)
    steps = list(zip(*passes[1:], strict=True))
    worst = max(sample[1] for step in steps for sample in step)
    commits = max(sample[2] for step in steps for sample in step)
    spent = [statistics.median(sample[3] for sample in step) for step in steps]
    median = statistics.median(spent)
    print(f"{'étape réalisée':<28}{'requêtes':>9}{'commits':>9}{'CPU ms':>9}")
    for step, milliseconds in zip(steps, spent, strict=True):
        name, statements, committed, _ = step[0]
        print(f"{name:<28}{statements:>9}{committed:>9}{milliseconds:>9.2f}")
    print(
        f"\nau plus {worst} requêtes (promis {MAX_STATEMENTS}), {commits} commit, CPU : médiane "
        f"{median:.2f} ms (promis {MEDIAN_CPU_MS}), au plus {max(spent):.2f} ms "
        f"(promis {MAX_CPU_MS})\n"
    )
    is_cheap = median <= MEDIAN_CPU_MS and max(spent) <= MAX_CPU_MS
    return bool(worst <= MAX_STATEMENTS and commits <= MAX_COMMITS and is_cheap)


def follow_up(stage: MeasuredStage, scenario: Scenario, path: Path, run: int) -> bool:
    """Turns of the monthly step: the last as cheap as the first, the state as small.

    The early turns of a fresh case are measured in turn with the late turns of an old one, so
    that the machine's own changes of speed weigh on both alike.
    """
    old = begin_follow_up(stage, scenario, path)
    armed = told_armed(stage)
    old_now = turns(stage, scenario, path, OLD)
    size = state_bytes(stage)
    fresh = begin_follow_up(stage, scenario, path)
    fresh_now = turns(stage, scenario, path, YOUNG)
    early: list[float] = []
    late: list[float] = []
    sizes: list[int] = []
    for _ in range(MEASURED):
        for case, spent in ((fresh, early), (old, late)):
            stage.instance_id = case
            stage.now = fresh_now if case is fresh else old_now
            stage.meter.samples = []
            moved = turns(stage, scenario, path, 1)
            fresh_now, old_now = (moved, old_now) if case is fresh else (fresh_now, moved)
            spent.append(stage.meter.samples[0][3])
        sizes.append(state_bytes(stage))
    young, aged = statistics.median(early), statistics.median(late)
    print(
        f"suivi, série {run} : tours 11–60 {young:.2f} ms, tours 451–500 {aged:.2f} ms, "
        f"rapport {aged / young:.2f} (promis {MAX_RATIO}) ; {stage.meter.samples[0][1]} requêtes ; "
        f"état {size} puis {sizes[-1]} octets ; au premier tour {armed}"
    )
    return aged <= MAX_RATIO * young and sizes[-1] <= size


def begin_follow_up(stage: MeasuredStage, scenario: Scenario, path: Path) -> UUID:
    """A case brought to its first monthly step."""
    acts = [step for step in scenario.steps if step.verb != "verifier"]
    first = next(n for n, step in enumerate(acts) if step.about == path.step)
    start_case(stage, scenario)
    play_steps(stage, replace(scenario, steps=tuple(acts[:first])))
    return stage.instance_id


def turns(stage: MeasuredStage, scenario: Scenario, path: Path, count: int) -> datetime:
    """So many months of follow-up; returns the instant reached."""
    told = next(s.content for s in scenario.steps if s.about == path.step)
    for _ in range(count):
        day = stage.now.date().isoformat()
        stage.complete(path.step, {**told, path.day: day, path.following: "CONTINUER"})
        stage.advance_to(stage.timers()[path.timer] + timedelta(hours=1))
    return stage.now


def told_armed(stage: Stage) -> str:
    """How much the case waits for."""
    counts = []
    with stage.looking() as tx:
        for model in (Subscription, Timer):
            mine = select(func.count()).where(model.instance_id == stage.instance_id)
            counts.append(tx.session.scalar(mine))
    return f"{counts[0]} événements et {counts[1]} échéances attendus"


def state_bytes(stage: Stage) -> int:
    with stage.looking() as tx:
        return len(tx.session.get_one(Instance, stage.instance_id).state)
