"""The debt of a dossier: account, plan, procedure, on one page."""

from web.dossiers.dette import compte, pages, procedure, simulation

__all__ = ["compte", "pages", "procedure", "simulation"]
