"""What forms say of a transfer, and of a mediation."""

from uuid import uuid4

from engine.bpm.decisions.decide import decide
from engine.bpm.diagrams.load import compiled
from engine.bpm.functions import functions_of
from engine.bpm.instances.heard import Said, hears
from engine.core.calendar import paris_day
from engine.core.errors import EngineError
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.dettes.find import dossier_of
from engine.suivi.dettes.reponses import said_amount, said_day
from engine.suivi.logements.codes import EtatMutation, Mode, MotifMutation
from engine.suivi.logements.models import Mediation, Mutation, Occupation
from engine.suivi.logements.occuper import move_in, new_occupation
from engine.suivi.logements.rows import lived_in, mutation_in, told_by

D5 = "D5_MUTATION"
SIZES = {"SUR": MotifMutation.SUROCCUPATION, "SOUS": MotifMutation.SOUS_OCCUPATION}


@hears("occupation_logement")
def hear_need(tx: Transaction, said: Said) -> None:
    """Whether the home suits: what the table D5 proposes of it. The rate itself is not kept."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    row = told_by(tx, Mutation, Mutation.demande_id, said.corrects_id)
    if row is None:
        row = Mutation(
            id=uuid4(),
            dossier_id=dossier.id,
            circle_id=dossier.circle_id,
            note_le=tx.now,
            demande_le=paris_day(tx.now),
            etat=EtatMutation.DEMANDEE,
        )
        tx.session.add(row)
    row.demande_id, row.pertinence = said.answer_id, propose_mutation(tx, said)
    row.motif = _motif(said, row.pertinence)
    tx.session.flush()


@hears("instruire_mutation")
def hear_decision(tx: Transaction, said: Said) -> None:
    """The people decide; the table has only proposed (domain 5.7)."""
    dossier = dossier_of(tx, said.instance)
    row = told_by(tx, Mutation, Mutation.decision_id, said.corrects_id)
    if row is None and dossier is not None:
        row = mutation_in(tx, dossier.id, EtatMutation.DEMANDEE)
    if row is None:
        return
    is_engaged = said.raw.get("mutation_engagee") == "OUI"
    row.decision_id, row.decidee_le = said.answer_id, row.decidee_le or paris_day(tx.now)
    if row.etat not in (EtatMutation.REALISEE, EtatMutation.ARRETEE):
        row.etat = EtatMutation.ENGAGEE if is_engaged else EtatMutation.NON_ENGAGEE
    row.typologie = said.raw.get("typologie_cible") if is_engaged else None
    text = str(said.raw.get("motif_mutation") or "").strip()
    row.raison = seal(tx, "mutation", row.id, {"texte": text}) if text else None
    tx.session.flush()


@hears("organiser_mutation")
def hear_move(tx: Transaction, said: Said) -> None:
    """The household changes home: what it leaves ends on the day when it moves in."""
    dossier, jour = dossier_of(tx, said.instance), said_day(said.raw, "date_mutation")
    row = told_by(tx, Mutation, Mutation.issue_id, said.corrects_id)
    if row is None and dossier is not None:
        row = mutation_in(tx, dossier.id, EtatMutation.ENGAGEE)
    if row is None or dossier is None or jour is None:
        return
    row.issue_id, row.etat, row.realisee_le = said.answer_id, EtatMutation.REALISEE, jour
    home, former = told_by(tx, Occupation, Occupation.cles_id, said.corrects_id), None
    if home is None:
        former = lived_in(tx, dossier.id)
        home = new_occupation(tx, dossier)
        home.mode = former.mode if former else Mode.BAIL_DIRECT
    home.cles_id = said.answer_id
    move_in(tx, dossier, home, jour)
    tx.session.flush()


@hears("revoir_strategie")
def hear_giving_up(tx: Transaction, said: Said) -> None:
    """After three refusals the search of another home may be given up; it may resume by hand."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    goes_on = said.raw.get("poursuivre") != "NON"
    row = told_by(tx, Mutation, Mutation.issue_id, said.corrects_id)
    row = row or mutation_in(tx, dossier.id, EtatMutation.ENGAGEE)
    if row is None or row.etat == EtatMutation.REALISEE or (goes_on and row.issue_id is None):
        return
    row.issue_id = None if goes_on else said.answer_id
    row.etat = EtatMutation.ENGAGEE if goes_on else EtatMutation.ARRETEE
    tx.session.flush()


@hears("mediation")
def hear_mediation(tx: Transaction, said: Said) -> None:
    """One meeting, what it was about and how it ended."""
    dossier, jour = dossier_of(tx, said.instance), said_day(said.raw, "date_mediation")
    if dossier is None or jour is None:
        return
    row = told_by(tx, Mediation, Mediation.answer_id, said.corrects_id)
    if row is None:
        row = Mediation(
            id=uuid4(), dossier_id=dossier.id, circle_id=dossier.circle_id, note_le=tx.now
        )
        tx.session.add(row)
    row.answer_id, row.jour = said.answer_id, jour
    row.objet = str(said.raw.get("objet_mediation") or "")
    row.issue = str(said.raw.get("issue_mediation") or "")
    text = str(said.raw.get("accord_mediation") or "").strip()
    row.accord = seal(tx, "mediation", row.id, {"texte": text}) if text else None
    tx.session.flush()


def propose_mutation(tx: Transaction, said: Said) -> str | None:
    """What D5 proposes, by the table that the dossier entered under; None where it cannot say."""
    table = compiled(tx, said.instance.release_id).decisions.get(D5)
    rate = said_amount(said.raw, "taux_effort_pourcent")
    if table is None or rate is None:
        return None
    asked = {
        "motif_securite": said.raw.get("motif_securite"),
        "occupation": said.raw.get("occupation"),
        "taux_effort": rate / 100,
    }
    try:
        value = decide(table, asked, tx.now, functions_of(tx)).value
    except (
        EngineError,
        ValueError,
    ):  # the diagram's own step tells it: an answer is never refused here
        return None
    found = value.get("pertinence") if isinstance(value, dict) else value
    return None if found is None else str(found)


def _motif(said: Said, pertinence: str | None) -> str | None:
    """Safety before size, size before cost."""
    if said.raw.get("motif_securite") == "OUI":
        return MotifMutation.SECURITE
    size = SIZES.get(str(said.raw.get("occupation")))
    return size or (MotifMutation.LOYER if pertinence == "FORTE" else None)
