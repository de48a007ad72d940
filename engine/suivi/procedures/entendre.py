"""The steps that forms tell: an event reported, a task done. Nobody notes them a second time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlalchemy import select

from engine.bpm.instances.heard import Said, hears
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.find import dossier_of
from engine.suivi.dettes.reponses import said_day
from engine.suivi.dossiers.models import Dossier
from engine.suivi.procedures.models import Etape, StatutEtape, TypeEtape


@dataclass(frozen=True)
class Parole:
    """How a form tells a step: the keys of its fields."""

    type: TypeEtape
    jour: str
    delai: str = ""
    decision: str = ""
    fin: str = ""
    preuve: str = ""
    message: str = ""
    """The event that the form is of; none for the form of a task."""


FORMS: Mapping[str, Parole] = {
    "signalement_caf": Parole(
        TypeEtape.SIGNALEMENT_CAF, "date_signalement", preuve="preuve_gardee"
    ),
    "commandement_delivre": Parole(
        TypeEtape.COMMANDEMENT_PAYER,
        "date_commandement",
        delai="delai_commandement",
        message="commandement_delivre",
    ),
    "saisine_ccapex": Parole(
        TypeEtape.SAISINE_CCAPEX, "date_saisine_ccapex", preuve="preuve_saisine"
    ),
    "assignation_delivree": Parole(
        TypeEtape.ASSIGNATION, "date_assignation", message="assignation_delivree"
    ),
    "notifier_prefet": Parole(
        TypeEtape.NOTIF_PREFET, "date_notification", preuve="preuve_notification"
    ),
    "audience_fixee": Parole(TypeEtape.AUDIENCE, "date_audience", message="audience_fixee"),
    "jugement_recu": Parole(
        TypeEtape.JUGEMENT, "date_jugement", decision="decision_jugement", message="jugement_recu"
    ),
    "cql_delivre": Parole(TypeEtape.CQL, "date_cql", message="cql_delivre"),
    "protocole_cohesion_signe": Parole(
        TypeEtape.PCS,
        "date_protocole",
        fin="date_fin_protocole",
        message="protocole_cohesion_signe",
    ),
    "expulsion_programmee": Parole(
        TypeEtape.EXPULSION, "date_expulsion", message="expulsion_programmee"
    ),
    "procedure_arretee": Parole(
        TypeEtape.DESISTEMENT, "date_arret_procedure", message="procedure_arretee"
    ),
}
MESSAGES = {parole.type: parole.message for parole in FORMS.values() if parole.message}


@hears(*FORMS)
def hear_step(tx: Transaction, said: Said) -> None:
    """Keep the step that an answer tells, or put right the one that it corrects."""
    dossier, parole = dossier_of(tx, said.instance), FORMS[said.form]
    jour = said_day(said.raw, parole.jour)
    if dossier is None or jour is None:
        return
    etape = _corrected(tx, said) or add_step(tx, dossier, parole.type, jour)
    etape.answer_id, etape.jour = said.answer_id, jour
    etape.delai = _said(said, parole.delai)
    etape.decision = _said(said, parole.decision)
    etape.fin = said_day(said.raw, parole.fin)
    etape.has_proof = etape.preuve is not None or bool(said.raw.get(parole.preuve))
    tx.session.flush()


def add_step(tx: Transaction, dossier: Dossier, kind: TypeEtape, jour: date) -> Etape:
    """A step of that day. A new date of audience stands in place of the one that was to come."""
    if kind is TypeEtape.AUDIENCE:
        _replace_audience(tx, dossier)
    etape = Etape(
        id=uuid4(),
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        answer_id=None,
        type=kind,
        jour=jour,
        delai=None,
        decision=None,
        fin=None,
        statut=StatutEtape.NOTEE,
        has_proof=False,
        preuve=None,
        notee_par=tx.actor.id,
        notee_le=tx.now,
    )
    tx.session.add(etape)
    return etape


def _replace_audience(tx: Transaction, dossier: Dossier) -> None:
    coming = select(Etape).where(
        Etape.dossier_id == dossier.id,
        Etape.type == TypeEtape.AUDIENCE,
        Etape.statut == StatutEtape.NOTEE,
        Etape.jour >= paris_day(tx.now),
    )
    for former in tx.session.scalars(coming):
        former.statut = StatutEtape.REMPLACEE


def _corrected(tx: Transaction, said: Said) -> Etape | None:
    if said.corrects_id is None:
        return None
    return tx.session.scalar(select(Etape).where(Etape.answer_id == said.corrects_id))


def _said(said: Said, key: str) -> str | None:
    return str(said.raw[key]) if key and said.raw.get(key) else None
