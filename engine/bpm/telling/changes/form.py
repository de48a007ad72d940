"""What changed in a form, question by question."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from engine.bpm.dialect.sources import Sources
from engine.bpm.telling.changes.facts import GROUP, QUESTION, TEXT, Fact, apart, whole
from engine.bpm.telling.changes.matching import match, reordered
from engine.bpm.telling.changes.model import Change
from engine.bpm.telling.changes.parts import Part, parts_of
from engine.bpm.telling.changes.questions import (
    READ_BY,
    facts_of,
    options_apart,
    options_of,
    readers_of,
)
from engine.bpm.telling.vocabulary import Vocabulary, quoted

OF_THE_FILE: Final = frozenset({
    "components", "type", "schemaVersion", "exporter", "executionPlatform",
    "executionPlatformVersion",
})  # fmt: skip
WORDS: Final = {"text": TEXT, "group": GROUP}
UNSAID: Final = frozenset({"Question", "Texte", "Sorte de réponse", "Nom de la donnée"})
"""What the first line of a question that came or went says already."""


def forms_apart(
    name: str, before: Sources, after: Sources, words: Mapping[str, str]
) -> Iterator[Change]:
    """The lines of the form of that name; of one that came or went, its questions."""
    old, new = (_Reading(name, sources, words) for sources in (before, after))
    if old.is_there and new.is_there:
        yield from apart("", name, old.about, new.about)
    stay: list[tuple[Part, Part]] = []
    for one, other in match(old.parts, new.parts, _sign, lambda part: part.id):
        if one and other:
            stay.append((one, other))
            yield from _part_apart(one, other, old.vocabulary, new.vocabulary)
        elif other:
            yield from _part(other, new.vocabulary, is_new=True)
        elif one:
            yield from _part(one, old.vocabulary, is_new=False)
    yield from _order_apart(name, stay)


class _Reading:
    """A form, read among the others: its own questions name a variable before theirs."""

    def __init__(self, name: str, sources: Sources, words: Mapping[str, str]) -> None:
        form = sources.forms.get(name)
        self.is_there = form is not None
        self.parts = parts_of(form)
        first = [form] if form else []
        others = [sources.forms[key] for key in sorted(sources.forms)]
        self.vocabulary = Vocabulary.of([*first, *others], words)
        schema = form.schema if form else {}
        self.about = [
            Fact(f"Réglage {quoted(key)}", json.dumps(value, ensure_ascii=False))
            for key, value in schema.items()
            if key not in OF_THE_FILE
        ]


def _sign(part: Part) -> str:
    return part.key and f"{part.kind == 'group'} {part.key}"


def _part(part: Part, vocabulary: Vocabulary, *, is_new: bool) -> Iterator[Change]:
    words = WORDS.get(part.kind, QUESTION)
    facts = [fact for fact in facts_of(part, vocabulary) if fact.what not in UNSAID]
    facts.append(options_of(part))
    text = part.text or part.told_kind
    yield from whole(words, part.name, part.element, text, facts, is_new=is_new)


def _part_apart(one: Part, other: Part, before: Vocabulary, after: Vocabulary) -> Iterator[Change]:
    widens = bool(readers_of(other) - readers_of(one))
    for line in apart(other.name, other.element, facts_of(one, before), facts_of(other, after)):
        yield replace(line, widens=widens and line.what == READ_BY)
    yield from options_apart(one, other)


def _order_apart(name: str, stay: list[tuple[Part, Part]]) -> Iterator[Change]:
    names = {other.place: other.within_a_sentence for _, other in stay}
    was = [other.place for _, other in sorted(stay, key=lambda pair: pair[0].place)]
    orders = reordered(was, sorted(was))
    before, after = (", ".join(names[place] for place in order) for order in orders)
    if before != after:
        yield Change("", name, "Ordre des questions", before, after)
