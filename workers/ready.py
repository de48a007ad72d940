"""What a process of the program needs before it begins, asked for in words."""

import sys
import time
from urllib.parse import urlsplit

import click
from redis.exceptions import RedisError

from engine.core.config import Settings
from engine.core.crypto import add_key, load_keyring
from engine.core.errors import DatabaseSilent
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.core.walls import wall_key
from engine.migrations import is_current, upgrade
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
    told = ""
    while missing := missing_server(config, broker=broker):
        if missing != told:
            print(f"{missing} Nouvel essai toutes les {RETRY_SECONDS:.0f} secondes.", flush=True)
        told = missing
        time.sleep(RETRY_SECONDS)
    if told:
        print("Tout répond : le programme démarre.", file=sys.stdout, flush=True)


def missing_server(config: Settings, *, broker: bool = True) -> str:
    """What does not answer, as a sentence; empty when all is there."""
    try:
        if not is_current(config.database_url):
            return "La base attend une migration : lancez « palier migrate »."
    except DatabaseSilent as error:
        return f"La base de données ne répond pas ({place_of(config.database_url)}{reason(error)})."
    if broker and config.redis_url:
        try:
            with connected(config.redis_url) as client:
                client.ping()
        except RedisError:
            return f"Redis ne répond pas ({place_of(config.redis_url)})."
    return ""


def place_of(url: str) -> str:
    """Host and port of an address: never its password."""
    parts = urlsplit(url)
    return f"{parts.hostname or 'ici'}:{parts.port or ''}".rstrip(":")


def reason(error: DatabaseSilent) -> str:
    """What the server itself said, when it answered at all: a closed account, a wrong password."""
    _, fatal, said = str(error.__cause__).partition("FATAL:")
    return f", elle dit : {said.splitlines()[0].strip()}" if fatal else ""


def _holds_a_volet(config: Settings) -> bool:
    """Whether texts wait for a key that is not there: another one would open none of them."""
    database = Database.of(config)
    try:
        with database.transaction(SYSTEM, read_only=True) as tx:
            return has_protections(tx)
    finally:
        database.dispose()
