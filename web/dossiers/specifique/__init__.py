"""« Accompagnement spécifique »: for those on its list, and nobody else (domain 4.8, class VVC)."""

from web.dossiers.specifique import ecrire, lire

__all__ = ["ecrire", "lire"]
