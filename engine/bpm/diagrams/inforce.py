"""The releases that new cases take now, and by which of them a process is read."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from engine.bpm.diagrams.models import Release
from engine.bpm.dialect.sources import SourceKind
from engine.core.identity.models import Person
from engine.core.transaction import Transaction

DIAGRAM = f"{SourceKind.DIAGRAM}/"


@dataclass(frozen=True)
class InForce:
    """The newest release of one root: what it holds, when, by whom and why it was published."""

    id: UUID
    root: str
    number: int
    published_at: datetime
    author: str
    reason: str
    versions: dict[str, int]
    """Version by process."""


def releases_in_force(tx: Transaction) -> list[InForce]:
    """The newest release of each root, the one that holds most first; one statement."""
    newest = select(Release.root, func.max(Release.number).label("number")).group_by(Release.root)
    last = newest.subquery()
    rows = tx.session.execute(
        select(Release, Person.name)
        .join(last, (Release.root == last.c.root) & (Release.number == last.c.number))
        .outerjoin(Person, Person.id == Release.published_by)
    ).all()
    found = [_in_force(release, author) for release, author in rows]
    return sorted(found, key=lambda one: (-len(one.versions), one.root))


def process_in_force(releases: list[InForce], process: str) -> InForce | None:
    """The release by which a process is read: the one that holds most, of those that hold it."""
    return next((release for release in releases if process in release.versions), None)


def _in_force(release: Release, author: str | None) -> InForce:
    versions = {
        key.removeprefix(DIAGRAM): entry[1]
        for key, entry in release.contents.items()
        if key.startswith(DIAGRAM)
    }
    return InForce(
        id=release.id,
        root=release.root,
        number=release.number,
        published_at=release.published_at,
        author=author or "",
        reason=release.reason,
        versions=versions,
    )
