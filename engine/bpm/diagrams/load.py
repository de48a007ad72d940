"""A release compiled once in this process: immutable, so it may be kept for ever."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from engine.bpm.decisions.model import Decision
from engine.bpm.diagrams.closure import closure_of, names_read
from engine.bpm.diagrams.models import Release, Resource
from engine.bpm.dialect.sources import Source, SourceKind, read_sources
from engine.bpm.forms.read import Form
from engine.bpm.runtime.program import Program
from engine.core.errors import NotFound
from engine.core.transaction import Transaction

MAX_KEPT = 50


@dataclass(frozen=True)
class Compiled:
    """What a running case needs of its release."""

    id: UUID
    root: str
    number: int
    program: Program
    forms: dict[str, Form]
    decisions: dict[str, Decision]
    names_read: frozenset[str]
    versions: dict[str, int]
    """Version by process id, for the step rows."""

    def variables_of(self, form: Form) -> frozenset[str]:
        """The answers of ``form`` that become variables: codes that some expression reads."""
        return form.codes & self.names_read


def compiled(tx: Transaction, release_id: UUID) -> Compiled:
    """The release of that id, from memory or by two statements."""
    kept: dict[UUID, Compiled] = tx.memory.setdefault("releases", {})
    if release_id not in kept:
        if len(kept) >= MAX_KEPT:
            kept.pop(next(iter(kept)))
        kept[release_id] = _compile(tx, release_id)
    return kept[release_id]


def diagram(tx: Transaction, release_id: UUID, process: str) -> bytes:
    """The BPMN text of one process of a release; NotFound when the release does not hold it."""
    release = tx.session.get_one(Release, release_id)
    entry = release.contents.get(f"{SourceKind.DIAGRAM}/{process}")
    if entry is None:
        raise NotFound(process=process)
    return tx.session.get_one(Resource, UUID(entry[0])).data


def _compile(tx: Transaction, release_id: UUID) -> Compiled:
    release = tx.session.get(Release, release_id)
    if release is None:
        raise NotFound(release_id=release_id)
    wanted = [UUID(entry[0]) for entry in release.contents.values()]
    rows = tx.session.scalars(select(Resource).where(Resource.id.in_(wanted))).all()
    files = [Source(SourceKind(row.kind), row.name, row.data) for row in rows]
    sources = read_sources(files, {}, frozenset())
    closure = closure_of(sources, release.root)
    return Compiled(
        id=release_id,
        root=release.root,
        number=release.number,
        program=Program(sources.processes.values()),
        forms=sources.forms,
        decisions=sources.decisions,
        names_read=names_read(sources, closure),
        versions={row.name: row.version for row in rows if row.kind == SourceKind.DIAGRAM},
    )
