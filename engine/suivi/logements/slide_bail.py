"""The lease slides: from that day it is the household's own."""

from uuid import UUID

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.transaction import Transaction
from engine.suivi.logements.codes import Avis, Mode
from engine.suivi.logements.glissement import plan_examens
from engine.suivi.logements.hold import hold, read_one_day
from engine.suivi.logements.models import Occupation
from engine.suivi.logements.rows import examens_of, row_of


def slide_bail(tx: Transaction, reference: str, occupation_id: UUID, typed: str) -> Occupation:
    """Note the day of the slide, or another one; nothing typed takes it back.

    AnswersRefused (``glisse``) without an examen that says that the lease may slide, or before it.
    """
    held = hold(tx, reference)
    row = row_of(tx, Occupation, held.dossier, occupation_id)
    if not typed.strip():
        row.glisse_le = row.glisse_id = None
        plan_examens(tx, row)
        tx.flush()
        record(tx, held.instance, held.dossier.circle_id, "bail:unslid", row.id, ["glisse_le"])
        return row
    jour = read_one_day(tx, "glisse", typed, ask="", latest=True)
    said_yes = [
        one.realise_le
        for one in examens_of(tx, row)
        if one.avis == Avis.GLISSER and one.realise_le is not None
    ]
    if row.mode != Mode.BAIL_GLISSANT or not said_yes:
        raise AnswersRefused(errors={"glisse": ["Aucun examen ne dit que le bail peut glisser."]})
    if jour < said_yes[-1]:
        raise AnswersRefused(errors={"glisse": ["Le bail glisse après l’examen qui le dit."]})
    row.glisse_le, row.glisse_id = jour, None
    plan_examens(tx, row)
    tx.flush()
    record(tx, held.instance, held.dossier.circle_id, "bail:slid", row.id, ["glisse_le"])
    return row
