"""Who stands in for an organisation to which a case is closed; messages that somebody filed"""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("instance", sa.Column("stand_ins", sa.JSON(), nullable=True))
    op.add_column("message", sa.Column("filed_at", UtcDateTime(), nullable=True))
    op.add_column("message", sa.Column("note", sa.LargeBinary(), nullable=True))
    op.create_index(op.f("ix_message_correlation_key"), "message", ["correlation_key"])
