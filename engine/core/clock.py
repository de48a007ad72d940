"""The only place that reads the wall clock.

Everything else takes its instant from the transaction (``tx.now``), so that a
use case sees one single moment from its first line to its last.
"""

from datetime import UTC, datetime
from time import monotonic


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def stopwatch() -> float:
    """Seconds of a clock that only goes forward, to bound how long one advance may take."""
    return monotonic()
