"""What `validate` may say of a field; what could not be checked at answer time is refused here."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import re2

from engine.bpm.dialect.words import count, short

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
    return lambda _value: f"La règle « {short(rule)} » n’est pas prise en charge : retirez-la."


def _number(what: str) -> Callable[[Any], str]:
    told = f"{what} n’est pas un nombre : écrivez-le en chiffres, ou videz-le."

    def check(value: Any) -> str:
        sound = isinstance(value, int | float) and not isinstance(value, bool)
        if sound and abs(value) < 10**15:  # neither NaN nor infinite
            return ""
        try:
            return "" if isinstance(value, str) and Decimal(value).is_finite() else told
        except ArithmeticError:
            return told

    return check


def _length(what: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole and 0 <= value <= MAX_LENGTH:
            return ""
        most = count(MAX_LENGTH)
        return f"{what} n’est pas un nombre entier de 0 à {most} : corrigez-la, ou videz-la."

    return check


def _pattern(value: Any) -> str:
    if not isinstance(value, str) or len(value) > MAX_PATTERN:
        return f"Le motif n’est pas un texte de {MAX_PATTERN} signes au plus : raccourcissez-le."
    try:
        re2.compile(value, OPTIONS)
    except (re2.error, ValueError):
        return "Le motif est illisible, ou demande trop de calculs : simplifiez-le, ou videz-le."
    return ""


def _custom(value: Any) -> str:
    if value == "custom":
        return ""
    return f"Le contrôle « {short(str(value))} » n’est pas pris en charge : retirez-le."


def _flag(value: Any) -> str:
    if isinstance(value, bool):
        return ""
    return "« Obligatoire » ne peut être que oui ou non : cochez-le de nouveau."


CHECKS: Mapping[str, Callable[[Any], str]] = {
    "required": _flag,
    "min": _number("Le minimum"),
    "max": _number("Le maximum"),
    "minLength": _length("La longueur minimale"),
    "maxLength": _length("La longueur maximale"),
    "pattern": _pattern,
    "validationType": _custom,
}
