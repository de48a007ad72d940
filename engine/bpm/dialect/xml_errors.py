"""Why a file is no XML, in French: the parser only speaks English."""

import re
from collections.abc import Mapping
from typing import Any, Final

from lxml import etree

from engine.bpm.dialect.words import short

CODES: Final = etree.ErrorTypes
AMPERSAND: Final = "un « & » est seul. Écrivez « &amp; »"
SIGN: Final = "un « < » est seul. Écrivez « &lt; »"
TAG: Final = "une balise est mal écrite. Vérifiez ses guillemets, ses « = » et son « > »"
CUT: Final = "le fichier s’arrête trop tôt. Prenez le fichier entier"
ANY: Final = "ce texte n’est pas du XML. Corrigez-le ici, ou reprenez le fichier d’avant"

NAMED: Final = (
    (
        re.compile(r"mismatch: (\S+) line (\d+) and ([^\s,]+)"),
        "« <{0}> », ligne {1}, est fermé par « </{2}> ». Écrivez « </{0}> »",
    ),
    (re.compile(r"StartTag: "), SIGN),
    (
        re.compile(r"Entity '([^']+)' not defined"),
        "« &{0}; » n’existe pas en XML. Écrivez le signe lui-même",
    ),
    (re.compile(r"Attribute (\S+) redefined"), "« {0} » est donné deux fois. Retirez-en un"),
    (
        re.compile(r"Namespace prefix (\S+) "),
        "le préfixe « {0} » n’est pas déclaré. Retirez ce qui le porte",
    ),
)
"""What names something of the file, by the parser's words."""
BY_CODE: Final[Mapping[Any, str]] = {
    CODES.ERR_NAME_REQUIRED: AMPERSAND,
    CODES.ERR_ENTITYREF_NO_NAME: AMPERSAND,
    CODES.ERR_ENTITYREF_SEMICOL_MISSING: AMPERSAND,
    CODES.ERR_LT_IN_ATTRIBUTE: SIGN,
    CODES.ERR_DOCUMENT_END: "quelque chose suit la fin du document. Retirez-le",
    CODES.ERR_INVALID_CHAR: "un signe est interdit. Retirez-le",
    CODES.ERR_RESOURCE_LIMIT: "trop d’éléments sont l’un dans l’autre. Sortez-en",
    CODES.ERR_TAG_NOT_FINISHED: CUT,
    CODES.ERR_COMMENT_NOT_FINISHED: CUT,
    CODES.ERR_CDATA_NOT_FINISHED: CUT,
    CODES.ERR_ATTRIBUTE_NOT_STARTED: TAG,
    CODES.ERR_ATTRIBUTE_NOT_FINISHED: TAG,
    CODES.ERR_ATTRIBUTE_WITHOUT_VALUE: TAG,
    CODES.ERR_SPACE_REQUIRED: TAG,
    CODES.ERR_GT_REQUIRED: TAG,
}


def syntax_told(error: etree.XMLSyntaxError, data: bytes) -> str:
    """The place, what is wrong there, what to do. ``data`` is the text that was read."""
    if not data.strip():
        return "Le fichier est vide : prenez un fichier .bpmn ou .dmn."
    if error.code == CODES.ERR_DOCUMENT_EMPTY:
        return "Ce fichier n’est pas du XML : prenez un fichier .bpmn ou .dmn."
    line, column = error.position
    return f"XML illisible, ligne {line}, colonne {column} : {_why(error, data)}."


def _why(error: etree.XMLSyntaxError, data: bytes) -> str:
    for words, sentence in NAMED:
        if found := words.search(error.msg or ""):
            return sentence.format(*map(short, found.groups()))
    told = BY_CODE.get(error.code, ANY)
    return CUT if told == TAG and _at_end(error, data) else told


def _at_end(error: etree.XMLSyntaxError, data: bytes) -> bool:
    """Whether the parser stopped where the text does."""
    line, column = error.position
    lines = data.rstrip().split(b"\n")
    return line > len(lines) or (line == len(lines) and column >= len(lines[-1]))
