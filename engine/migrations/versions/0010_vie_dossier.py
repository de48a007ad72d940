"""Référents and absences by date, suspension, exemption, people hosted by the MDL"""

from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

from engine.core.calendar import paris_day
from engine.core.db import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "dossier", sa.Column("sous_volet", sa.String(), nullable=False, server_default="STANDARD")
    )
    _create_referents()
    _create_absences()
    _create_suspension()
    _create_derogation()
    _create_hebergements()
    _name_present_referents()


def _create_referents() -> None:
    op.create_table(
        "referent",
        *_of_dossier(),
        sa.Column("role", sa.String(), nullable=False),
        _person("person_id", False),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("motif", sa.String(), nullable=False),
        _person("nomme_par"),
        sa.Column("nomme_le", UtcDateTime(), nullable=False),
    )
    op.create_table(
        "suppleant",
        *_of_dossier(),
        _person("person_id", False),
        _person("nomme_par"),
        sa.Column("nomme_le", UtcDateTime(), nullable=False),
        sa.Column("retire_le", UtcDateTime(), nullable=True),
    )
    for table in ("referent", "suppleant"):
        _index(table, "dossier_id", "circle_id")


def _create_absences() -> None:
    op.create_table(
        "absence",
        _id(),
        _person("person_id", False),
        _person("remplacant_id"),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=False),
        _person("saisie_par"),
        sa.Column("saisie_le", UtcDateTime(), nullable=False),
        sa.Column("commencee_le", UtcDateTime(), nullable=True),
        sa.Column("terminee_le", UtcDateTime(), nullable=True),
    )
    op.create_table(
        "tache_confiee",
        sa.Column("absence_id", sa.Uuid(), sa.ForeignKey("absence.id"), primary_key=True),
        sa.Column("task_id", sa.Uuid(), sa.ForeignKey("task.id"), primary_key=True),
        _circle(),
    )
    _index("absence", "person_id", "remplacant_id")
    _index("tache_confiee", "circle_id")


def _create_suspension() -> None:
    op.create_table(
        "suspension",
        *_of_dossier(),
        sa.Column("du", sa.Date(), nullable=False),
        sa.Column("au", sa.Date(), nullable=True),
        sa.Column("motif", sa.String(), nullable=False),
        _person("notee_par"),
        sa.Column("notee_le", UtcDateTime(), nullable=False),
        sa.Column("annulee_le", UtcDateTime(), nullable=True),
    )
    _index("suspension", "dossier_id", "circle_id")


def _create_derogation() -> None:
    op.create_table(
        "derogation_duree",
        *_of_dossier(),
        sa.Column("nouvelle_date", sa.Date(), nullable=False),
        sa.Column("ancienne_date", sa.Date(), nullable=False),
        sa.Column("motif", sa.String(), nullable=False),
        sa.Column("contenu", sa.LargeBinary(), nullable=False),
        sa.Column("statut", sa.String(), nullable=False),
        _person("demandee_par"),
        sa.Column("demandee_le", UtcDateTime(), nullable=False),
        sa.Column("close_le", UtcDateTime(), nullable=True),
    )
    asked = sa.ForeignKey("derogation_duree.id")
    op.create_table(
        "signature_derogation",
        sa.Column("derogation_id", sa.Uuid(), asked, primary_key=True),
        sa.Column("partie", sa.String(), primary_key=True),
        _circle(),
        _person("person_id"),
        sa.Column("is_accord", sa.Boolean(), nullable=False),
        sa.Column("le", UtcDateTime(), nullable=False),
    )
    _index("derogation_duree", "dossier_id", "circle_id")
    _index("signature_derogation", "circle_id")


def _create_hebergements() -> None:
    op.create_table(
        "import_heberges",
        _id(),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("lu_le", UtcDateTime(), nullable=False),
        sa.Column("confirme_le", UtcDateTime(), nullable=True),
        sa.Column("brouillon", sa.LargeBinary(), nullable=True),
        sa.Column("comptes", sa.JSON(), nullable=False),
    )
    op.create_table(
        "heberge",
        _id(),
        _circle(),
        sa.Column("marque", sa.String(), nullable=False),
        sa.Column("contenu", sa.LargeBinary(), nullable=True),
        _person("retenu_par"),
        sa.Column("retenu_le", UtcDateTime(), nullable=False),
        sa.Column("mis_a_jour_le", UtcDateTime(), nullable=True),
        sa.Column("dossier_id", sa.Uuid(), sa.ForeignKey("dossier.id"), nullable=True),
    )
    _index("heberge", "circle_id", "dossier_id", "marque")


def _name_present_referents() -> None:
    """Who follows a dossier already is the first row of its history."""
    known = sa.text("SELECT id, circle_id, referent_id, ouvert_le FROM dossier").columns(
        id=sa.Uuid(), circle_id=sa.Uuid(), referent_id=sa.Uuid(), ouvert_le=UtcDateTime()
    )
    rows = [row for row in op.get_bind().execute(known) if row.referent_id]
    names = ("id", "dossier_id", "circle_id", "role", "person_id", "du", "motif", "nomme_le")
    kinds: dict[str, Any] = {"du": sa.Date(), "nomme_le": UtcDateTime()}
    kinds |= {"role": sa.String(), "motif": sa.String()}
    columns: list[Any] = [sa.column(name, kinds.get(name, sa.Uuid())) for name in names]
    values = []
    for row in rows:
        who = (uuid4(), row.id, row.circle_id, "MDL", row.referent_id)
        values.append((*who, paris_day(row.ouvert_le), "REPRISE", row.ouvert_le))
    if values:
        given = [dict(zip(names, value, strict=True)) for value in values]
        op.bulk_insert(sa.table("referent", *columns), given)


def _id() -> sa.Column[Any]:
    return sa.Column("id", sa.Uuid(), primary_key=True)


def _circle() -> sa.Column[Any]:
    return sa.Column("circle_id", sa.Uuid(), sa.ForeignKey("circle.id"), nullable=False)


def _of_dossier() -> list[sa.Column[Any]]:
    dossier = sa.Column("dossier_id", sa.Uuid(), sa.ForeignKey("dossier.id"), nullable=False)
    return [_id(), dossier, _circle()]


def _person(name: str, is_nullable: bool = True) -> sa.Column[Any]:
    return sa.Column(name, sa.Uuid(), sa.ForeignKey("person.id"), nullable=is_nullable)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])
