"""The schema, step by step (Alembic)."""

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext

from engine.core.db import make_engine
from engine.migrations.metadata import metadata
from engine.migrations.walls import act_as_system, install_walls


def upgrade(url: str, wall_key: bytes | None = None) -> None:
    """Bring the database at ``url`` to the newest schema, and its walls to what it holds.

    With ``wall_key`` (`core/walls.wall_key`), who acts must from now on be told under that key.
    """
    engine = make_engine(url)
    try:
        with engine.begin() as connection:
            config = Config()
            config.set_main_option("script_location", str(Path(__file__).parent))
            config.attributes["connection"] = connection
            act_as_system(connection)
            command.upgrade(config, "head")
            install_walls(connection, wall_key)
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
