"""Exceptional access, the log of readings, and row-level security"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("circle_member", sa.Column("until", UtcDateTime(), nullable=True))
    op.create_table(
        "acces_exceptionnel",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("motif", sa.LargeBinary(), nullable=False),
        sa.Column("ouvert_le", UtcDateTime(), nullable=False),
        sa.Column("fin_le", UtcDateTime(), nullable=False),
        sa.Column("ferme_le", UtcDateTime(), nullable=True),
        sa.Column("avis", sa.String(), nullable=True),
        sa.Column("relu_le", UtcDateTime(), nullable=True),
        sa.Column("relu_par", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["relu_par"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    name = op.f("ix_acces_exceptionnel_dossier_id")
    op.create_index(name, "acces_exceptionnel", ["dossier_id"], unique=False)
    op.create_table(
        "consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("le", UtcDateTime(), nullable=False),
        sa.Column("objet", sa.String(), nullable=False),
        sa.Column("acces_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["acces_id"], ["acces_exceptionnel.id"]),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_consultation_le"), "consultation", ["le"], unique=False)
    op.create_index("consultation_dossier", "consultation", ["dossier_id", "le"], unique=False)
