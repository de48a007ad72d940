"""Prepare a publication: what it changes, what hinders it, its proof; then do it."""

from uuid import UUID

from flask import g, render_template, request
from flask.typing import ResponseReturnValue

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key
from engine.bpm.workshop.shelf import files_in_force, shelf
from engine.core.errors import EngineError, NotFound
from engine.suivi.atelier.proposal import fingerprint_now
from engine.suivi.atelier.prove import find_proof, latest_proof
from engine.suivi.atelier.publish import publish_drafts
from web.atelier.changements import changes, codes
from web.atelier.choix import chosen, query
from web.atelier.epreuves import Told, hindrance, tell_proof
from web.atelier.examen import examine
from web.atelier.pages import rows_of
from web.atelier.refus import hindered
from web.atelier.room import back, blueprint, house
from web.atelier.titres import titles
from web.errors import sentence_of


@blueprint.get("/publication")
def show_preparation() -> ResponseReturnValue:
    return preparation(chosen())


@blueprint.post("/publications")
def create_publication() -> ResponseReturnValue:
    keys, reason = chosen(), " ".join(request.form.get("raison", "").split())
    if not keys and request.form.getlist("fichier"):  # a second click, or a colleague's
        return back("Ces brouillons ont déjà été publiés ou abandonnés.", "warning")
    if request.form.get("empreinte") != fingerprint_now(g.tx, house(), keys):
        return preparation(keys, reason=reason, refused=STALE), 409
    try:
        with g.tx.attempt():
            done = publish_drafts(g.tx, house(), keys, reason)
    except EngineError as refusal:
        given = {"reason": reason, "refused": sentence_of(refusal), "refusal": refusal.code}
        return preparation(keys, **given), 422
    return back(f"Publication n° {done.number} : {reason}")


STALE = (
    "Un fichier a changé depuis que cette page est ouverte. Relisez ce qui change, puis publiez."
)


def preparation(keys: list[Key], **given: str) -> str:
    """The page for these drafts: ``reason`` as it was typed, why it was ``refused``, the code."""
    drafts = [item for item in shelf(g.tx) if item.draft]
    now, in_force = examine(keys), house().holding(files_in_force(g.tx).values())
    whole = now if len(keys) == len(drafts) else examine(None)
    known = {**titles(in_force), **titles(now.folder)}
    told = tell_proof(latest_proof(g.tx, now.fingerprint), keys, now.folder)
    found = hindered(now, known, advice=False)
    return render_template(
        "atelier_publication.html",
        rows=rows_of(drafts, whole),
        keys=keys,
        choice=query(keys),
        changes=changes(in_force, now.folder),
        codes=codes(in_force.sources, now.folder.sources),
        hindered=found,
        advised=hindered(now, known, advice=True),
        epreuve=told,
        hindrance=hindrance(keys, bool(found), told),
        steps=[
            ("Choisir", "choix", bool(keys)),
            ("Corriger", "problemes", not found),
            ("Jouer l’épreuve", "epreuve", told.state == "réussie"),
            ("Publier", "publier", False),
        ],
        completion=_completion(now.folder),
        fingerprint=now.fingerprint,
        **{"reason": "", "refused": "", "refusal": "", **given},
    )


def _completion(folder: Folder) -> Told | None:
    """The completion that the address names, while it runs and after."""
    try:
        proof = find_proof(g.tx, UUID(request.args.get("completion", "")))
    except (ValueError, NotFound):
        return None
    return tell_proof(proof, proof.keys, folder) if proof.to_complete else None
