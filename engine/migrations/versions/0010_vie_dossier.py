"""Référents and absences by date, suspension, exemption, people hosted by the MDL"""

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Nothing yet."""
