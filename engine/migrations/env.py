"""Run by Alembic with the connection that ``upgrade`` opened."""

from alembic import context

from engine.migrations.metadata import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
)
context.run_migrations()
