"""Rendez-vous: of one dossier, and of one person over all their dossiers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from engine.core import access
from engine.core.calendar import at_paris, paris_day
from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Statut
from engine.suivi.accompagnement.models import RendezVous
from engine.suivi.accompagnement.opening import SHARED, find_rendez_vous, may_correct
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import is_on_the_list, of_both_sides
from engine.suivi.partage.lire import is_told, may_read, open_rubrique
from engine.suivi.partage.rubriques import Rubrique

LOOK_BACK = timedelta(days=60)
WRITTEN_WITHIN = timedelta(days=7)
MAX_LISTED = 200


@dataclass(frozen=True)
class RendezVousLu:
    """A rendez-vous as the actor may read it."""

    row: RendezVous
    reference: str
    avec: str
    """Whom to ask for."""
    lieu: str
    """A code; empty where the place is kept from the actor."""
    precision: str
    langue: str
    is_awaited: bool
    """Its hour has passed, and nobody has entered what became of it."""
    is_correctable: bool


def rendez_vous_of(tx: Transaction, dossier: Dossier) -> list[RendezVousLu]:
    """Every rendez-vous of an opened dossier, the latest first; none for who may not read them."""
    if not may_read(tx, SHARED):
        return []
    rows = tx.session.execute(
        select(RendezVous, Person.name)
        .join(Person, Person.id == RendezVous.avec_id)
        .where(
            RendezVous.dossier_id == dossier.id,
            of_both_sides(tx, dossier, RendezVous.organisation),
        )
        .order_by(RendezVous.debut.desc())
        .limit(MAX_LISTED)
    )
    return [_read(tx, dossier, row, name) for row, name in rows]


def read_rendez_vous(
    tx: Transaction, reference: str, rendez_vous_id: UUID
) -> tuple[Dossier, RendezVousLu]:
    """One rendez-vous of a dossier; NotFound for another's."""
    dossier = open_rubrique(tx, reference, SHARED)
    row = find_rendez_vous(tx, dossier, rendez_vous_id)
    return dossier, _read(tx, dossier, row, tx.session.get_one(Person, row.avec_id).name)


def my_rendez_vous(tx: Transaction) -> tuple[list[RendezVousLu], list[RendezVousLu]]:
    """Those to come with the actor, soonest first, and those whose outcome is to be entered."""
    rows = tx.session.execute(
        select(RendezVous, Dossier, Person.name)
        .join(Dossier, Dossier.id == RendezVous.dossier_id)
        .join(Person, Person.id == RendezVous.avec_id)
        .where(
            RendezVous.avec_id == tx.actor.id,
            RendezVous.statut == Statut.PREVU,
            RendezVous.debut > tx.now - LOOK_BACK,
            access.visible(RendezVous.circle_id, tx.actor),
        )
        .order_by(RendezVous.debut)
        .limit(MAX_LISTED)
    )
    read = [_read(tx, dossier, row, name) for row, dossier, name in rows if is_told(tx, dossier)]
    return [r for r in read if not r.is_awaited], [r for r in read if r.is_awaited]


def of_the_day(tx: Transaction, read: Iterable[RendezVousLu]) -> RendezVousLu | None:
    """The rendez-vous that a visit of today, or written up within the week, was."""
    today = paris_day(tx.now)
    since, ends = at_paris(today - WRITTEN_WITHIN, 0), at_paris(today + timedelta(days=1), 0)
    mine = [r for r in read if r.row.statut == Statut.PREVU and since <= r.row.debut < ends]
    return max(mine, key=lambda r: r.row.debut, default=None)


def next_one(tx: Transaction, read: Sequence[RendezVousLu]) -> RendezVousLu | None:
    """The next rendez-vous to come."""
    coming = [r for r in read if r.row.statut == Statut.PREVU and r.row.debut > tx.now]
    return min(coming, key=lambda r: r.row.debut, default=None)


def _read(tx: Transaction, dossier: Dossier, row: RendezVous, avec: str) -> RendezVousLu:
    detail = unseal(tx, "rendez_vous", row.id, row.detail)
    is_ours = tx.actor.id in (row.avec_id, row.auteur_id) or (
        tx.actor.organisation == row.organisation
        and (not row.lieu_sensible or _knows_of_violences(tx, dossier))
    )
    is_open = is_ours or not row.lieu_sensible
    return RendezVousLu(
        row=row,
        reference=dossier.reference,
        avec=avec,
        lieu=detail["lieu"] if is_open else "",
        precision=detail["precision"] if is_ours else "",
        langue=detail["langue"] if is_ours else "",
        is_awaited=row.statut == Statut.PREVU and row.fin <= tx.now,
        is_correctable=row.statut == Statut.PREVU
        and (row.avec_id == tx.actor.id or may_correct(tx.actor, row)),
    )


def _knows_of_violences(tx: Transaction, dossier: Dossier) -> bool:
    """A place that must not be known is read by those of the file's list (domain 3.4)."""
    return may_read(tx, Rubrique.VIOLENCES) and is_on_the_list(tx, dossier)
