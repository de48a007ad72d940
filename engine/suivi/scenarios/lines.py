"""Where the parts of a scenario stand in its text, and slips that YAML itself would pass over."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.constructor import SafeConstructor

from engine.bpm.dialect.xml import Unreadable
from engine.bpm.dialect.yaml_text import compose_yaml

TIMESTAMP = "tag:yaml.org,2002:timestamp"
MERGE = "tag:yaml.org,2002:merge"


@dataclass(frozen=True)
class Lines:
    """The line of each top key, and of each step."""

    top: dict[str, int] = field(default_factory=dict)
    steps: list[int] = field(default_factory=list)


def read_lines(data: bytes) -> tuple[Any, Lines]:
    """What a scenario's text holds, and where; Unreadable.

    A key written twice and a day that is in no calendar are refused too.
    """
    tree = compose_yaml(data)
    for node in _every(tree):
        if isinstance(node, yaml.MappingNode):
            _require_single_keys(node)
        elif isinstance(node, yaml.ScalarNode) and node.tag == TIMESTAMP:
            _require_day(node)
    return _content(tree), _lines(tree)


def _content(tree: yaml.Node | None) -> Any:
    """The values of a tree that was read: YAML is slow, it is not read twice."""
    try:
        return tree and SafeConstructor().construct_document(tree)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Unreadable(
            line, "Une valeur n’est ni un texte, ni un nombre, ni une date."
        ) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(1, "YAML illisible.") from error


def _lines(tree: yaml.Node | None) -> Lines:
    if not isinstance(tree, yaml.MappingNode):
        return Lines()
    parts = {str(key.value): (key, value) for key, value in tree.value}
    _, steps = parts.get("etapes", (None, None))
    return Lines(
        {name: _line(key) for name, (key, _) in parts.items()},
        [_line(item) for item in steps.value] if isinstance(steps, yaml.SequenceNode) else [],
    )


def _every(tree: yaml.Node | None) -> Iterator[yaml.Node]:
    pending = [tree] if tree else []
    while pending:
        node = pending.pop()
        yield node
        if isinstance(node, yaml.SequenceNode):
            pending.extend(node.value)
        elif isinstance(node, yaml.MappingNode):
            pending.extend(one for pair in node.value for one in pair)


def _require_single_keys(node: yaml.MappingNode) -> None:
    """YAML would keep the last of the two."""
    seen = set()
    for key, _ in node.value:
        if isinstance(key, yaml.ScalarNode) and key.value in seen:
            raise Unreadable(_line(key), f"La clé « {key.value} » est écrite deux fois.")
        if key.tag == MERGE:
            raise Unreadable(_line(key), "La clé « << » est refusée : écrivez les valeurs.")
        seen.add(str(key.value))


def _require_day(node: yaml.ScalarNode) -> None:
    try:
        SafeConstructor().construct_yaml_timestamp(node)
    except (ValueError, OverflowError) as error:
        told = f"« {node.value} » n’est pas une date du calendrier."
        raise Unreadable(_line(node), told) from error


def _line(node: yaml.Node) -> int:
    return node.start_mark.line + 1
