"""Notices to people, mail, preferences."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("notice") as notice:
        notice.add_column(sa.Column("person_id", sa.Uuid(), nullable=True))
        notice.create_foreign_key("notice_person", "person", ["person_id"], ["id"])
        notice.create_index("ix_notice_person_id", ["person_id"])
