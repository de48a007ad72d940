"""The key figures of a dossier in a review: what both partners may read, and nothing else.

Read from the rooms with the actor's own rights: a trade that does not read the debt has none here.
"""

from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from sqlalchemy import func, select

from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.calendar import paris_day
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Presence
from engine.suivi.accompagnement.models import Contact
from engine.suivi.dettes.read import DetteLue, read_dette
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.logements.models import Occupation
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.projets.codes import OBJECTIFS_OUVERTS, StatutObjectif, Theme
from engine.suivi.projets.models import Objectif


@dataclass(frozen=True)
class Chiffres:
    """Everything may be missing: nobody has told it, or the actor does not read it."""

    jours_restants: int | None = None
    """Before the twelve months end; negative once they are past."""
    etapes: list[str] = field(default_factory=list)
    """The names of the open steps, each once."""
    dette: Decimal | None = None
    arrete_au: date | None = None
    plan_prevoit: Decimal | None = None
    """What the plan foresees as still owed on the day of the last account."""
    mensualite: Decimal | None = None
    retards: int = 0
    loyer_repris: bool | None = None
    mode: str | None = None
    entree_logement: date | None = None
    dernier_contact: date | None = None
    objectifs: list[str] = field(default_factory=list)
    """Those under way, as the shared project words them; those about safety are left out."""
    objectifs_atteints: int = 0


def days_left(tx: Transaction, dossier: Dossier) -> int | None:
    """Days until the last day of the measure; None where no measure is under way."""
    if dossier.date_fin_max is None or dossier.date_sortie is not None:
        return None
    return (dossier.date_fin_max - paris_day(tx.now)).days


def figures_of(tx: Transaction, dossier: Dossier) -> Chiffres:
    """The key figures of a dossier that the actor was allowed to find, and that is not reduced."""
    dette = read_dette(tx, dossier)
    occupation = _occupation(tx, dossier)
    goals = _objectifs(tx, dossier)
    under_way = [text for text, statut in goals if statut in OBJECTIFS_OUVERTS]
    found = Chiffres(
        jours_restants=days_left(tx, dossier),
        etapes=_steps(tx, dossier),
        mode=occupation.mode if occupation else None,
        entree_logement=occupation.entree_le if occupation else None,
        dernier_contact=_last_contact(tx, dossier),
        objectifs=under_way,
        objectifs_atteints=sum(statut == StatutObjectif.ATTEINT for _, statut in goals),
    )
    return found if dette is None else _owing(found, dette)


def _owing(about: Chiffres, dette: DetteLue) -> Chiffres:
    """The same with the debt by the last account, where there is one."""
    last, plan = dette.dernier, dette.plan
    if last is None:
        return about
    return replace(
        about,
        dette=dette.dette,
        arrete_au=last.arrete_au,
        loyer_repris=dette.loyer_repris,
        plan_prevoit=plan.due_by(last.arrete_au) if plan else None,
        mensualite=plan.plan.mensualite if plan else None,
        retards=len(plan.retards) if plan else 0,
    )


def _steps(tx: Transaction, dossier: Dossier) -> list[str]:
    instance = entry_instance(tx, dossier.id)
    names = tx.session.scalars(
        select(Task.name)
        .where(
            Task.instance_id == instance.id,
            Task.closed_at.is_(None),
            access.visible(Task.circle_id, tx.actor),
        )
        .order_by(Task.opened_at, Task.name)
    )
    return list(dict.fromkeys(names))


def _occupation(tx: Transaction, dossier: Dossier) -> Occupation | None:
    if not may_read(tx, Rubrique.LOGEMENT):
        return None
    mine = (Occupation.dossier_id == dossier.id, Occupation.fin.is_(None))
    rows = select(Occupation).where(*mine).order_by(Occupation.note_le.desc()).limit(1)
    return tx.session.scalar(rows)


def _last_contact(tx: Transaction, dossier: Dossier) -> date | None:
    if not may_read(tx, Rubrique.ACCOMPAGNEMENT):
        return None
    met = (Contact.dossier_id == dossier.id, Contact.presence == Presence.HONORE)
    return tx.session.scalar(select(func.max(Contact.jour)).where(*met))


def _objectifs(tx: Transaction, dossier: Dossier) -> list[tuple[str, str]]:
    if not may_read(tx, Rubrique.PROJET):
        return []
    rows = tx.session.scalars(
        select(Objectif)
        .where(
            Objectif.dossier_id == dossier.id,
            Objectif.retire_le.is_(None),
            Objectif.theme != Theme.SECURITE,
        )
        .order_by(Objectif.rang)
    )
    return [(str(unseal(tx, "objectif", row.id, row.corps)["libelle"]), row.statut) for row in rows]
