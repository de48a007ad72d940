"""The checklist: where each démarche stands, ticked, told in detail, or put back."""

from flask import flash, g, request
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused
from engine.suivi.demarches.keep_demarche import FIELDS, keep_demarche, undo_demarche
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from web.dossiers.logement.mots import DEMARCHES
from web.dossiers.logement.pages import back, refused
from web.dossiers.room import blueprint


@blueprint.post("/<reference>/logement/demarches")
def create_demarche(reference: str) -> ResponseReturnValue:
    kind = request.form.get("type", "")
    typed = {name: request.form.get(name, "") for name in FIELDS}
    if not kind:
        open_rubrique(g.tx, reference, Rubrique.DEMARCHES, write=True)
        told = {"demarche-type": ["Choisissez une démarche."]}
        return refused(reference, {}, told)
    try:
        with g.tx.attempt():
            keep_demarche(g.tx, reference, kind, typed)
    except AnswersRefused as refusal:
        named = {f"{kind}-{name}": value for name, value in typed.items()}
        errors = {f"{kind}-{name}": said for name, said in refusal.errors.items()}
        return refused(reference, named, errors)
    flash(f"« {DEMARCHES[kind]} » : c’est noté. Vous pouvez revenir dessus.", "success")
    return back(reference, f"demarche-{kind}")


@blueprint.post("/<reference>/logement/demarches/<kind>/annulation")
def create_annulation_demarche(reference: str, kind: str) -> ResponseReturnValue:
    undo_demarche(g.tx, reference, kind)
    flash(f"« {DEMARCHES[kind]} » est comme avant.", "success")
    return back(reference, f"demarche-{kind}")
