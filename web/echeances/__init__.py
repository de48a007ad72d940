"""« Échéances »: the month of the signed-in person, their calendar, and how late time is."""

from web.echeances import agenda, mois, ponctualite
from web.echeances.room import blueprint

__all__ = ["agenda", "blueprint", "mois", "ponctualite"]
