"""Mark two households « à ne pas croiser », or lift the mark: by the MDL's direction alone.

Nothing of it is told on the dossiers: neither on their pages nor in their journal.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core import access
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotFound
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.menages.apart import (
    is_listed_by_name,
    marks_of,
    named_of,
    other_of,
    referents_of,
)
from engine.suivi.menages.direction import is_direction, require_direction
from engine.suivi.menages.find import names_of
from engine.suivi.menages.hand import Hand, lock_menages, take
from engine.suivi.menages.listing import EQUIPE, list_by_name
from engine.suivi.menages.models import Incompatibilite, MotifIncompatibilite
from engine.suivi.menages.saisie import Saisie
from engine.suivi.menages.seen import seen
from engine.suivi.partage.rubriques import Rubrique

OPEN = (Statut.REPERE, Statut.EN_COURS)
FOUND_NONE = "Aucun dossier de cette référence dont vous connaissez le ménage."
SAME_REFERENT = "Les deux ménages ont le même référent : changez d’abord le référent d’un dossier."
SAME_LIST = "Une même personne est nommée sur les deux listes : changez d’abord le référent."


@dataclass(frozen=True)
class Marque:
    """A mark, as the direction reads it."""

    id: UUID
    motif: str
    posee_le: datetime
    dossiers: Sequence[tuple[str, str]]
    """The other household's dossiers: reference and name."""


def read_marks(tx: Transaction, dossier: Dossier) -> Sequence[Marque]:
    """The marks of the household of a dossier, for the direction; nothing for anybody else."""
    menage_id = dossier.menage_id
    if not is_direction(tx) or menage_id is None:
        return []
    return [_told(tx, mark, menage_id) for mark in marks_of(tx, menage_id)]


def keep_apart(tx: Transaction, reference: str, other: str, motif: str) -> None:
    """The households of two dossiers must not cross: never the same référent.

    AUTEUR_VICTIME: the MDL's team leaves both lists, only named persons stay. AnswersRefused
    (``autre``, ``motif``) when they have a person in common, or one has no référent to name.
    """
    require_direction(tx)
    hand = take(tx, reference, Rubrique.IDENTITE)
    other_id = _other(tx, hand, other, motif)
    lock_menages(tx, [hand.menage_id, other_id])
    is_by_name = motif == MotifIncompatibilite.AUTEUR_VICTIME
    _refuse_crossing(tx, hand.menage_id, other_id, is_by_name)
    row = Incompatibilite(
        id=uuid4(),
        menage_a=hand.menage_id,
        menage_b=other_id,
        motif=motif,
        posee_le=tx.now,
        posee_par=tx.actor.id,
    )
    tx.session.add(row)
    if is_by_name:
        for dossier in _dossiers(tx, hand.menage_id, other_id):
            list_by_name(tx, dossier)
    person = tx.session.get_one(Person, tx.actor.id, with_for_update=True)
    record(tx, person, None, "menage:kept_apart", row.id)


def lift(tx: Transaction, reference: str, row_id: UUID) -> None:
    """The mark holds no more; the MDL's team sees again what it alone had hidden."""
    require_direction(tx)
    hand = take(tx, reference, Rubrique.IDENTITE)
    row = tx.session.get(Incompatibilite, row_id, populate_existing=True)
    if row is None or row.levee_le or hand.menage_id not in (row.menage_a, row.menage_b):
        raise NotFound(row_id=row_id)
    row.levee_le = tx.now
    tx.session.flush()
    if row.motif == MotifIncompatibilite.AUTEUR_VICTIME:
        for menage_id in (row.menage_a, row.menage_b):
            _open_again(tx, menage_id)
    person = tx.session.get_one(Person, tx.actor.id, with_for_update=True)
    record(tx, person, None, "menage:mark_lifted", row.id)


def _told(tx: Transaction, mark: Incompatibilite, menage_id: UUID) -> Marque:
    known = seen(tx, Dossier.menage_id == other_of(mark, menage_id))
    names = names_of(tx, [vu.dossier_id for vu in known])
    told = [(vu.reference, names.get(vu.dossier_id, "")) for vu in known]
    return Marque(mark.id, mark.motif, mark.posee_le, told)


def _other(tx: Transaction, hand: Hand, other: str, motif: str) -> UUID:
    """The other household; AnswersRefused in words."""
    saisie = Saisie({"autre": other, "motif": motif}, tx.now.date())
    saisie.choice("motif", list(MotifIncompatibilite), ask="Dites pourquoi.")
    wanted = saisie.text("autre", ask="Indiquez la référence de l’autre dossier.")
    known = seen(tx, Dossier.reference == wanted) if wanted else []
    menage_id = known[0].menage_id if known else None
    if wanted and menage_id is None:
        saisie.wrong("autre", FOUND_NONE)
    elif menage_id == hand.menage_id:
        saisie.wrong("autre", "C’est un dossier du même ménage.")
    elif any(menage_id == other_of(m, hand.menage_id) for m in marks_of(tx, hand.menage_id)):
        saisie.wrong("autre", "Ces deux ménages sont déjà « à ne pas croiser ».")
    saisie.refuse()
    assert menage_id is not None
    return menage_id


def _refuse_crossing(tx: Transaction, one: UUID, other: UUID, is_by_name: bool) -> None:
    """AnswersRefused when the two already have somebody in common, or nobody to name."""
    wrong = ""
    if referents_of(tx, one) & referents_of(tx, other):
        wrong = SAME_REFERENT
    elif is_by_name and named_of(tx, one) & named_of(tx, other):
        wrong = SAME_LIST
    elif is_by_name:
        without = [
            dossier.reference
            for dossier in _dossiers(tx, one, other)
            if dossier.referent_id is None and dossier.statut in OPEN
        ]
        wrong = f"Désignez d’abord un référent : dossier {', '.join(without)}." if without else ""
    if wrong:
        raise AnswersRefused(errors={"autre": [wrong]})


def _dossiers(tx: Transaction, *menages: UUID) -> Sequence[Dossier]:
    query = select(Dossier).where(Dossier.menage_id.in_(menages)).order_by(Dossier.reference)
    return tx.session.scalars(query).all()


def _open_again(tx: Transaction, menage_id: UUID) -> None:
    """The team is on the lists again, unless another mark or a restriction keeps it out."""
    if is_listed_by_name(tx, menage_id):
        return
    for dossier in _dossiers(tx, menage_id):
        if not dossier.is_restreint:
            access.widen_circle(tx, dossier.circle_id, EQUIPE)
