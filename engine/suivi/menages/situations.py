"""Situations: the budget of a household, dated; each stays as it was written, or corrected."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import count, takewhile
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.identity.models import Person
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.effort import Budget, TypeCharge, TypeRessource
from engine.suivi.menages.hand import Hand, find_row, keep_before, require_version, take
from engine.suivi.menages.models import Situation
from engine.suivi.menages.read import read_people
from engine.suivi.menages.saisie import Saisie
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique

KIND = "situation"
MOST_LINES = 40
Typed = Mapping[str, str]
FIELDS = ("au", "ressources", "charges", "aide")
"""What the audit is told of: fields, never values."""


@dataclass(frozen=True)
class Ressource:
    """What one person (or the household) receives each month."""

    type: str
    personne_id: UUID | None
    montant: Decimal


@dataclass(frozen=True)
class SituationLue:
    """The budget of the household on a day, and who wrote it."""

    id: UUID
    au: date
    ressources: Sequence[Ressource]
    charges: Mapping[str, Decimal]
    aide: Decimal
    composition: Sequence[UUID]
    ages: Sequence[int | None]
    version: int
    saisie_le: datetime
    auteur: str | None

    @property
    def budget(self) -> Budget:
        """Its figures, to compute with."""
        amounts = [ressource.montant for ressource in self.ressources]
        return Budget(amounts, self.charges, self.aide, self.ages)


def read_situations(tx: Transaction, dossier: Dossier) -> Sequence[SituationLue]:
    """The situations of the household of a dossier, the newest day first.

    Nothing for who may not read BUDGET: the landlord never does.
    """
    if dossier.menage_id is None or not may_read(tx, Rubrique.BUDGET) or not knows(tx, dossier):
        return []
    rows = tx.session.execute(
        select(Situation, Person.name)
        .outerjoin(Person, Person.id == Situation.saisie_par)
        .where(Situation.menage_id == dossier.menage_id)
        .order_by(Situation.au.desc(), Situation.saisie_le.desc(), Situation.id)
    )
    return [_read(tx, row, author) for row, author in rows]


def _read(tx: Transaction, row: Situation, author: str | None) -> SituationLue:
    content = unseal(tx, KIND, row.id, row.contenu)
    return SituationLue(
        id=row.id,
        au=row.au,
        ressources=[
            Ressource(
                r["type"], UUID(r["personne"]) if r["personne"] else None, Decimal(r["montant"])
            )
            for r in content["ressources"]
        ],
        charges={code: Decimal(amount) for code, amount in content["charges"].items()},
        aide=Decimal(content["aide"]),
        composition=[UUID(one["id"]) for one in content["composition"]],
        ages=[one["age"] for one in content["composition"]],
        version=row.version,
        saisie_le=row.saisie_le,
        auteur=author,
    )


def record_situation(tx: Transaction, reference: str, typed: Typed) -> UUID:
    """The budget of the household on the day ``au``; the id. AnswersRefused in words.

    ``typed``: au; for each line n from 0, ressource_type_n, ressource_personne_n,
    ressource_montant_n; charge_CODE for each TypeCharge; aide. Amounts in euros a month.
    Who lives there that day is read from the composition and kept with it.
    """
    hand = take(tx, reference, Rubrique.BUDGET)
    day, content = _typed_situation(tx, hand, typed)
    row_id = uuid4()
    tx.session.add(
        Situation(
            id=row_id,
            menage_id=hand.menage_id,
            au=day,
            contenu=seal(tx, KIND, row_id, content),
            version=1,
            saisie_le=tx.now,
            saisie_par=tx.actor.id,
        )
    )
    record(tx, hand.instance, hand.dossier.circle_id, "situation:recorded", row_id, FIELDS)
    return row_id


def correct_situation(
    tx: Transaction, reference: str, row_id: UUID, version: int, typed: Typed
) -> None:
    """Say it better; what it said before is kept. ChangedMeanwhile as for a person."""
    hand = take(tx, reference, Rubrique.BUDGET)
    row = find_row(tx, Situation, hand.menage_id, row_id)
    day, content = _typed_situation(tx, hand, typed)
    require_version(row, version)
    before = {**unseal(tx, KIND, row_id, row.contenu), "au": row.au}
    keep_before(tx, hand.menage_id, KIND, row_id, before)
    tx.writes.set(row, au=day, contenu=seal(tx, KIND, row_id, content), version=row.version + 1)
    record(tx, hand.instance, hand.dossier.circle_id, "situation:corrected", row_id, FIELDS)


def _typed_situation(tx: Transaction, hand: Hand, typed: Typed) -> tuple[date, dict[str, Any]]:
    """The day and what is sealed."""
    today = paris_day(tx.now)
    saisie = Saisie(typed, today)
    day = saisie.day("au", ask="Indiquez à quelle date.", latest=today)
    people = read_people(tx, hand.menage_id)
    known = {str(person.id) for person in people}
    charges = {code: saisie.amount(f"charge_{code}") for code in TypeCharge}
    content = {
        "ressources": [
            line for n in lines(typed) if (line := _ressource(saisie, n, known)) is not None
        ],
        "charges": {str(code): amount for code, amount in charges.items() if amount is not None},
        "aide": saisie.amount("aide") or Decimal("0.00"),
        "composition": [
            {"id": person.id, "age": person.age(day)}
            for person in people
            if day and person.is_present(day)
        ],
    }
    saisie.refuse()
    assert day is not None
    return day, content


def _ressource(saisie: Saisie, line: int, people: set[str]) -> dict[str, Any] | None:
    """One line; nothing when no amount is typed."""
    kind = saisie.choice(f"ressource_type_{line}", list(TypeRessource))
    person = saisie.choice(f"ressource_personne_{line}", people)
    amount = saisie.amount(f"ressource_montant_{line}")
    if amount is None:
        if kind and f"ressource_montant_{line}" not in saisie.errors:
            saisie.wrong(f"ressource_montant_{line}", "Indiquez le montant, ou 0.")
        return None
    if not kind:
        saisie.wrong(f"ressource_type_{line}", "Dites de quelle ressource il s’agit.")
    return {"type": kind, "personne": person or None, "montant": amount}


def lines(typed: Typed) -> range:
    """The numbers of the lines of ressources that a page sent."""
    known = takewhile(lambda n: f"ressource_montant_{n}" in typed, count())
    return range(min(sum(1 for _ in known), MOST_LINES))
