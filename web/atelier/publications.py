"""What was published: each publication in words, and how to go back to it."""

import re
from collections.abc import Mapping
from typing import Any

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key, Source
from engine.bpm.workshop.history import PublicationInfo, files_of, publications
from engine.bpm.workshop.shelf import files_in_force
from engine.core.errors import DiagramRefused, NotFound
from engine.suivi.atelier.errors import AlreadyInForce, PublishedMeanwhile, ReasonMissing
from engine.suivi.atelier.publish import restore
from web.atelier.changements import changes
from web.atelier.mots import refused
from web.atelier.refus import told_problems
from web.atelier.room import back, blueprint, house


@blueprint.get("/publications/<number>")
def show_publication(number: str) -> ResponseReturnValue:
    return _page(_number(number))


@blueprint.post("/publications/<number>/retour")
def create_return(number: str) -> ResponseReturnValue:
    wanted, reason = _number(number), request.form.get("raison", "").strip()
    try:
        with g.tx.attempt():
            done = restore(g.tx, house(), wanted, reason)
    except DiagramRefused as refusal:
        return _page(wanted, reason=reason, hindered=told_problems(refusal)), 422
    except (AlreadyInForce, PublishedMeanwhile, ReasonMissing) as refusal:
        return _page(wanted, reason=reason, error=refused(refusal)), 422
    return back(f"Publication n° {done.number} : retour à la publication n° {number}.")


def _number(text: str) -> int:
    """The number that an address gives; NotFound for anything else."""
    if not re.fullmatch(r"[0-9]{1,9}", text):
        raise NotFound(publication=text)
    return int(text)


def _page(number: int, **given: Any) -> str:
    told = publications(g.tx)
    this, before = _found(told, number)
    files = _read(files_of(g.tx, number))
    return render_template(
        "atelier_ancienne.html",
        publication=this,
        before=before,
        changes=changes(_read(files_of(g.tx, before.number)), files) if before else [],
        total=len(files.files),
        is_in_force=number == told[0].number,
        returning=changes(_read(files_in_force(g.tx)), files),
        **{"reason": "", "error": "", "hindered": [], **given},
    )


def _read(files: Mapping[Key, Source]) -> Folder:
    return house().holding(files.values())


def _found(
    told: list[PublicationInfo], number: int
) -> tuple[PublicationInfo, PublicationInfo | None]:
    """The publication of that number and the one before it, if any; NotFound."""
    for place, one in enumerate(told):
        if one.number == number:
            return one, told[place + 1] if place + 1 < len(told) else None
    raise NotFound(publication=number)
