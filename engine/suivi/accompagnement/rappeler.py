"""Remind a household of a rendez-vous by SMS: two working days at most before, if it wants that.

Domain 5.8, T05: J−2 and J−1, neutral text; not at the week-end nor on a holiday, so both may fall
on one day, and then one goes. The number is looked for when it goes, never kept with the promise.
"""

from datetime import date, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import select

from engine.bpm.messages.inforce import template_in_force
from engine.bpm.messages.letters import sms
from engine.core.calendar import at_paris, paris_day, previous_ouvre
from engine.core.identity.actor import SYSTEM
from engine.core.mail.letter import number_of
from engine.core.mail.models import Sending
from engine.core.mail.promise import SMS, Promised, promise_sendings
from engine.core.mail.send import COMPOSERS, Composed, Composer
from engine.core.transaction import Database, Transaction
from engine.suivi.accompagnement.codes import Rappel, Statut
from engine.suivi.accompagnement.models import RendezVous
from engine.suivi.consentements.codes import Finalite
from engine.suivi.consentements.read import has_consented
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.coordonnees import CoordonneeLue, read_coordonnee
from engine.suivi.menages.models import Coordonnee, TypeCoordonnee

KIND: Final = "rendez_vous_sms"
TEMPLATE: Final = "sms_rendez_vous"
HOUR: Final = 10
DAYS_BEFORE: Final = (2, 1)
AHEAD: Final = timedelta(days=10)
"""A chain of holidays is never longer: what is further away is looked at another day."""


def promise_sms(tx: Transaction, rendez_vous: RendezVous) -> None:
    """The reminders of a rendez-vous that are still to come; twice the same are promised once.

    Nothing for one that was settled, or whose household is reminded in another way.
    """
    if rendez_vous.statut != Statut.PREVU or rendez_vous.rappel != Rappel.SMS:
        return
    debut = rendez_vous.debut
    moments = [at_paris(day, HOUR) for day in _days(paris_day(debut))]
    promise_sendings(
        tx,
        [
            Promised(
                KIND,
                SMS,
                f"{debut.isoformat()}/{moment.isoformat()}",
                moment,
                subject_id=rendez_vous.id,
                expires_at=debut,
            )
            for moment in moments
            if tx.now <= moment < debut
        ],
    )


def plan_sms(database: Database) -> None:
    """Promise the reminders of what comes soon. Run again, it adds nothing."""
    with database.transaction(SYSTEM) as tx:
        soon = select(RendezVous).where(
            RendezVous.statut == Statut.PREVU,
            RendezVous.rappel == Rappel.SMS,
            RendezVous.debut > tx.now,
            RendezVous.debut < tx.now + AHEAD,
        )
        for rendez_vous in tx.session.scalars(soon):
            promise_sms(tx, rendez_vous)


def _days(day: date) -> list[date]:
    """The working days on which a household is reminded of that day."""
    found = {previous_ouvre(day - timedelta(days=before)) for before in DAYS_BEFORE}
    return sorted(found)


def _compose(tx: Transaction, sending: Sending, _address: str) -> Composed | None:
    """None when it was moved or settled, when the household does not want it, or has no number."""
    assert sending.subject_id
    rendez_vous = tx.session.get(RendezVous, sending.subject_id)
    if rendez_vous is None or rendez_vous.statut != Statut.PREVU:
        return None
    if rendez_vous.debut != sending.expires_at or rendez_vous.rappel != Rappel.SMS:
        return None
    dossier = tx.session.get_one(Dossier, rendez_vous.dossier_id)
    if not has_consented(tx, dossier, Finalite.CONTACT_SMS):
        return None
    number = _number(tx, dossier)
    return Composed(sms(sending.id, number, template_in_force(tx, TEMPLATE))) if number else None


def _number(tx: Transaction, dossier: Dossier) -> str:
    """The number to write to: a safe channel first, none that says how it must not be used.

    On a restricted file, or where the number is protected, a safe channel alone.
    """
    if dossier.menage_id is None:
        return ""
    found = [one for one in _numbers(tx, dossier.menage_id) if _may_be_written_to(one, dossier)]
    found.sort(key=lambda one: not one.canal_sur)
    return number_of(found[0].valeur) if found else ""


def _numbers(tx: Transaction, menage_id: UUID) -> list[CoordonneeLue]:
    wanted = (Coordonnee.menage_id == menage_id, Coordonnee.type == TypeCoordonnee.TELEPHONE)
    rows = tx.session.scalars(select(Coordonnee).where(*wanted).order_by(Coordonnee.cree_le.desc()))
    today = paris_day(tx.now)
    return [one for one in (read_coordonnee(tx, row) for row in rows) if one.is_valid(today)]


def _may_be_written_to(one: CoordonneeLue, dossier: Dossier) -> bool:
    """« Ne pas laisser de message », and whatever else is said of a number, asks for a person."""
    if not number_of(one.valeur) or one.consigne:
        return False
    return one.canal_sur or not (dossier.is_restreint or one.protegee)


COMPOSERS[KIND] = Composer(_compose)
