"""The columns that a file may have, in words: what a page shows is what is read."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from engine.suivi.tableaux.texte import FichierRefuse


@dataclass(frozen=True)
class Colonne:
    """A column: its name in the model, other names that mean it, what it holds."""

    nom: str
    autres: tuple[str, ...]
    sens: str
    exemple: str
    is_required: bool = False

    @property
    def names(self) -> set[str]:
        return {plain(name) for name in (self.nom, *self.autres)}


def plain(name: str) -> str:
    """A heading without accents, capitals nor signs: « Arrêté au » is « arrete au »."""
    folded = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    return " ".join(re.findall(r"[a-z0-9]+", letters))


def places_of(
    headings: Sequence[str], colonnes: Sequence[Colonne]
) -> tuple[Mapping[str, int], list[str], list[str]]:
    """Where each known column stands; what is missing; which headings are not read."""
    found: dict[str, int] = {}
    unread = []
    for place, heading in enumerate(headings):
        known = next((c.nom for c in colonnes if plain(heading) in c.names), None)
        if known is None or known in found:
            unread.append(heading.strip())
        else:
            found[known] = place
    missing = [colonne.nom for colonne in colonnes if colonne.is_required]
    missing = [name for name in missing if name not in found]
    return found, missing, [name for name in unread if name]


def refuse_missing(missing: Sequence[str]) -> None:
    """FichierRefuse when a column that cannot be done without is not there."""
    if missing:
        told = f"Il manque la colonne {' et la colonne '.join(f'« {name} »' for name in missing)}."
        raise FichierRefuse(raison=told)
