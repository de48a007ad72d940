"""Since when a promise should have been kept."""

import sqlalchemy as sa
from alembic import op

from engine.core.db import UtcDateTime

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("outbox_job") as job:
        job.add_column(sa.Column("promised_at", UtcDateTime(), nullable=True))
    op.execute("UPDATE outbox_job SET promised_at = due_at")
    with op.batch_alter_table("outbox_job") as job:
        # With a default: until it is restarted, the former program promises without saying when.
        job.alter_column("promised_at", nullable=False, server_default=sa.func.now())
