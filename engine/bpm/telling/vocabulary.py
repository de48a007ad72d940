"""What variables and their values are called: by the forms that ask them, or by given words."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from engine.bpm.forms.read import Field, Form
from engine.core.french import NBSP

YES_NO: Final = {"OUI": "oui", "NON": "non"}
DATE: Final = re.compile(r"Date( |$)")


@dataclass(frozen=True)
class Vocabulary:
    """The fields by key, and ``words`` for variables that no form asks.

    ``words`` may hold ``variable`` (it wins over a field) and ``variable=VALUE``.
    """

    fields: Mapping[str, Field] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, forms: Iterable[Form], words: Mapping[str, str]) -> "Vocabulary":
        """The words of these forms; of two fields of one key, the first."""
        fields: dict[str, Field] = {}
        for form in forms:
            for one in form.fields:
                fields.setdefault(one.key, one)
        return cls(fields, words)

    def date(self, variable: str) -> str:
        """« la date du repérage »; empty for a variable without a name."""
        if variable in self.words:
            return self.words[variable]
        known = self.fields.get(variable)
        if known is None:
            return ""
        return f"la d{known.label[1:]}" if DATE.match(known.label) else quoted(known.label)

    def label(self, variable: str) -> str:
        """« Accord de partage » in quotes; empty for a variable without a name."""
        if variable in self.words:
            return quoted(sentence(self.words[variable]))
        known = self.fields.get(variable)
        return quoted(known.label) if known else ""

    def value(self, variable: str, value: str) -> str:
        """How the answer ``value`` reads; empty when that is not known."""
        word = self.words.get(f"{variable}={value}")
        if word:
            return word
        known = self.fields.get(variable)
        options = dict(known.options) if known else {}
        told = options.get(value) or YES_NO.get(value, "")
        return quoted(told) if value in options and value not in YES_NO else told.lower()


def quoted(text: str) -> str:
    """Between French quotation marks, which no line end parts from it."""
    return f"«{NBSP}{text}{NBSP}»"


def sentence(text: str) -> str:
    """The text with a capital."""
    return text[:1].upper() + text[1:]
