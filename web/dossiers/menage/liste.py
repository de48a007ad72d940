"""The list of dossiers, found by reference or by name. A name that is typed is in no address."""

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence

from flask import g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import DocumentTampered
from engine.suivi.dossiers.models import Statut
from engine.suivi.dossiers.see import volets_of
from engine.suivi.dossiers.see_next_steps import see_next_steps
from engine.suivi.dossiers.sous_volet import SousVolet, may_know, told_sous_volet
from engine.suivi.dossiers.statut import StatutDossier, statuts
from engine.suivi.menages.find import Ligne, list_dossiers
from web.dossiers.room import blueprint

REFERENCE = re.compile(r"[\d -]*")
LONGEST = 100
OVER = frozenset({Statut.CLOS, Statut.SANS_SUITE})
FILTERS = ("statut", "sous_volet", "referent")


@blueprint.get("")
def index() -> ResponseReturnValue:
    wanted = _wanted()
    found = list_dossiers(g.tx, wanted)
    stands = statuts(g.tx, [row.dossier for row in found])
    chosen = {name: request.args.get(name, "") for name in FILTERS}
    rows = [row for row in found if _keeps(row, stands[row.dossier.id], chosen)]
    going_on = [row for row in rows if row.dossier.statut not in OVER]
    return render_template(
        "dossiers.html",
        rows=rows,
        en_cours=going_on,
        finis=[row for row in rows if row.dossier.statut in OVER],
        suites=see_next_steps(g.tx, [row.dossier for row in going_on]),
        statuts=stands,
        choisis=chosen,
        STATUTS=list(StatutDossier),
        SOUS_VOLETS=[one for one in SousVolet if one != "STANDARD"] if may_know(g.tx) else [],
        referents=_referents(found),
        wanted=wanted,
        is_reference=bool(REFERENCE.fullmatch(wanted)),
        volets=volets_of(g.tx, [row.dossier for row in rows]),
    )


@blueprint.post("/recherche")
def create_search() -> ResponseReturnValue:
    """To the list, with what was typed: sealed unless it is a reference.

    Addresses are kept by browsers and by servers; the way back from a dossier must work.
    """
    wanted = request.form.get("recherche", "").strip()[:LONGEST]
    if REFERENCE.fullmatch(wanted):
        return redirect(url_for("dossiers.index", recherche=wanted or None))
    key = urlsafe_b64encode(g.tx.keys.seal(wanted.encode(), _whose())).decode()
    return redirect(url_for("dossiers.index", cle=key))


def _keeps(row: Ligne, statut: StatutDossier, chosen: dict[str, str]) -> bool:
    """What the list is narrowed to; a sous-volet only for those who are told of it."""
    if chosen["statut"] and statut != chosen["statut"]:
        return False
    if chosen["referent"] and str(row.dossier.referent_id) != chosen["referent"]:
        return False
    return not chosen["sous_volet"] or told_sous_volet(g.tx, row.dossier) == chosen["sous_volet"]


def _referents(rows: Sequence[Ligne]) -> list[tuple[str, str]]:
    """Who follows these dossiers, by name; the signed-in person first."""
    known = {str(row.dossier.referent_id): row.referent for row in rows if row.referent}
    mine = str(g.tx.actor.id)
    return sorted(known.items(), key=lambda one: (one[0] != mine, one[1]))


def _wanted() -> str:
    """What is looked for: from the address, or opened from its seal; nothing for another's seal."""
    key = request.args.get("cle")
    if key is None:
        return request.args.get("recherche", "")
    try:
        text: str = g.tx.keys.open(urlsafe_b64decode(key), _whose()).decode()
    except (DocumentTampered, NotBase64, ValueError):
        return ""
    return text


def _whose() -> str:
    return f"recherche:{g.tx.actor.id}"
