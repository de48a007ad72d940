"""Names: compared without accents, case nor hyphens; near ones; how a household is called."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from typing import Protocol

LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d"})
PARTS = re.compile(r"[^\W_]+")
LONG_ENOUGH = 4
"""One letter of difference says nothing of a shorter name."""


class Nommee(Protocol):
    """Somebody with a name."""

    @property
    def civilite(self) -> str: ...
    @property
    def nom(self) -> str: ...
    @property
    def prenom(self) -> str: ...


def normalised(text: str) -> str:
    """« Jean-Élie » and « jean elie » give one text: letters and digits alone, plain and small."""
    return "".join(words(text))


def words(text: str) -> list[str]:
    """The parts of a name, each normalised."""
    plain = text.casefold()
    if not plain.isascii():
        apart = unicodedata.normalize("NFKD", plain.translate(LIGATURES))
        plain = "".join(c for c in apart if not unicodedata.combining(c))
    return PARTS.findall(plain)


def is_near(one: str, other: str) -> bool:
    """Two normalised names that differ by one letter: changed, added, left out or swapped."""
    if one == other:
        return True
    if min(len(one), len(other)) < LONG_ENOUGH or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), None)
    if start is None:
        return True
    left, right = one[start:], other[start:]
    swapped = left[:2] == right[1::-1] and left[2:] == right[2:]
    return left[1:] == right[1:] or left[1:] == right or left == right[1:] or swapped


def has_words(wanted: Sequence[str], names: Iterable[str]) -> bool:
    """Every wanted word begins some word of these names, or one of them written as one word."""
    parts = [words(name) for name in names if name]
    known = {part for each in parts for part in (*each, "".join(each))}
    return bool(wanted) and all(any(k.startswith(w) for k in known) for w in wanted)


CALLED = {"M": "M.", "MME": "Mme"}
TOGETHER = {("M", "M"): "MM.", ("MME", "MME"): "Mmes"}


def nom_court(people: Sequence[Nommee]) -> str:
    """« M. et Mme Dupin », « Mme Dupin et M. Lartigue », « Camille Dupin » without a civilité."""
    if len(people) == 2 and same_name(people) and all(p.civilite for p in people):
        first, second = sorted(p.civilite for p in people)
        both = TOGETHER.get((first, second), "M. et Mme")
        return f"{both} {people[0].nom}"
    return " et ".join(f"{CALLED.get(p.civilite, p.prenom)} {p.nom}" for p in people)


def nom_long(people: Sequence[Nommee]) -> str:
    """« Mme Marie Dupin et M. Jean Lartigue »."""
    return " et ".join(appel(person) for person in people)


def appel(person: Nommee) -> str:
    """« Mme Marie Dupin »."""
    return " ".join(filter(None, (CALLED.get(person.civilite, ""), person.prenom, person.nom)))


def same_name(people: Sequence[Nommee]) -> bool:
    """Whether all have the same nom d'usage."""
    return len({normalised(person.nom) for person in people}) == 1
