"""What no free text of any form may hold: a room above registers it, as it does actions."""

from collections.abc import Callable

Guard = Callable[[str], str]
"""A text in; why it is refused, in French, out; empty when it is not."""

_GUARDS: dict[str, Guard] = {}


def guard_texts(name: str, guard: Guard) -> None:
    """From now on ``guard`` looks at every text answered to a form, whatever the door."""
    _GUARDS[name] = guard


def guarded(text: str) -> list[str]:
    """What the registered guards refuse of a text."""
    return [told for guard in _GUARDS.values() if (told := guard(text))]
