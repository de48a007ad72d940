"""When each class of a dossier comes to its end, by the dated rules (domain 3.8).

A clock runs once the dossier is over. The rule that holds today decides, so that a change of the
rules moves what has not been done yet.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func, select

from engine.bpm.instances.models import Answer, Instance, InstanceStatus
from engine.bpm.tasks.models import Task
from engine.core.calendar import add_months, paris_day
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.models import Contact, Note, RendezVous
from engine.suivi.consentements.codes import DEMANDES, Finalite
from engine.suivi.consentements.models import Consentement
from engine.suivi.conservation.classes import ORGANISATION, Classe
from engine.suivi.dettes.models import Compte, LienCompte, Plan, StatutPlan, Versement
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role, Statut
from engine.suivi.procedures.models import Etape, StatutEtape, TypeEtape
from engine.suivi.regles.read import values

SOCIAL, SUIVI, REPRISE = "CONSERVATION_SOCIAL_MDL", "CONSERVATION_SUIVI_XLH", "CONSERVATION_REPRISE"
REGLEE, DETTE = "CONSERVATION_DETTE_REGLEE", "CONSERVATION_PRECONTENTIEUX"
JUGEMENT = "CONSERVATION_JUGEMENT"
CODES = (SOCIAL, SUIVI, REPRISE, REGLEE, DETTE, JUGEMENT)
NOMS = {"MDL": "Maison du Logement", "XLH": "XL Habitat"}
"""As they are called in what a household agrees to."""


@dataclass(frozen=True)
class Echeance:
    """The end of one class of one dossier, and why that day."""

    dossier: Dossier
    classe: Classe
    regle: str
    depart: date
    jour: date

    @property
    def organisation(self) -> str:
        return ORGANISATION[self.classe]


def echeances(tx: Transaction, *conditions: ColumnElement[bool]) -> list[Echeance]:
    """The ends of every dossier that is over (of those that ``conditions`` keep), the next first.

    A class of which nothing is kept has none: a household without a debt. A dossier where somebody
    has still something to do is not over, whatever its statut says; nor is one whose protection
    goes on beyond the measure (P3: the référente unique follows longer).
    """
    working = (
        select(Task.id)
        .join(DossierInstance, DossierInstance.instance_id == Task.instance_id)
        .where(DossierInstance.dossier_id == Dossier.id, Task.closed_at.is_(None))
    )
    protected = (
        select(Instance.id)
        .join(DossierInstance, DossierInstance.instance_id == Instance.id)
        .where(DossierInstance.dossier_id == Dossier.id, DossierInstance.role == Role.VIOLENCES)
        .where(Instance.status == InstanceStatus.ACTIVE)
    )
    left = (Dossier.date_sortie.is_not(None), Dossier.statut.in_(FINIS))
    over = (*left, ~working.exists(), ~protected.exists())
    dossiers = tx.session.scalars(select(Dossier).where(*over, *conditions)).all()
    facts = _facts(tx, [dossier.id for dossier in dossiers])
    rules = values(tx, CODES, paris_day(tx.now))
    found = [one for dossier in dossiers for one in _of(dossier, facts, rules)]
    return sorted(found, key=lambda one: (one.jour, one.dossier.reference, one.classe))


FINIS = (Statut.CLOS, Statut.SANS_SUITE, "REFUSE")


@dataclass(frozen=True)
class Facts:
    """What the clocks count from, by dossier."""

    contact: Mapping[UUID, date]
    dette: Mapping[UUID, date]
    reglee: Mapping[UUID, date]
    jugement: Mapping[UUID, date]
    reprise: frozenset[UUID]


def _of(dossier: Dossier, facts: Facts, rules: Mapping[str, Any]) -> Iterator[Echeance]:
    """The clocks of one dossier."""
    sortie, key = dossier.date_sortie, dossier.id
    assert sortie is not None
    more = int(rules[REPRISE]) if key in facts.reprise else 0
    agreed = {code for code, nom in NOMS.items() if nom in REPRISE_POUR}

    def ends(classe: Classe, regle: str, depart: date) -> Echeance:
        extra = more if classe is not Classe.PRECONTENTIEUX else 0
        months = int(rules[regle]) + (extra if ORGANISATION[classe] in agreed else 0)
        return Echeance(dossier, classe, regle, depart, add_months(depart, months))

    yield ends(Classe.SOCIAL, SOCIAL, max(sortie, facts.contact.get(key, sortie)))
    yield ends(Classe.SUIVI_BAILLEUR, SUIVI, sortie)
    if key not in facts.dette:
        return
    last = max(sortie, facts.dette[key])
    if key in facts.reglee:
        yield ends(Classe.PRECONTENTIEUX, REGLEE, max(sortie, facts.reglee[key]))
    elif key in facts.jugement:
        yield ends(Classe.PRECONTENTIEUX, JUGEMENT, facts.jugement[key])
    else:
        yield ends(Classe.PRECONTENTIEUX, DETTE, last)


REPRISE_POUR = DEMANDES[Finalite.CONSERVATION_REPRISE].destinataire
"""Whom the sentence that was read out names: nobody else keeps longer for it."""


def _facts(tx: Transaction, ids: Sequence[UUID]) -> Facts:
    met = (Contact.dossier_id, Contact.jour), (Note.dossier_id, Note.jour)
    seen = [
        _last(tx, ids, *met[0]),
        _last(tx, ids, *met[1]),
        _last(tx, ids, RendezVous.dossier_id, RendezVous.debut, RendezVous.statut == "HONORE"),
        _answered(tx, ids),
    ]
    steps = (Etape.dossier_id, Etape.jour, Etape.statut != StatutEtape.ANNULEE)
    owed = [
        _last(tx, ids, LienCompte.dossier_id, LienCompte.relie_le),
        _last(tx, ids, Compte.dossier_id, Compte.arrete_au),
        _last(tx, ids, Versement.dossier_id, Versement.jour),
        _last(tx, ids, Plan.dossier_id, Plan.propose_le),
        _last(tx, ids, *steps),
    ]
    judged = _last(tx, ids, *steps, Etape.type == TypeEtape.JUGEMENT)
    return Facts(_latest(seen), _latest(owed), _settled(tx, ids), judged, _agreed(tx, ids))


def _last(
    tx: Transaction, ids: Sequence[UUID], key: Any, day: Any, *conditions: ColumnElement[bool]
) -> dict[UUID, date]:
    """The last day of a kind, by dossier."""
    query = select(key, func.max(day)).where(key.in_(ids), *conditions).group_by(key)
    return {dossier: _day(found) for dossier, found in tx.session.execute(query) if found}


def _answered(tx: Transaction, ids: Sequence[UUID]) -> dict[UUID, date]:
    """The last form that a person has answered: the system's own steps are no contact."""
    query = (
        select(DossierInstance.dossier_id, func.max(Answer.at))
        .join(Answer, Answer.instance_id == DossierInstance.instance_id)
        .where(DossierInstance.dossier_id.in_(ids), Answer.actor_id.is_not(None))
        .group_by(DossierInstance.dossier_id)
    )
    return {dossier: _day(at) for dossier, at in tx.session.execute(query)}


def _settled(tx: Transaction, ids: Sequence[UUID]) -> dict[UUID, date]:
    """When the debt was settled: the last account owes nothing, or a plan is paid whole."""
    paid = _last(tx, ids, Plan.dossier_id, Plan.fini_le, Plan.statut == StatutPlan.SOLDE)
    rows = tx.session.execute(
        select(Compte.dossier_id, Compte.arrete_au, Compte.solde)
        .where(Compte.dossier_id.in_(ids))
        .order_by(Compte.arrete_au)
    )
    last = {dossier: (day, solde) for dossier, day, solde in rows}
    settled = {d: day for d, (day, solde) in last.items() if solde <= 0}
    still = {d for d, (_, solde) in last.items() if solde > 0}
    return settled | {d: day for d, day in paid.items() if d not in still}


def _agreed(tx: Transaction, ids: Sequence[UUID]) -> frozenset[UUID]:
    """The dossiers whose household, as last answered, lets them be kept for a return."""
    rows = tx.session.execute(
        select(Consentement.dossier_id, Consentement.accorde, Consentement.retire_le)
        .where(
            Consentement.dossier_id.in_(ids),
            Consentement.finalite == Finalite.CONSERVATION_REPRISE,
        )
        .order_by(Consentement.recueilli_le, Consentement.ecrit_le)
    )
    last = {dossier: agreed and withdrawn is None for dossier, agreed, withdrawn in rows}
    return frozenset(dossier for dossier, holds in last.items() if holds)


def _latest(found: Iterable[Mapping[UUID, date]]) -> dict[UUID, date]:
    days: dict[UUID, date] = {}
    for one in found:
        for dossier, day in one.items():
            days[dossier] = max(day, days.get(dossier, day))
    return days


def _day(moment: Any) -> date:
    """A day in Paris, of an instant or of a day."""
    return paris_day(moment) if hasattr(moment, "utcoffset") else moment
