"""French spaces, where a text was typed without them."""

import re

from engine.core.french import NBSP

BEFORE = re.compile(r" ([;:!?»])")
INSIDE = re.compile("«[ ]")


def french(text: str) -> str:
    """The text with the spaces that no line end may part from what they go with."""
    return INSIDE.sub(f"«{NBSP}", BEFORE.sub(rf"{NBSP}\1", text))
