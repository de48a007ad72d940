"""`palier doctor`: whether this installation may hold real data, and works; in sentences."""

import stat
import sys
from collections.abc import Iterator
from datetime import timedelta
from typing import NamedTuple

import click
from redis.exceptions import RedisError

from engine.core import clock
from engine.core.config import Settings, settings
from engine.core.crypto import Keyring, load_keyring
from engine.core.errors import DatabaseSilent
from engine.core.transaction import Database
from engine.migrations.standing import Standing, standing
from workers.pulse import connected, last_sweep
from workers.ready import missing_broker, missing_server, place_of, reason

FINE, LOOK, FAILED = "ok", "À REVOIR", "ÉCHEC"
MAX_SKEW, BAD_SKEW = timedelta(seconds=2), timedelta(seconds=30)
LATE = timedelta(minutes=5)
UNSWEPT = timedelta(minutes=1)
PRIVATE = stat.S_IRWXG | stat.S_IRWXO


class Finding(NamedTuple):
    """One thing looked at: how it stands, and the sentence."""

    state: str
    sentence: str


@click.command()
def doctor() -> None:
    """Dire si l’installation est saine, et peut porter des données réelles."""
    found = list(examine(settings()))
    for state, sentence in found:
        click.echo(f"{state:<9} {sentence}")
    failed = sum(finding.state == FAILED for finding in found)
    doubts = sum(finding.state == LOOK for finding in found)
    click.echo(f"\n{len(found)} points regardés, {failed} en échec, {doubts} à revoir.")
    sys.exit(1 if failed else 0)


def examine(config: Settings) -> Iterator[Finding]:
    """Every finding; what cannot be looked at without another is not asked."""
    yield from _settings(config)
    yield from _keys(config)
    if config.is_embedded:
        return  # refused already; to look would make its file
    yield from _broker(config)
    if missing := missing_server(config, broker=False):
        yield Finding(FAILED, missing)
    elif config.keys_file.exists():
        yield Finding(
            FINE, f"La base répond, et son schéma est le dernier ({place_of(config.database_url)})."
        )
        yield from _database(config, load_keyring(config.keys_file, config.apart_keys_file))


def _settings(config: Settings) -> Iterator[Finding]:
    if config.is_embedded:
        yield Finding(
            FAILED,
            "La base embarquée (SQLite) n’a pas de cloison par lignes : elle ne porte que des "
            "données d’essai. Pour des données réelles, réglez PALIER_DATABASE_URL (PostgreSQL).",
        )
    elif config.is_https:
        yield Finding(FINE, "Les pages ne sont servies qu’en HTTPS (PALIER_HTTPS=1).")
    else:
        yield Finding(LOOK, "PALIER_HTTPS n’est pas à 1 : la session voyagerait en clair.")
    if config.smtp_url:
        yield Finding(FINE, "Un serveur de courrier est réglé (PALIER_SMTP_URL).")
    else:
        yield Finding(LOOK, "Aucun serveur de courrier (PALIER_SMTP_URL) : rien ne part au-dehors.")


def _keys(config: Settings) -> Iterator[Finding]:
    if not config.keys_file.exists():
        yield Finding(
            FAILED,
            f"Les clés manquent ({config.keys_file}) : copiez celles de l’installation ; pour une "
            "base neuve, « palier setup » les crée.",
        )
    for file in (config.keys_file, config.apart_keys_file):
        if file.exists() and file.stat().st_mode & PRIVATE:
            yield Finding(FAILED, f"{file} est lisible par d’autres comptes : chmod 600.")
        elif file.exists():
            yield Finding(FINE, f"{file} n’est lisible que par le programme.")
    if not config.apart_keys_file.exists():
        yield Finding(
            LOOK,
            f"Les clés de l’accompagnement spécifique manquent ici ({config.apart_keys_file}) : "
            "ses textes restent fermés.",
        )


def _broker(config: Settings) -> Iterator[Finding]:
    if config.redis_url is None:
        yield Finding(FAILED, "PALIER_REDIS_URL manque : seul « palier serve » peut s’en passer.")
        return
    try:
        with connected(config.redis_url) as client:
            seconds, micros = client.time()
            policy = str(client.config_get("maxmemory-policy").get("maxmemory-policy"))
        age = last_sweep(config.redis_url)
    except RedisError as error:
        yield Finding(FAILED, missing_broker(config.redis_url, error))
        return
    yield Finding(FINE, f"Redis répond ({place_of(config.redis_url)}).")
    yield _clock("Redis", timedelta(seconds=seconds + micros / 1e6 - clock.now().timestamp()))
    if policy not in ("noeviction", "None"):
        yield Finding(LOOK, f"Redis peut jeter des messages ({policy}) : préférez noeviction.")
    if age is None or age > UNSWEPT:
        yield Finding(
            FAILED, "Aucun worker n’a regardé les échéances depuis une minute : lancez-en un."
        )
    else:
        yield Finding(FINE, f"Les échéances ont été regardées il y a {age.seconds} s.")


def _clock(whose: str, skew: timedelta) -> Finding:
    seconds = abs(skew.total_seconds())
    state = FAILED if abs(skew) > BAD_SKEW else LOOK if abs(skew) > MAX_SKEW else FINE
    sentence = f"L’horloge de {whose} et celle d’ici diffèrent de {seconds:.1f} s"
    return Finding(state, f"{sentence}." if state == FINE else f"{sentence} : réglez NTP.")


def _database(config: Settings, keys: Keyring) -> Iterator[Finding]:
    database = Database(config.database_url, keys)
    try:
        found = standing(database)
    except DatabaseSilent as error:
        yield Finding(FAILED, f"La base refuse le programme{reason(error)}.")
        return
    finally:
        database.dispose()
    if found.has_walls:
        yield from _walls(found)
        yield _clock("PostgreSQL", found.skew)
    if found.oldest_timer is not None and found.oldest_timer > LATE:
        minutes = int(found.oldest_timer.total_seconds() // 60)
        yield Finding(LOOK, f"Une échéance attend depuis {minutes} minutes.")
    if found.stuck:
        yield Finding(LOOK, f"{found.stuck} promesses ne sont pas tenues depuis plus d’un jour.")


def _walls(found: Standing) -> Iterator[Finding]:
    if found.open_tables or found.passes_walls:
        tables = ", ".join(found.open_tables) or "toutes les tables"
        yield Finding(FAILED, f"La cloison par lignes manque ({tables}) : « palier migrate ».")
    else:
        yield Finding(FINE, "La cloison par lignes tient sur toutes les tables.")
    if not found.knows_us:
        yield Finding(FAILED, "Ces clés ne sont pas celles de cette base : elle ne montre rien.")
    elif found.believes_forgery:
        yield Finding(FAILED, "La base croit qui se dit un autre : « palier migrate » la scelle.")
    if found.is_owner:
        yield Finding(
            LOOK,
            "Le compte de PALIER_DATABASE_URL possède les tables : préférez un compte de service "
            "(IN ROLE palier_app) et gardez l’autre pour PALIER_OWNER_URL.",
        )
