"""The garbage collector, set for a process that serves for long."""

import gc

THRESHOLD = 50_000


def settle_memory() -> None:
    """Once everything is loaded: never look at it again, and look at the rest less often."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(THRESHOLD, 20, 20)
