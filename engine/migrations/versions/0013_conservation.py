"""Retention, anonymisation, and the statistics that stay"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "evenement_conservation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("is_restreint", sa.Boolean(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("classe", sa.String(), nullable=False),
        sa.Column("regle", sa.String(), nullable=False),
        sa.Column("depart", sa.Date(), nullable=False),
        sa.Column("echeance", sa.Date(), nullable=False),
        sa.Column("prevu_le", sa.Date(), nullable=False),
        sa.Column("annonce_le", UtcDateTime(), nullable=False),
        sa.Column("execute_le", UtcDateTime(), nullable=True),
        sa.Column("compte", sa.JSON(), nullable=False),
        sa.Column("mesures", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dossier_id", "classe"),
    )
    for column in ("circle_id", "dossier_id"):
        name = op.f(f"ix_evenement_conservation_{column}")
        op.create_index(name, "evenement_conservation", [column], unique=False)
    op.create_table(
        "maintien_conservation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("motif", sa.String(), nullable=False),
        sa.Column("precision", sa.LargeBinary(), nullable=False),
        sa.Column("jusqu_au", sa.Date(), nullable=False),
        sa.Column("pose_le", UtcDateTime(), nullable=False),
        sa.Column("pose_par", sa.Uuid(), nullable=True),
        sa.Column("leve_le", UtcDateTime(), nullable=True),
        sa.Column("leve_par", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"]),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossier.id"]),
        sa.ForeignKeyConstraint(["leve_par"], ["person.id"]),
        sa.ForeignKeyConstraint(["pose_par"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("circle_id", "dossier_id"):
        name = op.f(f"ix_maintien_conservation_{column}")
        op.create_index(name, "maintien_conservation", [column], unique=False)
    op.create_table(
        "stat_anonyme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("volet", sa.String(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("motif_sortie", sa.String(), nullable=True),
        sa.Column("mois_ouverture", sa.Date(), nullable=False),
        sa.Column("mois_entree", sa.Date(), nullable=True),
        sa.Column("mois_sortie", sa.Date(), nullable=True),
        sa.Column("nombres", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
