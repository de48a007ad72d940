"""What changed in a scenario: how many lines, since nothing here reads the stories."""

from collections import Counter
from collections.abc import Iterator

from engine.bpm.telling.changes.model import Change

ADDED, REMOVED, MOVED = "Lignes ajoutées", "Lignes retirées", "L’ordre des lignes a changé"


def scenarios_apart(name: str, before: bytes, after: bytes) -> Iterator[Change]:
    """The number of lines that came and that went; a line that only moved is neither."""
    old, new = (Counter(text.splitlines()) for text in (before, after))
    came, went = (new - old).total(), (old - new).total()
    if came:
        yield Change("", name, ADDED, after=str(came))
    if went:
        yield Change("", name, REMOVED, before=str(went))
    if not came and not went:
        yield Change("", name, MOVED)
