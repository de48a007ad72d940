"""The personal project of a dossier: objectives, versions, signatures."""

from web.dossiers.projet import objectifs, pages, signatures, versions

__all__ = ["objectifs", "pages", "signatures", "versions"]
