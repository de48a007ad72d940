"""Conditions of gateways told from their FEEL: « Accord de partage » : non."""

import re
from typing import Final

from engine.bpm.telling.model import Formula
from engine.bpm.telling.texts import NAME, NUMBER, bare, call_of, cut, text_of
from engine.bpm.telling.vocabulary import Vocabulary
from engine.core.french import NBSP

COMPARED: Final = re.compile(r"(\S+)\s+(=|!=|>=|<=|>|<)\s+(.+)", re.DOTALL)
COLON: Final = f"{NBSP}:"
DAYS: Final = {
    ">": "est encore à venir",
    ">=": "n’est pas passé",
    "<": "est passé",
    "<=": "est venu",
}
"""A date against today's."""
SIZES: Final = {
    ">=": "vaut au moins",
    "<=": "vaut au plus",
    ">": "dépasse",
    "<": "est en dessous de",
    "=": "vaut",
    "!=": "ne vaut pas",
}


def tell_condition(text: str, vocabulary: Vocabulary) -> Formula:
    """The formula behind ``=``, told when every part of it can be."""
    return Formula(text, _told(bare(text), vocabulary))


def _told(text: str, vocabulary: Vocabulary) -> str:
    for separator, word in ((" or ", " ou "), (" and ", " et ")):
        parts = cut(text, separator)
        if len(parts) > 1:
            told = [_told(bare(part), vocabulary) for part in parts]
            return _merged(told, word) if all(told) else ""
    called = call_of(text)
    if called and called[0] == "list contains" and len(called[1]) == 2:
        return _contains(called[1][0], called[1][1], vocabulary)
    found = COMPARED.fullmatch(text)
    return _compared(found[1], found[2], found[3].strip(), vocabulary) if found else ""


def _merged(told: list[str], word: str) -> str:
    """« Danger » : possible ou avéré, instead of naming the same field twice."""
    heads = {one.partition(f"{COLON} ")[0] for one in told if COLON in one}
    if len(heads) == 1 and word == " ou " and all(COLON in one for one in told):
        return f"{heads.pop()}{COLON} {word.join(one.partition(f'{COLON} ')[2] for one in told)}"
    return word.join(told)


def _contains(variable: str, written: str, vocabulary: Vocabulary) -> str:
    value = text_of(written)
    label = vocabulary.label(variable)
    told = vocabulary.value(variable, value) if value is not None else vocabulary.label(written)
    return f"{label} comprend {told}" if label and told else ""


def _compared(variable: str, sign: str, written: str, vocabulary: Vocabulary) -> str:
    label = vocabulary.label(variable) if NAME.fullmatch(variable) else ""
    if not label:
        return ""
    if written == "null":
        return f"{label} {'n’est pas' if sign == '=' else 'est'} renseigné"
    if written == "today()" and sign in DAYS:
        return f"{label} {DAYS[sign]}"
    value = text_of(written)
    if value is not None and sign in ("=", "!="):
        told = vocabulary.value(variable, value)
        apart = "" if sign == "=" else "autre que "
        return f"{label}{COLON} {apart}{told}" if told else ""
    if NUMBER.fullmatch(written):
        return f"{label} {SIZES[sign]} {written.replace('.', ',')}"
    other = vocabulary.label(written) if NAME.fullmatch(written) else ""
    if other and sign in ("=", "!="):
        return f"{label} et {other} {'sont' if sign == '=' else 'ne sont pas'} identiques"
    return ""
