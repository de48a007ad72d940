"""Coordonnées: how a household may be reached, and how it must not be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import NotFound
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.hand import Hand, find_row, keep_before, require_version, take
from engine.suivi.menages.models import Coordonnee, Personne, TypeCoordonnee
from engine.suivi.menages.saisie import Saisie
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique

KIND = "coordonnee"
BAILLEUR = "XLH"
ORDER = {kind: rank for rank, kind in enumerate(TypeCoordonnee)}
Typed = Mapping[str, str]
FIELDS = frozenset(("type", "valeur", "consigne", "plages", "personne")) | {
    "protegee",
    "canal_sur",
    "valide_du",
    "valide_au",
}
"""What a page sends of a coordonnée."""


@dataclass(frozen=True)
class CoordonneeLue:
    """A way to reach somebody; ``consigne`` comes first: « Ne pas laisser de message »."""

    id: UUID
    personne_id: UUID | None
    type: str
    valeur: str
    consigne: str
    plages: str
    protegee: bool
    canal_sur: bool
    valide_du: date | None
    valide_au: date | None
    version: int

    def is_valid(self, on: date) -> bool:
        """In use that day."""
        return (self.valide_du is None or self.valide_du <= on) and (
            self.valide_au is None or self.valide_au >= on
        )


def read_coordonnees(tx: Transaction, dossier: Dossier) -> Sequence[CoordonneeLue]:
    """How the household of a dossier is reached: safe channels first, telephones, the newest.

    Nothing for who may not read COORDONNEES; the landlord is never told of protected ones.
    """
    if dossier.menage_id is None or not may_read(tx, Rubrique.COORDONNEES):
        return []
    if not knows(tx, dossier):
        return []
    rows = tx.session.scalars(
        select(Coordonnee)
        .where(Coordonnee.menage_id == dossier.menage_id)
        .order_by(Coordonnee.cree_le.desc(), Coordonnee.id)
    )
    found = [read_coordonnee(tx, row) for row in rows if reads(tx, row)]
    return sorted(found, key=lambda one: (not one.canal_sur, ORDER[TypeCoordonnee(one.type)]))


def reads(tx: Transaction, row: Coordonnee) -> bool:
    """Whether the actor, who reads COORDONNEES, may read this one."""
    return not row.protegee or tx.actor.organisation != BAILLEUR


def read_coordonnee(tx: Transaction, row: Coordonnee) -> CoordonneeLue:
    """A row with what is sealed of it."""
    content = unseal(tx, KIND, row.id, row.contenu)
    return CoordonneeLue(
        id=row.id,
        personne_id=row.personne_id,
        type=row.type,
        valeur=content["valeur"],
        consigne=content["consigne"],
        plages=content["plages"],
        protegee=row.protegee,
        canal_sur=row.canal_sur,
        valide_du=row.valide_du,
        valide_au=row.valide_au,
        version=row.version,
    )


def add_coordonnee(tx: Transaction, reference: str, typed: Typed) -> UUID:
    """One more way to reach the household; the id. AnswersRefused in words.

    ``typed``: type, valeur, consigne, plages, personne (an id, or nothing for the household),
    protegee, canal_sur, valide_du, valide_au.
    """
    hand = take(tx, reference, Rubrique.COORDONNEES)
    columns = _typed_coordonnee(tx, hand, typed)
    row_id = uuid4()
    sealed = {**columns, "contenu": seal(tx, KIND, row_id, columns["contenu"])}
    row = Coordonnee(id=row_id, menage_id=hand.menage_id, version=1, cree_le=tx.now, **sealed)
    tx.session.add(row)
    record(tx, hand.instance, hand.dossier.circle_id, "coordonnee:added", row_id, _told(typed))
    return row_id


def correct_coordonnee(
    tx: Transaction, reference: str, row_id: UUID, version: int, typed: Typed
) -> None:
    """Say it better, or until when it holds; what it said before is kept.

    ChangedMeanwhile when somebody has corrected it since ``version`` was shown.
    """
    hand = take(tx, reference, Rubrique.COORDONNEES)
    row = find_row(tx, Coordonnee, hand.menage_id, row_id)
    if not reads(tx, row):
        raise NotFound(row_id=row_id)
    columns = _typed_coordonnee(tx, hand, typed)
    require_version(row, version)
    keep_before(tx, hand.menage_id, KIND, row_id, _state(tx, row))
    sealed = {**columns, "contenu": seal(tx, KIND, row_id, columns["contenu"])}
    tx.writes.set(row, **sealed, version=row.version + 1)
    record(tx, hand.instance, hand.dossier.circle_id, "coordonnee:corrected", row_id, _told(typed))


def _told(typed: Typed) -> frozenset[str]:
    """The fields of the page that were filled: whatever else was sent is not for the audit."""
    return FIELDS & {key for key, text in typed.items() if text}


def _typed_coordonnee(tx: Transaction, hand: Hand, typed: Typed) -> dict[str, Any]:
    """The columns that a form gives, ``contenu`` still open."""
    saisie = Saisie(typed, paris_day(tx.now))
    kind = saisie.choice("type", list(TypeCoordonnee), ask="Dites de quoi il s’agit.")
    value = saisie.text("valeur", most=300, ask="Indiquez le numéro ou l’adresse.")
    _check_value(saisie, kind, value)
    columns: dict[str, Any] = {
        "contenu": {
            "valeur": value,
            "consigne": saisie.text("consigne", most=300),
            "plages": saisie.text("plages", most=100),
        },
        "type": kind,
        "personne_id": _person(tx, hand, saisie),
        # Only the MDL hides something from the landlord: who hid it must still read it.
        "protegee": saisie.tick("protegee") and tx.actor.organisation != BAILLEUR,
        "canal_sur": saisie.tick("canal_sur"),
        "valide_du": saisie.day("valide_du"),
        "valide_au": saisie.day("valide_au"),
    }
    start, end = columns["valide_du"], columns["valide_au"]
    if start and end and end < start:
        saisie.wrong("valide_au", "La fin est avant le début.")
    saisie.refuse()
    return columns


def _check_value(saisie: Saisie, kind: str, value: str) -> None:
    """What a telephone number and an e-mail address look like; an address is any text."""
    if not value:
        return
    if kind == TypeCoordonnee.TELEPHONE and sum(c.isdigit() for c in value) not in range(10, 16):
        saisie.wrong(
            "valeur", "Ce numéro n’a pas dix chiffres : écrivez par exemple 06 39 98 12 34."
        )
    if kind == TypeCoordonnee.EMAIL and "@" not in value[1:-1]:
        saisie.wrong("valeur", "Une adresse de courriel contient un @.")


def _person(tx: Transaction, hand: Hand, saisie: Saisie) -> UUID | None:
    """The person of this household whose coordonnée it is; None for the whole household."""
    people = tx.session.scalars(select(Personne.id).where(Personne.menage_id == hand.menage_id))
    known = {str(row_id): row_id for row_id in people}
    return known.get(saisie.choice("personne", known))


def _state(tx: Transaction, row: Coordonnee) -> dict[str, Any]:
    """What a row says, to be kept sealed."""
    return {
        **unseal(tx, KIND, row.id, row.contenu),
        "type": row.type,
        "personne": row.personne_id,
        "protegee": row.protegee,
        "canal_sur": row.canal_sur,
        "valide_du": row.valide_du,
        "valide_au": row.valide_au,
    }
