"""The warning of every page: whether this database's households are invented."""

import logging

from flask import Flask, current_app, g

from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database, Transaction
from engine.suivi.programme.mark import is_trial

logger = logging.getLogger(__name__)
KNOWN = "DONNEES_ESSAI"


def install(app: Flask) -> None:
    """Give templates the question."""
    app.config[KNOWN] = None
    app.jinja_env.globals.update(essai=essai)


def essai() -> bool:
    """True where every page must say so: trial data, and any embedded database.

    The database is asked until somebody has signed in: from then on it cannot change, because
    trial data refuse a database with accounts.
    """
    config, tx = current_app.config, g.get("tx")
    found: bool = config[KNOWN] if config[KNOWN] is not None else _ask(tx)
    if found or (tx is not None and not tx.actor.is_system):
        config[KNOWN] = found
    return bool(config["IS_EMBEDDED"] or found)


def _ask(tx: Transaction | None) -> bool:
    """Error pages come after the request's transaction, and when no database answers."""
    if tx is not None:
        return is_trial(tx)
    database: Database = current_app.database  # type: ignore[attr-defined]  # Flask's proxy says Flask
    try:
        with database.transaction(SYSTEM, read_only=True) as own:
            return is_trial(own)
    except Exception:  # the page that tells of a fault comes out whatever that fault is
        logger.exception("trial data not asked for")
        return False
