"""Collect a signature: with a finger, by a name and a tick, or by the paper that was signed."""

import base64
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import Response, flash, g, request, session
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused, NotFound
from engine.suivi.documents.antivirus import AntivirusSilent, FileInfected
from engine.suivi.documents.keep import MAX_BYTES
from engine.suivi.documents.types import PNG
from engine.suivi.menages.read import read_menage
from engine.suivi.projets.codes import PARTIES, Partie, StatutProjet
from engine.suivi.projets.conclude import complete_signature
from engine.suivi.projets.opening import find_projet, open_projet
from engine.suivi.projets.parties import ORGANISATION
from engine.suivi.projets.prepare import require_awaiting
from engine.suivi.projets.read import read_projet
from engine.suivi.projets.sign import sign_projet
from web.display import today
from web.dossiers.accompagnement.champs import Typed, typed
from web.dossiers.projet.champs import signature_typed
from web.dossiers.projet.pages import back, form_page
from web.dossiers.room import blueprint
from web.errors import SENTENCES

SIGNATURES = "/<reference>/projet/versions/<uuid:projet_id>/signatures/<partie>"
MAX_POSTED = MAX_BYTES + 500_000


@blueprint.url_value_preprocessor
def let_a_paper_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A signed paper may be bigger than other posts; signed in only."""
    if endpoint == "dossiers.create_signature" and "person" in session:
        request.max_content_length = MAX_POSTED


@blueprint.get(SIGNATURES)
def new_signature(reference: str, projet_id: UUID, partie: str) -> ResponseReturnValue:
    known = Typed({"jour": today().isoformat()})
    known["signataire"] = known["signataire_papier"] = _who(reference, partie)
    return _page(reference, projet_id, partie, known)


@blueprint.post(SIGNATURES)
def create_signature(reference: str, projet_id: UUID, partie: str) -> ResponseReturnValue:
    form, file = typed(), request.files.get("fichier")
    name, data = (file.filename or "", file.read()) if file else ("", b"")
    given = signature_typed(form, partie, name, data)
    try:
        with g.tx.attempt():
            projet = sign_projet(g.tx, reference, projet_id, given)
    except AnswersRefused as refusal:
        errors = dict(refusal.errors)
        if "signataire" in errors and given.fichier:
            errors["signataire_papier"] = errors.pop("signataire")
        return _page(reference, projet_id, partie, form, errors), 422
    except (FileInfected, AntivirusSilent) as refusal:
        status, sentence = SENTENCES[refusal.code]
        return _page(reference, projet_id, partie, form, {"fichier": [sentence]}), status
    is_last = projet.statut == StatutProjet.SIGNE
    told = "Tout le monde a signé : le projet est signé." if is_last else "La signature est gardée."
    flash(told, "success")
    return back(reference)


@blueprint.get("/<reference>/projet/signatures/<uuid:signature_id>/apercu")
def show_signature(reference: str, signature_id: UUID) -> ResponseReturnValue:
    """What was drawn, within the page."""
    for version in read_projet(g.tx, reference).versions:
        for one in version.signatures:
            if one.row.id == signature_id and one.trace:
                g.is_document = True
                return Response(base64.b64decode(one.trace), mimetype=PNG)
    raise NotFound(signature_id=signature_id)


@blueprint.post("/<reference>/projet/versions/<uuid:projet_id>/realisation")
def create_signature_completion(reference: str, projet_id: UUID) -> ResponseReturnValue:
    task = complete_signature(g.tx, reference, projet_id)
    flash(f"« {task.name} » est réalisée." if task else "Le projet est signé.", "success")
    return back(reference)


def _who(reference: str, partie: str) -> str:
    """Who is likely to sign: the household by its name, a partner by who is at the screen."""
    if partie != Partie.MENAGE:
        is_own = ORGANISATION.get(Partie(partie)) if partie in PARTIES else None
        return g.tx.actor.name if is_own == g.tx.actor.organisation else ""
    menage = read_menage(g.tx, open_projet(g.tx, reference))
    return menage.nom_long if menage else ""


def _page(
    reference: str,
    projet_id: UUID,
    partie: str,
    form: Typed,
    errors: Mapping[str, list[str]] | None = None,
) -> str:
    dossier = open_projet(g.tx, reference)
    projet = find_projet(g.tx, dossier, projet_id)
    require_awaiting(projet)
    if partie not in PARTIES or (partie == Partie.BAILLEUR and dossier.is_restreint):
        raise NotFound(partie=partie)
    side = ORGANISATION.get(Partie(partie))
    return form_page(
        "projet_signature.html",
        reference,
        projet=projet,
        partie=partie,
        form=form,
        errors=errors or {},
        on_screen=side is None or side == g.tx.actor.organisation,
    )
