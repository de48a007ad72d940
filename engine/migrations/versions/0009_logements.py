"""Homes: propositions, occupation, démarches, mediation, transfer"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "logement",
        sa.Column("lieu", sa.LargeBinary(), nullable=False),
        sa.Column("typologie", sa.String(), nullable=True),
        sa.Column("surface", sa.BigInteger(), nullable=True),
        sa.Column("loyer", sa.BigInteger(), nullable=True),
        sa.Column("charges", sa.BigInteger(), nullable=True),
        sa.Column("annexes", sa.BigInteger(), nullable=True),
        sa.Column("chauffage", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("note_le", UtcDateTime(), nullable=False),
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
    op.create_index(op.f("ix_logement_circle_id"), "logement", ["circle_id"], unique=False)
    op.create_index(op.f("ix_logement_dossier_id"), "logement", ["dossier_id"], unique=False)
    op.create_table(
        "candidature",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("caleol_le", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("note_le", UtcDateTime(), nullable=False),
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
    op.create_index(op.f("ix_candidature_circle_id"), "candidature", ["circle_id"], unique=False)
    op.create_index(op.f("ix_candidature_dossier_id"), "candidature", ["dossier_id"], unique=False)
    op.create_table(
        "proposition_logement",
        sa.Column("logement_id", sa.Uuid(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("reponse_id", sa.Uuid(), nullable=True),
        sa.Column("proposee_le", sa.Date(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("visitee_le", sa.Date(), nullable=True),
        sa.Column("repondu_le", sa.Date(), nullable=True),
        sa.Column("motif_refus", sa.String(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("note_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["logement_id"],
            ["logement.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("answer_id"),
        sa.UniqueConstraint("reponse_id"),
    )
    op.create_index(
        op.f("ix_proposition_logement_circle_id"),
        "proposition_logement",
        ["circle_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_proposition_logement_dossier_id"),
        "proposition_logement",
        ["dossier_id"],
        unique=False,
    )
    op.create_table(
        "occupation",
        sa.Column("logement_id", sa.Uuid(), nullable=True),
        sa.Column("mode", sa.String(), nullable=True),
        sa.Column("mode_id", sa.Uuid(), nullable=True),
        sa.Column("cles_id", sa.Uuid(), nullable=True),
        sa.Column("date_bail", sa.Date(), nullable=True),
        sa.Column("entree_le", sa.Date(), nullable=True),
        sa.Column("pieces", sa.JSON(), nullable=False),
        sa.Column("glisse_le", sa.Date(), nullable=True),
        sa.Column("glisse_id", sa.Uuid(), nullable=True),
        sa.Column("fin", sa.Date(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("note_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["logement_id"],
            ["logement.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("cles_id"),
        sa.UniqueConstraint("mode_id"),
    )
    op.create_index(op.f("ix_occupation_circle_id"), "occupation", ["circle_id"], unique=False)
    op.create_index(op.f("ix_occupation_dossier_id"), "occupation", ["dossier_id"], unique=False)
    op.create_table(
        "examen_glissement",
        sa.Column("occupation_id", sa.Uuid(), nullable=False),
        sa.Column("echeance", sa.Date(), nullable=False),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("realise_le", sa.Date(), nullable=True),
        sa.Column("avis", sa.String(), nullable=True),
        sa.Column("prefet_informe_le", sa.Date(), nullable=True),
        sa.Column("motifs", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("note_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.ForeignKeyConstraint(
            ["occupation_id"],
            ["occupation.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("answer_id"),
    )
    op.create_index(
        op.f("ix_examen_glissement_circle_id"), "examen_glissement", ["circle_id"], unique=False
    )
    op.create_index(
        op.f("ix_examen_glissement_dossier_id"), "examen_glissement", ["dossier_id"], unique=False
    )
    op.create_index(
        op.f("ix_examen_glissement_occupation_id"),
        "examen_glissement",
        ["occupation_id"],
        unique=False,
    )
    op.create_table(
        "mutation",
        sa.Column("demande_id", sa.Uuid(), nullable=True),
        sa.Column("decision_id", sa.Uuid(), nullable=True),
        sa.Column("issue_id", sa.Uuid(), nullable=True),
        sa.Column("motif", sa.String(), nullable=True),
        sa.Column("demande_le", sa.Date(), nullable=False),
        sa.Column("pertinence", sa.String(), nullable=True),
        sa.Column("etat", sa.String(), nullable=False),
        sa.Column("decidee_le", sa.Date(), nullable=True),
        sa.Column("typologie", sa.String(), nullable=True),
        sa.Column("realisee_le", sa.Date(), nullable=True),
        sa.Column("raison", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("note_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["circle_id"],
            ["circle.id"],
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("decision_id"),
        sa.UniqueConstraint("demande_id"),
        sa.UniqueConstraint("issue_id"),
    )
    op.create_index(op.f("ix_mutation_circle_id"), "mutation", ["circle_id"], unique=False)
    op.create_index(op.f("ix_mutation_dossier_id"), "mutation", ["dossier_id"], unique=False)
    op.create_table(
        "mediation",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("jour", sa.Date(), nullable=False),
        sa.Column("objet", sa.String(), nullable=False),
        sa.Column("issue", sa.String(), nullable=False),
        sa.Column("accord", sa.LargeBinary(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("note_le", UtcDateTime(), nullable=False),
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
    op.create_index(op.f("ix_mediation_circle_id"), "mediation", ["circle_id"], unique=False)
    op.create_index(op.f("ix_mediation_dossier_id"), "mediation", ["dossier_id"], unique=False)
    op.create_table(
        "demarche",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("dossier_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        sa.Column("depose_le", sa.Date(), nullable=True),
        sa.Column("reponse_le", sa.Date(), nullable=True),
        sa.Column("detail", sa.LargeBinary(), nullable=True),
        sa.Column("avant", sa.LargeBinary(), nullable=True),
        sa.Column("answer_id", sa.Uuid(), nullable=True),
        sa.Column("change_le", UtcDateTime(), nullable=False),
        sa.Column("change_par", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["change_par"],
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
        sa.UniqueConstraint("dossier_id", "type"),
    )
    op.create_index(op.f("ix_demarche_circle_id"), "demarche", ["circle_id"], unique=False)
