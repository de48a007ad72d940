"""Import in two steps: a preview that keeps nothing of the unknown, then a confirmation.

Between the two, the accounts of recognised tenants wait sealed in a row of their own; the file
itself and its other lines are gone. Read again, the same file changes nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.core.audit.record import record
from engine.core.errors import EngineError, NotAllowed
from engine.core.outbox.promise import promise
from engine.core.transaction import Transaction
from engine.core.walls import acts_beyond
from engine.suivi.dettes.comptes import Arrete, Kept, comptes_of, keep_comptes
from engine.suivi.dettes.importer.apercu import Erreur, Lecture, as_json, read_file
from engine.suivi.dettes.importer.reconnaitre import Relie, linked
from engine.suivi.dettes.models import ImportComptes
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.tableaux.brouillons import draft_of, drop_draft, find_import, keep_draft


class LignesFausses(EngineError):
    """Some lines are wrong, and nothing was to be imported then."""

    code = "lignes_fausses"


@dataclass(frozen=True)
class Reconnu:
    """What a file says of one dossier that its reader sees."""

    dossier: Dossier
    arretes: Sequence[Arrete]
    kept: Kept
    """What keeping them would change."""

    @property
    def dernier(self) -> Arrete:
        return self.arretes[-1]


@dataclass(frozen=True)
class Apercu:
    """A file that waits for its confirmation, as its reader is told of it."""

    id: UUID
    lues: int
    ignorees: int
    erreurs: Sequence[Erreur]
    reconnus: Sequence[Reconnu]
    colonnes_ignorees: Sequence[str]

    def count(self, name: str) -> int:
        """How many accounts would be ``created``, ``updated`` or ``identical``."""
        return sum(getattr(one.kept, name) for one in self.reconnus)


@acts_beyond
def preview_import(tx: Transaction, data: bytes) -> UUID:
    """Read a landlord's file; the id of what waits for a confirmation (FichierRefuse)."""
    require_import(tx)
    lecture = read_file(tx, data)
    return keep_draft(tx, ImportComptes, _draft(lecture))


@acts_beyond
def look_at_import(tx: Transaction, import_id: UUID) -> Apercu:
    """What waits there, for whoever has read the file; NotFound once it is confirmed."""
    draft = draft_of(tx, _find(tx, import_id))
    arretes, relies = _arretes(draft), {one.dossier.id: one for one in linked(tx)}
    told = [relies[UUID(key)] for key in draft["vus"] if UUID(key) in relies]
    return Apercu(
        import_id,
        draft["lues"],
        draft["ignorees"],
        [(line, words) for line, words in draft["erreurs"]],
        sorted(
            (_reconnu(tx, one, arretes[one.dossier.id]) for one in told if one.is_seen),
            key=lambda one: one.dossier.reference,
        ),
        draft["colonnes"],
    )


@acts_beyond
def confirm_import(tx: Transaction, import_id: UUID, *, all_or_nothing: bool) -> dict[str, int]:
    """Keep what was previewed: how many accounts are new, updated, the same; how many lines not.

    LignesFausses, and nothing is kept, when ``all_or_nothing`` and a line was wrong. Confirmed
    twice, it is done once. Each dossier that changes is recorded, and its échéances are looked
    at after the commit.
    """
    row = _find(tx, import_id, is_locked=True)
    if row.confirme_le is not None:
        return dict(row.comptes)
    draft = draft_of(tx, row)
    if draft["erreurs"] and all_or_nothing:
        raise LignesFausses
    arretes = _arretes(draft)
    relies = linked(tx, arretes)  # a file closed or taken away meanwhile gets nothing
    instances = _lock(tx, [one.dossier.id for one in relies])
    kept = keep_comptes(tx, [one.dossier for one in relies], arretes)
    row.comptes = _counts(draft, [kept[one.dossier.id] for one in relies if one.is_seen])
    row.confirme_le, row.brouillon = tx.now, None
    changed = [one.dossier for one in relies if kept[one.dossier.id].changed]
    for dossier in changed:
        promise(tx, [("signaler_echeances", {"dossier_id": str(dossier.id)})])
        record(tx, instances[dossier.id], dossier.circle_id, "compte:imported", dossier.id)
    return dict(row.comptes)


def drop_import(tx: Transaction, import_id: UUID) -> None:
    """Give a preview up: nothing of it is left."""
    drop_draft(tx, _find(tx, import_id))


def last_imports(tx: Transaction, count: int = 10) -> list[ImportComptes]:
    """The last confirmed imports, by whoever imports: counts alone."""
    require_import(tx)
    done = select(ImportComptes).where(ImportComptes.confirme_le.is_not(None))
    return list(tx.session.scalars(done.order_by(ImportComptes.confirme_le.desc()).limit(count)))


def require_import(tx: Transaction) -> None:
    """NotAllowed for a trade that does not write the account."""
    if not may_write(tx, Rubrique.COMPTE):
        raise NotAllowed(rubrique=Rubrique.COMPTE.value, person=str(tx.actor.id))


def _find(tx: Transaction, import_id: UUID, *, is_locked: bool = False) -> ImportComptes:
    require_import(tx)
    return find_import(tx, ImportComptes, import_id, is_locked=is_locked)


def _draft(lecture: Lecture) -> dict[str, Any]:
    return {
        "lues": lecture.lues,
        "ignorees": lecture.ignorees,
        "erreurs": lecture.erreurs,
        "colonnes": lecture.colonnes_ignorees,
        "vus": sorted(map(str, lecture.vus)),
        "arretes": as_json(lecture.arretes),
    }


def _arretes(draft: Mapping[str, Any]) -> dict[UUID, list[Arrete]]:
    return {UUID(key): [_arrete(row) for row in rows] for key, rows in draft["arretes"].items()}


def _arrete(row: Mapping[str, Any]) -> Arrete:
    amounts = {
        name: None if row[name] is None else Decimal(row[name]) for name in ("loyer", "paye", "apl")
    }
    return Arrete(
        arrete_au=date.fromisoformat(row["arrete_au"]),
        solde=Decimal(row["solde"]),
        versements=tuple(
            (date.fromisoformat(day), Decimal(montant)) for day, montant in row["versements"]
        ),
        **amounts,
    )


def _reconnu(tx: Transaction, relie: Relie, arretes: Sequence[Arrete]) -> Reconnu:
    known = {compte.arrete_au: compte for compte in comptes_of(tx, relie.dossier.id)}
    kept = Kept()
    for arrete in arretes:
        found = known.get(arrete.arrete_au)
        if found is None:
            kept.created += 1
        elif all(getattr(found, name) == value for name, value in arrete.row.items()):
            kept.identical += 1
        else:
            kept.updated += 1
    return Reconnu(relie.dossier, arretes, kept)


def _counts(draft: Mapping[str, Any], kept: Sequence[Kept]) -> dict[str, int]:
    return {
        "lues": draft["lues"],
        "nouveaux": sum(one.created for one in kept),
        "mis_a_jour": sum(one.updated for one in kept),
        "identiques": sum(one.identical for one in kept),
        "ignorees": draft["ignorees"],
        "refusees": len(draft["erreurs"]),
    }


def _lock(tx: Transaction, ids: Sequence[UUID]) -> dict[UUID, Instance]:
    """The cases of these dossiers, all locked at once and always in one order.

    Two imports of the same accounts follow each other, and each act is on its dossier's chain.
    """
    tx.flush()
    rows = (
        select(DossierInstance.dossier_id, Instance)
        .join(Instance, DossierInstance.instance_id == Instance.id)
        .where(DossierInstance.dossier_id.in_(ids), DossierInstance.role == Role.ENTREE)
        .order_by(Instance.id)
        .with_for_update(of=Instance)
    )
    locked = tx.session.execute(rows, execution_options={"populate_existing": True})
    return {dossier_id: instance for dossier_id, instance in locked}
