"""« Accords »: what the household accepts or refuses, by purpose."""

from web.dossiers.accords import pages

__all__ = ["pages"]
