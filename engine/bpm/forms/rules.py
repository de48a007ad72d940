"""What `validate` may say of a field; what could not be checked at answer time is refused here."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import re2

MAX_PATTERN = 500
MAX_LENGTH = 10_000
OPTIONS = re2.Options()
OPTIONS.log_errors = False
OPTIONS.max_mem = 1 << 20


def problems_of(rules: Mapping[str, Any]) -> list[str]:
    """What is wrong with the rules of one field, in French."""
    return [
        told
        for rule, value in rules.items()
        if value not in (None, "")
        for told in [CHECKS.get(rule, _unknown(rule))(value)]
        if told
    ]


def matches(pattern: str, text: str) -> bool:
    """True when the whole text has the pattern's form; linear in the text, whatever the pattern."""
    return re2.compile(pattern, OPTIONS).fullmatch(text) is not None


def _unknown(rule: str) -> Callable[[Any], str]:
    return lambda _value: f"La règle « {rule} » n’est pas prise en charge."


def _number(value: Any) -> str:
    sound = isinstance(value, int | float) and not isinstance(value, bool)
    if sound and abs(value) < 10**15:  # neither NaN nor infinite
        return ""
    try:
        return "" if isinstance(value, str) and Decimal(value).is_finite() else "Borne illisible."
    except ArithmeticError:
        return "Borne illisible."


def _length(value: Any) -> str:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return "" if whole and 0 <= value <= MAX_LENGTH else "Longueur illisible."


def _pattern(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_PATTERN:
        return "Motif illisible ou trop long."
    try:
        re2.compile(value, OPTIONS)
    except (re2.error, ValueError):
        return "Motif illisible."
    return ""


def _custom(value: Any) -> str:
    return "" if value == "custom" else "La règle « validationType » n’est pas prise en charge."


def _flag(value: Any) -> str:
    return "" if isinstance(value, bool) else "La règle « required » vaut vrai ou faux."


CHECKS: Mapping[str, Callable[[Any], str]] = {
    "required": _flag,
    "min": _number,
    "max": _number,
    "minLength": _length,
    "maxLength": _length,
    "pattern": _pattern,
    "validationType": _custom,
}
