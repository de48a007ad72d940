"""`make bench`: the promises made about speed. `make bench ARGS=feel` for one part only."""

import sys

from tests.bench import completions, expressions, imports, timers

PARTS = {
    "completions": completions.bench,
    "feel": expressions.bench,
    "imports": imports.bench,
    "timers": timers.bench,
}


def main(wanted: list[str]) -> int:
    """Print each part's tables; 1 when a promise is not kept."""
    kept = True
    for name in wanted or PARTS:
        print(f"\n— {name} —\n")
        kept &= PARTS[name]()
    print("promesses tenues" if kept else "PROMESSE NON TENUE")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
