"""Processus: what the process owner, and everybody else, reads about how the work is done."""

from flask import Blueprint, Response, g, render_template
from flask.typing import ResponseReturnValue

from engine.suivi.processes.read import (
    books,
    coverage,
    doubts,
    find_book,
    find_diagram,
    scenarios_in_force,
)
from web.security import allow_inline_style

blueprint = Blueprint("processus", __name__, url_prefix="/processus")
PILOTS = "XLH_PILOTE"
"""For whom what is to be confirmed comes first."""


@blueprint.get("")
def index() -> ResponseReturnValue:
    read = books(g.tx)
    return render_template(
        "processus.html",
        books=read,
        doubts={one.process.id: one.count for book in read for one in doubts(book)},
        is_pilot=PILOTS in g.tx.actor.groups,
    )


@blueprint.get("/a-confirmer")
def show_doubts() -> ResponseReturnValue:
    told = [one for book in books(g.tx) for one in doubts(book)]
    return render_template("a_confirmer.html", doubts=told)


@blueprint.get("/<process>")
def show(process: str) -> ResponseReturnValue:
    allow_inline_style()  # the diagram
    book = find_book(g.tx, process)
    told = book.find(process)
    return render_template(
        "un_processus.html",
        book=book,
        process=told,
        names={one.id: one.name for one in book.processes},
        callers=book.callers(process),
        coverage=coverage(book, told, scenarios_in_force(g.tx)),
    )


@blueprint.get("/diagrammes/<process>.bpmn")
def show_diagram(process: str) -> ResponseReturnValue:
    return Response(find_diagram(g.tx, process), mimetype="application/xml")
