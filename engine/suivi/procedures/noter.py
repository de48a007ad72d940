"""Note a step of the procedure that no event tells, its proof, or that it was noted by mistake."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.look import Event, expected_events
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, EngineError, NotFound
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.garde.numeros import looks_like_nir
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.procedures.delais import DELAIS
from engine.suivi.procedures.entendre import MESSAGES, add_step
from engine.suivi.procedures.models import Etape, StatutEtape, TypeEtape
from engine.suivi.procedures.read import A_VENIR, KIND

MOST = 120
OLDEST = date(2000, 1, 1)


class EtapeDite(EngineError):
    """An answer tells this step: it is corrected there, where the case follows."""

    code = "etape_dite"


def awaited_steps(tx: Transaction, dossier: Dossier) -> dict[TypeEtape, Event]:
    """The steps that the case waits to be told: told there, they open tasks and reminders."""
    instance = entry_instance(tx, dossier.id)
    events = expected_events(tx, instance, compiled(tx, instance.release_id))
    by_message = {event.message: event for event in events}
    return {kind: by_message[name] for kind, name in MESSAGES.items() if name in by_message}


def note_step(
    tx: Transaction, reference: str, kind: str, jour: date | None, delai: str, preuve: str
) -> Etape:
    """A step that the case does not wait for: a reminder sent, an act of before the dossier.

    AnswersRefused by field; for a step that the case waits for too, since it would open nothing.
    """
    dossier = open_rubrique(tx, reference, Rubrique.PROCEDURE, write=True)
    errors = _problems(tx, dossier, kind, jour, delai, preuve)
    if errors or jour is None:
        raise AnswersRefused(errors=errors)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    etape = add_step(tx, dossier, TypeEtape(kind), jour)
    etape.delai = delai or None
    _write_proof(tx, etape, preuve)
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "etape:noted", etape.id, ["type", "jour"])
    return etape


def prove_step(tx: Transaction, reference: str, etape_id: UUID, preuve: str) -> Etape:
    """The reference of a step's proof, in place of the one that there was."""
    dossier = open_rubrique(tx, reference, Rubrique.PROCEDURE, write=True)
    etape = _find(tx, dossier, etape_id)
    problem = _problem_of_proof(preuve) or ("" if preuve.strip() else "Donnez une référence.")
    if problem:
        raise AnswersRefused(errors={"preuve": [problem]})
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    _write_proof(tx, etape, preuve)
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "etape:proved", etape.id, ["preuve"])
    return etape


def cancel_step(tx: Transaction, reference: str, etape_id: UUID) -> Etape:
    """A step noted by mistake no longer counts, and can be counted again; it is never erased.

    EtapeDite for one that an answer tells.
    """
    dossier = open_rubrique(tx, reference, Rubrique.PROCEDURE, write=True)
    etape = _find(tx, dossier, etape_id)
    if etape.answer_id is not None:
        raise EtapeDite(etape_id=etape_id)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    etape.statut = StatutEtape.ANNULEE if etape.counts else StatutEtape.NOTEE
    tx.session.flush()
    if etape.counts:
        record(tx, instance, dossier.circle_id, "etape:restored", etape.id)
    else:
        record(tx, instance, dossier.circle_id, "etape:cancelled", etape.id)
    return etape


def _problems(
    tx: Transaction, dossier: Dossier, kind: str, jour: date | None, delai: str, preuve: str
) -> dict[str, list[str]]:
    told: dict[str, list[str]] = {}
    if kind not in TypeEtape.__members__:
        told["type"] = ["Choisissez une étape."]
    elif TypeEtape(kind) in awaited_steps(tx, dossier):
        told["type"] = ["Le dossier attend cette étape : signalez-la, elle ouvre ses tâches."]
    if jour is None or jour < OLDEST:
        told["jour"] = ["Donnez la date de l’étape."]
    elif kind not in A_VENIR and jour > paris_day(tx.now):
        told["jour"] = ["Cette étape est notée quand elle est faite : la date est à venir."]
    if delai and (delai not in DELAIS or kind != TypeEtape.COMMANDEMENT_PAYER):
        told["delai"] = ["Le délai se lit sur un commandement : six semaines ou deux mois."]
    problem = _problem_of_proof(preuve)
    if problem:
        told["preuve"] = [problem]
    return told


def _problem_of_proof(preuve: str) -> str:
    if len(preuve) > MOST:
        return f"La référence a {MOST} caractères au plus."
    if looks_like_nir(preuve):
        return "Ce nombre ressemble à un numéro de sécurité sociale : il n’a pas sa place ici."
    return ""


def _write_proof(tx: Transaction, etape: Etape, preuve: str) -> None:
    if preuve.strip():
        etape.preuve = seal(tx, KIND, etape.id, {"reference": preuve.strip()})
        etape.has_proof = True


def _find(tx: Transaction, dossier: Dossier, etape_id: UUID) -> Etape:
    etape = tx.session.scalar(
        select(Etape).where(Etape.id == etape_id, Etape.dossier_id == dossier.id)
    )
    if etape is None:
        raise NotFound(etape_id=etape_id)
    return etape
