"""Read the objectives of a dossier with what is done for each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.projets.codes import ACTIONS_OUVERTES, OBJECTIFS_OUVERTS
from engine.suivi.projets.models import Action, Objectif
from engine.suivi.projets.opening import actions_of, is_shared, objectifs_of


@dataclass(frozen=True)
class ActionLue:
    """An action with its words."""

    row: Action
    libelle: str

    @property
    def is_open(self) -> bool:
        return self.row.statut in ACTIONS_OUVERTES

    def is_late(self, today: date) -> bool:
        return self.is_open and self.row.echeance is not None and self.row.echeance < today


@dataclass(frozen=True)
class ObjectifLu:
    """An objective with its words and its actions."""

    row: Objectif
    libelle: str
    cible: str
    actions: Sequence[ActionLue]

    @property
    def is_open(self) -> bool:
        return self.row.statut in OBJECTIFS_OUVERTS

    def is_late(self, today: date) -> bool:
        return self.is_open and self.row.echeance is not None and self.row.echeance < today


def read_objectifs(tx: Transaction, dossier: Dossier) -> list[ObjectifLu]:
    """All of an opened dossier, in their order; those written by mistake are left out."""
    actions = [
        ActionLue(row, unseal(tx, "action_projet", row.id, row.corps)["libelle"])
        for row in actions_of(tx, dossier)
    ]
    return [
        ObjectifLu(
            row=row,
            actions=[one for one in actions if one.row.objectif_id == row.id],
            **unseal(tx, "objectif", row.id, row.corps),
        )
        for row in objectifs_of(tx, dossier)
    ]


def tickable_objectifs(tx: Transaction, dossier: Dossier) -> list[ObjectifLu]:
    """`open_objectifs`, for somebody who writes the project; nothing for anybody else."""
    may_tick = may_write(tx, Rubrique.PROJET) and is_shared(tx, dossier)
    return open_objectifs(tx, dossier) if may_tick else []


def open_objectifs(tx: Transaction, dossier: Dossier) -> list[ObjectifLu]:
    """Those that are still to be reached, with their open actions: what a visit ticks."""
    return [
        ObjectifLu(one.row, one.libelle, one.cible, [a for a in one.actions if a.is_open])
        for one in read_objectifs(tx, dossier)
        if one.is_open
    ]
