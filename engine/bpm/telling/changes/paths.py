"""What follows a step: gateways that only let pass are skipped, the others are told by name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from engine.bpm.dialect.model import Body, Kind, Node
from engine.bpm.telling.changes.facts import AND, Fact, apart
from engine.bpm.telling.changes.matching import match
from engine.bpm.telling.changes.model import Change
from engine.bpm.telling.conditions import tell_condition
from engine.bpm.telling.order import throws_link
from engine.bpm.telling.vocabulary import Vocabulary

NEXT = "Ce qui suit"
OTHERWISE, ALWAYS = "sinon", "sans condition"


@dataclass(frozen=True)
class Path:
    """One way on, to the step where it leads. ``text`` and ``told``: its condition."""

    flow: str
    label: str
    text: str
    told: str
    target: str
    target_name: str

    def reads(self, condition: str) -> str:
        """« Visite », si « Accord » : oui."""
        if condition in ("", OTHERWISE):
            return f"{self.target_name}, {condition}" if condition else self.target_name
        return f"{self.target_name}, si {condition}"


def passes(body: Body, node: Node) -> bool:
    """A gateway that only brings ways together: nobody reads it as a step."""
    return node.kind is Kind.EXCLUSIVE and len(body.outgoing(node.id)) < 2


def paths_of(
    body: Body, node: Node, vocabulary: Vocabulary, name: Callable[[str], str]
) -> list[Path]:
    """The ways on from a node, as they are drawn; a way that leads nowhere is left out."""
    if passes(body, node):
        return []
    if throws_link(node):
        arrivals = [_landing(body, one.id) for one in body.link_catches(node.event.name)]
        return [Path("", "", "", "", key, name(key)) for key in arrivals]
    found = []
    for flow in body.outgoing(node.id):
        key = _landing(body, flow.target)
        text = OTHERWISE if flow.id == node.default else flow.condition.removeprefix("=").strip()
        told = "" if text in ("", OTHERWISE) else tell_condition(text, vocabulary).told
        if key in body.nodes:
            found.append(Path(flow.id, flow.name, text, told, key, name(key)))
    return found


def next_of(paths: list[Path]) -> Fact:
    """All that follows, in one text."""
    return Fact(NEXT, AND.join(path.reads(path.told or path.text) for path in paths))


def paths_apart(
    where: str, element: str, before: list[Path], after: list[Path]
) -> Iterator[Change]:
    """The ways that came, went, lead elsewhere or are taken otherwise."""
    if not before or not after:
        yield from apart(where, element, [next_of(before)], [next_of(after)])
        return
    for one, other in match(
        before, after,
        lambda path: (path.text, path.target),
        lambda path: path.flow,
        lambda path: path.target,
        lambda path: (path.text,),
    ):  # fmt: skip
        if one is None or other is None:
            words = "Chemin ajouté" if one is None else "Chemin retiré"
            yield from (
                replace(line, what=words)
                for line in apart(where, element, _next(one), _next(other))
            )
        else:
            yield from _turned(where, element, one, other)


def _turned(where: str, element: str, one: Path, other: Path) -> Iterator[Change]:
    if one.target != other.target:
        yield from apart(where, element, _next(one), _next(other))
    elif one.text != other.text:
        what = f"Condition pour aller à {other.target_name}"
        old, new = (Fact(what, path.text or ALWAYS, path.told) for path in (one, other))
        yield from apart(where, element, [old], [new])
    what = f"Nom du chemin vers {other.target_name}"
    yield from apart(where, element, [Fact(what, one.label)], [Fact(what, other.label)])


def _next(path: Path | None) -> list[Fact]:
    """Two ways are told apart by where they lead, whatever it is called."""
    if path is None:
        return []
    text = f"{path.reads(path.text)} ({path.target})"
    return [Fact(NEXT, text, path.reads(path.told or path.text))]


def _landing(body: Body, key: str) -> str:
    """The node behind the gateways that only let pass."""
    seen = {key}
    while key in body.nodes and passes(body, body.nodes[key]):
        following = [flow.target for flow in body.outgoing(key)]
        if not following or following[0] in seen:
            break
        key = following[0]
        seen.add(key)
    return key
