"""Messages: what one was told, the bell, and how one wants to be told outside the program."""

from web.messages import envois, liste, preferences
from web.messages.room import blueprint, keep_opened

__all__ = ["blueprint", "envois", "keep_opened", "liste", "preferences"]
