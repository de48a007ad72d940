"""The calendar that a telephone reads by a secret address."""

from datetime import timedelta

from flask import (
    Response,
    current_app,
    flash,
    g,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from icalendar import Calendar, Event

from engine.core.calendar import at_paris
from engine.core.errors import SignInRefused
from engine.core.transaction import Database, Transaction
from engine.suivi.echeances.flux import (
    Rappel,
    Titre,
    close_flux,
    open_flux,
    opened_on,
    rappels,
    who_reads,
)
from web.echeances.room import blueprint

REFRESH = timedelta(hours=1)
NOTHING = "", 404
"""The same for a wrong secret, an old one and a closed account, without a page of the program."""


@blueprint.get("/agenda")
def show_agenda() -> str:
    return render_template("agenda.html", cree_le=opened_on(g.tx), adresse="")


@blueprint.post("/agenda")
def create_agenda() -> ResponseReturnValue:
    """The address is in this answer and in no other."""
    address = url_for("echeances.read_agenda", jeton=open_flux(g.tx), _external=True)
    return render_template("agenda.html", cree_le=opened_on(g.tx), adresse=address), 201


@blueprint.post("/agenda/suppression")
def create_agenda_end() -> ResponseReturnValue:
    close_flux(g.tx)
    flash("L’adresse de votre agenda ne donne plus rien.", "success")
    return redirect(url_for("echeances.show_agenda"))


@blueprint.get("/agenda/<jeton>/agenda.ics")
def read_agenda(jeton: str) -> ResponseReturnValue:
    """For who has the secret, without signing in: a wrong one answers as an address of nothing."""
    person = who_reads(g.tx, jeton)
    if person is None:
        return NOTHING
    database: Database = current_app.database  # type: ignore[attr-defined]  # Flask's proxy says Flask
    try:
        with database.transaction(person, read_only=True) as tx:
            content = _calendar(tx, jeton)
    except SignInRefused:  # the account is closed
        return NOTHING
    answer = Response(content, mimetype="text/calendar")
    answer.headers["Content-Disposition"] = 'inline; filename="agenda.ics"'
    g.cache_control = f"private, max-age={int(REFRESH.total_seconds())}"
    answer.add_etag()
    return answer.make_conditional(request)


def _calendar(tx: Transaction, secret: str) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Agenda//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Agenda")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for one in rappels(tx, secret):
        calendar.add_component(_event(one))
    return bytes(calendar.to_ical())


def _event(one: Rappel) -> Event:
    event = Event()
    event.add("uid", str(one.id))
    event.add("summary", str(one.titre))
    event.add("class", "PRIVATE")
    # The same at each reading: a calendar that has not changed is the same bytes.
    event.add("dtstamp", one.debut or at_paris(one.jour, 0))
    event.add("dtstart", one.debut or one.jour)
    event.add("dtend", one.fin or one.jour + timedelta(days=1))
    if one.debut is None:
        event.add("transp", "TRANSPARENT")
    event.add("url", _link(one))
    return event


def _link(one: Rappel) -> str:
    """The exact task, behind the sign-in; the list of rendez-vous; the first page."""
    if one.task_id is not None:
        return url_for("taches.open_task", task_id=one.task_id, _external=True)
    if one.titre is Titre.RENDEZ_VOUS:
        return url_for("dossiers.show_mine", _external=True)
    return url_for("accueil", _external=True)
