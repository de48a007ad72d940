"""Reminders of what the records hold: when and to whom, table D7 says."""

from collections.abc import Iterator
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
from engine.suivi.escalades.tables import D7, Ligne, ask, number, text
from engine.suivi.escalades.transmettre import Seuil, Sujet

DAY = timedelta(days=1)
SUIVENT = ("MDL_TS", "XLH_IS", "REFERENTE_VVC")
"""The trades that follow a dossier."""
Asked = dict[tuple[str, int], list[Ligne]]


def reminders(tx: Transaction) -> Iterator[Sujet]:
    """Everything of which D7 reminds today, with the thresholds that it has reached."""
    yield from _sujets(tx, references(tx))


def reminder(tx: Transaction, dossier_id: UUID, objet: str) -> Sujet | None:
    """The same for one thing, read again; None when it is no more."""
    same = (one for one in references(tx, dossier_id) if one.objet == objet)
    return next(_sujets(tx, same), None)


def days_from(reference: date, today: date) -> int:
    """Days from a date, negative before it; what falls before the next working day counts today.

    So a reminder two days before that would be on a Sunday is told on the Friday, and one three
    days after, on the Monday: nobody is told on a week-end or a public holiday.
    """
    if today >= reference:
        return (today - reference).days
    last_idle = next_ouvre(today + DAY) - DAY
    return min((last_idle - reference).days, -1)


def _sujets(tx: Transaction, found: Iterator[Reference]) -> Iterator[Sujet]:
    today, asked = paris_day(tx.now), Asked()
    for one in found:
        jours = days_from(one.le, today)
        if (one.quoi, jours) not in asked:
            given = {"objet": one.quoi, "jours": number(jours)}
            asked[one.quoi, jours] = ask(tx, D7, given)
        lignes = asked[one.quoi, jours]
        instance = _entry(tx, one) if lignes else None
        if instance is not None:
            cas = Cas(instance, one.dossier, _trade(tx, one.person_id), one.person_id)
            yield Sujet(one.objet, cas, one.le, jours, [_seuil(line) for line in lignes])


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


def _entry(tx: Transaction, one: Reference) -> Instance | None:
    return tx.session.scalar(
        select(Instance)
        .join(DossierInstance, DossierInstance.instance_id == Instance.id)
        .where(DossierInstance.dossier_id == one.dossier.id, DossierInstance.role == Role.ENTREE)
    )
