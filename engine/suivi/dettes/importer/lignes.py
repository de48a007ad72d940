"""One line of a landlord's file: read whole, or said in words to be wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from engine.suivi.dettes.comptes import Arrete
from engine.suivi.dettes.importer.colonnes import COLONNES
from engine.suivi.dettes.montants import MOST, ZERO
from engine.suivi.tableaux.cellules import Fausse, cell_of, read_amount, read_day

OLDEST = date(2000, 1, 1)
SAYS = {colonne.nom: f"colonne « {colonne.nom} »" for colonne in COLONNES}


@dataclass(frozen=True)
class Lecteur:
    """Reads the cells of a line by the places of their columns; ``today`` bounds its dates."""

    places: Mapping[str, int]
    today: date

    def reference(self, cells: Sequence[str]) -> str:
        return self._cell(cells, "reference_locataire")

    def read(self, cells: Sequence[str]) -> Arrete:
        """The account of a line; Fausse says the first thing that is wrong."""
        arrete_au = self._day(cells, "date_arrete", self.today)
        solde = self._amount(cells, "solde_du")
        if arrete_au is None:
            raise Fausse("la date d’arrêté manque.")
        if solde is None:
            raise Fausse("le solde manque.")
        return Arrete(
            arrete_au,
            solde,
            self._positive(cells, "loyer_charges"),
            self._positive(cells, "paye"),
            self._positive(cells, "apl_versee"),
            self._payment(cells, arrete_au),
        )

    def _payment(self, cells: Sequence[str], arrete_au: date) -> tuple[tuple[date, Decimal], ...]:
        day = self._day(cells, "versement_le", arrete_au)
        montant = self._positive(cells, "versement_montant")
        if day is None and not montant:
            return ()
        if day is None or not montant:
            raise Fausse("un versement a un jour et un montant, ou aucun des deux.")
        return ((day, montant),)

    def _cell(self, cells: Sequence[str], name: str) -> str:
        return cell_of(self.places, cells, name)

    def _day(self, cells: Sequence[str], name: str, latest: date) -> date | None:
        text = self._cell(cells, name)
        if not text:
            return None
        day = read_day(text)
        if day is None:
            raise Fausse(f"{SAYS[name]} : une date est attendue, comme 31/10/2026.")
        if day < OLDEST or day > latest:
            told = "après aujourd’hui" if latest == self.today else "après l’arrêté du compte"
            raise Fausse(f"{SAYS[name]} : la date est {told if day > latest else 'trop ancienne'}.")
        return day

    def _amount(self, cells: Sequence[str], name: str) -> Decimal | None:
        text = self._cell(cells, name)
        if not text:
            return None
        montant = read_amount(text)
        if montant is None:
            raise Fausse(f"{SAYS[name]} : un montant est attendu, comme 1 240,50.")
        if abs(montant) >= MOST:
            raise Fausse(f"{SAYS[name]} : le montant dépasse un million.")
        return montant

    def _positive(self, cells: Sequence[str], name: str) -> Decimal | None:
        montant = self._amount(cells, name)
        if montant is not None and montant < ZERO:
            raise Fausse(f"{SAYS[name]} : un montant négatif n’est pas attendu ici.")
        return montant
