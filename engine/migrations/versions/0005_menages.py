"""Households: persons, how to reach them, their budget; which ones look alike or must not cross"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "menage",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("cree_par", sa.String(), nullable=False),
        sa.Column("cree_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["cree_par"], ["organisation.code"]),
        sa.PrimaryKeyConstraint("id"),
    )
    _link_dossiers()
    _create_personne()
    _create_coordonnee()
    _create_situation()
    _create_before()
    _create_pairs()


def _link_dossiers() -> None:
    if op.get_bind().dialect.name == "sqlite":
        # SQLite adds a reference with its column, and in no other way.
        op.execute("ALTER TABLE dossier ADD COLUMN menage_id CHAR(32) REFERENCES menage (id)")
    else:
        link = sa.Column("menage_id", sa.Uuid(), sa.ForeignKey("menage.id"), nullable=True)
        op.add_column("dossier", link)
    op.create_index(op.f("ix_dossier_menage_id"), "dossier", ["menage_id"])
    op.add_column("dossier", sa.Column("porte", sa.String(), nullable=True))


def _create_personne() -> None:
    op.create_table(
        "personne",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("identite", sa.LargeBinary(), nullable=False),
        sa.Column("lien", sa.String(), nullable=False),
        sa.Column("date_entree_menage", sa.Date(), nullable=True),
        sa.Column("date_sortie_menage", sa.Date(), nullable=True),
        sa.Column("besoin_interprete", sa.Boolean(), nullable=False),
        sa.Column("marque_usage", sa.String(), nullable=True),
        sa.Column("marque_naissance", sa.String(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("retiree_le", UtcDateTime(), nullable=True),
        sa.Column("cree_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("menage_id", "marque_usage", "marque_naissance"):
        op.create_index(op.f(f"ix_personne_{column}"), "personne", [column])


def _create_coordonnee() -> None:
    op.create_table(
        "coordonnee",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("personne_id", sa.Uuid(), nullable=True),
        sa.Column("contenu", sa.LargeBinary(), nullable=False),
        sa.Column("type", sa.String(), nullable=False),
        sa.Column("protegee", sa.Boolean(), nullable=False),
        sa.Column("canal_sur", sa.Boolean(), nullable=False),
        sa.Column("valide_du", sa.Date(), nullable=True),
        sa.Column("valide_au", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("cree_le", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.ForeignKeyConstraint(["personne_id"], ["personne.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_coordonnee_menage_id"), "coordonnee", ["menage_id"])


def _create_situation() -> None:
    op.create_table(
        "situation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("au", sa.Date(), nullable=False),
        sa.Column("contenu", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("saisie_le", UtcDateTime(), nullable=False),
        sa.Column("saisie_par", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.ForeignKeyConstraint(["saisie_par"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_situation_menage_id"), "situation", ["menage_id"])


def _create_before() -> None:
    op.create_table(
        "menage_etat_anterieur",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("menage_id", sa.Uuid(), nullable=False),
        sa.Column("objet", sa.String(), nullable=False),
        sa.Column("objet_id", sa.Uuid(), nullable=False),
        sa.Column("etat", sa.LargeBinary(), nullable=False),
        sa.Column("le", UtcDateTime(), nullable=False),
        sa.Column("par", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["menage_id"], ["menage.id"]),
        sa.ForeignKeyConstraint(["par"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    name = op.f("ix_menage_etat_anterieur_menage_id")
    op.create_index(name, "menage_etat_anterieur", ["menage_id"])


def _create_pairs() -> None:
    op.create_table(
        "rapprochement_doublon",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("menage_a", sa.Uuid(), nullable=False),
        sa.Column("menage_b", sa.Uuid(), nullable=False),
        sa.Column("decision", sa.String(), nullable=False),
        sa.Column("par", sa.Uuid(), nullable=True),
        sa.Column("le", UtcDateTime(), nullable=False),
        sa.Column("etat_avant", sa.LargeBinary(), nullable=True),
        sa.Column("annule_le", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["menage_a"], ["menage.id"]),
        sa.ForeignKeyConstraint(["menage_b"], ["menage.id"]),
        sa.ForeignKeyConstraint(["par"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "incompatibilite",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("menage_a", sa.Uuid(), nullable=False),
        sa.Column("menage_b", sa.Uuid(), nullable=False),
        sa.Column("motif", sa.String(), nullable=False),
        sa.Column("posee_le", UtcDateTime(), nullable=False),
        sa.Column("posee_par", sa.Uuid(), nullable=True),
        sa.Column("levee_le", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["menage_a"], ["menage.id"]),
        sa.ForeignKeyConstraint(["menage_b"], ["menage.id"]),
        sa.ForeignKeyConstraint(["posee_par"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for table in ("rapprochement_doublon", "incompatibilite"):
        for side in ("menage_a", "menage_b"):
            op.create_index(op.f(f"ix_{table}_{side}"), table, [side])
