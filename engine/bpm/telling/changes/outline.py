"""All that a part of a decision file says, in one text: for what has no better words."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Final

from engine.bpm.telling.changes.facts import AND
from engine.feel import Expression, Type, UnaryTests

LEFT_OUT: Final = frozenset({"line", "reads", "model"})


def outline(part: object) -> str:
    """The texts and names of a part, in the order in which they stand."""
    return AND.join(_texts(part))


def type_name(given: Type | None) -> str:
    """A type as a file writes it; empty for any."""
    return given.name if given else ""


def _texts(part: Any) -> Iterator[str]:
    if isinstance(part, Expression | UnaryTests):
        yield part.text
    elif isinstance(part, Type):
        yield part.name
    elif isinstance(part, tuple):
        for item in part:
            yield from _texts(item)
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in LEFT_OUT:
                yield from _texts(getattr(part, field.name))
    elif part:
        yield str(part)
