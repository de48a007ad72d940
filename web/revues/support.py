"""The printable pack: a cover, then a page a dossier, made for whoever asks and never kept."""

from flask import Response, g
from flask.typing import ResponseReturnValue

from engine.suivi.revues.find import find_revue
from engine.suivi.revues.imprimer import print_revue
from web.display import WORDS
from web.revues.room import blueprint


@blueprint.get("/<numero>/support.pdf")
def show_pack(numero: str) -> ResponseReturnValue:
    data = print_revue(g.tx, find_revue(g.tx, numero), WORDS)
    answer = Response(data, mimetype="application/pdf")
    answer.headers["Content-Disposition"] = f'inline; filename="revue-{numero}.pdf"'
    return answer
