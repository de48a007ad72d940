"""The only place that reads the wall clock.

Everything else takes its instant from the transaction (``tx.now``), so that a
use case sees one single moment from its first line to its last.
"""

from datetime import UTC, datetime
from time import monotonic, thread_time


def now() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def stopwatch() -> float:
    """Seconds of a clock that only goes forward, to bound how long somebody waits."""
    return monotonic()


def worked() -> float:
    """Seconds that this thread has computed: neither a slow database nor a busy machine counts."""
    return thread_time()
