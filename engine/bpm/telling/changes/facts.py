"""What is said of one element, and the lines that tell two such accounts apart."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from engine.bpm.telling.changes.matching import match
from engine.bpm.telling.changes.model import Change
from engine.core.french import NBSP

Words = tuple[str, str]
STEP: Final = ("Étape ajoutée", "Étape retirée")
QUESTION: Final = ("Question ajoutée", "Question retirée")
TEXT: Final = ("Texte ajouté", "Texte retiré")
GROUP: Final = ("Groupe de questions ajouté", "Groupe de questions retiré")
DECISION: Final = ("Barème ajouté", "Barème retiré")
COLUMN: Final = ("Colonne ajoutée", "Colonne retirée")
LINE: Final = ("Ligne ajoutée", "Ligne retirée")
HEADS: Final = (STEP, QUESTION, TEXT, GROUP, DECISION, COLUMN, LINE)
AND: Final = f"{NBSP}; "


@dataclass(frozen=True)
class Fact:
    """``what`` is said: ``text`` as it is written, ``told`` in French where that could be told.

    Two texts are compared, since the words for one text may differ from file to file.
    """

    what: str
    text: str
    told: str = ""
    is_group: bool = False


def apart(
    where: str, element: str, before: Iterable[Fact], after: Iterable[Fact]
) -> Iterator[Change]:
    """A line for each fact that is not what it was; a fact without a text is not said."""
    old, new = ([fact for fact in facts if fact.text] for facts in (before, after))
    for one, other in match(old, new, lambda fact: (fact.what, fact.text), lambda fact: fact.what):
        if one and other and one.is_group != other.is_group:
            yield _line(where, element, one, None)
            yield _line(where, element, None, other)
        elif one is None or other is None or one.text != other.text:
            yield _line(where, element, one, other)


def whole(
    words: Words, where: str, element: str, text: str, facts: Sequence[Fact], *, is_new: bool
) -> Iterator[Change]:
    """The lines of an element that came or went: that it did, then what is said of it."""
    head = Change(where, element, words[0] if is_new else words[1])
    yield replace(head, after=text) if is_new else replace(head, before=text)
    yield from apart(where, element, () if is_new else facts, facts if is_new else ())


def is_head(line: Change) -> bool:
    """Whether a line says that something came or went."""
    return any(line.what in words for words in HEADS)


def _line(where: str, element: str, one: Fact | None, other: Fact | None) -> Change:
    """In French, unless both texts read the same in French."""
    said = [(fact.told or fact.text) if fact else "" for fact in (one, other)]
    if one and other and said[0] == said[1]:
        said = [one.text, other.text]
    known = one or other
    assert known
    is_group = known.is_group
    return Change(where, element, known.what, said[0], said[1], is_group)
