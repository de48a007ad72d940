"""Escalations of late tasks, reminders from records."""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

INDEXES = ("circle_id", "instance_id", "person_id", "task_id", "le")


def upgrade() -> None:
    op.create_table(
        "alerte",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("objet", sa.String(), nullable=False),
        sa.Column("regle", sa.String(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("niveau", sa.String(), nullable=False),
        sa.Column("group_code", sa.String(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("modele", sa.String(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=True),
        sa.Column("reference_le", sa.Date(), nullable=False),
        sa.Column("jours", sa.Integer(), nullable=False),
        sa.Column("est_transmise", sa.Boolean(), nullable=False),
        sa.Column("le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("objet", "regle"),
    )
    for column in INDEXES:
        op.create_index(op.f(f"ix_alerte_{column}"), "alerte", [column], unique=False)
