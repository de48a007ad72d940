"""The démarches of a dossier as one checklist: what is said, what is left, by when."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from sqlalchemy import select

from engine.core.calendar import paris_day
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.demarches.codes import (
    A_RATTRAPER,
    CONFIDENTIELLES,
    FINIES,
    INSTALLATION,
    StatutDemarche,
    TypeDemarche,
    statuts_of,
)
from engine.suivi.demarches.delais import Delai, Reperes, delai_of
from engine.suivi.demarches.ecrire import demarches_of, detail_of
from engine.suivi.demarches.models import Demarche
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.rows import accepted_logement, lived_in
from engine.suivi.menages.models import Coordonnee, TypeCoordonnee
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import Rubrique


@dataclass(frozen=True)
class Ligne:
    """One line of the checklist."""

    type: TypeDemarche
    statut: StatutDemarche
    delai: Delai | None
    row: Demarche | None
    demande: Decimal | None = None
    accorde: Decimal | None = None
    reference: str = ""
    auteur: str = ""

    @property
    def statuts(self) -> Sequence[StatutDemarche]:
        return statuts_of(self.type)

    @property
    def is_done(self) -> bool:
        return self.statut in FINIES

    @property
    def is_to_begin(self) -> bool:
        """Its limit still counts: a limit is for handing in, not for the answer."""
        return self.statut is StatutDemarche.A_FAIRE

    @property
    def must(self) -> bool:
        """It is still worth doing, and soon, once its day is past."""
        return self.type in A_RATTRAPER

    @property
    def can_go_back(self) -> bool:
        return self.row is not None and self.row.avant is not None

    def is_late(self, today: date) -> bool:
        """Nobody has begun it, its day is past, and it is still worth doing."""
        jour = self.delai.jour if self.delai else None
        return self.must and self.is_to_begin and jour is not None and jour < today


@dataclass(frozen=True)
class Checklist:
    """The lines, and the types that may still be added."""

    lignes: Sequence[Ligne]
    autres: Sequence[TypeDemarche]

    @property
    def left(self) -> Sequence[Ligne]:
        return [one for one in self.lignes if not one.is_done]


def read_checklist(tx: Transaction, dossier: Dossier) -> Checklist:
    """The checklist of a dossier whose part DEMARCHES was opened.

    A household that moves in has the whole list (domain 5.2); any other, what was begun for it.
    « Changement d'adresse » is left out where the address is to stay unknown.
    """
    known, today = demarches_of(tx, dossier.id), paris_day(tx.now)
    home = lived_in(tx, dossier.id)
    if home is not None and home.cles_id is None:
        home = None  # it lived there before: nobody moves in
    moves = home is not None or accepted_logement(tx, dossier.id) is not None
    wanted = [*(INSTALLATION if moves else ()), *known]
    hidden = CONFIDENTIELLES | (
        {TypeDemarche.CHANGEMENT_ADRESSE} if address_is_hidden(tx, dossier) else frozenset()
    )
    days = Reperes(home.date_bail, home.entree_le) if home else Reperes(None, None)
    names = _authors(tx, known.values())
    lines = [
        _line(tx, kind, known.get(kind), delai_of(tx, kind, days, today), names)
        for kind in TypeDemarche
        if kind in wanted and kind not in hidden
    ]
    shown = {line.type for line in lines}
    return Checklist(lines, [kind for kind in TypeDemarche if kind not in shown | hidden])


def to_tick(tx: Transaction, dossier: Dossier) -> Sequence[Ligne]:
    """The lines that nobody has begun, for another screen; none for who may not write them."""
    if not may_write(tx, Rubrique.DEMARCHES):
        return []
    waits = StatutDemarche.A_FAIRE
    return [line for line in read_checklist(tx, dossier).lignes if line.statut is waits]


def address_is_hidden(tx: Transaction, dossier: Dossier) -> bool:
    """A restricted file, or a household whose address is protected: nobody is told where it is."""
    if dossier.is_restreint:
        return True
    protected = select(Coordonnee.id).where(
        Coordonnee.menage_id == dossier.menage_id,
        Coordonnee.type == TypeCoordonnee.ADRESSE,
        Coordonnee.protegee,
    )
    return dossier.menage_id is not None and tx.session.scalar(protected.limit(1)) is not None


def _line(
    tx: Transaction,
    kind: TypeDemarche,
    row: Demarche | None,
    delai: Delai | None,
    names: dict[UUID, str],
) -> Ligne:
    if row is None:
        return Ligne(kind, StatutDemarche.A_FAIRE, delai, None)
    said = detail_of(tx, row)
    asked, granted = said.get("montant_demande"), said.get("montant_accorde")
    return Ligne(
        kind,
        StatutDemarche(row.statut),
        delai,
        row,
        Decimal(asked) if asked else None,
        Decimal(granted) if granted else None,
        str(said.get("reference", "")),
        names.get(row.change_par, "") if row.change_par else "",
    )


def _authors(tx: Transaction, rows: Collection[Demarche]) -> dict[UUID, str]:
    ids = {row.change_par for row in rows if row.change_par}
    found = tx.session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))
    return {person_id: name for person_id, name in found}
