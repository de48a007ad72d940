"""Play a scenario's acts on a stage, and compare what is seen with what is expected."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from engine.bpm.instances.start import begin, newest
from engine.core.access import open_circle
from engine.core.errors import AnswersRefused, EngineError
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role, Statut
from engine.suivi.dossiers.open import ROOT, open_dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.scenarios.read import Scenario, Step, instant, plain
from engine.suivi.scenarios.stage import Stage

STATUS = {"en_cours": "active", "termine": "ended", "annule": "cancelled"}


class Mismatch(AssertionError):
    """The case did not do what the scenario expects."""


def play(stage: Stage, scenario: Scenario) -> None:
    """Play one scenario; Mismatch tells the step and the difference."""
    start_case(stage, scenario)
    play_steps(stage, scenario)


def start_case(stage: Stage, scenario: Scenario) -> None:
    """Open the scenario's case: by its start form, or directly with variables."""
    stage.begin(_start(stage, scenario), scenario.start)


def play_steps(stage: Stage, scenario: Scenario) -> None:
    """Do each step in turn."""
    for step in scenario.steps:
        try:
            VERBS[step.verb](stage, step)
        except LookupError as error:
            raise Mismatch(
                f"étape {step.number} : {step.about} n’est pas attendu ({error})"
            ) from error
        except EngineError as error:
            raise Mismatch(f"étape {step.number} ({step.about}) : {told(error)}") from error


def _start(stage: Stage, scenario: Scenario) -> UUID:
    person, at = stage.players[scenario.opener], scenario.start
    with stage.database.transaction(person, at=at) as tx:
        if scenario.process == ROOT:
            dossier = open_dossier(tx, plain(scenario.answers))
            tx.session.flush()
            return entry_instance(tx, dossier.id).id
        circle_id = open_circle(tx, stage.players)
        variables = dict(scenario.variables)
        reference = f"essai-{circle_id.hex[:12]}"
        dossier = Dossier(
            reference=reference,
            circle_id=circle_id,
            volet="ACCES",
            statut=Statut.EN_COURS,
            is_restreint=False,
            referent_id=person,
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


def told(error: Exception) -> str:
    """An error in words, the fields' problems included."""
    return str(error.errors) if isinstance(error, AnswersRefused) else str(error)
