"""Numbers that must not be in a text: a NIR, a bank card, an IBAN (domain 3.8).

Decree 2019-341 forbids the NIR to a social landlord outside the registration of a demande, and
bank details are needed by none of our work. A number is recognised by its own check (key of the
NIR, Luhn, mod 97), so that phones, SIRET, references and amounts are left alone. A NIR written
without its key has no check: it counts in its usual shape, in one block, or standing alone.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from engine.suivi.garde.iban import IBAN_LENGTHS


class Kind(StrEnum):
    """What a forbidden number is."""

    NIR = "NIR"
    CARTE = "CARTE"
    IBAN = "IBAN"


@dataclass(frozen=True)
class Found:
    """A forbidden number at ``text[start:end]``; the number itself is carried no further."""

    kind: Kind
    start: int
    end: int


# What stands between digits, once `_plain` has said it: a space, a dot, four of them at most.
GAP = "[ .]{0,4}"
SPACE = GAP.replace("{0,", "{1,")
# Also an end of line or a stroke: dates and lists are full of them, so that it takes a number's
# own groups, or each digit by itself, to be read across.
STROKE = "[ ./]{1,4}"
ANY = STROKE.replace("{1,", "{0,")
STROKES = frozenset("\r\n/_|·•\u2212")
HYPHENS = frozenset("-\u2010\u2011")
APART = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf"})
"""Categories of Unicode: spaces, and what is not seen."""
# Sex, year, month, département (2A, 2B), commune, order: 13 characters.
NIR = rf"[1-478](?:{GAP}[0-9]){{5}}{GAP}[0-9AB](?:{GAP}[0-9]){{6}}"
NIR_DIGITS = 12
"""A NIR of Corsica without its key has so many figures, and two letters at most."""


def forbidden_numbers(text: str) -> list[Found]:
    """The forbidden numbers of a text, in order and apart; empty when there is none."""
    found: list[Found] = []
    for one in sorted(_candidates(_plain(text)), key=lambda f: (f.start, -f.end)):
        if not found or one.start >= found[-1].end:
            found.append(one)
    return found


def looks_like_nir(text: str) -> bool:
    """Whether ``text`` holds a social security number, with or without its key."""
    if sum(character.isdecimal() for character in text) < NIR_DIGITS:
        return False
    return any(found.kind is Kind.NIR for found in forbidden_numbers(text))


def _candidates(text: str) -> Iterator[Found]:
    for look in LOOKS:
        for match in look.pattern.finditer(text):
            start, end = match.span(1)
            is_apart = not look.is_alone or _stands_alone(text, start, end)
            if is_apart and look.holds(match[1]):
                yield Found(look.kind, start, end)
    for match in IBAN.finditer(text):
        end = _iban_end(text, *match.span(1))
        if end:
            yield Found(Kind.IBAN, match.start(1), end)


def _plain(text: str) -> str:
    """Digits of any script as 0 to 9, wide letters as narrow ones, what separates as a space.

    One character for one: a place found is the same in the text as it was written.
    """
    return "".join(map(_plain_one, text))


@lru_cache(4_096)
def _plain_one(character: str) -> str:
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    is_dash = unicodedata.category(character) == "Pd" and character not in HYPHENS
    if is_dash or character in STROKES:
        return "/"
    if character in HYPHENS or unicodedata.category(character) in APART:
        return " "
    narrow = unicodedata.normalize("NFKC", character)
    return narrow if len(narrow) == 1 else character


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No other digit of the same run before or after."""
    before = re.search(rf"[0-9]{GAP}$", text[max(0, start - 5) : start])
    return not before and not re.match(rf"{GAP}[0-9]", text[end : end + 5])


def _bare(text: str) -> str:
    return "".join(c for c in text if c.isalnum()).upper()


def _has_key(text: str) -> bool:
    """Fifteen characters whose last two are the key: 97 minus the rest of the division by 97."""
    bare = _bare(text)
    corsica = {"2A": "19", "2B": "18"}.get(bare[5:7], bare[5:7])
    if not _is_shaped(bare):
        return False
    return 97 - int(bare[:5] + corsica + bare[7:13]) % 97 == int(bare[13:])


def _is_usual(text: str) -> bool:
    """Thirteen characters of somebody whose sex and month are known, not an amount."""
    bare = _bare(text)
    groups = re.split(r"[^0-9A-Z]+", text.upper())
    is_amount = len(groups) > 2 and all(len(group) == 3 for group in groups[1:])
    return bare[0] in "12" and int(bare[3:5]) <= 12 and _is_shaped(bare) and not is_amount


def _is_shaped(bare: str) -> bool:
    """What INSEE gives out: months 1 to 12, 20 to 42 and 50 to 99, no département or order 0."""
    month, place = int(bare[3:5]), bare[5:7]
    is_month = 1 <= month <= 12 or 20 <= month <= 42 or month >= 50
    is_place = place in ("2A", "2B") or (place.isdecimal() and place != "00")
    return is_month and is_place and bare[7:10] != "000" and bare[10:13] != "000"


def _is_card(text: str) -> bool:
    """A known kind of card whose digits satisfy Luhn (ISO/IEC 7812)."""
    digits = _bare(text)
    if not CARD.fullmatch(digits):
        return False
    doubled = [int(d) * (1 + rank % 2) for rank, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def _iban_end(text: str, start: int, end: int) -> int:
    """Where the IBAN that begins at ``start`` ends, by its country's length; 0 when it is none."""
    places = [place for place in range(start, end) if text[place].isalnum()]
    bare = "".join(text[place] for place in places).upper()
    length = IBAN_LENGTHS.get(bare[:2], 0)
    if not length or len(bare) < length:
        return 0
    number, stop = bare[:length], places[length - 1] + 1
    is_cut = stop < len(text) and text[stop].isalnum()
    # Words after « de 12 » are letters: an account is digits for one half at least.
    if is_cut or sum(c.isdecimal() for c in number[4:]) * 2 < length - 4:
        return 0
    value = int("".join(str(int(c, 36)) for c in number[4:] + number[:4]))
    return stop if value % 97 == 1 else 0


@dataclass(frozen=True)
class Look:
    """A way to write a number: ``is_alone`` when no digit may stand beside it."""

    kind: Kind
    pattern: re.Pattern[str]
    holds: Callable[[str], bool]
    is_alone: bool = False


def _overlapping(written: str) -> re.Pattern[str]:
    """Wherever a group of digits begins, also inside what another match has taken."""
    return re.compile(rf"(?<![0-9])(?=({written})(?![0-9]))", re.IGNORECASE | re.ASCII)


def _groups(*groups: str | int) -> str:
    """Groups of so many digits, or as they are written, with strokes between them."""
    return STROKE.join(f"[0-9]{{{one}}}" if isinstance(one, int) else one for one in groups)


CARD = re.compile(
    r"3[47]\d{13}|4\d{15}(\d{3})?|5[1-5]\d{14}|2(22[1-9]|2[3-9]\d|[3-6]\d\d|7[01]\d|720)\d{12}"
    r"|(5018|5020|5038|5893|6304|6759|676[1-3]|6799)\d{12}(\d{3})?|(6011|64[4-9]\d|65\d\d|62\d\d)\d{12}"
    r"|35(2[89]|[3-8]\d)\d{12}"
)  # American Express, Visa, Mastercard, Maestro, Discover, UnionPay, JCB
IBAN = re.compile(
    rf"(?<![0-9])(?=([A-Z]{ANY}[A-Z](?:{ANY}[0-9]){{2}}(?:{ANY}[A-Z0-9]){{11,30}}))",
    re.IGNORECASE | re.ASCII,
)
LOOKS = (
    Look(Kind.NIR, _overlapping(rf"{NIR}(?:{GAP}[0-9]){{2}}"), _has_key),
    Look(Kind.NIR, _overlapping(r"(?<![A-Z])[12][0-9]{5}[0-9AB][0-9]{6}(?![A-Z])"), _is_usual),
    Look(
        Kind.NIR,
        _overlapping(
            rf"[12]{SPACE}[0-9]{{2}}{SPACE}[0-9]{{2}}{SPACE}[0-9][0-9AB]"
            rf"{SPACE}[0-9]{{3}}{SPACE}[0-9]{{3}}"
        ),
        _is_usual,
    ),
    Look(Kind.NIR, _overlapping(NIR), _is_usual, is_alone=True),
    Look(Kind.NIR, _overlapping(_groups("[1-478]", 2, 2, "[0-9][0-9AB]", 3, 3, 2)), _has_key),
    Look(Kind.NIR, _overlapping(_groups("[12]", 2, 2, "[0-9][0-9AB]", 3, 3)), _is_usual),
    Look(Kind.NIR, _overlapping(_groups("[1-478]", *[1] * 5, "[0-9AB]", *[1] * 8)), _has_key),
    Look(Kind.CARTE, _overlapping(_groups("[2-6][0-9]{3}", 4, 4, "[0-9]{3,4}")), _is_card),
    Look(Kind.CARTE, _overlapping(_groups("[2-6]", *[1] * 15)), _is_card),
    Look(Kind.CARTE, _overlapping(r"[2-6][0-9]{14,18}"), _is_card),
    Look(
        Kind.CARTE,
        _overlapping(rf"[2-6][0-9]{{3}}(?:{SPACE}[0-9]{{4}}){{3}}(?:{SPACE}[0-9]{{3}})?"),
        _is_card,
    ),
    Look(Kind.CARTE, _overlapping(rf"[2-6](?:{GAP}[0-9]){{14,18}}"), _is_card, is_alone=True),
)
