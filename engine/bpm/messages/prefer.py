"""Say how one wants to be told: checked field by field, what waits follows at once."""

from collections.abc import Mapping
from typing import Final

from engine.bpm.messages.gather import plan_again
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused
from engine.core.identity.models import Person
from engine.core.identity.wishes import Hours, Wishes, keep_wishes
from engine.core.mail.letter import is_address, number_of
from engine.core.transaction import Transaction

FIELDS: Final[Mapping[str, str]] = {
    "courriel": "Adresse de courriel",
    "telephone": "Téléphone mobile",
    "heure": "Heure du courriel du jour",
    "calme_de": "Début des heures calmes",
    "calme_a": "Fin des heures calmes",
}
NO_ADDRESS = "Cette adresse ne peut pas recevoir de courriel : écrivez par exemple a.dupont@mdl.fr."
NO_NUMBER = "Ce numéro n’est pas celui d’un téléphone : écrivez par exemple 06 39 98 12 34."


def save_preferences(tx: Transaction, typed: Mapping[str, str]) -> None:
    """The actor's own: ``courriel``, ``telephone``, ``par_courriel``, ``par_sms``, ``point``

    (ticked or not), ``heure``, ``calme_de``, ``calme_a`` (0 to 23). AnswersRefused in words.
    """
    errors: dict[str, list[str]] = {}
    address = typed.get("courriel", "").strip()
    if address and not is_address(address):
        errors["courriel"] = [NO_ADDRESS]
    written = typed.get("telephone", "").strip()
    phone = number_of(written)
    if written and not phone:
        errors["telephone"] = [NO_NUMBER]
    if typed.get("par_sms") and not written:
        errors["telephone"] = ["Indiquez le numéro où recevoir ces SMS."]
    hours = {
        key: _hour(typed.get(key, ""), key, errors) for key in ("heure", "calme_de", "calme_a")
    }
    chosen = Hours(hours["heure"], hours["calme_de"], hours["calme_a"])
    if not errors and chosen.is_quiet_hour(chosen.mail_hour):
        errors["heure"] = ["Cette heure est dans vos heures calmes : changez l’une ou l’autre."]
    if errors:
        raise AnswersRefused(errors=errors)
    wishes = Wishes(
        address,
        phone,
        wants_mail=bool(typed.get("par_courriel")),
        wants_sms=bool(typed.get("par_sms")),
        wants_digest=bool(typed.get("point")),
        hours=chosen,
    )
    assert tx.actor.id
    keep_wishes(tx, tx.actor.id, wishes)
    plan_again(tx)
    person = tx.session.get_one(Person, tx.actor.id, with_for_update=True)
    record(tx, person, None, "person:preferences", person.id)


def _hour(text: str, key: str, errors: dict[str, list[str]]) -> int:
    if text.isascii() and text.isdecimal() and len(text) < 3 and int(text) < 24:
        return int(text)
    errors[key] = ["Choisissez une heure dans la liste."]
    return 0
