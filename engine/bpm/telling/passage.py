"""What has certainly been passed once an element has been reached.

An element is passed when every way from the beginning of its body to the one reached goes through
its end. Joins would say more (each of their branches was passed): they are read as any element,
so that too little may be said here, never too much.
"""

from collections.abc import Iterable, Mapping
from typing import Final

from engine.bpm.dialect.model import Body, Process

DONE: Final = "/fait"


def passed_with(process: Process) -> dict[str, frozenset[str]]:
    """For each element, those of its body and of the bodies around it that were passed."""
    found: dict[str, frozenset[str]] = {}
    _fill(process.body, frozenset(), found)
    return found


def _fill(body: Body, around: frozenset[str], found: dict[str, frozenset[str]]) -> None:
    """``around``: what was passed when the body began."""
    before = _dominators(body)
    for key, node in body.nodes.items():
        ended = {one.removesuffix(DONE) for one in before.get(key, ()) if one.endswith(DONE)}
        found[key] = around | ended
        if node.body:
            _fill(node.body, found[key], found)


def _dominators(body: Body) -> Mapping[str, frozenset[str]]:
    """For each element that can be reached, all that stands on every way to it."""
    leads = _leads(body)
    into: dict[str, set[str]] = {}
    for source, targets in leads.items():
        for target in targets:
            into.setdefault(target, set()).add(source)
    entries = set(body.entries())
    everything = frozenset(_reached(entries, leads))
    before = {key: frozenset({key}) if key in entries else everything for key in everything}
    is_settled = False
    while not is_settled:
        is_settled = True
        for key in everything - entries:
            sources = [before[one] for one in into.get(key, ()) if one in everything]
            now = frozenset.intersection(*sources) | {key}
            is_settled = is_settled and now == before[key]
            before[key] = now
    return before


def _leads(body: Body) -> dict[str, set[str]]:
    """Each element to its end, to what is attached to it, and its end to what follows."""
    leads: dict[str, set[str]] = {}
    for key in body.nodes:
        attached = {boundary.id for boundary in body.boundaries(key)}
        leads[key] = {key + DONE, *attached}
        leads[key + DONE] = {flow.target for flow in body.outgoing(key)}
    return leads


def _reached(entries: Iterable[str], leads: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    pending = list(entries)
    while pending:
        key = pending.pop()
        if key not in reached:
            reached.add(key)
            pending.extend(leads.get(key, ()))
    return reached
