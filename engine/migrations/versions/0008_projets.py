"""Personal projects with their signatures, and what a household agrees to"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "objectif",
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("statut_le", UtcDateTime(), nullable=False),
        sa.Column("echeance", sa.Date(), nullable=True),
        sa.Column("corps", sa.LargeBinary(), nullable=False),
        sa.Column("retire_le", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("ecrit_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["auteur_id"],
            ["person.id"],
        ),
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
    op.create_index(op.f("ix_objectif_dossier_id"), "objectif", ["dossier_id"], unique=False)
    op.create_table(
        "action_projet",
        sa.Column("objectif_id", sa.Uuid(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("responsable", sa.String(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("statut_le", UtcDateTime(), nullable=False),
        sa.Column("echeance", sa.Date(), nullable=True),
        sa.Column("corps", sa.LargeBinary(), nullable=False),
        sa.Column("retire_le", UtcDateTime(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("ecrit_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["auteur_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["objectif_id"],
            ["objectif.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(
        op.f("ix_action_projet_dossier_id"), "action_projet", ["dossier_id"], unique=False
    )
    op.create_index(
        op.f("ix_action_projet_objectif_id"), "action_projet", ["objectif_id"], unique=False
    )
    op.create_table(
        "consentement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("personne_id", sa.Uuid(), nullable=True),
        sa.Column("finalite", sa.String(), nullable=False),
        sa.Column("accorde", sa.Boolean(), nullable=False),
        sa.Column("recueilli_le", sa.Date(), nullable=False),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("version_texte", sa.String(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("retire_le", sa.Date(), nullable=True),
        sa.Column("retrait_answer_id", sa.Uuid(), nullable=True),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("ecrit_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["auteur_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["personne_id"],
            ["personne.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("answer_id"),
    )
    op.create_index(
        op.f("ix_consentement_dossier_id"), "consentement", ["dossier_id"], unique=False
    )
    op.create_table(
        "projet",
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("langue_simple", sa.Boolean(), nullable=False),
        sa.Column("debut", sa.Date(), nullable=True),
        sa.Column("fin", sa.Date(), nullable=True),
        sa.Column("corps", sa.LargeBinary(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("prepare_le", UtcDateTime(), nullable=True),
        sa.Column("signe_le", sa.Date(), nullable=True),
        sa.Column("fini_le", UtcDateTime(), nullable=True),
        sa.Column("motif_refus", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("ecrit_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["auteur_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("answer_id"),
        sa.UniqueConstraint("dossier_id", "type", "version"),
    )
    op.create_index(op.f("ix_projet_dossier_id"), "projet", ["dossier_id"], unique=False)
    op.create_table(
        "signature_projet",
        sa.Column("projet_id", sa.Uuid(), nullable=False),
        sa.Column("partie", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=True),
        sa.Column("document_id", sa.Uuid(), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("corps", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("ecrit_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["auteur_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["projet_id"],
            ["projet.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("projet_id", "partie"),
    )
    op.create_index(
        op.f("ix_signature_projet_dossier_id"), "signature_projet", ["dossier_id"], unique=False
    )
    op.create_index(
        op.f("ix_signature_projet_projet_id"), "signature_projet", ["projet_id"], unique=False
    )
