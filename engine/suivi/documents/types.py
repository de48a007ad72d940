"""The types of a document, and what a file may be, known by what is in it and not by its name.

A strict reading of signatures, without a library: five kinds are enough here, and what is not
one of them is refused. Refused too: macros, and what makes a PDF act by itself.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum


class TypeDocument(StrEnum):
    """What a document is for."""

    PROJET = "PROJET"
    ACCORD = "ACCORD"
    COURRIER = "COURRIER"
    BAIL = "BAIL"
    ETAT_DES_LIEUX = "ETAT_DES_LIEUX"
    ASSURANCE = "ASSURANCE"
    RESSOURCES = "RESSOURCES"
    PROCEDURE = "PROCEDURE"
    PLAN = "PLAN"
    PHOTO = "PHOTO"
    AUTRE = "AUTRE"


TYPES: Mapping[str, str] = {
    TypeDocument.PROJET: "Projet personnalisé signé",
    TypeDocument.ACCORD: "Accord signé",
    TypeDocument.COURRIER: "Courrier",
    TypeDocument.BAIL: "Bail ou convention",
    TypeDocument.ETAT_DES_LIEUX: "État des lieux",
    TypeDocument.ASSURANCE: "Assurance habitation",
    TypeDocument.RESSOURCES: "Justificatif de ressources",
    TypeDocument.PROCEDURE: "Acte de procédure",
    TypeDocument.PLAN: "Plan d’apurement",
    TypeDocument.PHOTO: "Photo du logement",
    TypeDocument.AUTRE: "Autre document",
}
PDF, JPEG, PNG = "application/pdf", "image/jpeg", "image/png"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
ODT = "application/vnd.oasis.opendocument.text"
EXTENSIONS: Mapping[str, str] = {
    PDF: "pdf",
    JPEG: "jpg",
    PNG: "png",
    DOCX: "docx",
    ODT: "odt",
}
IMAGES = frozenset({JPEG, PNG})
# PDF 32000-1, 12.6: what a viewer does without being asked, sends elsewhere, or hides inside.
LONG = rb"JavaScript|Launch|EmbeddedFile|RichMedia|SubmitForm|ImportData|GoToE"
ACTIVE = re.compile(rb"/(" + LONG + rb"|JS|XFA)\b")
ACTIVE_LONG = re.compile(rb"/(" + LONG + rb")\b")
"""The names that no picture has by chance: looked for in its bytes too."""
STREAM = re.compile(rb">>[\s\0]*(?:%[^\r\n]*[\r\n][\s\0]*)*stream(?:\r\n|\n|\r)")
# Names of a PDF may be written with #xx: « /J#53 » is « /JS ».
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
MAX_ENTRIES, MAX_ENTRY = 2_000, 1_000_000
MAX_OBJECTS = 8_000_000
"""Bytes of the objects packed together in a PDF."""


def mime_of(data: bytes) -> str | None:
    """PDF, JPEG, PNG, DOCX or ODT by content; None for anything else."""
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-2_048:]:
        return PDF
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data:
        return JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data[12:16] == b"IHDR":
        return PNG
    return _office(data) if data.startswith(b"PK\x03\x04") else None


def is_active(data: bytes, mime: str) -> bool:
    """Whether a file of that kind holds macros, scripts or files of its own."""
    if mime == PDF:
        return _pdf_acts(data)
    if mime not in (DOCX, ODT):
        return False
    names = [name.lower() for name in _names(data)]
    if mime == ODT:
        return any(name.startswith(("basic/", "scripts/", "object ")) for name in names)
    kinds = _entry(data, "[Content_Types].xml").lower()
    inside = ("vbaproject", "vbadata", "activex", "embeddings/", "macros")
    return b"macroenabled" in kinds or any(part in name for name in names for part in inside)


def _pdf_acts(data: bytes) -> bool:
    """Whether an object of a PDF acts, packed with others or not.

    What stands between two streams is text. In a stream are pictures, pages and packed objects;
    whatever calls itself one to hide what follows has the long names in clear, or packed objects
    that cannot be looked into: both are refused.
    """
    end = 0
    while (begun := STREAM.search(data, end)) is not None:
        until = data.find(b"endstream", begun.end())
        if until < 0:
            break
        before, inside = data[end : begun.end()], data[begun.end() : until]
        if _acts(before) or _acts(inside, ACTIVE_LONG) or b"/ObjStm" in _unescaped(inside):
            return True
        if b"/ObjStm" in _unescaped(before) and _objects_act(inside):
            return True
        end = until
    return _acts(data[end:])


def _acts(text: bytes, names: re.Pattern[bytes] = ACTIVE) -> bool:
    return names.search(_unescaped(text)) is not None


def _objects_act(packed: bytes) -> bool:
    """The same of objects that are packed; True when they cannot be looked into, whole."""
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(packed, MAX_OBJECTS)
    except zlib.error:
        return True
    return bool(reader.unconsumed_tail) or _acts(text)


def _unescaped(text: bytes) -> bytes:
    return ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), text)


def _office(data: bytes) -> str | None:
    names = _names(data)
    if "word/document.xml" in names and "[Content_Types].xml" in names:
        return DOCX
    if "content.xml" in names and _entry(data, "mimetype").strip() == ODT.encode():
        return ODT
    return None


def _names(data: bytes) -> list[str]:
    """The names in an archive; none of one that cannot be read or has too many."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError):
        return []
    return names if len(names) <= MAX_ENTRIES else []


def _entry(data: bytes, name: str) -> bytes:
    """The beginning of one entry, never more than a million bytes of it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as entry:
            return entry.read(MAX_ENTRY)
    except (
        KeyError,
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        ValueError,
        NotImplementedError,
        OSError,
    ):
        return b""
