"""What changed between two sets of files, in words, file by file as the processes are read."""

from collections.abc import Collection, Mapping

from engine.bpm.dialect.sources import Key, Source, SourceKind, Sources
from engine.bpm.telling.changes.decision import decisions_apart
from engine.bpm.telling.changes.diagram import diagrams_apart
from engine.bpm.telling.changes.facts import is_head
from engine.bpm.telling.changes.form import forms_apart
from engine.bpm.telling.changes.message import messages_apart
from engine.bpm.telling.changes.model import Change, FileChange, State
from engine.bpm.telling.changes.questions import READ_BY
from engine.bpm.telling.changes.scenario import scenarios_apart
from engine.bpm.telling.changes.titles import Titles
from engine.bpm.telling.changes.unsaid import UNREADABLE, WRITTEN, only

TELLERS = {
    SourceKind.DIAGRAM: diagrams_apart,
    SourceKind.FORM: forms_apart,
    SourceKind.DECISION: decisions_apart,
    SourceKind.MESSAGE: messages_apart,
}


def compare(
    before: Sources,
    after: Sources,
    words: Mapping[str, str],
    keys: Collection[Key] | None = None,
) -> list[FileChange]:
    """The files that are not what they were, or those of ``keys`` alone; the others name things.

    ``words``: what variables that no form asks are called, as ``tell_process`` takes them.
    Diagrams come first, each before those that it calls, then forms and decisions as the steps
    ask them, then scenarios and messages. A file with problems is told as far as it was read;
    none is refused.
    """
    sides = _Sides(before, after, words)
    touched = [key for key in sides.touched() if keys is None or key in keys]
    if not touched:
        return []
    was, now = Titles(before), Titles(after)
    changes = []
    for key in sorted(touched, key=lambda key: min(was.rank(key), now.rank(key))):
        state = sides.state(key)
        title = (was if state is State.REMOVED else now).title(key)
        changes.append(FileChange(*key, title, state, tuple(sides.lines(key))))
    return changes


class _Sides:
    """Both sets of files."""

    def __init__(self, before: Sources, after: Sources, words: Mapping[str, str]) -> None:
        self.before, self.after, self.words = before, after, words
        self.old: dict[Key, Source] = {file.key: file for file in before.problems}
        self.new: dict[Key, Source] = {file.key: file for file in after.problems}

    def touched(self) -> list[Key]:
        """The files of either set that are not the same in both."""
        keys = dict.fromkeys([*self.new, *self.old])
        return [key for key in keys if self.old.get(key) != self.new.get(key)]

    def state(self, key: Key) -> State:
        """What became of a file that is not the same."""
        if key not in self.old:
            return State.NEW
        return State.CHANGED if key in self.new else State.REMOVED

    def lines(self, key: Key) -> list[Change]:
        """What is told of a file that is not the same."""
        kind, name = key
        if kind is SourceKind.SCENARIO:
            texts = [side[key].data if key in side else b"" for side in (self.old, self.new)]
            return list(scenarios_apart(name, *texts))
        if not self._is_read(key):
            return [Change("", name, UNREADABLE)]
        lines = TELLERS[kind](name, self.before, self.after, self.words)
        if kind is SourceKind.MESSAGE:
            return list(lines) or [Change("", name, WRITTEN)]
        if self.state(key) is not State.CHANGED:
            return [line for line in lines if is_head(line) or line.what == READ_BY]
        return list(lines) or [Change("", name, self._unsaid(key))]

    def _is_read(self, key: Key) -> bool:
        """Whether each side that holds a file could make something of it."""
        sides = ((self.before, self.old), (self.after, self.new))
        return all(key[1] in _read(side, key[0]) for side, files in sides if key in files)

    def _unsaid(self, key: Key) -> str:
        old, new = self.old[key], self.new[key]
        is_sound = not self.before.problems[old] and not self.after.problems[new]
        return only(old, new) if is_sound else UNREADABLE


def _read(sources: Sources, kind: SourceKind) -> Collection[str]:
    read: dict[SourceKind, Collection[str]] = {
        SourceKind.DIAGRAM: sources.processes,
        SourceKind.FORM: sources.forms,
        SourceKind.DECISION: sources.models,
        SourceKind.MESSAGE: sources.templates,
    }
    return read[kind]
