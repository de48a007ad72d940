"""What forms say of a home lived in: the mode, the keys, the examens, the lease that slides."""

from datetime import date
from uuid import uuid4

from engine.bpm.instances.heard import Said, hears
from engine.core.calendar import paris_day
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.dettes.find import dossier_of
from engine.suivi.dettes.reponses import said_amount, said_day
from engine.suivi.dossiers.models import Dossier
from engine.suivi.logements.glissement import (
    add_examen,
    follow_bail,
    next_echeance,
    plan_examens,
)
from engine.suivi.logements.lieux import add_logement
from engine.suivi.logements.models import Examen, Logement, Occupation
from engine.suivi.logements.rows import (
    accepted_logement,
    chosen_occupation,
    examens_of,
    lived_in,
    occupations_of,
    told_by,
)


@hears("confirmation_mode")
def hear_mode(tx: Transaction, said: Said) -> None:
    """By what right the household will live in the home that is looked for."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None or not said.raw.get("mode_occupation"):
        return
    row = told_by(tx, Occupation, Occupation.mode_id, said.corrects_id)
    row = row or chosen_occupation(tx, dossier.id) or new_occupation(tx, dossier)
    row.mode, row.mode_id = str(said.raw["mode_occupation"]), said.answer_id
    tx.session.flush()
    plan_examens(tx, row)


@hears("remise_cles")
def hear_keys(tx: Transaction, said: Said) -> None:
    """The household moves in: the lease, the rent, what was handed over."""
    dossier, entree = dossier_of(tx, said.instance), said_day(said.raw, "date_entree_lieux")
    if dossier is None or entree is None:
        return
    row = told_by(tx, Occupation, Occupation.cles_id, said.corrects_id)
    row = row or chosen_occupation(tx, dossier.id) or new_occupation(tx, dossier)
    before, row.date_bail = row.date_bail, said_day(said.raw, "date_bail")
    row.pieces = [str(piece) for piece in said.raw.get("pieces_cles") or []]
    row.cles_id = said.answer_id
    logement = move_in(tx, dossier, row, entree)
    logement.loyer = said_amount(said.raw, "loyer")
    logement.charges = said_amount(said.raw, "charges")
    tx.session.flush()
    follow_bail(tx, row, before)
    plan_examens(tx, row)


@hears("examen_contradictoire")
def hear_examen(tx: Transaction, said: Said) -> None:
    """The avis on a bail glissant; « prolonger » opens another period."""
    dossier, jour = dossier_of(tx, said.instance), said_day(said.raw, "date_examen")
    if dossier is None or jour is None:
        return
    row = told_by(tx, Examen, Examen.answer_id, said.corrects_id)
    row = row or _waiting(tx, dossier)
    if row is None:
        return
    row.answer_id, row.realise_le = said.answer_id, jour
    row.avis = str(said.raw.get("avis_glissement") or "") or None
    row.prefet_informe_le = said_day(said.raw, "date_information_prefet") or row.prefet_informe_le
    text = str(said.raw.get("motifs_examen") or "").strip()
    row.motifs = seal(tx, "examen_glissement", row.id, {"texte": text}) if text else None
    tx.session.flush()
    plan_examens(tx, tx.session.get_one(Occupation, row.occupation_id))


@hears("periode_modifiee")
def hear_period(tx: Transaction, said: Said) -> None:
    """The convention fixes another end of the period that is open; never before the lease."""
    dossier, fin = dossier_of(tx, said.instance), said_day(said.raw, "fin_periode")
    home = lived_in(tx, dossier.id) if dossier else None
    if home is None or fin is None or (home.date_bail is not None and fin <= home.date_bail):
        return
    for row in examens_of(tx, home):
        if row.realise_le is None:
            row.echeance = fin
    tx.session.flush()


@hears("motif_sortie")
def hear_slide(tx: Transaction, said: Said) -> None:
    """« Le bail a glissé »: told at the exit at the latest, if nobody noted its day before."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    has_slid = said.raw.get("motif_sortie") == "GLISSEMENT_BAIL"
    for row in occupations_of(tx, dossier.id):
        if said.corrects_id is not None and row.glisse_id == said.corrects_id:
            row.glisse_id = said.answer_id if has_slid else None
            row.glisse_le = row.glisse_le if has_slid else None
    row_now = lived_in(tx, dossier.id)
    if has_slid and row_now is not None and row_now.is_glissant:
        row_now.glisse_le, row_now.glisse_id = paris_day(tx.now), said.answer_id
        plan_examens(tx, row_now)
    tx.session.flush()


def move_in(tx: Transaction, dossier: Dossier, row: Occupation, entree: date) -> Logement:
    """The home of this occupation, lived in from that day; what was lived in before ends then."""
    if row.logement_id is None:
        logement = accepted_logement(tx, dossier.id) or add_logement(tx, dossier, {})
        row.logement_id = logement.id
    row.entree_le = entree
    for other in occupations_of(tx, dossier.id):
        if other.id != row.id and other.has_begun and other.fin is None:
            other.fin = entree
    return tx.session.get_one(Logement, row.logement_id)


def new_occupation(tx: Transaction, dossier: Dossier) -> Occupation:
    """An occupation of which nothing is known yet; written at once."""
    row = Occupation(
        id=uuid4(),
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        note_le=tx.now,
        pieces=[],
    )
    tx.session.add(row)
    tx.session.flush()
    return row


def _waiting(tx: Transaction, dossier: Dossier) -> Examen | None:
    """The examen that was to come; one more where the form is asked all the same."""
    occupation = lived_in(tx, dossier.id)
    if occupation is None or not occupation.is_glissant:
        return None
    rows = examens_of(tx, occupation)
    waiting = [row for row in rows if row.realise_le is None]
    if waiting:
        return waiting[0]
    if not rows and occupation.date_bail is None:
        return None
    return add_examen(tx, occupation, next_echeance(tx, occupation, rows))
