"""`make bench`: the promises made about speed, and the longest trials.

`make bench ARGS=feel` for one part only; `ARGS=faults` and `ARGS=rehearsals` only when named.
"""

import sys

from tests.bench import completions, expressions, faults, imports, outbox, rehearsals, timers

PARTS = {
    "completions": completions.bench,
    "feel": expressions.bench,
    "imports": imports.bench,
    "outbox": outbox.bench,
    "timers": timers.bench,
}
SLOW = {
    "faults": faults.bench,
    "rehearsals": rehearsals.bench,
}
"""A quarter of an hour and more: only when they are named."""


def main(wanted: list[str]) -> int:
    """Print each part's tables; 1 when a promise is not kept."""
    kept = True
    for name in wanted or PARTS:
        print(f"\n— {name} —\n")
        kept &= {**PARTS, **SLOW}[name]()
    print("promesses tenues" if kept else "PROMESSE NON TENUE")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
