"""Suspend a measure, take it up again, or say that a suspension was noted by mistake."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Instance
from engine.core import access
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import NotAllowed, NotFound
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.saisie import Saisie
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.suspensions.models import MotifSuspension, Suspension

NOT_FOLLOWED = "Seule une mesure en cours se suspend."


@dataclass(frozen=True)
class SuspensionLue:
    """A suspension as it is shown; why is told to the MDL alone."""

    id: UUID
    du: date
    au: date | None
    motif: str
    is_en_cours: bool


def suspend(tx: Transaction, reference: str, typed: Mapping[str, str]) -> Suspension:
    """From ``du`` to ``au`` (or as long as needed), for a ``motif``; the end does not move.

    AnswersRefused in words: no measure in progress, before its first day, over another one.
    """
    dossier, instance = _take(tx, reference)
    saisie = Saisie(typed, paris_day(tx.now))
    du = saisie.day("du", ask="Indiquez le premier jour.")
    au = saisie.day("au")
    motif = saisie.choice("motif", list(MotifSuspension), ask="Dites pourquoi.")
    if dossier.statut != Statut.EN_COURS or dossier.date_entree is None:
        saisie.wrong("du", NOT_FOLLOWED)
    elif du and du < dossier.date_entree:
        saisie.wrong("du", "La mesure n’avait pas commencé.")
    if du and au and au < du:
        saisie.wrong("au", "Le dernier jour est avant le premier.")
    if du and any(_crosses(one, du, au) for one in suspensions_of(tx, dossier.id)):
        saisie.wrong("du", "Une autre suspension est déjà notée sur ces jours.")
    saisie.refuse()
    assert du
    row = Suspension(
        id=uuid4(),
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        du=du,
        au=au,
        motif=motif,
        notee_par=tx.actor.id,
        notee_le=tx.now,
        annulee_le=None,
    )
    tx.session.add(row)
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "measure:suspended", reference)
    return row


def resume(tx: Transaction, reference: str, row_id: UUID, typed: Mapping[str, str]) -> None:
    """The measure goes on from the day ``reprise``: the suspension ends the day before."""
    dossier, instance = _take(tx, reference)
    row = find_suspension(tx, dossier, row_id)
    saisie = Saisie(typed, paris_day(tx.now))
    day = saisie.day("reprise", ask="Indiquez le jour de la reprise.")
    if day and day <= row.du:
        saisie.wrong("reprise", "La reprise vient après le premier jour de la suspension.")
    if day and row.au is not None and day > row.au + timedelta(days=1):
        saisie.wrong("reprise", "La suspension finissait plus tôt : notez-en une autre.")
    saisie.refuse()
    assert day
    row.au = day - timedelta(days=1)
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "measure:resumed", reference)


def cancel(tx: Transaction, reference: str, row_id: UUID) -> None:
    """It was noted by mistake: it is shown no more, and never held."""
    dossier, instance = _take(tx, reference)
    row = find_suspension(tx, dossier, row_id)
    row.annulee_le = tx.now
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "measure:suspension_cancelled", reference)


def require_suspender(tx: Transaction, reference: str) -> Dossier:
    """The dossier, for who writes its life; NotAllowed for the landlord, who does not suspend."""
    dossier = open_rubrique(tx, reference, Rubrique.VIE, write=True)
    if tx.actor.organisation == "XLH":
        raise NotAllowed(reference=reference)
    return dossier


def read_suspensions(tx: Transaction, dossier: Dossier) -> Sequence[SuspensionLue]:
    """The last first. « Hospitalisation » is nothing that the landlord has to know."""
    today, is_told = paris_day(tx.now), tx.actor.organisation != "XLH"
    return [
        SuspensionLue(one.id, one.du, one.au, one.motif if is_told else "", one.holds_on(today))
        for one in reversed(suspensions_of(tx, dossier.id))
    ]


def suspensions_of(tx: Transaction, dossier_id: UUID) -> list[Suspension]:
    """Those that hold or have held, in order."""
    mine = (Suspension.dossier_id == dossier_id, Suspension.annulee_le.is_(None))
    seen = access.visible(Suspension.circle_id, tx.actor)
    return list(tx.session.scalars(select(Suspension).where(*mine, seen).order_by(Suspension.du)))


def suspended_on(tx: Transaction, ids: Sequence[UUID], day: date) -> set[UUID]:
    """Which of these dossiers stand still that day."""
    rows = tx.session.scalars(
        select(Suspension).where(
            Suspension.dossier_id.in_(ids),
            Suspension.du <= day,
            access.visible(Suspension.circle_id, tx.actor),
        )
    )
    return {row.dossier_id for row in rows if row.holds_on(day)}


def _take(tx: Transaction, reference: str) -> tuple[Dossier, Instance]:
    dossier = require_suspender(tx, reference)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(dossier)
    return dossier, instance


def find_suspension(tx: Transaction, dossier: Dossier, row_id: UUID) -> Suspension:
    """One that holds, of that dossier; NotFound otherwise."""
    row = tx.session.get(Suspension, row_id, populate_existing=True)
    if row is None or row.dossier_id != dossier.id or row.annulee_le is not None:
        raise NotFound(row_id=row_id)
    return row


def _crosses(one: Suspension, du: date, au: date | None) -> bool:
    ends_before = one.au is not None and one.au < du
    begins_after = au is not None and one.du > au
    return not ends_before and not begins_after
