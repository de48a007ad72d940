"""How one wants to be told outside the program: address, hours, what at all."""

from collections.abc import Mapping

from flask import current_app, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.messages.prefer import FIELDS, save_preferences
from engine.core.identity.wishes import Wishes, wishes_of
from engine.core.mail.waiting import is_failing_for_me
from web.dossiers.menage.saisies import attempt, show, typed
from web.messages.room import blueprint

HOURS = {str(hour): f"{hour} h" for hour in range(24)}


@blueprint.get("/preferences")
def show_preferences() -> ResponseReturnValue:
    return _page(_as_typed(wishes_of(g.tx, g.tx.actor.id)), {})


@blueprint.post("/preferences")
def update_preferences() -> ResponseReturnValue:
    sent = typed()
    errors = attempt(lambda: save_preferences(g.tx, sent))
    if errors:
        return _page(sent, errors)
    flash("Vos préférences sont enregistrées.", "success")
    return redirect(url_for("messages.show_preferences"))


def _as_typed(wishes: Wishes) -> dict[str, str]:
    return {
        "courriel": wishes.address,
        "telephone": wishes.phone,
        "par_courriel": "oui" if wishes.wants_mail else "",
        "par_sms": "oui" if wishes.wants_sms else "",
        "point": "oui" if wishes.wants_digest else "",
        "heure": str(wishes.hours.mail_hour),
        "calme_de": str(wishes.hours.quiet_from),
        "calme_a": str(wishes.hours.quiet_until),
    }


def _page(values: Mapping[str, str], errors: Mapping[str, list[str]]) -> ResponseReturnValue:
    return show(
        "preferences.html",
        values,
        errors,
        heures=HOURS,
        libelles=FIELDS,
        en_fichiers=current_app.config["MAIL_IN_FILES"],
        refuse_le=is_failing_for_me(g.tx),
    )
