"""Persons of a household: one comes, is corrected, leaves; or was written by mistake."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID, uuid4

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.menages.hand import Hand, find_row, keep_before, require_version, take
from engine.suivi.menages.models import Personne
from engine.suivi.menages.personnes import FIELDS, KIND, sealed_personne, typed_personne
from engine.suivi.menages.saisie import Saisie
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import Rubrique

Typed = Mapping[str, str]


def add_personne(tx: Transaction, reference: str, typed: Typed) -> UUID:
    """One more person in the household of a dossier; the id. AnswersRefused in words.

    ``typed`` has the fields of the page as texts: civilite, nom, prenom, nom_naissance,
    date_naissance, langue, nationalite, protection, lien, entree, sortie, besoin_interprete.
    """
    hand = take(tx, reference, Rubrique.COMPOSITION)
    columns = typed_personne(_allowed(tx, typed), paris_day(tx.now))
    row_id = insert_personne(tx, hand.menage_id, columns)
    record(tx, hand.instance, hand.dossier.circle_id, "personne:added", row_id, _told(typed))
    return row_id


def insert_personne(tx: Transaction, menage_id: UUID, columns: Mapping[str, Any]) -> UUID:
    """Write a person; who may was asked before."""
    row_id = uuid4()
    sealed = sealed_personne(tx, row_id, columns)
    row = Personne(id=row_id, menage_id=menage_id, version=1, cree_le=tx.now, **sealed)
    tx.session.add(row)
    tx.session.flush()
    return row_id


def correct_personne(
    tx: Transaction, reference: str, row_id: UUID, version: int, typed: Typed
) -> None:
    """Say it better; what it said before is kept.

    ``version`` is the one that was shown: ChangedMeanwhile when somebody has corrected it since.
    """
    hand = take(tx, reference, Rubrique.COMPOSITION)
    row = find_row(tx, Personne, hand.menage_id, row_id)
    before = _state(tx, row)
    kept = {} if _reads_budget(tx) else {"protection": before["protection"]}
    columns = typed_personne({**_allowed(tx, typed), **kept}, paris_day(tx.now))
    require_version(row, version)
    _change(tx, hand, row, before, sealed_personne(tx, row_id, columns))
    record(tx, hand.instance, hand.dossier.circle_id, "personne:corrected", row_id, _told(typed))


def leave(tx: Transaction, reference: str, row_id: UUID, typed: Typed) -> None:
    """A person leaves the household on the day ``sortie``; it stays in its history."""
    hand = take(tx, reference, Rubrique.COMPOSITION)
    row = find_row(tx, Personne, hand.menage_id, row_id)
    saisie = Saisie(typed, paris_day(tx.now))
    day = saisie.day("sortie", ask="Indiquez la date du départ.")
    if day and row.date_entree_menage and day < row.date_entree_menage:
        saisie.wrong("sortie", "Le départ est avant l’arrivée.")
    saisie.refuse()
    _change(tx, hand, row, _state(tx, row), {"date_sortie_menage": day})
    record(tx, hand.instance, hand.dossier.circle_id, "personne:left", row_id, ["sortie"])


def withdraw(tx: Transaction, reference: str, row_id: UUID) -> None:
    """A person was written there by mistake: of no composition, ever; it can be put back."""
    hand = take(tx, reference, Rubrique.COMPOSITION)
    row = find_row(tx, Personne, hand.menage_id, row_id)
    if row.retiree_le is None:
        _change(tx, hand, row, _state(tx, row), {"retiree_le": tx.now})
        record(tx, hand.instance, hand.dossier.circle_id, "personne:withdrawn", row_id)


def put_back(tx: Transaction, reference: str, row_id: UUID) -> None:
    """It was no mistake."""
    hand = take(tx, reference, Rubrique.COMPOSITION)
    row = find_row(tx, Personne, hand.menage_id, row_id)
    if row.retiree_le is not None:
        _change(tx, hand, row, _state(tx, row), {"retiree_le": None})
        record(tx, hand.instance, hand.dossier.circle_id, "personne:put_back", row_id)


def _told(typed: Typed) -> frozenset[str]:
    """The fields of the page that were filled: whatever else was sent is not for the audit."""
    return FIELDS & {key for key, text in typed.items() if text}


def _allowed(tx: Transaction, typed: Typed) -> dict[str, str]:
    """A measure of protection is read and written with the budget: never by the landlord."""
    hidden = () if _reads_budget(tx) else ("protection",)
    return {key: text for key, text in typed.items() if key not in hidden}


def _reads_budget(tx: Transaction) -> bool:
    return may_write(tx, Rubrique.BUDGET)


def _state(tx: Transaction, row: Personne) -> dict[str, Any]:
    """What a person's row says, to be kept sealed."""
    return {
        **unseal(tx, KIND, row.id, row.identite),
        "lien": row.lien,
        "entree": row.date_entree_menage,
        "sortie": row.date_sortie_menage,
        "besoin_interprete": row.besoin_interprete,
        "is_retiree": row.retiree_le is not None,
    }


def _change(
    tx: Transaction, hand: Hand, row: Personne, before: dict[str, Any], columns: Mapping[str, Any]
) -> None:
    keep_before(tx, hand.menage_id, KIND, row.id, before)
    tx.writes.set(row, **columns, version=row.version + 1)
