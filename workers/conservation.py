"""What has been kept long enough."""

from engine.suivi.conservation.conduire import run
from workers.app import app, database


@app.task(name="palier.end_retentions")
def end_retentions() -> int:
    """Announce what is coming to its end, do what is due, forget old logs; how many were done."""
    return run(database()).finies
