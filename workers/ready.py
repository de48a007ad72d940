"""What a process of the program needs before it begins, asked for in words."""

import sys
import time
from collections.abc import Callable
from urllib.parse import urlsplit

import click
from redis.exceptions import AuthenticationError, RedisError, ResponseError

from engine.core.config import Settings
from engine.core.crypto import add_key, load_keyring
from engine.core.errors import DatabaseSilent
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.core.walls import wall_key
from engine.migrations import ENCODING, look_at, upgrade
from engine.suivi.violences.contenu import has_protections
from workers.pulse import connected

RETRY_SECONDS = 2.0


def prepare(config: Settings) -> None:
    """For one machine that does all: the folder, the keys and the newest schema."""
    config.var.mkdir(parents=True, exist_ok=True)
    if not config.keys_file.exists():
        add_key(config.keys_file)
    migrate(config)
    if not config.apart_keys_file.exists() and not _holds_a_volet(config):
        add_key(config.apart_keys_file)


def migrate(config: Settings) -> None:
    """The newest schema, by the account that owns the tables."""
    upgrade(config.owner_url or config.database_url, wall_key(load_keyring(config.keys_file)))


def require_settings(config: Settings, *, broker: bool = True) -> None:
    """What no waiting will bring: refused at once (ClickException)."""
    if broker and config.redis_url is None:
        raise click.ClickException(
            "PALIER_REDIS_URL manque : worker et beat se parlent par Redis. Sur une seule machine, "
            "« palier serve » apporte le sien."
        )
    require_keys(config)


def require_keys(config: Settings) -> None:
    """Made by nobody else than `palier setup`: other keys would open nothing that is there."""
    if not config.keys_file.exists():
        raise click.ClickException(
            f"Les clés manquent ({config.keys_file}) : copiez celles de l’installation ; pour une "
            "base neuve, « palier setup » les crée."
        )


def await_servers(config: Settings, *, broker: bool = True) -> None:
    """Until the database and the broker answer: what is missing is said once, then again when
    it changes. Never gives up: a program that starts before its servers is no fault."""
    _await(lambda: missing_server(config, broker=broker))


def await_owner(config: Settings) -> None:
    """The same for the database alone, as the account that owns the tables reaches it."""
    _await(lambda: missing_database(config.owner_url or config.database_url, is_migrated=False))


def _await(look: Callable[[], str]) -> None:
    told = ""
    while missing := look():
        if missing != told:
            print(f"{missing} Nouvel essai toutes les {RETRY_SECONDS:.0f} secondes.", flush=True)
        told = missing
        time.sleep(RETRY_SECONDS)
    if told:
        print("Tout répond.", file=sys.stdout, flush=True)


def missing_server(config: Settings, *, broker: bool = True) -> str:
    """What does not answer, as a sentence; empty when all is there."""
    if missing := missing_database(config.database_url):
        return missing
    if broker and config.redis_url:
        try:
            with connected(config.redis_url) as client:
                client.ping()
        except RedisError as error:
            return missing_broker(config.redis_url, error)
    return ""


def missing_database(url: str, *, is_migrated: bool = True) -> str:
    """Why that database is of no use, as a sentence; empty when it is of use.

    ``is_migrated``: its schema must be the newest.
    """
    try:
        state = look_at(url)
    except DatabaseSilent as error:
        return f"La base de données ne répond pas ({place_of(url)}{reason(error)})."
    if state.encoding != ENCODING:
        return (
            f"La base est en {state.encoding} : il la faut en {ENCODING} (« create database palier "
            f"encoding '{ENCODING}' template template0 »)."
        )
    if is_migrated and not state.is_current:
        return "La base attend une migration : lancez « palier migrate »."
    return ""


def place_of(url: str) -> str:
    """Host and port of an address: never its password."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'ici'}:{parts.port or ''}".rstrip(":")


def reason(error: DatabaseSilent) -> str:
    """What the server itself said, when it answered at all: a closed account, a wrong password."""
    _, fatal, said = str(error.__cause__).partition("FATAL:")
    return f", elle dit : {said.splitlines()[0].strip()}" if fatal else ""


def missing_broker(url: str, error: RedisError) -> str:
    """That Redis does not answer, and what it said when it refuses: a password, a stranger."""
    is_told = isinstance(error, ResponseError | AuthenticationError)
    said = f", il dit : {str(error).split('. ')[0]}" if is_told else ""
    return f"Redis ne répond pas ({place_of(url)}{said})."


def _holds_a_volet(config: Settings) -> bool:
    """Whether texts wait for a key that is not there: another one would open none of them."""
    database = Database.of(config)
    try:
        with database.transaction(SYSTEM, read_only=True) as tx:
            return has_protections(tx)
    finally:
        database.dispose()
