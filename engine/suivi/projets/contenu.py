"""What a version of a project says, as it is sealed and read back."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.projets.models import Projet


@dataclass(frozen=True)
class ObjectifFige:
    """An objective as a version holds it; ``echeance`` as an ISO day, or empty."""

    theme: str
    libelle: str
    cible: str = ""
    echeance: str = ""
    actions: tuple[Mapping[str, str], ...] = ()
    """responsable, libelle, echeance."""


@dataclass(frozen=True)
class Contenu:
    """The texts of a version."""

    presentation: str = ""
    """What the household wants, in a few words."""
    engagements: str = ""
    """What each one does, as the form of the drafting asks it: in one text."""
    engagements_menage: str = ""
    engagements_mdl: str = ""
    engagements_bailleur: str = ""
    langue_resume: str = ""
    resume: str = ""
    """A summary in another language."""
    objectifs: tuple[ObjectifFige, ...] = field(default_factory=tuple)
    """As they were when the version was prepared; none in a draft."""
    menage: str = ""
    """How the household was called then."""


TEXTES = (
    "presentation",
    "engagements",
    "engagements_menage",
    "engagements_mdl",
    "engagements_bailleur",
    "resume",
)


def read_contenu(tx: Transaction, projet: Projet) -> Contenu:
    """The texts of a version."""
    kept = unseal(tx, "projet", projet.id, projet.corps)
    objectifs = tuple(
        ObjectifFige(**{**one, "actions": tuple(one["actions"])}) for one in kept.pop("objectifs")
    )
    return Contenu(objectifs=objectifs, **kept)


def seal_contenu(tx: Transaction, projet_id: Any, contenu: Contenu) -> bytes:
    """The texts, sealed for that version."""
    return seal(tx, "projet", projet_id, asdict(contenu))
