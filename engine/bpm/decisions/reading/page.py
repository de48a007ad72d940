"""What every reader of a DMN file needs: children, texts in FEEL, types, and where to complain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from lxml import etree

from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.words import short
from engine.bpm.dialect.xml import line_of
from engine.feel import Expression, FeelError, Type, UnaryTests, placed, type_named, unary
from engine.feel import compile as compile_feel

Names = frozenset[str]
WORD: Final = re.compile(r"\w+")
NULL = compile_feel("null")
NEVER = unary("? != ?")
SYNONYMS = {
    # As DMN 1.2 and its editors wrote the types of FEEL.
    "dateTime": "date and time",
    "dayTimeDuration": "days and time duration",
    "yearMonthDuration": "years and months duration",
    # As Camunda's editor does.
    "integer": "number",
    "long": "number",
    "double": "number",
}


def name_of(element: etree._Element) -> str:
    """The ``name``, its spaces made single, as FEEL reads it (DMN 1.5, 10.3.1.5)."""
    return " ".join((element.get("name") or "").split())


class Page:
    """One file being read."""

    def __init__(self, namespace: str) -> None:
        self.prefix = f"{{{namespace}}}"
        self.problems: list[Problem] = []
        self.types: dict[str, Type] = {}
        self.components: Names = frozenset()
        """Names of several words that may follow a dot anywhere in the file."""
        self.by_word: dict[str, set[str]] = {}
        """All names of several words, by their first."""

    def spaced(self, names: Iterable[str]) -> Names:
        """The names that FEEL must be told of, since it would not read them as one word."""
        new = {name for name in names if name and not name.isidentifier()} - self.components
        for name in new:
            first = WORD.match(name)
            self.by_word.setdefault(first[0] if first else "", set()).add(name)
        return frozenset(new)

    def known(self, text: str, names: Names) -> tuple[Names, dict[str, Type]]:
        """The names of several words, and the types, that a text may read, of those it sees.

        Of all those of the file, only those that its words begin: reading a text costs what is
        in it, however long the file.
        """
        words = {"", *WORD.findall(text)}
        ahead = {name for word in words for name in self.by_word.get(word, ())}
        types = {name: self.types[name] for name in sorted(words | ahead) if name in self.types}
        return frozenset(n for n in ahead if n in names or n in self.components), types

    def refuse(self, element: etree._Element, message: str) -> None:
        """Note what is wrong with an element."""
        self.problems.append(Problem(line_of(element), _identity(element), message))

    def child(self, element: etree._Element, name: str) -> etree._Element | None:
        """The first child of that name."""
        return element.find(self.prefix + name)

    def children(self, element: etree._Element, name: str) -> list[etree._Element]:
        """The children of that name."""
        return element.findall(self.prefix + name)

    def own(self, element: etree._Element) -> Iterator[tuple[str, etree._Element]]:
        """The children that are of DMN, by local name."""
        for child in element:
            if isinstance(child.tag, str) and child.tag.startswith(self.prefix):
                yield child.tag.removeprefix(self.prefix), child

    def text(self, element: etree._Element) -> str:
        """What stands in ``<text>``."""
        text = self.child(element, "text")
        return (text.text or "").strip() if text is not None else ""

    def description(self, element: etree._Element) -> str:
        """What the element says of itself."""
        return (element.findtext(f"{self.prefix}description") or "").strip()

    def expression(self, element: etree._Element, names: Names) -> Expression:
        """The FEEL expression of an element; null, and a problem, when it cannot be read."""
        try:
            text = self.text(element)
            return compile_feel(text, *self.known(text, names))
        except FeelError as error:
            self.refuse(element, f"Formule illisible, {_place(error)}.")
            return NULL

    def tests(self, element: etree._Element, names: Names) -> UnaryTests:
        """The FEEL unary tests of an element; those that cannot be read are a problem, and never
        hold."""
        try:
            text = self.text(element)
            return unary(text, *self.known(text, names))
        except FeelError as error:
            self.refuse(element, f"Case illisible, {_place(error)}.")
            return NEVER

    def type(self, element: etree._Element | None, attribute: str = "typeRef") -> Type | None:
        """The type that an element refers to; null, and a problem, when there is none."""
        text = (element.get(attribute) or "").strip() if element is not None else ""
        if element is None or not text or text == "Any":
            return None
        return self.type_named(element, text)

    def type_named(self, element: etree._Element, text: str) -> Type | None:
        """The type of that name, of the file or of FEEL."""
        try:
            return type_named(SYNONYMS.get(text, text), self.types)
        except FeelError:
            self.refuse(
                element,
                f"Le type « {short(text)} » n’existe pas : prenez string, number, boolean ou "
                "date, ou définissez-le dans ce fichier.",
            )
            return None


def _identity(element: etree._Element | None) -> str:
    """The id of the element, or of the nearest around it."""
    while element is not None:
        if element.get("id"):
            return str(element.get("id"))
        element = element.getparent()
    return "-"


def _place(error: FeelError) -> str:
    return placed(error).rstrip(" .")
