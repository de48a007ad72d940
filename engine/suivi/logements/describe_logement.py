"""Describe a home: its address and what no form asks; all of it where nobody was ever asked."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused
from engine.core.transaction import Transaction
from engine.suivi.logements.codes import Chauffage, Mode
from engine.suivi.logements.hold import hold
from engine.suivi.logements.lieux import add_logement, tell_lieu
from engine.suivi.logements.models import Logement, Occupation, Proposition
from engine.suivi.logements.rows import lived_in, row_of
from engine.suivi.menages.saisie import Saisie

TYPOLOGIES = ("T1", "T2", "T3", "T4", "T5")
FIELDS = ("adresse", "surface", "annexes", "chauffage")
TOLD = ("reference", "commune", "typologie", "loyer", "charges")
"""What the forms tell of a home that was proposed: it is corrected there."""
Typed = Mapping[str, str]


def describe_logement(tx: Transaction, reference: str, logement_id: UUID, typed: Typed) -> Logement:
    """What is known of a home. AnswersRefused in words, by field; NotFound for another dossier's.

    ``typed``: FIELDS, and TOLD for a home that no form tells.
    """
    held = hold(tx, reference)
    row = row_of(tx, Logement, held.dossier, logement_id)
    saisie = Saisie(typed, paris_day(tx.now))
    _write(tx, row, saisie, is_told=is_told(tx, row))
    tx.flush()
    record(tx, held.instance, held.dossier.circle_id, "logement:described", row.id, FIELDS)
    return row


def note_home(tx: Transaction, reference: str, typed: Typed) -> Occupation:
    """The home where a household lives already when it is met: no form of the maintien asks it.

    ``typed``: FIELDS, TOLD, mode, date_bail. AnswersRefused when a home is known already.
    """
    held = hold(tx, reference)
    if lived_in(tx, held.dossier.id) is not None:
        raise AnswersRefused(errors={"mode": ["Le logement occupé est déjà noté."]})
    today = paris_day(tx.now)
    saisie = Saisie(typed, today)
    mode = saisie.choice("mode", list(Mode), ask="Dites à quel titre le ménage y habite.")
    since = saisie.day("date_bail", ask="Indiquez la date du bail.", latest=today)
    home = add_logement(tx, held.dossier, {})
    _write(tx, home, saisie, is_told=False)
    row = Occupation(
        id=uuid4(),
        dossier_id=held.dossier.id,
        circle_id=held.dossier.circle_id,
        note_le=tx.now,
        logement_id=home.id,
        mode=mode,
        date_bail=since,
        entree_le=since,
        pieces=[],
    )
    tx.session.add(row)
    tx.flush()
    record(
        tx, held.instance, held.dossier.circle_id, "occupation:noted", row.id, ["mode", "date_bail"]
    )
    return row


def is_told(tx: Transaction, row: Logement) -> bool:
    """Whether a form tells this home: a proposition of it, or its keys."""
    proposed = select(Proposition.id).where(Proposition.logement_id == row.id)
    keys = select(Occupation.id).where(
        Occupation.logement_id == row.id, Occupation.cles_id.is_not(None)
    )
    return any(tx.session.scalar(one.limit(1)) is not None for one in (proposed, keys))


def _write(tx: Transaction, row: Logement, saisie: Saisie, *, is_told: bool) -> None:
    lieu = {"adresse": saisie.text("adresse", most=200)}
    surface, annexes = saisie.amount("surface"), saisie.amount("annexes")
    chauffage = saisie.choice("chauffage", list(Chauffage))
    loyer, charges, typologie = row.loyer, row.charges, row.typologie
    if not is_told:
        lieu["reference"] = saisie.text("reference", most=40)
        lieu["commune"] = saisie.text("commune", most=80, ask="Indiquez la commune.")
        typologie = saisie.choice("typologie", TYPOLOGIES) or None
        loyer, charges = saisie.amount("loyer"), saisie.amount("charges")
    saisie.refuse()
    tell_lieu(tx, row, lieu)
    row.surface, row.annexes, row.chauffage = surface, annexes, chauffage or None
    row.loyer, row.charges, row.typologie = loyer, charges, typologie
