"""Persons: what is sealed of each, read back, and how a form becomes one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol
from uuid import UUID

from engine.core.sealed import blind, seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.menages.models import Lien
from engine.suivi.menages.noms import appel, normalised
from engine.suivi.menages.saisie import Saisie, read_day

KIND = "personne"
CIVILITES = ("M", "MME")
NATIONALITES = ("FR", "UE", "HUE")
"""CNIL: no finer (domain 3.7)."""
PROTECTIONS = ("SAUVEGARDE", "CURATELLE", "TUTELLE", "HABILITATION", "MASP", "MAJ")
FIELDS = frozenset(
    ("civilite", "nom", "prenom", "nom_naissance", "date_naissance", "langue", "nationalite")
) | {"protection", "lien", "entree", "sortie", "besoin_interprete"}
"""What a page sends of a person."""
DU_BAIL = frozenset({Lien.TITULAIRE, Lien.COTITULAIRE})
MAJORITE = 18


@dataclass(frozen=True)
class PersonneLue:
    """A person of a ménage, read. Unknown texts are empty."""

    id: UUID
    civilite: str
    nom: str
    prenom: str
    nom_naissance: str
    date_naissance: date | None
    langue: str
    nationalite: str
    protection: str
    lien: str
    entree: date | None
    sortie: date | None
    besoin_interprete: bool
    version: int
    is_retiree: bool

    @property
    def appel(self) -> str:
        """« Mme Marie Dupin »."""
        return appel(self)

    @property
    def is_du_bail(self) -> bool:
        return self.lien in DU_BAIL

    def age(self, on: date) -> int | None:
        """Years that day; None when the birth date is not known."""
        born = self.date_naissance
        if born is None:
            return None
        return on.year - born.year - ((on.month, on.day) < (born.month, born.day))

    def is_present(self, on: date) -> bool:
        """Of the household that day: from the day of arrival to the eve of departure."""
        has_come = self.entree is None or self.entree <= on
        return has_come and (self.sortie is None or self.sortie > on) and not self.is_retiree


class Row(Protocol):
    """The columns of a person, read as a row or as an object."""

    id: Any
    identite: Any
    lien: Any
    date_entree_menage: Any
    date_sortie_menage: Any
    besoin_interprete: Any
    version: Any
    retiree_le: Any


def read_personne(tx: Transaction, row: Row) -> PersonneLue:
    """A person with what is sealed of them."""
    content = unseal(tx, KIND, row.id, row.identite)
    return PersonneLue(
        id=row.id,
        civilite=content["civilite"],
        nom=content["nom"],
        prenom=content["prenom"],
        nom_naissance=content["nom_naissance"],
        date_naissance=read_day(content["date_naissance"] or ""),
        langue=content["langue"],
        nationalite=content["nationalite"],
        protection=content["protection"],
        lien=row.lien,
        entree=row.date_entree_menage,
        sortie=row.date_sortie_menage,
        besoin_interprete=row.besoin_interprete,
        version=row.version,
        is_retiree=row.retiree_le is not None,
    )


def typed_personne(typed: Mapping[str, str], today: date) -> dict[str, Any]:
    """The columns that a form gives, ``identite`` still open. AnswersRefused in words."""
    saisie = Saisie(typed, today)
    identite = {
        "civilite": saisie.choice("civilite", CIVILITES),
        "nom": saisie.name("nom", ask="Indiquez le nom."),
        "prenom": saisie.name("prenom", ask="Indiquez le prénom."),
        "nom_naissance": saisie.name("nom_naissance"),
        "date_naissance": saisie.day("date_naissance", latest=today),
        "langue": saisie.text("langue", most=40),
        "nationalite": saisie.choice("nationalite", NATIONALITES),
        "protection": saisie.choice("protection", PROTECTIONS),
    }
    columns = {
        "identite": identite,
        "lien": saisie.choice("lien", list(Lien), ask="Dites quel est son lien avec le logement."),
        "date_entree_menage": saisie.day("entree"),
        "date_sortie_menage": saisie.day("sortie"),
        "besoin_interprete": saisie.tick("besoin_interprete"),
    }
    _agree(saisie, columns, today)
    saisie.refuse()
    return columns


def _agree(saisie: Saisie, columns: Mapping[str, Any], today: date) -> None:
    """Dates and link do not contradict each other."""
    born = columns["identite"]["date_naissance"]
    came, left = columns["date_entree_menage"], columns["date_sortie_menage"]
    if came and left and left < came:
        saisie.wrong("sortie", "Le départ est avant l’arrivée.")
    if born and came and came < born:
        saisie.wrong("entree", "L’arrivée est avant la naissance.")
    if born and born.year + MAJORITE < today.year and columns["lien"] == Lien.ENFANT_MINEUR:
        saisie.wrong("lien", "Cette personne est majeure : choisissez « Enfant majeur ».")


def sealed_personne(tx: Transaction, row_id: UUID, columns: Mapping[str, Any]) -> dict[str, Any]:
    """The same columns, sealed for their row, with its marks."""
    content = columns["identite"]
    sealed = {"identite": seal(tx, KIND, row_id, content)}
    return {**columns, **sealed, **marks(tx, content)}


def marks(tx: Transaction, content: Mapping[str, Any]) -> dict[str, str | None]:
    """The keyed marks of a name, a first name and a birth date; none without all three."""
    names = {"marque_usage": content["nom"], "marque_naissance": content["nom_naissance"]}
    return {column: mark(tx, nom, content) if nom else None for column, nom in names.items()}


def mark(tx: Transaction, nom: str, content: Mapping[str, Any]) -> str | None:
    """Equal for the same person, whatever accents, case and hyphens; None without a birth date."""
    born = content["date_naissance"]
    if not born:
        return None
    return blind(tx, KIND, f"{normalised(nom)}|{normalised(content['prenom'])}|{born}")


def titulaires(people: Iterable[PersonneLue], on: date) -> Sequence[PersonneLue]:
    """Who has, or will have, the lease that day; else who had it; else the first person."""
    known = sorted((p for p in people if not p.is_retiree), key=lambda p: p.lien != Lien.TITULAIRE)
    du_bail = [person for person in known if person.is_du_bail]
    return [person for person in du_bail if person.is_present(on)] or du_bail or known[:1]
