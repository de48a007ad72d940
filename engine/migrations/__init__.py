"""The schema, step by step (Alembic)."""

from pathlib import Path

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


def is_current(url: str) -> bool:
    """Whether the database at ``url`` has the newest schema. DatabaseSilent when it is away."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    newest = ScriptDirectory.from_config(config).get_current_head()
    engine = make_engine(url)
    try:
        with answered(), engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision() == newest
    finally:
        engine.dispose()


def encoding_of(url: str) -> str:
    """How the database at ``url`` writes text. DatabaseSilent when it is away."""
    engine = make_engine(url)
    try:
        with answered(), engine.connect() as connection:
            if connection.dialect.name != "postgresql":
                return ENCODING  # SQLite writes nothing else that we would have made
            return str(connection.exec_driver_sql("show server_encoding").scalar())
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
