"""The partners' review and its decisions"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "revue",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("numero", sa.String(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("instance_id", sa.Uuid(), nullable=False),
        sa.Column("etat", sa.String(), nullable=False),
        sa.Column("ouverte_le", UtcDateTime(), nullable=False),
        sa.Column("prevue_le", sa.Date(), nullable=True),
        sa.Column("tenue_le", sa.Date(), nullable=True),
        sa.Column("presents", sa.JSON(), nullable=False),
        sa.Column("textes", sa.LargeBinary(), nullable=True),
        sa.Column("accepte_mdl_le", UtcDateTime(), nullable=True),
        sa.Column("accepte_bailleur_le", UtcDateTime(), nullable=True),
        sa.Column("terminee_le", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.ForeignKeyConstraint(["instance_id"], ["instance.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("instance_id"),
        sa.UniqueConstraint("numero"),
    )
    op.create_index(op.f("ix_revue_circle_id"), "revue", ["circle_id"], unique=False)
    op.create_table(
        "ligne_revue",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("revue_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("synthese", sa.LargeBinary(), nullable=True),
        sa.Column("synthese_par", sa.Uuid(), nullable=True),
        sa.Column("synthese_le", UtcDateTime(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("raison", sa.String(), nullable=True),
        sa.Column("a_revoir_le", sa.Date(), nullable=True),
        sa.Column("releve", sa.LargeBinary(), nullable=True),
        sa.Column("decision_par", sa.Uuid(), nullable=True),
        sa.Column("decision_le", UtcDateTime(), nullable=True),
        sa.Column("suite", sa.String(), nullable=True),
        sa.Column("suite_le", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.ForeignKeyConstraint(["decision_par"], ["person.id"]),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.ForeignKeyConstraint(["revue_id"], ["revue.id"]),
        sa.ForeignKeyConstraint(["synthese_par"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("revue_id", "dossier_id"),
    )
    for name in ("revue_id", "dossier_id", "circle_id"):
        op.create_index(op.f(f"ix_ligne_revue_{name}"), "ligne_revue", [name], unique=False)
