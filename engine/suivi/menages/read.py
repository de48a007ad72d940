"""Read a household: who they are, for those who may know it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from sqlalchemy import select

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.models import Lien, Personne
from engine.suivi.menages.noms import nom_court, nom_long
from engine.suivi.menages.personnes import PersonneLue, read_personne, titulaires
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import may_read, may_write
from engine.suivi.partage.rubriques import Rubrique

ORDER = {lien: rank for rank, lien in enumerate(Lien)}


@dataclass(frozen=True)
class MenageLu:
    """A household on the day ``au``: without COMPOSITION its titulaires' names, without BUDGET no
    measure of protection."""

    id: UUID
    au: date
    personnes: Sequence[PersonneLue]
    """Everybody who was ever of it, those written by mistake left out."""

    @property
    def titulaires(self) -> Sequence[PersonneLue]:
        """Who has, or will have, the lease."""
        return titulaires(self.personnes, self.au)

    @property
    def composition(self) -> Sequence[PersonneLue]:
        """Who is of the household that day: titulaires first, then the oldest first."""
        return [person for person in self.personnes if person.is_present(self.au)]

    @property
    def absents(self) -> Sequence[PersonneLue]:
        """Who has left by then, or has not come yet."""
        return [person for person in self.personnes if not person.is_present(self.au)]

    @property
    def nom_court(self) -> str:
        """« M. et Mme Dupin »."""
        return nom_court(self.titulaires)

    @property
    def nom_long(self) -> str:
        """« Mme Marie Dupin et M. Jean Dupin »."""
        return nom_long(self.titulaires)


def read_menage(tx: Transaction, dossier: Dossier, au: date | None = None) -> MenageLu | None:
    """The household of a dossier on the day ``au`` (today), its composition dated.

    None when it is not named yet, or when the actor may not know who it is.
    """
    if dossier.menage_id is None or not knows(tx, dossier):
        return None
    people = read_people(tx, dossier.menage_id)
    au = au or paris_day(tx.now)
    if not may_read(tx, Rubrique.COMPOSITION):
        people = [_name_alone(person) for person in titulaires(people, au)]
    elif not may_read(tx, Rubrique.BUDGET):
        people = [replace(person, protection="") for person in people]
    return MenageLu(dossier.menage_id, au, [p for p in people if not p.is_retiree])


def read_people(tx: Transaction, menage_id: UUID) -> list[PersonneLue]:
    """Everybody ever written there, without asking who reads."""
    rows = tx.session.scalars(
        select(Personne)
        .where(Personne.menage_id == menage_id)
        .order_by(Personne.cree_le, Personne.id)
    )
    people = [read_personne(tx, row) for row in rows]
    return sorted(
        people, key=lambda p: (ORDER[Lien(p.lien)], p.date_naissance or date.max, p.prenom)
    )


def _name_alone(person: PersonneLue) -> PersonneLue:
    """What IDENTITE tells of a person: how to call them, and that they have the lease."""
    return replace(
        person,
        nom_naissance="",
        date_naissance=None,
        langue="",
        nationalite="",
        protection="",
        entree=None,
        sortie=None,
        besoin_interprete=False,
    )


def withdrawn(tx: Transaction, dossier: Dossier) -> Sequence[PersonneLue]:
    """Who was written there by mistake, to be put back; for who writes the composition."""
    if dossier.menage_id is None or not may_write(tx, Rubrique.COMPOSITION):
        return []
    people = read_people(tx, dossier.menage_id) if knows(tx, dossier) else []
    return [person for person in people if person.is_retiree]
