"""A bail glissant, period by period: the examen, and the préfet told two months before its end.

CCH L.442-8-3: an examen périodique contradictoire, and two months before the end of the period
the préfet is told whether the landlord offers a lease. Backwards from a date nothing is put off:
the raw day is the limit, and one acts on the working day before it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from engine.core.calendar import add_months, previous_ouvre
from engine.core.transaction import Transaction
from engine.suivi.logements.codes import Avis
from engine.suivi.logements.models import Examen, Occupation
from engine.suivi.logements.rows import examens_of
from engine.suivi.regles.models import Regle
from engine.suivi.regles.read import regle, whole


@dataclass(frozen=True)
class Periode:
    """An examen with its dates: ``brute`` as the rule counts it, ``retenue`` the day to act on."""

    row: Examen
    prevu_le: date
    """From when it is prepared (rule BAIL_GLISSANT_EXAMEN)."""
    brute: date
    retenue: date
    regle: Regle

    @property
    def is_told(self) -> bool:
        return self.row.prefet_informe_le is not None

    @property
    def is_told_late(self) -> bool:
        return self.row.prefet_informe_le is not None and self.row.prefet_informe_le > self.brute


def periode_of(tx: Transaction, row: Examen) -> Periode:
    """The dates of one examen, by the rules of the end of its period."""
    return periode_ending(tx, row, row.echeance)


def periode_ending(tx: Transaction, row: Examen, echeance: date) -> Periode:
    """The same, if its period ended on that day."""
    rule = regle(tx, "BAIL_GLISSANT_PREFET", echeance)
    before = whole(tx, "BAIL_GLISSANT_EXAMEN", echeance)
    brute = add_months(echeance, -int(rule.valeur))
    prepared = previous_ouvre(add_months(echeance, -before))
    return Periode(row, prepared, brute, previous_ouvre(brute), rule)


def plan_examens(tx: Transaction, occupation: Occupation) -> None:
    """Have the one examen that is to come, or none where the lease does not slide any more.

    To call whenever the lease or an avis changes; run again, it changes nothing.
    """
    rows = examens_of(tx, occupation)
    done = [row for row in rows if row.realise_le]
    waiting = [row for row in rows if not row.realise_le]
    is_wanted = occupation.is_glissant and occupation.date_bail is not None
    if is_wanted and (not done or done[-1].avis == Avis.PROLONGER):
        if not waiting:
            add_examen(tx, occupation, next_echeance(tx, occupation, done))
        return
    for row in waiting:
        tx.session.delete(row)
    tx.session.flush()


def follow_bail(tx: Transaction, occupation: Occupation, before: date | None) -> None:
    """The lease has another day: a first period that was counted from it follows."""
    rows = examens_of(tx, occupation)
    if before is None or occupation.date_bail is None or len(rows) != 1 or rows[0].realise_le:
        return
    if rows[0].echeance == _after(tx, before):
        rows[0].echeance = _after(tx, occupation.date_bail)
        tx.session.flush()


def next_echeance(tx: Transaction, occupation: Occupation, done: Sequence[Examen]) -> date:
    """The end of the next period: from the last one, else from the lease."""
    start = done[-1].echeance if done else occupation.date_bail
    assert start is not None
    return _after(tx, start)


def add_examen(tx: Transaction, occupation: Occupation, echeance: date) -> Examen:
    """A period of this lease that ends that day; written at once."""
    row = Examen(
        id=uuid4(),
        dossier_id=occupation.dossier_id,
        circle_id=occupation.circle_id,
        note_le=tx.now,
        occupation_id=occupation.id,
        echeance=echeance,
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def _after(tx: Transaction, start: date) -> date:
    return add_months(start, whole(tx, "BAIL_GLISSANT_PERIODE", start))
