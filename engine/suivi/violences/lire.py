"""Open the volet of a dossier, for those on its list; for anyone else there is none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.calendar import iso_day, paris_day
from engine.core.errors import NotAllowed, NotFound
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.partage.lire import may_read, may_write
from engine.suivi.partage.noter import note_document
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.violences.codes import Ordonnance
from engine.suivi.violences.contenu import Contenu, protection_of, read_contenu
from engine.suivi.violences.models import MiseAbri, PlanSecurite, Protection
from engine.suivi.violences.ouvrir import has_volet


@dataclass(frozen=True)
class Ouvert:
    """The volet of a dossier, for somebody on its list."""

    dossier: Dossier
    instance: Instance
    protection: Protection


@dataclass(frozen=True)
class Plan:
    """A version of the safety plan: codes, the person's own words, when, signed or not."""

    reperes: Sequence[str]
    precisions: str
    etabli_le: date | None
    signe: bool


@dataclass(frozen=True)
class Abri:
    """A stay in a safe place."""

    row: MiseAbri
    type: str
    debut: date
    fin: date | None
    lieu: str


@dataclass(frozen=True)
class Volet:
    """All that the page of the volet shows."""

    ouvert: Ouvert
    contenu: Contenu
    plan: Plan | None
    abris: Sequence[Abri]
    tasks: Sequence[Task]
    today: date

    @property
    def op_jours(self) -> int | None:
        """Days until the ordonnance ends, negative once it has; None without one."""
        if self.contenu.op != Ordonnance.ACCORDEE or self.contenu.op_fin is None:
            return None
        return (self.contenu.op_fin - self.today).days


def open_volet(tx: Transaction, reference: str, *, write: bool = False) -> Ouvert:
    """The volet of that dossier. NotFound for whoever is not on its list, as for no volet at all.

    NotAllowed to write for a trade of the list that only reads (domain 4.8, class VVC).
    """
    dossier, _ = find_dossier(tx, reference)
    instance = volet_instance(tx, dossier)
    if instance is None:
        raise NotFound(reference=reference)
    if write and not may_write(tx, Rubrique.VIOLENCES):
        raise NotAllowed(rubrique=Rubrique.VIOLENCES.value, person=str(tx.actor.id))
    protection = protection_of(tx, dossier.id)
    if protection is None:
        raise NotFound(reference=reference)
    note_document(tx, dossier, Rubrique.VIOLENCES.value)
    return Ouvert(dossier, instance, protection)


def volet_instance(tx: Transaction, dossier: Dossier) -> Instance | None:
    """The case of the dossier's volet, None for whoever may not know of it."""
    if not may_read(tx, Rubrique.VIOLENCES):
        return None
    seen = access.visible(Instance.circle_id, tx.actor)
    found: Instance | None = tx.session.scalar(has_volet(dossier.id).where(seen))
    return found


def read_volet(tx: Transaction, reference: str) -> Volet:
    """What the page shows. ApartUnreadable without the volet's keys."""
    ouvert = open_volet(tx, reference)
    plan = tx.session.scalars(_latest(PlanSecurite, ouvert)).first()
    tasks = (Task.instance_id == ouvert.instance.id, Task.closed_at.is_(None))
    return Volet(
        ouvert=ouvert,
        contenu=read_contenu(tx, ouvert.protection),
        plan=_plan(tx, plan) if plan else None,
        abris=[_abri(tx, row) for row in tx.session.scalars(_latest(MiseAbri, ouvert))],
        tasks=tx.session.scalars(select(Task).where(*tasks).order_by(Task.due_on, Task.name)).all(),
        today=paris_day(tx.now),
    )


def volet_dossier(tx: Transaction, instance: Instance) -> Dossier | None:
    """The dossier whose volet this case is."""
    return tx.session.scalar(
        select(Dossier)
        .join(DossierInstance, DossierInstance.dossier_id == Dossier.id)
        .where(DossierInstance.instance_id == instance.id, DossierInstance.role == Role.VIOLENCES)
    )


def _latest(model: Any, ouvert: Ouvert) -> Any:
    mine = model.protection_id == ouvert.protection.id
    return select(model).where(mine).order_by(model.ecrit_le.desc(), model.id)


def _plan(tx: Transaction, row: PlanSecurite) -> Plan:
    content = unseal(tx, "plan_securite", row.id, row.corps)
    return Plan(
        content["reperes"], content["precisions"], iso_day(content["etabli_le"]), content["signe"]
    )


def _abri(tx: Transaction, row: MiseAbri) -> Abri:
    content = unseal(tx, "mise_a_l_abri", row.id, row.corps)
    debut = date.fromisoformat(content["debut"])
    return Abri(row, content["type"], debut, iso_day(content["fin"]), content["lieu"])
