"""Play a scenario's acts on a stage, and compare what is seen with what is expected."""

from collections.abc import Callable, Mapping
from uuid import UUID

from engine.bpm.instances.start import begin, newest
from engine.bpm.runtime.incidents import EXPECTED
from engine.core.access import open_circle
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role, Statut
from engine.suivi.dossiers.open import ROOT, open_dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.scenarios.looks import LOOKS
from engine.suivi.scenarios.read import Scenario, Step, instant, plain
from engine.suivi.scenarios.stage import NotExpected, Stage, TooLong
from engine.suivi.scenarios.words import joined, moment
from engine.suivi.violences.ouvrir import PROCESS as VOLET


class Mismatch(AssertionError):
    """The case did not do what the scenario expects, told in French; at ``number``, its step."""

    def __init__(self, message: str, step: Step | None = None) -> None:
        place = f"Étape {step.number}, ligne {step.line} : " if step else ""
        super().__init__(f"{place}{message}")
        self.number = step.number if step else 0


def play(stage: Stage, scenario: Scenario) -> None:
    """Play one scenario; Mismatch tells the step and the difference."""
    start_case(stage, scenario)
    play_steps(stage, scenario)
    require_no_incident(stage, scenario)


def start_case(stage: Stage, scenario: Scenario) -> None:
    """Open the scenario's case: by its start form, or directly with variables. Mismatch."""
    if scenario.opener not in stage.players:
        raise Mismatch(f"Aucun métier ne se nomme « {scenario.opener} ».")
    try:
        stage.begin(_start(stage, scenario), scenario.start)
    except FAULTS as error:
        told = _endless(error) if isinstance(error, TooLong) else stage.words().refusal(error)
        raise Mismatch(f"Le dossier ne s’ouvre pas : {_ended(told)}") from error


def play_steps(stage: Stage, scenario: Scenario) -> None:
    """Do each step in turn."""
    for step in scenario.steps:
        do_step(stage, step)


def do_step(stage: Stage, step: Step) -> None:
    """Do one step; Mismatch when it cannot be done, or when something else is seen."""
    try:
        VERBS[step.verb](stage, step)
    except FAULTS as error:
        stuck = [stage.words().incident(*incident) for incident in stage.incidents()]
        told = joined(map(_ended, [_told(stage, step, error), *stuck]))
        raise Mismatch(told, step) from error


def require_no_incident(stage: Stage, scenario: Scenario) -> None:
    """Mismatch when an automatic step has failed, though every step of the scenario went well."""
    for incident in stage.incidents():
        last = scenario.steps[-1] if scenario.steps else None
        raise Mismatch(_ended(stage.words().incident(*incident)), last)


class _Different(Exception):
    """What is seen is not what was expected."""


FAULTS: tuple[type[Exception], ...] = (NotExpected, TooLong, _Different, *EXPECTED)


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
        apart = scenario.process == VOLET
        release = newest(tx, scenario.process)
        instance, _ = begin(tx, release, reference, circle_id, given, apart=apart)
        role = Role.VIOLENCES if apart else Role.ENTREE
        tx.session.add(DossierInstance(dossier_id=dossier.id, instance_id=instance.id, role=role))
        return instance.id


def _complete(stage: Stage, step: Step) -> None:
    stage.complete(str(step.about), plain(step.content))


def _advance(stage: Stage, step: Step) -> None:
    target = instant(step.about)
    if target < stage.now:
        raise _Different(f"le temps ne recule pas : il est déjà le {moment(stage.now)}")
    stage.advance_to(target)


def _receive(stage: Stage, step: Step) -> None:
    message_id = f"{stage.instance_id}-{step.number}"
    stage.receive(str(step.about), plain(step.content), message_id)


def _verify(stage: Stage, step: Step) -> None:
    """Nothing is heard of the messages when something differs: they may be asked for again."""
    heard = stage.heard
    told = [LOOKS[subject](stage, expected) for subject, expected in step.about.items()]
    if any(told):
        stage.heard = heard
        raise _Different(joined(told))


VERBS: Mapping[str, Callable[[Stage, Step], None]] = {
    "realiser": _complete,
    "avancer": _advance,
    "recevoir": _receive,
    "verifier": _verify,
}


def _told(stage: Stage, step: Step, error: Exception) -> str:
    """What went wrong at a step."""
    if isinstance(error, _Different):
        return str(error)
    if isinstance(error, TooLong):
        return _endless(error)
    words = stage.words()
    if not isinstance(error, NotExpected):
        about = "l’échéance" if step.verb == "avancer" else words.element(step.about)
        return f"{about} : {words.refusal(error)}"
    about, others = words.element(step.about), words.elements(error.waiting)
    is_known = step.about in words.names
    if step.verb == "recevoir":
        known = f"le dossier n’attend pas l’événement {about}"
        known = known if is_known else f"l’événement {about} n’existe pas"
        return f"{known} ; le dossier attend : {others or 'rien'}"
    known = f"la tâche {about} {'n’est pas ouverte' if is_known else 'n’existe pas'}"
    there = f"sont ouvertes : {others}" if others else "aucune n’est ouverte"
    return f"{known} ; {there}"


def _endless(error: TooLong) -> str:
    return f"le scénario n’en finit pas ({error})"


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
