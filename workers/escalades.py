"""Late tasks and reminders that the records ask for."""

from engine.suivi.escalades.balayer import sweep
from workers.app import app, database


@app.task(name="palier.tell_alerts")
def tell_alerts() -> int:
    """Tell what has passed a threshold, once; nothing out of working hours."""
    return sweep(database())
