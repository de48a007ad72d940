"""Who sees (circles), who may (rules)."""

from engine.core.access.circles import (
    admit,
    dismiss,
    groups_of,
    open_circle,
    reset_circle,
    visible,
    visible_to_named,
    who,
    widen_circle,
)
from engine.core.access.rules import Permission, may, require

__all__ = [
    "Permission",
    "admit",
    "dismiss",
    "groups_of",
    "may",
    "open_circle",
    "require",
    "reset_circle",
    "visible",
    "visible_to_named",
    "who",
    "widen_circle",
]
