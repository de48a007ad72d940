"""Enter an absence and who stands in: by the person, or by their chef."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.audit.record import record
from engine.core.calendar import at_paris, paris_day
from engine.core.errors import NotFound
from engine.core.identity.models import Membership, Person
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.menages.apart import barred_people
from engine.suivi.menages.saisie import Saisie
from engine.suivi.referents.models import Absence
from engine.suivi.referents.stand_in import begin_absence, finish_absence

CHEFS = {"MDL": "MDL_CHEF", "XLH": "XLH_PILOTE"}
LONGEST = timedelta(days=366)
BARRED = (
    "Cette personne ne peut pas vous remplacer sur tous les dossiers : voyez le chef de service."
)
OPEN = (Statut.REPERE, Statut.EN_COURS)


@dataclass(frozen=True)
class Asked:
    """An absence as typed, once it holds."""

    person_id: UUID
    remplacant_id: UUID | None
    du: date
    au: date


def may_enter_for(tx: Transaction) -> Sequence[tuple[UUID, str]]:
    """Whose absences the actor enters: their own; those of their organisation, for its chef.

    Nobody watches the other's staff (domain 0.1, 13).
    """
    mine = Person.id == tx.actor.id
    if CHEFS.get(tx.actor.organisation) in tx.actor.groups:
        mine = Person.organisation_code == tx.actor.organisation
    rows = select(Person.id, Person.name).where(mine, Person.closed_at.is_(None))
    return [(person, name) for person, name in tx.session.execute(rows.order_by(Person.name))]


def possible_replacements(tx: Transaction, person_id: UUID) -> Sequence[tuple[UUID, str]]:
    """Who may stand in: same organisation, every trade of the person, an open account."""
    person = tx.session.get_one(Person, person_id)
    trades = _trades(tx, person_id)
    rows = tx.session.execute(
        select(Person.id, Person.name)
        .where(
            Person.organisation_code == person.organisation_code,
            Person.closed_at.is_(None),
            Person.id != person_id,
        )
        .order_by(Person.name)
    )
    return [(one, name) for one, name in rows if trades and trades <= _trades(tx, one)]


def enter_absence(tx: Transaction, typed: Mapping[str, str]) -> Absence:
    """An absence (``person`` or oneself, ``du``, ``au``, ``remplacant`` or nobody).

    It begins at once when its first day has come, else at that midnight, and ends by itself.
    AnswersRefused in words: another trade, dates that cross another absence, a replacement who
    is away too, or who may not follow one of the dossiers concerned.
    """
    asked = _asked(tx, typed)
    absence = Absence(
        id=uuid4(),
        person_id=asked.person_id,
        remplacant_id=asked.remplacant_id,
        du=asked.du,
        au=asked.au,
        saisie_par=tx.actor.id,
        saisie_le=tx.now,
        commencee_le=None,
        terminee_le=None,
    )
    tx.session.add(absence)
    tx.session.flush()
    named = {"absence_id": str(absence.id)}
    if asked.du <= paris_day(tx.now):
        with beyond(tx):
            begin_absence(tx, absence)
    else:
        promise(tx, [("commencer_absence", named)], at=at_paris(asked.du, 0))
    promise(tx, [("terminer_absence", named)], at=ends_at(absence))
    record(tx, _own_chain(tx), None, "absence:entered", absence.id)
    return absence


def end_absence(tx: Transaction, absence_id: UUID) -> None:
    """The person is back, or does not leave: what was entrusted goes back at once."""
    absence = tx.session.get(Absence, absence_id, with_for_update=True)
    whose = {person for person, _ in may_enter_for(tx)}
    if absence is None or absence.person_id not in whose or absence.terminee_le:
        raise NotFound(absence_id=absence_id)
    with beyond(tx):
        finish_absence(tx, absence)
    record(tx, _own_chain(tx), None, "absence:ended", absence.id)


def ends_at(absence: Absence) -> datetime:
    """The midnight, in Paris, after its last day."""
    return at_paris(absence.au + timedelta(days=1), 0)


def _asked(tx: Transaction, typed: Mapping[str, str]) -> Asked:
    today = paris_day(tx.now)
    saisie = Saisie(typed, today)
    whose = {str(person): person for person, _ in may_enter_for(tx)}
    person = whose.get(typed.get("person") or str(tx.actor.id))
    if person is None:
        saisie.wrong("person", "Choisissez dans la liste.")
    du = saisie.day("du", ask="Indiquez le premier jour.")
    au = saisie.day("au", ask="Indiquez le dernier jour.")
    if du and au:
        _look_at_days(saisie, du, au, today)
    wanted = typed.get("remplacant", "")
    remplacant = None
    if wanted and person:
        known = {str(one): one for one, _ in possible_replacements(tx, person)}
        remplacant = known.get(wanted)
        if remplacant is None:
            saisie.wrong("remplacant", "Choisissez quelqu’un du même métier, dans la liste.")
    saisie.refuse()
    assert person and du and au
    _look_at_others(tx, saisie, Asked(person, remplacant, du, au))
    saisie.refuse()
    return Asked(person, remplacant, du, au)


def _look_at_days(saisie: Saisie, du: date, au: date, today: date) -> None:
    if au < du:
        saisie.wrong("au", "Le dernier jour est avant le premier.")
    elif au < today:
        saisie.wrong("au", "Cette absence est déjà finie.")
    elif au - du > LONGEST:
        saisie.wrong("au", "Un an au plus : au-delà, changez le référent des dossiers.")


def _look_at_others(tx: Transaction, saisie: Saisie, asked: Asked) -> None:
    if _is_away(tx, asked.person_id, asked):
        saisie.wrong("du", "Une autre absence est déjà notée sur ces jours.")
    if asked.remplacant_id is None:
        return
    if _is_away(tx, asked.remplacant_id, asked):
        saisie.wrong("remplacant", "Cette personne est absente elle aussi sur ces jours.")
    if any(asked.remplacant_id in barred_people(tx, one) for one in _followed(tx, asked.person_id)):
        saisie.wrong("remplacant", BARRED)


def _is_away(tx: Transaction, person_id: UUID, asked: Asked) -> bool:
    days = (Absence.du <= asked.au, Absence.au >= asked.du)
    found = select(Absence.id).where(
        Absence.person_id == person_id, Absence.terminee_le.is_(None), *days
    )
    return tx.session.scalars(found).first() is not None


def _followed(tx: Transaction, person_id: UUID) -> list[UUID]:
    """The households whose open dossier the person follows."""
    with beyond(tx):
        mine = (Dossier.referent_id == person_id, Dossier.statut.in_(OPEN))
        found = tx.session.scalars(select(Dossier.menage_id).where(*mine)).all()
    return [menage_id for menage_id in found if menage_id]


def _trades(tx: Transaction, person_id: UUID) -> set[str]:
    return set(
        tx.session.scalars(select(Membership.group_code).where(Membership.person_id == person_id))
    )


def _own_chain(tx: Transaction) -> Person:
    """An absence is of no dossier: it is on the chain of whoever enters it."""
    return tx.session.get_one(Person, tx.actor.id, with_for_update=True)
