"""The violences volet, under a key of its own"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    apart: sa.Column[bool] = sa.Column(
        "is_apart", sa.Boolean(), nullable=False, server_default=sa.false()
    )
    op.add_column("instance", apart)
    op.add_column("instance", sa.Column("sealed_state", sa.LargeBinary(), nullable=True))
    op.create_table(
        "protection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("corps", sa.LargeBinary(), nullable=False),
        sa.Column("modifie_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dossier_id"),
    )
    for name in ("plan_securite", "mise_a_l_abri"):
        op.create_table(
            name,
            sa.Column("id", sa.Uuid(), nullable=False),
            sa.Column("protection_id", sa.Uuid(), nullable=False),
            sa.Column("circle_id", sa.Uuid(), nullable=False),
            sa.Column("corps", sa.LargeBinary(), nullable=False),
            sa.Column("ecrit_le", UtcDateTime(), nullable=False),
            sa.Column("answer_id", sa.Uuid(), nullable=True),
            sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
            sa.ForeignKeyConstraint(["protection_id"], ["protection.id"]),
            sa.PrimaryKeyConstraint("id"),
        )
        op.create_index(op.f(f"ix_{name}_protection_id"), name, ["protection_id"], unique=False)
