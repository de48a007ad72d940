"""Multi-instance: one token an item, its variables its own, the results gathered in order."""

from typing import TYPE_CHECKING, Any

from SpiffWorkflow.util.task import TaskState

from engine.bpm.runtime import codec
from engine.bpm.runtime.schedule import BadTimer
from engine.bpm.runtime.scope import Token

if TYPE_CHECKING:
    from engine.bpm.runtime.case import Case

MAX_ITEMS = 1_000


class BadCollection(BadTimer):
    """The collection of a multi-instance is not a list, or too long."""


def begin(host: Token, inner: str) -> bool:
    """Start the items; True when there are none, so that the host is done at once."""
    case, loop = host.scope.case, host.node.loop
    items = case.host.value(loop.collection, host.context)
    if not isinstance(items, list) or len(items) > MAX_ITEMS:
        raise BadCollection(f"a list of at most {MAX_ITEMS} items is expected")
    codec.require_kept(items)
    host.internal_data.update(items=items, results=[None] * len(items), inner=inner, done=0)
    if not items:
        _gather(case, host)
        return True
    host._set_state(TaskState.STARTED)
    for index in range(1 if loop.sequential else len(items)):
        _begin_item(case, host, index)
    return False


def result_of(case: "Case", token: Token) -> tuple[Any, bool]:
    """An item's result, and whether it makes the remaining items needless."""
    loop = token.node.loop
    if "loop" not in token.internal_data:
        return None, False
    value, context = case.host.value, token.context
    result = value(loop.output_element, context) if loop.output_element else None
    codec.require_kept(result)
    return result, bool(loop.condition) and value(loop.condition, context) is True


def item_done(case: "Case", token: Token, outcome: tuple[Any, bool]) -> None:
    """One item has ended: keep its result, then begin the next or let the host go on."""
    host = case.token_named(token.internal_data["loop"])
    loop, memory = host.node.loop, host.internal_data
    memory["results"][token.internal_data["index"]], enough = outcome
    memory["done"] += 1
    if enough or memory["done"] == len(memory["items"]):
        _finish(case, host)
    elif loop.sequential:
        _begin_item(case, host, token.internal_data["index"] + 1)


def _begin_item(case: "Case", host: Token, index: int) -> None:
    item: dict[str, Any] = {"loopCounter": index + 1}
    if host.node.loop.item:
        item[host.node.loop.item] = host.internal_data["items"][index]
    memory = {"loop": str(host.id), "index": index, "locals": item}
    case.enter(host.scope, host.internal_data["inner"], "", memory)


def _finish(case: "Case", host: Token) -> None:
    for token in host.scope.tokens:
        if token.internal_data.get("loop") == str(host.id):
            case.cancel(token)
    _gather(case, host)
    host._set_state(TaskState.READY)
    case.queue.append(host)


def _gather(case: "Case", host: Token) -> None:
    if host.node.loop.output_collection:
        case.write(host, {host.node.loop.output_collection: host.internal_data["results"]})
