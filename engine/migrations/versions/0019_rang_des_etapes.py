"""In which order the steps that one act left were left."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # With a default for the steps of before, and for the former program until it is restarted.
    with op.batch_alter_table("step") as step:
        step.add_column(sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
