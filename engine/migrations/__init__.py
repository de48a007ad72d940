"""The schema, step by step (Alembic)."""

from pathlib import Path
from typing import NamedTuple

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from engine.core.db import answered, make_engine
from engine.migrations.metadata import metadata
from engine.migrations.walls import act_as_system, install_walls

ENCODING = "UTF8"


def upgrade(url: str, wall_key: bytes | None = None) -> None:
    """Bring the database at ``url`` to the newest schema, and its walls to what it holds.

    With ``wall_key`` (`core/walls.wall_key`), who acts must from now on be told under that key.
    """
    engine = make_engine(url)
    try:
        with answered(), engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent))
            config.attributes["connection"] = connection
            act_as_system(connection)
            command.upgrade(config, "head")
            install_walls(connection, wall_key)
    finally:
        engine.dispose()


class State(NamedTuple):
    """What a database is made of."""

    encoding: str
    """How it writes text: ENCODING, or it is of no use."""
    is_current: bool
    """It has the newest schema."""


def look_at(url: str) -> State:
    """The state of the database at ``url``. DatabaseSilent when it is away."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    newest = ScriptDirectory.from_config(config).get_current_head()
    engine = make_engine(url)
    try:
        with answered(), engine.connect() as connection:
            encoding = ENCODING  # SQLite writes nothing else that we would have made
            if connection.dialect.name == "postgresql":
                encoding = str(connection.exec_driver_sql("show server_encoding").scalar())
            revision = MigrationContext.configure(connection).get_current_revision()
            return State(encoding, revision == newest)
    finally:
        engine.dispose()


def differences(url: str) -> list[str]:
    """Where the migrated database and the models differ; empty when they agree."""
    engine = make_engine(url)
    try:
        with engine.connect() as connection:
            context = MigrationContext.configure(connection)
            return [str(difference) for difference in compare_metadata(context, metadata)]
    finally:
        engine.dispose()
