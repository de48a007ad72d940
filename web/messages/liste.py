"""The list of what one was told: read, unread, all read; each leads to its task or dossier."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.messages.unread import PAGE, Line, find_told, mark_read, mark_unread, told_to_me
from engine.core.mail.waiting import stuck_since
from engine.suivi.menages.find import names_of_references
from web.messages.envois import may_watch
from web.messages.room import blueprint, has_opened
from web.revues.room import subject

FILTERS = {"tous": "Tous", "non-lus": "Non lus"}
MOST_PAGES = 200


@blueprint.get("/messages")
def index() -> ResponseReturnValue:
    chosen = request.args.get("vue", "tous")
    page = min(max(request.args.get("page", 1, type=int), 1), MOST_PAGES)
    found = told_to_me(g.tx, unread_only=chosen == "non-lus", page=page)
    return render_template(
        "messages.html",
        lines=found[:PAGE],
        noms=names_of_references(g.tx, (line.reference for line in found[:PAGE])),
        has_more=len(found) > PAGE,
        page=page,
        filters=FILTERS,
        chosen=chosen if chosen in FILTERS else "tous",
        stuck=stuck_since(g.tx) if may_watch() else None,
    )


@blueprint.get("/messages/<uuid:notice_id>")
def show(notice_id: UUID) -> ResponseReturnValue:
    """The link of an e-mail: to the task while it waits, else to the dossier; it is read then."""
    line = find_told(g.tx, notice_id)
    has_opened([notice_id])
    return redirect(address_of(line))


@blueprint.post("/messages/<uuid:notice_id>/lecture")
def update_reading(notice_id: UUID) -> ResponseReturnValue:
    """Read, or with « lu » at « non » unread again."""
    find_told(g.tx, notice_id)
    change = mark_unread if request.form.get("lu") == "non" else mark_read
    change(g.tx, [notice_id])
    return redirect(_back())


@blueprint.post("/messages/lecture")
def create_all_read() -> ResponseReturnValue:
    count = mark_read(g.tx)
    told = "Un message est marqué lu." if count == 1 else f"{count} messages sont marqués lus."
    flash(told if count else "Tout était déjà lu.", "success")
    return redirect(_back())


def address_of(line: Line) -> str:
    """Where a message leads."""
    if line.notice.task_id is not None and not line.is_done:
        return url_for("taches.open_task", task_id=line.notice.task_id)
    address: str = subject(line.reference)["adresse"]
    return address


blueprint.add_app_template_global(address_of, "adresse_message")


def _back() -> str:
    """The list as it was shown: only its own words are kept of what was sent."""
    sent: dict[str, Any] = {}
    if request.form.get("vue") in FILTERS:
        sent["vue"] = request.form["vue"]
    if (page := request.form.get("page", "")).isdecimal() and page != "1":
        sent["page"] = page
    return url_for("messages.index", **sent)
