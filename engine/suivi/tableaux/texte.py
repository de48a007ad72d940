"""A file as Excel writes it, made into rows of texts: nothing of it is believed.

UTF-8 with its mark or without, UTF-16, or Windows-1252; semicolons, commas or tabs; quotes with
line breaks in them. A cell is a text whatever it begins with: no formula is ever computed.
"""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from engine.core.errors import EngineError

MOST_BYTES = 2_000_000
MOST_LINES = 20_000
MOST_COLUMNS = 60
MOST_IN_A_CELL = 500
CONTROLS = {chr(code) for code in range(32)} - set("\t\r\n")


class FichierRefuse(EngineError):
    """The file cannot be read as a table. ``context["raison"]`` says why, in French."""

    code = "fichier_refuse"

    @property
    def raison(self) -> str:
        return str(self.context["raison"])


@dataclass(frozen=True)
class Tableau:
    """The headings, then the rows, each with the number of the line where it begins."""

    headings: list[str]
    rows: list[tuple[int, list[str]]]


def read_table(data: bytes) -> Tableau:
    """The table of a file; FichierRefuse when it is none, is too large, or holds no line."""
    text = _decoded(data)
    rows = list(_rows(text))
    if len(rows) < 2:
        raise FichierRefuse(raison="Le fichier ne contient aucune ligne sous ses titres.")
    return Tableau(rows[0][1], rows[1:])


def _decoded(data: bytes) -> str:
    if len(data) > MOST_BYTES:
        raise FichierRefuse(raison="Le fichier dépasse 2 Mo : importez-le en plusieurs fois.")
    if data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        told = "C’est un classeur : dans Excel, « Enregistrer sous », puis « CSV UTF-8 »."
        raise FichierRefuse(raison=told)
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not CONTROLS.isdisjoint(text):
            break
        return text
    raise FichierRefuse(raison="Ce fichier n’est pas un texte : enregistrez-le en CSV.")


def _encodings(data: bytes) -> tuple[str, ...]:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ("utf-16",)
    return ("utf-8-sig", "cp1252")


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty, with the number of their first line."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
    line, count = 1, 0
    try:
        for cells in reader:
            began, line = line, reader.line_num + 1
            if not any(cell.strip() for cell in cells):
                continue
            count += 1
            if count > MOST_LINES + 1:
                told = f"Le fichier a plus de {MOST_LINES} lignes : importez-le en plusieurs fois."
                raise FichierRefuse(raison=told)
            if len(cells) > MOST_COLUMNS or max(map(len, cells)) > MOST_IN_A_CELL:
                raise FichierRefuse(
                    raison=f"Ligne {began} : trop de colonnes, ou un texte trop long."
                )
            yield began, cells
    except csv.Error as error:
        told = f"Ligne {line} : un guillemet ouvert ne se referme pas, ou un texte en suit un."
        raise FichierRefuse(raison=told) from error


def _separator(text: str) -> str:
    """The sign that the headings are separated by: Excel in French writes semicolons."""
    heading = text.partition("\n")[0]
    return max((";", "\t", ","), key=heading.count)
