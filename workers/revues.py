"""The reviews that the year's dates ask for."""

from engine.suivi.revues.convene import open_due_revue
from workers.app import app, database


@app.task(name="palier.open_reviews")
def open_reviews() -> int:
    """Open the partners' review whose date has come, once."""
    return open_due_revue(database())
