"""A file that is written otherwise and says the same: its drawing, or nothing that is read."""

import json
from typing import Final

from lxml import etree

from engine.bpm.dialect.sources import Source, SourceKind
from engine.bpm.dialect.xml import read_xml

UNREADABLE: Final = "Le fichier ne peut pas être lu en entier"
DRAWN: Final = "Seul le dessin a changé"
LAID_OUT: Final = "Seule la mise en page a changé"
WRITTEN: Final = "Seule l’écriture du fichier a changé"
DRAWINGS: Final = frozenset({
    "BPMNDiagram", "DMNDI", "textAnnotation", "association", "group", "category",
})  # fmt: skip


def only(before: Source, after: Source) -> str:
    """What changed between two files that were read, and of which nothing else is told."""
    if before.kind is SourceKind.FORM:
        return WRITTEN if json.loads(before.data) == json.loads(after.data) else LAID_OUT
    return DRAWN if _bare(before.data) == _bare(after.data) else WRITTEN


def _bare(data: bytes) -> bytes:
    """The file without its drawing, and without the spaces between elements."""
    root = read_xml(data)
    for element in list(root.iter()):
        parent = element.getparent()
        element.tail = None
        element.text = element.text if (element.text or "").strip() else None
        if etree.QName(element).localname in DRAWINGS and parent is not None:
            parent.remove(element)
    return etree.tostring(root, method="c14n")
