"""The cells of a decision table told: values by the words of the forms, bounds by French words."""

import re
from typing import Final

from engine.bpm.telling.dates import tell_date
from engine.bpm.telling.model import Formula
from engine.bpm.telling.texts import NAME, NUMBER, call_of, cut, text_of
from engine.bpm.telling.vocabulary import Vocabulary

ANYTHING: Final = "peu importe"
BOUND: Final = re.compile(r"(<=|>=|<|>)\s*(.+)", re.DOTALL)
RANGE: Final = re.compile(r"([\[\]()])\s*(.+?)\s*\.\.\s*(.+?)\s*([\[\]()])", re.DOTALL)
ISO_DAY: Final = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
SIGNS: Final = {">=": "{} ou plus", "<=": "{} ou moins", ">": "plus de {}", "<": "moins de {}"}
DAYS: Final = {
    ">=": "à partir du {}",
    "<=": "jusqu’au {}",
    ">": "après le {}",
    "<": "avant le {}",
}
WORDS: Final = {"true": "oui", "false": "non", "null": "rien"}


def tell_cell(text: str, column: str, vocabulary: Vocabulary) -> Formula:
    """A cell of the conditions; ``column`` is what its column looks at."""
    if text.strip() in ("", "-"):
        return Formula(text, ANYTHING)
    called = call_of(text)
    if called and called[0] == "not":
        told = _alternatives(called[1], column, vocabulary)
        return Formula(text, told and f"sauf {told}")
    return Formula(text, _alternatives(cut(text, ","), column, vocabulary))


def tell_result(text: str, variable: str, vocabulary: Vocabulary) -> str:
    """A cell of the results, of that name: a word, a number, a date, another variable."""
    if NAME.fullmatch(text):
        return WORDS.get(text) or vocabulary.label(text)
    told = _constant(text, variable, vocabulary)
    return told or tell_date(text, vocabulary, "le jour même")


def _alternatives(parts: list[str], column: str, vocabulary: Vocabulary) -> str:
    told = [_one(part, column, vocabulary) for part in parts]
    return " ou ".join(told) if told and all(told) else ""


def _one(text: str, column: str, vocabulary: Vocabulary) -> str:
    if bound := BOUND.fullmatch(text):
        value = _constant(bound[2], column, vocabulary)
        words = DAYS if bound[2].startswith("date(") else SIGNS
        return words[bound[1]].format(value) if value else ""
    if found := RANGE.fullmatch(text):
        low, high = (_constant(found[at], column, vocabulary) for at in (2, 3))
        if not low or not high:
            return ""
        before = f"plus de {low}" if found[1] in "(]" else f"de {low}"
        return f"{before}, moins de {high}" if found[4] in ")[" else f"{before} à {high}"
    return _constant(text, column, vocabulary)


def _constant(text: str, column: str, vocabulary: Vocabulary) -> str:
    value = text_of(text)
    if value is not None:
        return vocabulary.value(column, value)
    if NUMBER.fullmatch(text):
        return text.replace(".", ",")
    called = call_of(text)
    day = ISO_DAY.fullmatch(text_of(called[1][0]) or "") if called and called[0] == "date" else None
    return f"{day[3]}/{day[2]}/{day[1]}" if day else WORDS.get(text, "")
