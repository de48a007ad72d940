"""Keep a partner's data of a dossier past their end, for a reason and until a day."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4

from sqlalchemy import ColumnElement, select

from engine.bpm.instances.models import Instance
from engine.core.audit.record import record
from engine.core.calendar import add_months, paris_day
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.core.walls import acts_beyond
from engine.suivi.conservation.droits import may_hold
from engine.suivi.conservation.lire import find_event
from engine.suivi.conservation.models import Evenement, Maintien
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.garde.textes import text_problems
from engine.suivi.tableaux.cellules import read_day

MOST_MONTHS = 60
MAX_TEXT = 500
LEAST_TEXT = 10
KIND = "maintien_conservation"


class Motif(StrEnum):
    """Why something is kept past its end (RGPD, art. 17.3 and 18)."""

    CONTENTIEUX = "CONTENTIEUX"
    RECLAMATION = "RECLAMATION"
    DROITS = "DROITS"
    OBLIGATION = "OBLIGATION"


@acts_beyond
def hold_back(tx: Transaction, event_id: UUID, typed: Mapping[str, str]) -> None:
    """Keep the partner's data of this dossier until a day; by who leads its team.

    ``typed``: motif (a `Motif`), texte (10 to 500 characters), jusqu_au (a day to come, within five
    years). AnswersRefused tells each field's problem; a second one replaces the first.
    """
    event = _event(tx, event_id)
    errors, day = _problems(tx, typed)
    if errors or day is None:
        raise AnswersRefused(errors=errors)
    instance = _chain(tx, event)
    lift_held(tx, event.dossier_id, event.organisation)
    row_id = uuid4()
    tx.session.add(
        Maintien(
            id=row_id,
            dossier_id=event.dossier_id,
            circle_id=event.circle_id,
            organisation=event.organisation,
            motif=typed["motif"],
            precision=seal(tx, KIND, row_id, {"texte": typed["texte"].strip()}),
            jusqu_au=day,
            pose_le=tx.now,
            pose_par=tx.actor.id,
        )
    )
    record(tx, instance, event.circle_id, "conservation:held", event.id, sorted(FIELDS))


FIELDS = frozenset({"motif", "texte", "jusqu_au"})


@acts_beyond
def let_go(tx: Transaction, event_id: UUID) -> None:
    """Nothing is kept back any more: the end comes at its day, or at the next run."""
    event = _event(tx, event_id)
    instance = _chain(tx, event)
    lift_held(tx, event.dossier_id, event.organisation)
    record(tx, instance, event.circle_id, "conservation:released", event.id)


def lift_held(tx: Transaction, dossier_id: UUID, organisation: str) -> None:
    """End what that partner holds of the dossier."""
    held = select(Maintien).where(*_holding(tx, dossier_id, organisation))
    for row in tx.session.scalars(held):
        tx.writes.set(row, leve_le=tx.now, leve_par=tx.actor.id)
    tx.flush()


def is_held(tx: Transaction, dossier_id: UUID, organisation: str) -> bool:
    """Whether that partner keeps it back today."""
    held = select(Maintien.id).where(*_holding(tx, dossier_id, organisation))
    return tx.session.scalar(held.limit(1)) is not None


def _holding(
    tx: Transaction, dossier_id: UUID, organisation: str
) -> tuple[ColumnElement[bool], ...]:
    return (
        Maintien.dossier_id == dossier_id,
        Maintien.organisation == organisation,
        Maintien.leve_le.is_(None),
        Maintien.jusqu_au >= paris_day(tx.now),
    )


def _event(tx: Transaction, event_id: UUID) -> Evenement:
    event = find_event(tx, event_id)
    if not may_hold(tx, event):
        raise NotAllowed(person=str(tx.actor.id))
    if event.is_done:
        raise NotFound(event_id=event_id)
    return event


def _chain(tx: Transaction, event: Evenement) -> Instance:
    """The case that owns the dossier's journal, locked."""
    instance = entry_instance(tx, event.dossier_id)
    tx.session.refresh(instance, with_for_update=True)
    return instance


def _problems(
    tx: Transaction, typed: Mapping[str, str]
) -> tuple[dict[str, list[str]], date | None]:
    today, errors = paris_day(tx.now), {}
    if typed.get("motif") not in set(Motif):
        errors["motif"] = ["Choisissez parmi les réponses proposées."]
    text = typed.get("texte", "").strip()
    problems = text_problems(text, MAX_TEXT)
    if len(text) < LEAST_TEXT:
        problems.append("Dites pourquoi en dix signes au moins.")
    if problems:
        errors["texte"] = problems
    day = read_day(typed.get("jusqu_au", "").strip())
    if day is None or not today < day <= add_months(today, MOST_MONTHS):
        errors["jusqu_au"] = ["Donnez un jour à venir, dans les cinq ans."]
    return errors, day
