"""Who asks: a person of the household, and whether other adults are of it."""

from dataclasses import dataclass
from uuid import UUID

from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.models import Lien
from engine.suivi.menages.personnes import PersonneLue
from engine.suivi.menages.read import read_people


@dataclass(frozen=True)
class Demandeur:
    """A person, with what decides what may be given to them."""

    personne: PersonneLue
    is_alone: bool
    """No other adult is, or was, of the household."""

    @property
    def id(self) -> UUID:
        return self.personne.id

    @property
    def nom(self) -> str:
        return self.personne.appel


def demandeur_of(tx: Transaction, dossier: Dossier, personne_id: UUID) -> Demandeur | None:
    """That person of the dossier's household; None when they are not of it."""
    if dossier.menage_id is None:
        return None
    people = read_people(tx, dossier.menage_id)
    found = next((one for one in people if one.id == personne_id), None)
    if found is None:
        return None
    others = [one for one in people if one.id != personne_id and not one.is_retiree]
    return Demandeur(found, not any(one.lien != Lien.ENFANT_MINEUR for one in others))
