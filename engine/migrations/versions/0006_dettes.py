"""Debts: the landlord's accounts, plans and their échéances; procedures; the dated rules"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "import_comptes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("lu_le", UtcDateTime(), nullable=False),
        sa.Column("confirme_le", UtcDateTime(), nullable=True),
        sa.Column("brouillon", sa.LargeBinary(), nullable=True),
        sa.Column("comptes", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "regle",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("libelle", sa.String(), nullable=False),
        sa.Column("valeur", sa.JSON(), nullable=False),
        sa.Column("unite", sa.String(), nullable=False),
        sa.Column("base_legale", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("origine", sa.String(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("valide_du", sa.Date(), nullable=False),
        sa.Column("valide_au", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("code", "valide_du"),
    )
    op.create_table(
        "compte_locatif",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("arrete_au", sa.Date(), nullable=False),
        sa.Column("solde", sa.BigInteger(), nullable=False),
        sa.Column("loyer", sa.BigInteger(), nullable=True),
        sa.Column("paye", sa.BigInteger(), nullable=True),
        sa.Column("apl", sa.BigInteger(), nullable=True),
        sa.Column("versements", sa.JSON(), nullable=False),
        sa.Column("importe_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("dossier_id", "arrete_au"),
    )
    op.create_index(
        op.f("ix_compte_locatif_circle_id"), "compte_locatif", ["circle_id"], unique=False
    )
    op.create_table(
        "etape_procedure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("delai", sa.String(), nullable=True),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("fin", sa.Date(), nullable=True),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("has_proof", sa.Boolean(), nullable=False),
        sa.Column("preuve", sa.LargeBinary(), nullable=True),
        sa.Column("notee_par", sa.Uuid(), nullable=True),
        sa.Column("notee_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("answer_id"),
    )
    op.create_index(
        op.f("ix_etape_procedure_circle_id"), "etape_procedure", ["circle_id"], unique=False
    )
    op.create_index(
        op.f("ix_etape_procedure_dossier_id"), "etape_procedure", ["dossier_id"], unique=False
    )
    op.create_table(
        "lien_compte",
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("marque", sa.String(), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=False),
        sa.Column("relie_par", sa.Uuid(), nullable=True),
        sa.Column("relie_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("dossier_id"),
    )
    op.create_index(op.f("ix_lien_compte_circle_id"), "lien_compte", ["circle_id"], unique=False)
    op.create_index(op.f("ix_lien_compte_marque"), "lien_compte", ["marque"], unique=False)
    op.create_table(
        "plan_apurement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("mensualite", sa.BigInteger(), nullable=False),
        sa.Column("jour_prelevement", sa.Integer(), nullable=True),
        sa.Column("propose_le", UtcDateTime(), nullable=False),
        sa.Column("etabli_le", sa.Date(), nullable=True),
        sa.Column("gele_par", sa.String(), nullable=True),
        sa.Column("gele_le", sa.Date(), nullable=True),
        sa.Column("fini_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("answer_id"),
    )
    op.create_index(
        op.f("ix_plan_apurement_circle_id"), "plan_apurement", ["circle_id"], unique=False
    )
    op.create_index(
        op.f("ix_plan_apurement_dossier_id"), "plan_apurement", ["dossier_id"], unique=False
    )
    op.create_table(
        "versement_signale",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("signale_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_versement_signale_circle_id"), "versement_signale", ["circle_id"], unique=False
    )
    op.create_index(
        op.f("ix_versement_signale_dossier_id"), "versement_signale", ["dossier_id"], unique=False
    )
    op.create_table(
        "echeance_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plan_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("montant", sa.BigInteger(), nullable=False),
        sa.Column("incident_le", sa.Date(), nullable=True),
        sa.Column("regle_le", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["plan_id"],
            ["plan_apurement.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("plan_id", "rang"),
    )
    op.create_index(
        op.f("ix_echeance_plan_circle_id"), "echeance_plan", ["circle_id"], unique=False
    )
