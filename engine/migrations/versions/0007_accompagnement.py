"""The journal d'accompagnement, its rendez-vous, and the documents of a dossier"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ancien_ecrit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("objet_id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("corps", sa.LargeBinary(), nullable=False),
        sa.Column("ecrit_par", sa.Uuid(), nullable=True),
        sa.Column("remplace_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["ecrit_par"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_ancien_ecrit_objet_id"), "ancien_ecrit", ["objet_id"], unique=False)
    op.create_table(
        "contact",
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("canal", sa.String(), nullable=True),
        sa.Column("presence", sa.String(), nullable=False),
        sa.Column("duree_min", sa.Integer(), nullable=True),
        sa.Column("participants", sa.JSON(), nullable=False),
        sa.Column("numero", sa.String(), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("ecrit_le", UtcDateTime(), nullable=False),
        sa.Column("modifie_le", UtcDateTime(), nullable=True),
        sa.Column("modifie_par", sa.Uuid(), nullable=True),
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
            ["modifie_par"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("answer_id"),
        sa.UniqueConstraint("numero"),
    )
    op.create_index(op.f("ix_contact_dossier_id"), "contact", ["dossier_id"], unique=False)
    op.create_table(
        "document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("classe", sa.String(), nullable=False),
        sa.Column("mime", sa.String(), nullable=False),
        sa.Column("taille", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("nom", sa.LargeBinary(), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("depose_le", UtcDateTime(), nullable=False),
        sa.Column("retire_le", UtcDateTime(), nullable=True),
        sa.Column("retire_par", sa.Uuid(), nullable=True),
        sa.Column("motif_retrait", sa.LargeBinary(), nullable=True),
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
            ["retire_par"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_document_dossier_id"), "document", ["dossier_id"], unique=False)
    op.create_table(
        "note",
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("classe", sa.String(), nullable=False),
        sa.Column("corps", sa.LargeBinary(), nullable=False),
        sa.Column("retire_le", UtcDateTime(), nullable=True),
        sa.Column("retire_par", sa.Uuid(), nullable=True),
        sa.Column("motif_retrait", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("ecrit_le", UtcDateTime(), nullable=False),
        sa.Column("modifie_le", UtcDateTime(), nullable=True),
        sa.Column("modifie_par", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["auteur_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["modifie_par"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["retire_par"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_note_contact_id"), "note", ["contact_id"], unique=False)
    op.create_index(op.f("ix_note_dossier_id"), "note", ["dossier_id"], unique=False)
    op.create_table(
        "partie_document",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("document_id", sa.Uuid(), nullable=False),
        sa.Column("rang", sa.Integer(), nullable=False),
        sa.Column("contenu", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"],
            ["document.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("document_id", "rang"),
    )
    op.create_table(
        "rendez_vous",
        sa.Column("avec_id", sa.Uuid(), nullable=False),
        sa.Column("debut", UtcDateTime(), nullable=False),
        sa.Column("fin", UtcDateTime(), nullable=False),
        sa.Column("lieu_sensible", sa.Boolean(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("rappel", sa.String(), nullable=False),
        sa.Column("contact_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.LargeBinary(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("auteur_id", sa.Uuid(), nullable=True),
        sa.Column("organisation", sa.String(), nullable=False),
        sa.Column("ecrit_le", UtcDateTime(), nullable=False),
        sa.Column("modifie_le", UtcDateTime(), nullable=True),
        sa.Column("modifie_par", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["auteur_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["avec_id"],
            ["person.id"],
        ),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["contact_id"],
            ["contact.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["modifie_par"],
            ["person.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_rendez_vous_avec_id"), "rendez_vous", ["avec_id"], unique=False)
    op.create_index(op.f("ix_rendez_vous_dossier_id"), "rendez_vous", ["dossier_id"], unique=False)
