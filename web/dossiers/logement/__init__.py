"""The home of a household: proposed, lived in, left; and the démarches of moving in."""

from web.dossiers.logement import actes, demarches, description, pages

__all__ = ["actes", "demarches", "description", "pages"]
