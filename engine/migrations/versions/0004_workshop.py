"""The workshop: publications, drafts, proofs; what is in force becomes the first publication"""

import json
from uuid import UUID

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "publication",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("number"),
    )
    op.create_table(
        "draft",
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=True),
        sa.Column("sha256", sa.String(), nullable=False),
        sa.Column("base_sha256", sa.String(), nullable=False),
        sa.Column("updated_at", UtcDateTime(), nullable=False),
        sa.Column("updated_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["updated_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("kind", "name"),
    )
    op.create_table(
        "proof",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("fingerprint", sa.String(), nullable=False),
        sa.Column("drafts", sa.JSON(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=True),
        sa.Column("started_at", UtcDateTime(), nullable=True),
        sa.Column("heard_at", UtcDateTime(), nullable=True),
        sa.Column("finished_at", UtcDateTime(), nullable=True),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("outcome", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["asked_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_proof_fingerprint"), "proof", ["fingerprint"])
    op.create_index(op.f("ix_proof_finished_at"), "proof", ["finished_at"])
    _keep_what_is_in_force()


def _keep_what_is_in_force() -> None:
    """The newest version of each file, under the number of the newest release."""
    rows = op.get_bind().execute(sa.text("SELECT id, kind, name, version FROM resource"))
    newest: dict[str, list[object]] = {}
    for identity, kind, name, version in rows.all():
        if version > newest.get(f"{kind}/{name}", ["", 0])[1]:
            newest[f"{kind}/{name}"] = [str(UUID(str(identity))), version]
    release = op.get_bind().execute(
        sa.text("SELECT number, reason, published_at, published_by FROM release"
                " ORDER BY number DESC LIMIT 1")
    ).first()  # fmt: skip
    if release is not None:
        insert = sa.text("INSERT INTO publication (number, files, reason, published_at,"
                         " published_by) VALUES (:number, :files, :reason, :at, :by)")  # fmt: skip
        op.get_bind().execute(insert, {
            "number": release[0], "files": json.dumps(newest), "reason": release[1],
            "at": release[2], "by": release[3],
        })  # fmt: skip
