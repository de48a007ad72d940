"""The cells of a file: a day, an amount, a text, or said in words to be wrong."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from engine.suivi.garde.numeros import looks_like_nir

CENT = Decimal("0.01")
FRENCH = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: 0{1,2}:00(?::00)?)?")
ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
AMOUNT = re.compile(r"-?(\d+)(\.\d{1,2})?")
NIR_TOLD = "Un nombre ressemble à un numéro de sécurité sociale : retirez-le du fichier."


class Fausse(ValueError):
    """What is wrong with a line: a French sentence, without the cell's content."""


def cell_of(places: Mapping[str, int], cells: Sequence[str], name: str) -> str:
    """The text of a column of a line; empty when the line is shorter, or has no such column."""
    place = places.get(name)
    return "" if place is None or place >= len(cells) else cells[place].strip()


def holds_nir(cells: Sequence[str]) -> bool:
    """Whether a line holds a social security number, which no file of ours may (domain 3.8)."""
    return any(len(cell) > 12 and looks_like_nir(cell) for cell in cells)


def read_day(text: str) -> date | None:
    """« 31/10/2026 » (a midnight may follow) or « 2026-10-31 »; None for anything else."""
    french, iso = FRENCH.fullmatch(text), ISO.fullmatch(text)
    if french:
        day, month, year = map(int, french.groups())
    elif iso:
        year, month, day = map(int, iso.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_amount(text: str) -> Decimal | None:
    """« 1 240,50 », « 1.240,50 € » or « -12.5 » in euros; None for anything else.

    Spaces of any width separate thousands; with a comma, so do full stops.
    """
    joined = re.sub(r"[\s\u00a0\u202f€]", "", text).replace("\u2212", "-").removeprefix("+")
    if joined.count(",") == 1:
        joined = joined.replace(".", "").replace(",", ".")
    if not AMOUNT.fullmatch(joined) or len(joined) > 16 or not joined.isascii():
        return None
    return Decimal(joined).quantize(CENT)
