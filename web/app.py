"""The door for people: one request, one transaction, one actor."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from flask import Flask, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import CSRFProtect

import engine.suivi.setup  # noqa: F401  # registers the actions that diagrams name
from engine.bpm.dialect.folder import SHIPPED, Folder, read_folder
from engine.core.config import Settings, settings
from engine.core.errors import SignInRefused
from engine.core.identity.actor import SYSTEM, Actor
from engine.core.transaction import Database
from web import (
    absences,
    acces,
    alertes,
    arbitrages,
    atelier,
    bundle,
    calendrier,
    comptes,
    connexion,
    conservation,
    display,
    dossiers,
    echeances,
    errors,
    essai,
    hebergements,
    lectures,
    masking,
    menu,
    messages,
    processus,
    regles,
    revues,
    sante,
    security,
    taches,
)
from web.dossiers import onglets

# Everything else needs somebody signed in: a new route is closed until it is named here.
PUBLIC = frozenset(
    {"static", "connexion.show", "connexion.create", "sante", "echeances.read_agenda"}
)
SIGNED_IN_FOR = timedelta(hours=12)
FIRST_PAGES = {
    frozenset({"EDITEUR_PROCESSUS"}): "atelier.index",
    frozenset({"DPO"}): "conservation.index",
}


class Door(Flask):
    """Flask, with the transaction around each view and its rendering.

    Error handlers run after the rollback, because the transaction is closed before them.
    """

    database: Database

    def dispatch_request(self) -> ResponseReturnValue:
        """Open the request's transaction as the signed-in person; reads cannot write."""
        endpoint, person = request.endpoint or "", session.get("person")
        is_lost = request.routing_exception is not None and person is None
        if is_lost or endpoint in ("static", "sante"):
            return super().dispatch_request()
        if person is None and endpoint not in PUBLIC:
            return sign_in_first()
        actor = SYSTEM if endpoint in PUBLIC else UUID(person)
        read_only = request.method in ("GET", "HEAD", "OPTIONS")
        try:
            with self.database.transaction(actor, read_only=read_only) as tx:
                refuse_ended_session(tx.actor)
                g.tx, g.actor = tx, tx.actor
                answer = self.make_response(super().dispatch_request())
                noted = lectures.readings(tx, answer)
            lectures.keep(self.database, g.actor, noted)
            messages.keep_opened(self.database, g.actor)
            return answer
        except SignInRefused:
            if endpoint in PUBLIC:
                raise
            session.clear()
            return sign_in_first()
        finally:
            g.pop("tx", None)
            request.close()  # a large upload went through a file


def create_app(
    config: Settings | None = None, database: Database | None = None, folder: Folder | None = None
) -> Door:
    """The application on the configured database, with what ``processes/`` holds."""
    config, folder = config or settings(), folder or read_folder(SHIPPED)
    masking.install()
    app = Door("web")
    app.database = database or Database.of(config)
    app.config.update(
        SECRET_KEY=app.database.keys.derive("session"),
        MAX_CONTENT_LENGTH=2_000_000,
        PERMANENT_SESSION_LIFETIME=SIGNED_IN_FOR,
        SESSION_COOKIE_NAME="palier",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=config.is_https,
        WTF_CSRF_TIME_LIMIT=None,
        IS_EMBEDDED=config.is_embedded,
        FOLDER=folder,
        MAIL_IN_FILES=not config.smtp_url,
        ADDRESS=config.address,
        GROUPS={code: group["libelle"] for code, group in folder.groups.items()},
    )
    CSRFProtect(app)
    mine = (connexion, acces, taches, dossiers, absences, arbitrages, hebergements, comptes)
    watch = (alertes, messages, echeances, processus, regles, revues, conservation, atelier)
    for room in (*mine, *watch):
        app.register_blueprint(room.blueprint)
    for part in (bundle, display, errors, security, essai, menu, onglets, revues.room):
        part.install(app)
    app.add_url_rule("/", "accueil", welcome)
    app.add_url_rule("/calendrier", "calendrier", calendrier.show)
    sante.install(app, app.database, config.redis_url)
    return app


def welcome() -> ResponseReturnValue:
    """The first page: who does nothing but edit processes, or watch over them, has no task."""
    return redirect(url_for(FIRST_PAGES.get(g.actor.groups, "taches.show")))


def refuse_ended_session(actor: Actor) -> None:
    """A cookie from before the person signed out opens nothing, whoever holds it."""
    ended = actor.signed_out_at
    if ended is not None and session.get("since", 0.0) <= ended.timestamp():
        raise SignInRefused


def sign_in_first() -> ResponseReturnValue:
    """To the sign-in page, and back here afterwards; a part of a page asks for a word instead."""
    if request.method == "PUT":
        return errors.signed_out()
    if "HX-Request" in request.headers:
        return "", 401
    wanted: dict[str, Any] = {}
    if request.method == "GET":
        wanted["suite"] = request.full_path.removesuffix("?")
    return redirect(url_for("connexion.show", **wanted))
