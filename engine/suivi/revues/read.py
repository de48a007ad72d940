"""Read reviews and their lines: only the dossiers that the actor may see appear, or count."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select

from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.errors import NotAllowed, NotFound
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import volets_of
from engine.suivi.partage.lire import may_read, may_write
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.revues.draft import draft_synthese
from engine.suivi.revues.figures import Chiffres, days_left, figures_of
from engine.suivi.revues.models import LigneRevue, Revue
from engine.suivi.revues.write import RELEVE, SYNTHESE, text_in

REDUITE = "Suivi en cours."
"""All that a review says of a restricted dossier, to everybody: its page may be projected."""


@dataclass(frozen=True)
class LigneLue:
    """A dossier in a review. Of a reduced one: reference, volets, state, days left, decision."""

    dossier: Dossier
    is_reduite: bool
    volets: list[str]
    referent: str | None
    jours_restants: int | None
    version: int
    synthese: str
    """Empty while nobody has read the draft again."""
    synthese_par: str | None
    synthese_le: datetime | None
    decision: str | None
    raison: str | None
    a_revoir_le: date | None
    releve: str
    decision_par: str | None
    decision_le: datetime | None
    suite: str | None

    @property
    def reference(self) -> str:
        return self.dossier.reference

    @property
    def is_missing(self) -> bool:
        """Whether its synthesis is still to be read again by its référent."""
        return not self.is_reduite and not self.synthese


@dataclass(frozen=True)
class Fiche:
    """A line with what the page of the session shows beside it."""

    ligne: LigneLue
    chiffres: Chiffres | None
    """None for a reduced line."""
    brouillon: str
    """The synthesis that writes itself, where nobody has written one."""


def revues(tx: Transaction) -> Sequence[Revue]:
    """The reviews, the last first; NotAllowed for a trade that reads none."""
    if not may_read(tx, Rubrique.REVUE):
        raise NotAllowed(rubrique=Rubrique.REVUE.value, person=str(tx.actor.id))
    return list(
        tx.session.scalars(
            select(Revue)
            .where(access.visible(Revue.circle_id, tx.actor))
            .order_by(Revue.ouverte_le.desc())
        )
    )


def lignes(tx: Transaction, revue: Revue) -> list[LigneLue]:
    """The lines of the dossiers whose circle has the actor, by reference."""
    rows = tx.session.execute(
        select(LigneRevue, Dossier)
        .join(Dossier, Dossier.id == LigneRevue.dossier_id)
        .where(LigneRevue.revue_id == revue.id, access.visible(Dossier.circle_id, tx.actor))
        .order_by(Dossier.reference)
    ).all()
    volets = volets_of(tx, [dossier for _, dossier in rows])
    names = _names(tx, [(ligne, dossier) for ligne, dossier in rows])
    return [_read(tx, ligne, dossier, volets[dossier.id], names) for ligne, dossier in rows]


def find_fiche(tx: Transaction, revue: Revue, reference: str) -> tuple[list[LigneLue], Fiche]:
    """The lines, and the sheet of one of them; NotFound for a dossier that has none here."""
    read = lignes(tx, revue)
    found = next((one for one in read if one.reference == reference), None)
    if found is None:
        raise NotFound(reference=reference)
    return read, fiche_of(tx, found)


def fiche_of(tx: Transaction, ligne: LigneLue) -> Fiche:
    """Its key figures and its draft; nothing of them for a reduced line."""
    if ligne.is_reduite:
        return Fiche(ligne, None, REDUITE)
    chiffres = figures_of(tx, ligne.dossier)
    return Fiche(ligne, chiffres, draft_synthese(ligne.dossier, chiffres))


def totals(read: Sequence[LigneLue]) -> dict[str, Counter[str]]:
    """How many of these lines, by volet of entry (a household counts once), state and decision."""
    return {
        "volet": Counter(one.dossier.volet for one in read),
        "statut": Counter(one.dossier.statut for one in read),
        "decision": Counter(one.decision or "" for one in read),
    }


def open_tasks(tx: Transaction, revue: Revue) -> Sequence[Task]:
    """What the review waits for, by whoever."""
    return tx.session.scalars(
        select(Task)
        .where(Task.instance_id == revue.instance_id, Task.closed_at.is_(None))
        .order_by(Task.opened_at, Task.name)
    ).all()


def may_decide(tx: Transaction) -> bool:
    """The pilote and the chef de service decide together; the others read."""
    return may_write(tx, Rubrique.REVUE)


def may_write_synthese(tx: Transaction) -> bool:
    """The référents write the syntheses."""
    return tx.actor.organisation == "MDL" and may_write(tx, Rubrique.ACCOMPAGNEMENT)


def _read(
    tx: Transaction, ligne: LigneRevue, dossier: Dossier, volets: list[str], names: dict[UUID, str]
) -> LigneLue:
    is_reduite = dossier.is_restreint
    return LigneLue(
        dossier=dossier,
        is_reduite=is_reduite,
        volets=volets,
        referent=names.get(dossier.referent_id) if dossier.referent_id else None,
        jours_restants=days_left(tx, dossier),
        version=ligne.version,
        synthese=REDUITE if is_reduite else text_in(tx, SYNTHESE, ligne),
        synthese_par=names.get(ligne.synthese_par) if ligne.synthese_par else None,
        synthese_le=ligne.synthese_le,
        decision=ligne.decision,
        raison=None if is_reduite else ligne.raison,
        a_revoir_le=ligne.a_revoir_le,
        releve="" if is_reduite else text_in(tx, RELEVE, ligne),
        decision_par=names.get(ligne.decision_par) if ligne.decision_par else None,
        decision_le=ligne.decision_le,
        suite=ligne.suite,
    )


def _names(tx: Transaction, rows: Sequence[tuple[LigneRevue, Dossier]]) -> dict[UUID, str]:
    wanted = {
        one
        for ligne, dossier in rows
        for one in (dossier.referent_id, ligne.synthese_par, ligne.decision_par)
        if one is not None
    }
    people = tx.session.execute(select(Person.id, Person.name).where(Person.id.in_(wanted)))
    return {person: name for person, name in people}
