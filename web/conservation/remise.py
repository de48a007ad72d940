"""What a person is given of theirs: chosen, checked, then handed over."""

from uuid import UUID

from flask import Response, g, render_template, request
from flask.typing import ResponseReturnValue

from engine.core.errors import AnswersRefused, NotFound
from engine.suivi.conservation.remise.remettre import give, people_of, print_remise
from engine.suivi.dossiers.see import find_dossier
from web.dossiers.room import blueprint

CHECK = "Confirmez que vous avez vérifié qui demande, et que vous remettez à cette personne seule."


@blueprint.get("/<reference>/droit-d-acces")
def new_remise(reference: str) -> ResponseReturnValue:
    return _page(reference, {}, {})


@blueprint.post("/<reference>/droit-d-acces")
def create_remise(reference: str) -> ResponseReturnValue:
    typed = {name: request.form.get(name, "") for name in ("personne", "format", "verifie")}
    errors = {} if typed["verifie"] else {"verifie": [CHECK]}
    try:
        person = UUID(typed["personne"])
    except ValueError:
        errors["personne"] = ["Dites de quelle personne il s’agit."]
    if errors:
        return _page(reference, typed, errors), 422
    try:
        with g.tx.attempt():
            given = give(g.tx, reference, person)
    except NotFound:
        return _page(reference, typed, {"personne": ["Cette personne n’est pas du ménage."]}), 422
    except AnswersRefused as refusal:
        return _page(reference, typed, refusal.errors), 422
    if typed["format"] == "json":
        return _file(given.as_json(), "application/json", f"donnees-{reference}.json")
    return _file(print_remise(g.tx, given), "application/pdf", f"donnees-{reference}.pdf")


def _page(reference: str, typed: dict[str, str], errors: dict[str, list[str]]) -> str:
    dossier, _ = find_dossier(g.tx, reference)
    return render_template(
        "remise.html",
        dossier=dossier,
        personnes=people_of(g.tx, reference),
        valeurs=typed,
        erreurs=errors,
    )


def _file(data: bytes, kind: str, name: str) -> Response:
    sent = Response(data, mimetype=kind)
    sent.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    sent.headers["Cache-Control"] = "no-store"
    return sent
