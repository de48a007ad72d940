"""Steps put into a scenario's text, and taken out of it: every other byte stays as it is."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from engine.bpm.dialect.yaml_text import compose_yaml

MAX_LINE = 100
BREAKS = "\n\r\x85\u2028\u2029"
"""What ends a line in YAML."""
Added = tuple[str, Mapping[str, Any]]
"""A task to be done, and its answers."""


class NotInLines(ValueError):
    """The steps are not written one under another, each after a dash."""


@dataclass(frozen=True)
class Span:
    """A step's lines: ``above`` its comment, from ``start``, up to ``end``."""

    above: int
    start: int
    end: int


def rewrite(data: bytes, added: Mapping[int, Sequence[Added]], dropped: Collection[int]) -> bytes:
    """The scenario with some tasks before the steps of these numbers, and without others.

    NotInLines when its steps are written otherwise.
    """
    text, (key, steps) = data.decode(), _steps(data)
    spans = _spans(text, steps, _line_end(text, key.end_mark.index))
    newline = "\r\n" if "\r\n" in text else "\n"
    written, here = [], 0
    for number, span in enumerate(spans, 1):
        written.append(text[here : span.above])
        indent = " " * steps.start_mark.column
        for element, answers in added.get(number, ()):
            written += [f"{indent}{line}{newline}" for line in _lines(element, answers)]
        written.append(text[span.above : span.start])
        here = span.end if number in dropped else span.start
    return "".join([*written, text[here:]]).encode()


def _steps(data: bytes) -> tuple[yaml.Node, yaml.SequenceNode]:
    tree = compose_yaml(data)
    for key, steps in tree.value if isinstance(tree, yaml.MappingNode) else ():
        is_list = isinstance(steps, yaml.SequenceNode) and not steps.flow_style
        if key.value == "etapes" and is_list:
            return key, steps
    raise NotInLines


def _spans(text: str, steps: yaml.SequenceNode, floor: int) -> list[Span]:
    dashes = [
        token.start_mark.index
        for token in yaml.scan(text, yaml.SafeLoader)
        if isinstance(token, yaml.BlockEntryToken)
        and token.start_mark.column == steps.start_mark.column
        and steps.start_mark.index <= token.start_mark.index < steps.end_mark.index
    ]
    if len(dashes) != len(steps.value):
        raise NotInLines
    spans = []
    for dash, item in zip(dashes, steps.value, strict=True):
        start = _line_start(text, dash)
        if text[start:dash].strip(" "):
            raise NotInLines
        spans.append(Span(_above(text, start, floor), start, _line_end(text, _last(item))))
        floor = spans[-1].end
    return spans


def _above(text: str, start: int, floor: int) -> int:
    """Where the comment just above a step begins: what is added does not come between."""
    while start > floor:
        previous = _line_start(text, start - 1)
        if not text[previous:start].lstrip(" ").startswith("#"):
            break
        start = previous
    return start


def _line_start(text: str, index: int) -> int:
    return max(text.rfind(mark, 0, index) for mark in BREAKS) + 1


def _line_end(text: str, index: int) -> int:
    """Just after the end of the line; of a block of text, which ends by itself, no further."""
    if text[index - 1] in BREAKS:
        return index
    while index < len(text) and text[index] not in BREAKS:
        index += 1
    return index + (2 if text[index : index + 2] == "\r\n" else 1)


def _last(node: yaml.Node) -> int:
    """Where a node's last word ends: a block itself would go on up to the next word."""
    return max(leaf.end_mark.index for leaf in _leaves(node))


def _leaves(node: yaml.Node) -> Iterator[yaml.Node]:
    if not isinstance(node, yaml.CollectionNode) or node.flow_style:
        yield node
        return
    for child in node.value:
        for one in child if isinstance(child, tuple) else (child,):
            yield from _leaves(one)


def _lines(element: str, answers: Mapping[str, Any]) -> list[str]:
    lines = [f"- realiser: {_word(element)}"]
    pairs = [f"{_word(key)}: {_word(answer)}" for key, answer in answers.items()]
    together = f"  reponses: {{{', '.join(pairs)}}}"
    if len(together) <= MAX_LINE:
        return [*lines, together] if pairs else lines
    return [*lines, "  reponses:", *(f"    {pair}" for pair in pairs)]


def _word(value: Any) -> str:
    """A value as YAML writes it on one line, also between braces."""
    text: str = yaml.safe_dump([value], default_flow_style=True, allow_unicode=True, width=10**6)
    word = text.strip()[1:-1]
    if word.startswith("'") and not set(word) & {'"', "\\"}:
        inside = word[1:-1].replace("''", "'")
        return f'"{inside}"'  # as the scenarios are written
    return word
