"""Two households that look alike: told with the reason, never joined by the program itself."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid4

from sqlalchemy import or_, select

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.hand import Hand, take
from engine.suivi.menages.match import MOST, SAME
from engine.suivi.menages.models import Decision, Personne, RapprochementDoublon
from engine.suivi.menages.noms import nom_long
from engine.suivi.menages.personnes import titulaires
from engine.suivi.menages.read import read_people
from engine.suivi.menages.seen import Vu, knows, seen
from engine.suivi.partage.rubriques import EQUIPE_MDL, Rubrique

FOUND_NONE = "Aucun dossier de cette référence dont vous connaissez le ménage."


@dataclass(frozen=True)
class Ressemblance:
    """Another household, its dossiers that are seen, and why it looks like this one."""

    menage_id: UUID
    nom: str
    dossiers: Sequence[Vu]
    raison: str


@dataclass(frozen=True)
class Difference:
    """Two households that were said not to be the same."""

    id: UUID
    nom: str
    dossiers: Sequence[Vu]


def similar(tx: Transaction, dossier: Dossier) -> Sequence[Ressemblance]:
    """The known households with a person of this one: same names, same birth date.

    Nothing for the landlord, for a restricted dossier, nor of one; nothing of those that were
    said to be others.
    """
    if not tx.actor.groups & EQUIPE_MDL or dossier.menage_id is None or dossier.is_restreint:
        return []
    if not knows(tx, dossier):
        return []
    wanted = _marks(tx, dossier.menage_id)
    in_usage, at_birth = (Personne.marque_usage, Personne.marque_naissance)
    others = select(Personne.menage_id).where(
        or_(in_usage.in_(wanted), at_birth.in_(wanted)),
        Personne.menage_id != dossier.menage_id,
        Personne.retiree_le.is_(None),
    )
    known = seen(tx, Dossier.menage_id.in_(others), Dossier.is_restreint.is_(False))
    told = _told_apart(tx, dossier.menage_id)
    ids = dict.fromkeys(v.menage_id for v in known if v.menage_id and v.menage_id not in told)
    return [
        Ressemblance(one, _called(tx, one), [v for v in known if v.menage_id == one], SAME)
        for one in list(ids)[:MOST]
    ]


def tell_apart(tx: Transaction, reference: str, other: str) -> None:
    """« Ce ne sont pas les mêmes » : remembered, so that it is not asked again.

    ``other`` is the reference of a dossier of the other household.
    """
    hand, theirs = both(tx, reference, other)
    row = RapprochementDoublon(
        id=uuid4(),
        menage_a=hand.menage_id,
        menage_b=theirs.menage_id,
        decision=Decision.DISTINCT,
        par=tx.actor.id,
        le=tx.now,
    )
    tx.session.add(row)
    record(tx, hand.instance, hand.dossier.circle_id, "menage:told_apart", hand.dossier.reference)


def told_apart(tx: Transaction, dossier: Dossier) -> Sequence[Difference]:
    """What was said not to be the same, to come back on it: known households alone."""
    if not tx.actor.groups & EQUIPE_MDL or dossier.menage_id is None:
        return []
    found = []
    for row in _differences(tx, dossier.menage_id):
        other = row.menage_b if row.menage_a == dossier.menage_id else row.menage_a
        known = seen(tx, Dossier.menage_id == other, Dossier.is_restreint.is_(False))
        if known:
            found.append(Difference(row.id, _called(tx, other), known))
    return found


def tell_alike(tx: Transaction, reference: str, row_id: UUID) -> None:
    """They may be the same after all: the likeness is told again."""
    if not tx.actor.groups & EQUIPE_MDL:
        raise NotAllowed(person=str(tx.actor.id))
    hand = take(tx, reference, Rubrique.COMPOSITION)
    known = {one.id for one in told_apart(tx, hand.dossier)}
    row = tx.session.get(RapprochementDoublon, row_id) if row_id in known else None
    if row is None:
        raise NotFound(row_id=row_id)
    tx.writes.set(row, annule_le=tx.now)
    record(tx, hand.instance, hand.dossier.circle_id, "menage:told_alike", hand.dossier.reference)


def both(tx: Transaction, reference: str, other: str) -> tuple[Hand, Dossier]:
    """A household in hand, and a dossier of another one that the actor knows as well.

    AnswersRefused (``autre``) when there is no such dossier for the actor: in one sentence for
    all reasons, restricted ones included.
    """
    if not tx.actor.groups & EQUIPE_MDL:
        raise NotAllowed(person=str(tx.actor.id))
    hand = take(tx, reference, Rubrique.COMPOSITION)
    known = seen(tx, Dossier.reference == other.strip(), Dossier.is_restreint.is_(False))
    is_other = known and known[0].menage_id not in (None, hand.menage_id)
    if not is_other or hand.dossier.is_restreint:
        raise AnswersRefused(errors={"autre": [FOUND_NONE]})
    return hand, tx.session.get_one(Dossier, known[0].dossier_id)


def _marks(tx: Transaction, menage_id: UUID) -> set[str]:
    """The marks of the persons of a household."""
    rows = tx.session.execute(
        select(Personne.marque_usage, Personne.marque_naissance).where(
            Personne.menage_id == menage_id, Personne.retiree_le.is_(None)
        )
    )
    return {mark for row in rows for mark in row if mark}


def _told_apart(tx: Transaction, menage_id: UUID) -> set[UUID]:
    """The households that were said not to be this one."""
    rows = _differences(tx, menage_id)
    return {side for row in rows for side in (row.menage_a, row.menage_b)} - {menage_id}


def _differences(tx: Transaction, menage_id: UUID) -> Sequence[RapprochementDoublon]:
    a, b = RapprochementDoublon.menage_a, RapprochementDoublon.menage_b
    query = select(RapprochementDoublon).where(
        or_(a == menage_id, b == menage_id),
        RapprochementDoublon.decision == Decision.DISTINCT,
        RapprochementDoublon.annule_le.is_(None),
    )
    return tx.session.scalars(query.order_by(RapprochementDoublon.le)).all()


def _called(tx: Transaction, menage_id: UUID) -> str:
    people = read_people(tx, menage_id)
    return nom_long(titulaires(people, paris_day(tx.now)))
