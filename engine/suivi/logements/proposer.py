"""What forms say of the search: the candidature, each proposition, what the household answers."""

from datetime import date
from uuid import uuid4

from sqlalchemy import select

from engine.bpm.instances.heard import Said, hears
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dettes.find import dossier_of
from engine.suivi.dettes.reponses import said_amount, said_day
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.codes import StatutProposition
from engine.suivi.logements.lieux import add_logement, tell_lieu
from engine.suivi.logements.models import Candidature, Logement, Occupation, Proposition
from engine.suivi.logements.rows import told_by, unanswered


@hears("candidature")
def hear_candidature(tx: Transaction, said: Said) -> None:
    """The file for the commission, and its date."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    row = told_by(tx, Candidature, Candidature.answer_id, said.corrects_id)
    if row is None:
        row = Candidature(
            id=uuid4(), dossier_id=dossier.id, circle_id=dossier.circle_id, note_le=tx.now
        )
        tx.session.add(row)
    row.answer_id = said.answer_id
    row.pieces = [str(piece) for piece in said.raw.get("pieces") or []]
    row.caleol_le = said_day(said.raw, "date_caleol")
    tx.session.flush()


@hears("proposer_logement")
def hear_proposition(tx: Transaction, said: Said) -> None:
    """A dwelling proposed that day; a correction puts it right where it stands."""
    dossier, jour = dossier_of(tx, said.instance), said_day(said.raw, "date_proposition")
    if dossier is None or jour is None:
        return
    row = told_by(tx, Proposition, Proposition.answer_id, said.corrects_id)
    if row is None:
        row = _new(tx, dossier, jour)
    row.answer_id, row.proposee_le = said.answer_id, jour
    _describe(tx, tx.session.get_one(Logement, row.logement_id), said)
    tx.session.flush()


@hears("reponse_menage")
def hear_response(tx: Transaction, said: Said) -> None:
    """What the household answers to the proposition that waits, or to the one corrected."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    row = told_by(tx, Proposition, Proposition.reponse_id, said.corrects_id)
    row = row or unanswered(tx, dossier.id)
    if row is None:
        return
    is_yes = said.raw.get("reponse") == "ACCEPTE"
    row.reponse_id = said.answer_id
    row.statut = StatutProposition.ACCEPTEE if is_yes else StatutProposition.REFUSEE
    row.motif_refus = None if is_yes else _motif(said)
    row.repondu_le = said_day(said.raw, "date_reponse") or paris_day(tx.now)
    tx.session.flush()


def _new(tx: Transaction, dossier: Dossier, jour: date) -> Proposition:
    row = Proposition(
        id=uuid4(),
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        note_le=tx.now,
        logement_id=add_logement(tx, dossier, {}).id,
        proposee_le=jour,
        statut=StatutProposition.PROPOSEE,
    )
    tx.session.add(row)
    return row


def _describe(tx: Transaction, logement: Logement, said: Said) -> None:
    """What the form says of the dwelling; once its keys are given, its rent is theirs."""
    lieu = {"reference": said.raw.get("logement_reference"), "commune": said.raw.get("commune")}
    tell_lieu(tx, logement, {name: str(value or "") for name, value in lieu.items()})
    logement.typologie = said.raw.get("typologie")
    lived = select(Occupation.id).where(Occupation.logement_id == logement.id)
    if tx.session.scalar(lived.limit(1)) is None:
        logement.loyer = said_amount(said.raw, "loyer")
        logement.charges = said_amount(said.raw, "charges")


def _motif(said: Said) -> str | None:
    return str(said.raw["motif_refus_logement"]) if said.raw.get("motif_refus_logement") else None
