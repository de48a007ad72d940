"""Timers moved by hand; calendar feeds."""

from datetime import datetime

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("timer", sa.Column("planned_at", UtcDateTime(), nullable=True))
    wakes: sa.Column[datetime] = sa.Column(
        "wake_at", UtcDateTime(), nullable=False, server_default="1970-01-01"
    )
    op.add_column("timer", wakes)
    op.execute("UPDATE timer SET wake_at = coalesce(retry_at, due_at)")
    if op.get_bind().dialect.name == "postgresql":  # SQLite keeps the default, which nothing uses
        op.alter_column("timer", "wake_at", server_default=None)
    op.create_index(op.f("ix_timer_wake_at"), "timer", ["wake_at"], unique=False)
    op.create_table(
        "timer_firing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("fired_at", UtcDateTime(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_timer_firing_fired_at"), "timer_firing", ["fired_at"], unique=False)
    name = op.f("ix_timer_firing_instance_id")
    op.create_index(name, "timer_firing", ["instance_id"], unique=False)
    op.create_table(
        "timer_move",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("planned_at", UtcDateTime(), nullable=False),
        sa.Column("before_at", UtcDateTime(), nullable=False),
        sa.Column("after_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    name = op.f("ix_timer_move_instance_id")
    op.create_index(name, "timer_move", ["instance_id"], unique=False)
    op.create_table(
        "flux_calendrier",
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("empreinte", sa.String(), nullable=False),
        sa.Column("cree_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("person_id"),
        sa.UniqueConstraint("empreinte"),
    )
