"""The shipped files with small edits, and what is said of them, in plain spaces."""

from collections.abc import Mapping
from functools import lru_cache

from engine.bpm.dialect.folder import Folder, read_folder
from engine.bpm.dialect.sources import Key, Source, SourceKind, Sources, read_sources
from engine.bpm.telling.changes.compare import compare
from engine.bpm.telling.changes.model import Change, FileChange
from engine.suivi.processes.words import WORDS

GROUPS = {"Travailleur social MDL": "MDL_TS", "Chef de service MDL": "MDL_CHEF"}
DIAGRAM, FORM, DECISION, SCENARIO, MESSAGE = SourceKind


@lru_cache
def shipped() -> Folder:
    return read_folder()


def files() -> dict[Key, Source]:
    return {file.key: file for file in shipped().files}


def edited(kind: SourceKind, name: str, *replaced: tuple[str, str]) -> Sources:
    """The shipped files, where each text gives way to another, once, in one file."""
    data = files()[kind, name].data.decode()
    for old, new in replaced:
        assert old in data
        data = data.replace(old, new, 1)
    return holding({(kind, name): data.encode()})


def holding(data: Mapping[Key, bytes | None]) -> Sources:
    """The shipped files, with these instead; None: without."""
    kept = {key: file for key, file in files().items() if key not in data}
    kept |= {key: Source(*key, text) for key, text in data.items() if text is not None}
    return shipped().holding(kept.values()).sources


def drawn(data: bytes) -> Sources:
    """One diagram, « p »."""
    return read_sources([Source(DIAGRAM, "p", data)], GROUPS, frozenset())


def changed(after: Sources, before: Sources | None = None) -> FileChange:
    """The one file that changed."""
    (change,) = compare(before or shipped().sources, after, WORDS)
    return change


def told(after: Sources, before: Sources | None = None) -> list[str]:
    """« Visite · Échéance : 5 jours → 10 jours », a line each."""
    return [sentence(line) for line in changed(after, before).lines]


def sentence(line: Change) -> str:
    head = f"{line.where} · {line.what}" if line.where else line.what
    text = f"{head} : {line.before} → {line.after}" if line.before or line.after else head
    return text.replace("\u00a0", " ").replace("\u202f", " ")
