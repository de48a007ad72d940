"""Announce what comes to its end: on the list long enough before for anybody to read it."""

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.conservation.echeances import Echeance, echeances
from engine.suivi.conservation.models import Evenement
from engine.suivi.regles.read import whole

PREAVIS = "CONSERVATION_PREAVIS"
DONE = select(Evenement).where(Evenement.execute_le.is_not(None))
WAITING = select(Evenement).where(Evenement.execute_le.is_(None))


def coming(tx: Transaction) -> list[Echeance]:
    """What ends within the notice from today, or should have ended already: the dry run."""
    last = paris_day(tx.now) + notice(tx)
    done = {(row.dossier_id, row.classe) for row in tx.session.scalars(DONE)}
    ends = echeances(tx)
    return [e for e in ends if e.jour <= last and (e.dossier.id, e.classe) not in done]


def announce(tx: Transaction) -> int:
    """Put on the list what is coming, and take off what is not any more; how many are new.

    Run again, it changes nothing. What a later fact moves (a new contact) follows; nothing is done
    sooner than the notice after its announcement.
    """
    today, wait = paris_day(tx.now), notice(tx)
    waiting = {(row.dossier_id, row.classe): row for row in tx.session.scalars(WAITING)}
    due = {(one.dossier.id, one.classe.value): one for one in coming(tx)}
    for key, row in waiting.items():
        if key not in due:
            tx.session.delete(row)
    for key, one in due.items():
        known = waiting.get(key)
        if known is None:
            tx.session.add(_announced(tx, one, max(one.jour, today + wait)))
        else:
            _follow(known, one, wait)
    tx.session.flush()
    return len(due.keys() - waiting.keys())


def notice(tx: Transaction) -> timedelta:
    """How long a thing stays on the list before it is done."""
    return timedelta(days=whole(tx, PREAVIS, paris_day(tx.now)))


def due_now(tx: Transaction) -> Sequence[UUID]:
    """The announced ends whose day has come, the oldest first."""
    ready = (Evenement.execute_le.is_(None), Evenement.prevu_le <= paris_day(tx.now))
    return tx.session.scalars(
        select(Evenement.id).where(*ready).order_by(Evenement.prevu_le, Evenement.id)
    ).all()


def _announced(tx: Transaction, one: Echeance, day: date) -> Evenement:
    return Evenement(
        dossier_id=one.dossier.id,
        circle_id=one.dossier.circle_id,
        reference=one.dossier.reference,
        is_restreint=one.dossier.is_restreint,
        organisation=one.organisation,
        classe=one.classe,
        regle=one.regle,
        depart=one.depart,
        echeance=one.jour,
        prevu_le=day,
        annonce_le=tx.now,
        compte={},
        mesures={},
    )


def _follow(row: Evenement, one: Echeance, wait: timedelta) -> None:
    """The facts have moved its day: never before the notice of the first announcement."""
    row.regle, row.depart, row.echeance = one.regle, one.depart, one.jour
    row.prevu_le = max(one.jour, paris_day(row.annonce_le) + wait)
    row.is_restreint = one.dossier.is_restreint
