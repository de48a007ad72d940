"""Which item of two lists is which: by one sign after another, in the order of reading."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import TypeVar

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
Sign = Callable[[T], Hashable]


def match(
    before: Sequence[T], after: Sequence[T], *signs: Sign[T]
) -> list[tuple[T | None, T | None]]:
    """Each item of either list once, with the one that it is in the other, if any.

    A sign pairs only items that those before it left; empty, it pairs none. The order is that of
    ``after``; what is gone stands after what it followed.
    """
    found: dict[int, int] = {}
    left = list(range(len(before)))
    for sign in signs:
        waiting = defaultdict(list)
        for at in reversed(left):
            waiting[sign(before[at])].append(at)
        for at, item in enumerate(after):
            same = sign(item)
            if at not in found and same != "" and waiting[same]:
                found[at] = waiting[same].pop()
        gone = set(found.values())
        left = [at for at in left if at not in gone]
    kept = [("before", found[at]) if at in found else ("after", at) for at in range(len(after))]
    places = {place: at for at, place in enumerate(kept)}
    return [
        (
            before[at] if side == "before" else None,
            after[places[side, at]] if (side, at) in places else None,
        )
        for side, at in merged([("before", at) for at in range(len(before))], kept)
    ]


def merged(before: Iterable[K], after: Iterable[K]) -> list[K]:
    """All of both: those of ``after`` in their order, the others after what they followed."""
    kept = list(dict.fromkeys(after))
    known = set(kept)
    first: list[K] = []
    following: dict[K, list[K]] = {key: [] for key in kept}
    gone = first
    for key in dict.fromkeys(before):
        if key in known:
            gone = following[key]
        else:
            gone.append(key)
    return [*first, *(one for key in kept for one in (key, *following[key]))]


def reordered(before: Sequence[K], after: Sequence[K]) -> tuple[list[K], list[K]]:
    """Where the order of what stays changed: that part, as it was and as it is; else empty."""
    stays = set(before) & set(after)
    old = [key for key in before if key in stays]
    new = [key for key in after if key in stays]
    pairs = list(zip(old, new, strict=False))
    apart = [at for at, (one, other) in enumerate(pairs) if one != other]
    if not apart:
        return [], []
    part = slice(apart[0], apart[-1] + 1)
    return old[part], new[part]
