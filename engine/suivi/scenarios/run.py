"""Run scenarios on a moved clock, and say which flows of the diagrams none of them took."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from engine.bpm.dialect.folder import Folder
from engine.bpm.instances.start import begin, newest
from engine.core.access import open_circle
from engine.core.crypto import Keyring, new_key
from engine.core.errors import AnswersRefused, EngineError
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.migrations import upgrade
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role, Statut
from engine.suivi.dossiers.open import CERCLE, ROOT, open_dossier
from engine.suivi.scenarios.read import BadScenario, Scenario, Step, instant, plain
from engine.suivi.scenarios.stage import Flow, Stage
from engine.suivi.setup import open_people, publish_folder, settle_groups

STATUS = {"en_cours": "active", "termine": "ended", "annule": "cancelled"}


class Mismatch(AssertionError):
    """The case did not do what the scenario expects."""


@dataclass
class Report:
    """How a set of scenarios went."""

    passed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    flows: set[Flow] = field(default_factory=set)
    missing: list[Flow] = field(default_factory=list)


def run_scenarios(
    folder: Folder, scenarios: Iterable[Scenario], tell: Callable[[str, str], None]
) -> Report:
    """Run each scenario on a stage of its own database; ``tell`` hears each file's outcome."""
    report = Report()
    with open_stage(folder) as stage:
        stage.database.transaction_memory["flows"] = report.flows
        for scenario in scenarios:
            try:
                play(stage, scenario)
            except (Mismatch, BadScenario, EngineError, LookupError) as error:
                report.failed[scenario.file] = _told(error)
            else:
                report.passed.append(scenario.file)
            tell(scenario.file, report.failed.get(scenario.file, ""))
    report.missing = sorted(_all_flows(folder) - report.flows)
    return report


@contextmanager
def open_stage(folder: Folder) -> Iterator[Stage]:
    """A fresh SQLite database with everything of ``folder`` published."""
    with TemporaryDirectory(prefix="palier-scenarios-") as place:
        url = f"sqlite:///{Path(place) / 'scene.sqlite'}"
        upgrade(url)
        database = Database(url, Keyring({1: new_key()}))
        try:
            with database.transaction(SYSTEM) as tx:
                settle_groups(tx, folder)
                players = open_people(tx, folder)
                publish_folder(tx, folder, "Répétition", roots=folder.sources.processes)
            yield Stage(database, folder, players)
        finally:
            database.dispose()


def play(stage: Stage, scenario: Scenario) -> None:
    """Play one scenario; Mismatch tells the step and the difference."""
    stage.begin(_start(stage, scenario), scenario.start)
    for step in scenario.steps:
        try:
            VERBS[step.verb](stage, step)
        except LookupError as error:
            raise Mismatch(
                f"étape {step.number} : {step.about} n’est pas attendu ({error})"
            ) from error
        except EngineError as error:
            raise Mismatch(f"étape {step.number} ({step.about}) : {_told(error)}") from error


def _start(stage: Stage, scenario: Scenario) -> UUID:
    person, at = stage.players["MDL_TS"], scenario.start
    with stage.database.transaction(person, at=at) as tx:
        if scenario.process == ROOT:
            dossier = open_dossier(tx, plain(scenario.answers))
            tx.session.flush()
            link = tx.session.query(DossierInstance).filter_by(dossier_id=dossier.id).one()
            return link.instance_id
        circle_id = open_circle(tx, CERCLE)
        variables = dict(scenario.variables)
        reference = f"essai-{circle_id.hex[:12]}"
        dossier = Dossier(
            reference=reference,
            circle_id=circle_id,
            volet="ACCES",
            statut=Statut.EN_COURS,
            is_restreint=False,
            ouvert_le=tx.now,
        )
        tx.session.add(dossier)
        tx.session.flush()
        given = {**variables, "reference": reference}
        instance, _ = begin(tx, newest(tx, scenario.process), reference, circle_id, given)
        tx.session.add(
            DossierInstance(dossier_id=dossier.id, instance_id=instance.id, role=Role.ENTREE)
        )
        return instance.id


def _complete(stage: Stage, step: Step) -> None:
    stage.complete(str(step.about), plain(step.content))


def _advance(stage: Stage, step: Step) -> None:
    target = instant(step.about)
    if target < stage.now:
        raise Mismatch(f"étape {step.number} : le temps ne recule pas ({step.about})")
    stage.advance_to(target)


def _receive(stage: Stage, step: Step) -> None:
    message_id = f"{stage.instance_id}-{step.number}"
    stage.receive(str(step.about), plain(step.content), message_id)


def _verify(stage: Stage, step: Step) -> None:
    for subject, expected in step.about.items():
        found, wanted = LOOKS[subject](stage, expected)
        if found != wanted:
            raise Mismatch(f"étape {step.number}, {subject} : attendu {wanted}, obtenu {found}")


VERBS: Mapping[str, Callable[[Stage, Step], None]] = {
    "realiser": _complete,
    "avancer": _advance,
    "recevoir": _receive,
    "verifier": _verify,
}


def _look_timers(stage: Stage, expected: Mapping[str, Any]) -> tuple[Any, Any]:
    wanted: dict[str, datetime | None] = {
        name: instant(value) if value is not None else None for name, value in expected.items()
    }
    found = stage.timers()
    return {name: found.get(name) for name in wanted}, wanted


def _look_variables(stage: Stage, expected: Mapping[str, Any]) -> tuple[Any, Any]:
    found = stage.variables()
    return {name: found.get(name) for name in expected}, dict(expected)


LOOKS: Mapping[str, Callable[[Stage, Any], tuple[Any, Any]]] = {
    "taches": lambda stage, expected: (stage.tasks(), sorted(expected or [])),
    "messages": lambda stage, expected: (sorted(stage.new_messages()), sorted(expected or [])),
    "seuils": _look_timers,
    "passes": lambda stage, expected: (stage.passed(), sorted(expected or [])),
    "etat": lambda stage, expected: (stage.status(), STATUS.get(str(expected), str(expected))),
    "variables": _look_variables,
}


def _all_flows(folder: Folder) -> set[Flow]:
    return {
        (process.id, flow)
        for process in folder.sources.processes.values()
        for body in process.bodies()
        for flow in body.flows
    }


def _told(error: Exception) -> str:
    return str(error.errors) if isinstance(error, AnswersRefused) else str(error)
