"""Due timers."""

from engine.bpm.timers.fire import fire_due_timers
from workers.app import app, database


@app.task(name="palier.fire_timers")
def fire_timers() -> int:
    """Fire every timer that is due now, one transaction each."""
    return fire_due_timers(database())
