"""XML read without DTD, entities or network, within a size and an element cap."""

from lxml import etree

from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.words import count
from engine.bpm.dialect.xml_errors import syntax_told

MAX_BYTES = 2_000_000
MAX_ELEMENTS = 20_000
NAMESPACES = {
    "bpmn": "http://www.omg.org/spec/BPMN/20100524/MODEL",
    "bpmndi": "http://www.omg.org/spec/BPMN/20100524/DI",
    "dc": "http://www.omg.org/spec/DD/20100524/DC",
    "di": "http://www.omg.org/spec/DD/20100524/DI",
    "zeebe": "http://camunda.org/schema/zeebe/1.0",
    "modeler": "http://camunda.org/schema/modeler/1.0",
}
_PREFIX = {uri: prefix for prefix, uri in NAMESPACES.items()}


SPLIT = "partagez-le en plusieurs"
DECLARATIONS = "Les déclarations DOCTYPE et ENTITY sont refusées : retirez-les du fichier."


class Unreadable(ValueError):
    """The file cannot be read at all; ``problem`` says where and why."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.problem = Problem(line, "-", message)


def read_xml(data: bytes) -> etree._Element:
    """The root element, comments and processing instructions removed; Unreadable otherwise."""
    if len(data) > MAX_BYTES:
        raise Unreadable(1, f"Le fichier dépasse {MAX_BYTES // 1_000_000} Mo : {SPLIT}.")
    _require_utf8(data)
    if data.count(b"<") > 2 * MAX_ELEMENTS:
        raise Unreadable(1, f"Le fichier compte plus de {count(MAX_ELEMENTS)} éléments : {SPLIT}.")
    if b"<!DOCTYPE" in data.upper() or b"<!ENTITY" in data.upper():
        raise Unreadable(1, DECLARATIONS)
    parser = etree.XMLParser(
        encoding="utf-8",  # whatever the file declares: what was looked at above is what is read
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Unreadable(error.lineno or 1, syntax_told(error, data)) from error
    except ValueError as error:
        raise Unreadable(1, "XML illisible : reprenez le fichier d’avant.") from error
    if root.getroottree().docinfo.doctype:
        raise Unreadable(1, DECLARATIONS)
    return root


def _require_utf8(data: bytes) -> None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        message = "Le fichier n’est pas un texte en UTF-8 : enregistrez-le de nouveau ainsi."
        raise Unreadable(1, message) from error
    if b"\0" in data:
        raise Unreadable(1, "Le fichier n’est pas un texte : prenez un fichier .bpmn ou .dmn.")


def name_of(element: etree._Element) -> str:
    """``prefix:local`` with our own prefix for known namespaces, ``?:local`` for others."""
    qualified = etree.QName(element)
    return f"{_PREFIX.get(qualified.namespace or '', '?')}:{qualified.localname}"


def line_of(element: etree._Element) -> int:
    """The line where the element begins."""
    return int(element.sourceline or 1)
