"""What a file would change, before anything of it is kept: recognised, ignored, wrong, told.

Lines are read one by one; of those that nobody recognises only their count is left.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import Arrete
from engine.suivi.dettes.importer.colonnes import places
from engine.suivi.dettes.importer.lignes import Lecteur
from engine.suivi.dettes.importer.reconnaitre import Relie, linked
from engine.suivi.dettes.references import mark_of
from engine.suivi.tableaux.cellules import NIR_TOLD, Fausse, holds_nir
from engine.suivi.tableaux.colonnes import refuse_missing
from engine.suivi.tableaux.texte import Tableau, read_table

Erreur = tuple[int, str]


@dataclass
class Lecture:
    """A file that was read: accounts by dossier id, what is wrong, how many lines were ignored."""

    lues: int = 0
    ignorees: int = 0
    erreurs: list[Erreur] = field(default_factory=list)
    """The line's number in the file and what is wrong with it."""
    arretes: dict[UUID, dict[date, Arrete]] = field(default_factory=dict)
    vus: set[UUID] = field(default_factory=set)
    """The dossiers of which the actor may be told."""
    colonnes_ignorees: list[str] = field(default_factory=list)


def read_file(tx: Transaction, data: bytes) -> Lecture:
    """Read a landlord's file against the dossiers that take accounts in.

    FichierRefuse when it is no table, or when a column that cannot be done without is missing.
    """
    table = read_table(data)
    known, missing, unread = places(table.headings)
    refuse_missing(missing)
    lecture = Lecture(lues=len(table.rows), colonnes_ignorees=unread)
    _Tri(tx, Lecteur(known, paris_day(tx.now)), lecture).sort(table)
    return lecture


class _Tri:
    """Sorts the lines of a table into what is kept, what is wrong, and what vanishes."""

    def __init__(self, tx: Transaction, reader: Lecteur, lecture: Lecture) -> None:
        self.tx = tx
        self.reader = reader
        self.lecture = lecture
        self.marks: dict[str, str] = {}
        self.owners: dict[str, list[Relie]] = {}
        for relie in linked(tx):
            self.owners.setdefault(relie.marque, []).append(relie)

    def sort(self, table: Tableau) -> None:
        for number, cells in table.rows:
            if holds_nir(cells):
                self.lecture.erreurs.append((number, NIR_TOLD))
                continue
            reference = self.reader.reference(cells)
            if not reference:
                self.lecture.erreurs.append((number, "La référence du locataire manque."))
                continue
            self._sort_known(number, cells, self.owners.get(self._mark(reference), []))

    def _sort_known(self, number: int, cells: Sequence[str], owners: Sequence[Relie]) -> None:
        is_seen = any(relie.is_seen for relie in owners)
        if not is_seen:
            self.lecture.ignorees += 1
        if not owners:
            return
        try:
            arrete = self.reader.read(cells)
            for relie in owners:
                self._keep(relie, arrete)
        except Fausse as wrong:
            if is_seen:
                told = str(wrong)
                self.lecture.erreurs.append((number, told[:1].upper() + told[1:]))

    def _keep(self, relie: Relie, arrete: Arrete) -> None:
        kept = self.lecture.arretes.setdefault(relie.dossier.id, {})
        if relie.is_seen:
            self.lecture.vus.add(relie.dossier.id)
        before = kept.get(arrete.arrete_au)
        kept[arrete.arrete_au] = arrete if before is None else merged(before, arrete)

    def _mark(self, reference: str) -> str:
        if reference not in self.marks:
            self.marks[reference] = mark_of(self.tx, reference)
        return self.marks[reference]


def merged(before: Arrete, after: Arrete) -> Arrete:
    """Two lines of one account at one date: their payments together, if they agree on the rest."""
    payments = (*before.versements, *after.versements)
    if replace(before, versements=()) != replace(after, versements=()):
        raise Fausse("cette ligne en contredit une autre du même locataire au même arrêté.")
    if before == after and not after.versements:
        return before
    return replace(before, versements=tuple(sorted(payments)))


def as_json(arretes: Mapping[UUID, Mapping[date, Arrete]]) -> dict[str, list[dict[str, object]]]:
    """The accounts as they are sealed between the preview and the confirmation."""
    return {
        str(dossier_id): [arrete.row for _, arrete in sorted(of_one.items())]
        for dossier_id, of_one in arretes.items()
    }
