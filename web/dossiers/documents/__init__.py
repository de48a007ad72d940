"""The documents of a dossier: deposit, read, withdraw."""

from web.dossiers.documents import pages, sending

__all__ = ["pages", "sending"]
