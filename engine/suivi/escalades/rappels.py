"""Reminders of what the records hold: when and to whom, table D7 says."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.core.calendar import next_ouvre, paris_day
from engine.core.identity.models import Membership
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import DossierInstance, Role
from engine.suivi.escalades.destinataires import Cas
from engine.suivi.escalades.references import Reference, references
from engine.suivi.escalades.tables import D7, Asking, Ligne, text
from engine.suivi.escalades.transmettre import Seuil, Sujet, unwritten

DAY = timedelta(days=1)
SUIVENT = ("MDL_TS", "XLH_IS", "REFERENTE_VVC")
"""The trades that follow a dossier."""
_Atteint = tuple[Reference, int, Sequence[Seuil]]
"""Something with a date, how far that date is, and the thresholds that it has reached."""
ENTRIES = (
    select(DossierInstance.dossier_id, Instance)
    .join(Instance, Instance.id == DossierInstance.instance_id)
    .where(DossierInstance.role == Role.ENTREE)
)


def reminders(tx: Transaction) -> Iterator[Sujet]:
    """Everything of which D7 reminds today, where something of it has not been told yet."""
    reached = list(_reached(tx, references(tx)))
    new = unwritten(tx, {one.objet: seuils for one, _, seuils in reached})
    yield from _sujets(tx, [one for one in reached if one[0].objet in new])


def reminder(tx: Transaction, dossier_id: UUID, objet: str) -> Sujet | None:
    """The same for one thing, read again; None when it is no more."""
    found = references(tx, dossier_id, quoi=objet.partition(":")[0])
    same = (one for one in found if one.objet == objet)
    return next(_sujets(tx, list(_reached(tx, same))), None)


def days_from(reference: date, today: date) -> int:
    """Days from a date, negative before it; what falls before the next working day counts today.

    So a reminder two days before that would be on a Sunday is told on the Friday, and one three
    days after, on the Monday: nobody is told on a week-end or a public holiday.
    """
    if today >= reference:
        return (today - reference).days
    last_idle = next_ouvre(today + DAY) - DAY
    return min((last_idle - reference).days, -1)


def _reached(tx: Transaction, found: Iterator[Reference]) -> Iterator[_Atteint]:
    """What has reached a threshold of the table."""
    today, asking = paris_day(tx.now), Asking(tx, D7)
    for one in found:
        jours = days_from(one.le, today)
        lines = asking({"objet": one.quoi, "jours": jours})
        if lines:
            yield one, jours, [_seuil(line) for line in lines]


def _sujets(tx: Transaction, reached: Sequence[_Atteint]) -> Iterator[Sujet]:
    dossiers = {one.dossier.id for one, *_ in reached}
    if not dossiers:
        return
    rows = tx.session.execute(ENTRIES.where(DossierInstance.dossier_id.in_(dossiers)))
    entries = {dossier: instance for dossier, instance in rows}
    for one, jours, seuils in reached:
        if one.dossier.id in entries:
            trade = _trade(tx, one.person_id)
            cas = Cas(entries[one.dossier.id], one.dossier, trade, one.person_id)
            yield Sujet(one.objet, cas, one.le, jours, seuils)


def _seuil(line: Ligne) -> Seuil:
    rule, said = line
    return Seuil(rule, text(said, "code"), text(said, "destinataire"), text(said, "modele"))


def _trade(tx: Transaction, person: UUID | None) -> str:
    """In the name of which trade somebody is told: that of whoever follows, unless theirs is not.

    A rendez-vous may be with the landlord's intervenant social, or the référente unique.
    """
    mine = select(Membership.group_code).where(Membership.person_id == person)
    theirs = sorted(tx.session.scalars(mine)) if person else []
    return next((one for one in SUIVENT if one in theirs), theirs[0] if theirs else SUIVENT[0])
