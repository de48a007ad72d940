"""Tell what a threshold asks for: once, to those who have not been told of the same thing."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Notice, NoticeReader
from engine.bpm.messages.notices import promise_notice
from engine.core.audit.record import record
from engine.core.transaction import Transaction
from engine.suivi.escalades.destinataires import REMPLACANT, Cas, Destinataire, resolve
from engine.suivi.escalades.models import Alerte


@dataclass(frozen=True)
class Seuil:
    """A rule of a table that holds: whom it tells, by which template."""

    regle: str
    code: str
    niveau: str
    modele: str


@dataclass(frozen=True)
class Sujet:
    """Something at its date, with the thresholds that it has reached, the nearest first."""

    objet: str
    cas: Cas
    reference_le: date
    jours: int
    seuils: Sequence[Seuil]
    task_id: UUID | None = None
    is_ladder: bool = False
    """Its thresholds tell one after the other; else each nears the same date."""


@dataclass(frozen=True)
class A_Dire:
    """A threshold that nothing has been written of, and who is told of it."""

    seuil: Seuil
    a: Destinataire
    est_transmise: bool
    a_qui: Sequence[UUID | None] = ()
    """Each notice to promise: to one person, or to the trade (None)."""


def unwritten(tx: Transaction, reached: Mapping[str, Sequence[Seuil]]) -> set[str]:
    """The things of which a threshold was reached and nothing written yet, by one statement."""
    wanted = {objet for objet, seuils in reached.items() if seuils}
    if not wanted:
        return set()
    rows = tx.session.execute(select(Alerte.objet, Alerte.regle).where(Alerte.objet.in_(wanted)))
    written = {(objet, regle) for objet, regle in rows}
    return {
        objet
        for objet in wanted
        if any((objet, seuil.regle) not in written for seuil in reached[objet])
    }


def written_of(tx: Transaction, sujets: Sequence[Sujet]) -> dict[str, list[Alerte]]:
    """What was written of these things, by one statement."""
    found: dict[str, list[Alerte]] = {sujet.objet: [] for sujet in sujets}
    if not found:
        return found
    for row in tx.session.scalars(select(Alerte).where(Alerte.objet.in_(found))):
        found[row.objet].append(row)
    return found


def to_tell(tx: Transaction, sujet: Sujet, known: Sequence[Alerte]) -> list[A_Dire]:
    """What is new beside what was written: empty while the list has nobody to tell."""
    rules = {row.regle for row in known}
    new = [
        (seuil, a)
        for seuil in sujet.seuils
        if seuil.regle not in rules and (a := resolve(tx, sujet.cas, seuil.niveau))
    ]
    if new and sujet.is_ladder:
        return list(_each_person_once(new, _told(tx, sujet, known)))
    last = {(a.metier, a.person_id): seuil for seuil, a in new}
    return [
        A_Dire(seuil, a, last[a.metier, a.person_id] is seuil, [a.person_id]) for seuil, a in new
    ]


def transmit(tx: Transaction, instance: Instance, sujet: Sujet) -> int:
    """Write what is new and promise its notices, under the lock of ``instance``; how many tell."""
    new = to_tell(tx, sujet, written_of(tx, [sujet])[sujet.objet])
    tx.writes.insert(Alerte, [_row(tx, instance, sujet, one) for one in new])
    sent = [one for one in new if one.est_transmise]
    for one in sent:
        for person in one.a_qui:
            promise_notice(
                tx,
                instance.id,
                instance.circle_id,
                one.seuil.modele,
                group=one.a.metier,
                person=person,
                task=sujet.task_id,
            )
        record(tx, instance, instance.circle_id, "alert:sent", one.seuil.code)
    return len(sent)


def _each_person_once(
    new: Sequence[tuple[Seuil, Destinataire]], told: set[UUID]
) -> Iterator[A_Dire]:
    """Whoever holds two roles is told once, at the first (domain 0.1, 14)."""
    for seuil, a in new:
        others = sorted(a.gens - told, key=str)
        # A team is told one by one: said to the trade, it would reach who has the task again.
        is_team = seuil.niveau == REMPLACANT and a.person_id is None
        yield A_Dire(seuil, a, bool(others), others if is_team else [a.person_id])
        told |= a.gens


def _told(tx: Transaction, sujet: Sujet, known: Sequence[Alerte]) -> set[UUID]:
    """Those whom these rows have told: of a trade, who was at work then and read it."""
    sent = [row for row in known if row.est_transmise]
    read = (
        select(NoticeReader.person_id)
        .join(Notice, Notice.id == NoticeReader.notice_id)
        .where(
            Notice.task_id == sujet.task_id,
            Notice.template.in_({row.modele for row in sent}),
            Notice.at >= min((row.le for row in sent), default=tx.now),
        )
    )
    readers = set(tx.session.scalars(read)) if sent else set()
    return {row.person_id for row in sent if row.person_id} | readers


def _row(tx: Transaction, instance: Instance, sujet: Sujet, one: A_Dire) -> dict[str, object]:
    return {
        "id": uuid4(),
        "circle_id": instance.circle_id,
        "instance_id": instance.id,
        "objet": sujet.objet,
        "regle": one.seuil.regle,
        "code": one.seuil.code,
        "niveau": one.seuil.niveau,
        "group_code": one.a.metier,
        "person_id": one.a.person_id,
        "modele": one.seuil.modele,
        "task_id": sujet.task_id,
        "reference_le": sujet.reference_le,
        "jours": sujet.jours,
        "est_transmise": one.est_transmise,
        "le": tx.now,
    }
