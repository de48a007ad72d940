"""The mark of trial data; the households of an embedded database were invented until now"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "donnees_essai",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("graine", sa.Integer(), nullable=True),
        sa.Column("menages", sa.Integer(), nullable=True),
        sa.Column("prepare_le", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    if op.get_bind().dialect.name == "sqlite":
        op.execute("INSERT INTO donnees_essai (id) SELECT 1 WHERE EXISTS (SELECT 1 FROM person)")
