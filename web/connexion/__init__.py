"""Sign in and out, by a local account."""

from flask import Blueprint, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.core.errors import SignInRefused, TooManyAttempts
from engine.core.identity.accounts import sign_in, sign_out
from web.errors import SENTENCES

blueprint = Blueprint("connexion", __name__)


@blueprint.get("/connexion")
def show() -> ResponseReturnValue:
    return render_template("connexion.html", login="", refused="")


@blueprint.post("/connexion")
def create() -> ResponseReturnValue:
    login = request.form.get("identifiant", "")
    try:
        person_id = sign_in(g.tx, login, request.form.get("mot_de_passe", ""))
    except (SignInRefused, TooManyAttempts) as refusal:
        # Rendered here, so that the transaction keeps the count of refusals.
        status, sentence = SENTENCES[refusal.code]
        return render_template("connexion.html", login=login, refused=sentence), status
    session.clear()
    session.permanent = True
    session["person"], session["since"] = str(person_id), g.tx.now.timestamp()
    return redirect(_next_page())


@blueprint.post("/deconnexion")
def destroy() -> ResponseReturnValue:
    sign_out(g.tx)
    session.clear()
    return redirect(url_for("connexion.show"))


def _next_page() -> str:
    """Only an address of ours: a path, and not one that is read as another host.

    Browsers leave tabs and line ends out of an address: « /<tab>/host » is « //host ».
    """
    wanted = request.args.get("suite", "")
    ours = wanted.startswith("/") and not wanted.startswith(("//", "/\\"))
    ours = ours and wanted.isprintable()
    return wanted if ours else url_for("accueil")
