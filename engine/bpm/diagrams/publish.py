"""Publish files: each that changed gets a version, each root that uses one gets a release."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from engine.bpm.diagrams.closure import closure_of
from engine.bpm.diagrams.models import Publication, Release, Resource
from engine.bpm.dialect.check import check_sources
from engine.bpm.dialect.sources import Key, Source, SourceKind, Sources
from engine.core import access
from engine.core.db import add_rows
from engine.core.errors import DiagramRefused, NotFound
from engine.core.transaction import Transaction

Contents = dict[str, Any]
Version = tuple[UUID, int]


@dataclass(frozen=True)
class Published:
    """A publication and the releases that it made, none where no root uses what changed."""

    number: int
    releases: list[Release]


def publish(
    tx: Transaction, files: Iterable[Source], sources: Sources, roots: Iterable[str], reason: str
) -> Published | None:
    """Put exactly ``files`` in force, with a new release of every root that they change.

    ``sources`` is what was read from ``files``. None when nothing changed. DiagramRefused lists
    the problems of every file: nothing is published while one stands, save advice.
    """
    access.require(tx, access.Permission.DIAGRAM_PUBLISH, None)
    require_sound(sources)
    last = last_publication(tx)
    number = _next_number(tx)
    versions = _versions(tx, sorted(files, key=lambda file: file.key))
    releases = [
        release
        for root in roots
        if (release := _release(tx, root, _contents(sources, root, versions)))
    ]
    kept = _told(versions)
    if not releases and last is not None and last.files == kept:
        return None
    stamp = {"reason": reason, "published_at": tx.now, "published_by": tx.actor.id}
    tx.session.add(Publication(number=number, files=kept, **stamp))
    for release in releases:
        release.number, release.reason = number, reason
        tx.session.add(release)
    tx.session.flush()
    return Published(number, releases)


def require_sound(sources: Sources) -> None:
    """DiagramRefused, with the problems of each file by ``kind/name``, while one must be mended."""
    problems = {
        f"{file.kind}/{file.name}": blocking
        for file, found in check_sources(sources).items()
        if (blocking := [problem for problem in found if not problem.is_advice])
    }
    if problems:
        raise DiagramRefused(problems=problems)


def last_publication(tx: Transaction) -> Publication | None:
    """What is in force; None before any publication."""
    return tx.session.scalar(select(Publication).order_by(Publication.number.desc()).limit(1))


def newest_release(tx: Transaction, root: str) -> Release | None:
    """The release that a new case of ``root`` takes."""
    return tx.session.scalar(
        select(Release).where(Release.root == root).order_by(Release.number.desc()).limit(1)
    )


def _next_number(tx: Transaction) -> int:
    """After every publication, and after the releases from before publications were kept."""
    last = [tx.session.scalar(select(func.max(n))) for n in (Publication.number, Release.number)]
    return max(number or 0 for number in last) + 1


def _versions(tx: Transaction, files: list[Source]) -> dict[Key, Version]:
    """The version of each file: one that held the same text, else a new one."""
    rows = tx.session.execute(
        select(Resource.id, Resource.kind, Resource.name, Resource.version, Resource.sha256)
        .order_by(Resource.version)
    ).all()  # fmt: skip
    same = {(row.kind, row.name, row.sha256): (row.id, row.version) for row in rows}
    newest = {(row.kind, row.name): row.version for row in rows}
    found, new = {}, []
    for file in files:
        sha256 = hashlib.sha256(file.data).hexdigest()
        version = same.get((file.kind, file.name, sha256))
        if version is None:
            version = (uuid4(), newest.get((file.kind, file.name), 0) + 1)
            new.append(_row(tx, file, version, sha256))
        found[file.key] = version
    add_rows(tx.session, Resource, new)
    return found


def _row(tx: Transaction, file: Source, version: Version, sha256: str) -> dict[str, Any]:
    return {
        "id": version[0],
        "kind": str(file.kind),
        "name": file.name,
        "version": version[1],
        "data": file.data,
        "sha256": sha256,
        "published_at": tx.now,
    }


def _contents(sources: Sources, root: str, versions: Mapping[Key, Version]) -> Contents:
    """The files that a release of ``root`` holds; NotFound when there is no such process."""
    if root not in sources.processes:
        raise NotFound(process=root)
    closure = closure_of(sources, root)
    used = {(SourceKind.DIAGRAM, name) for name in closure.processes}
    used |= {(SourceKind.FORM, name) for name in closure.forms}
    used |= {(SourceKind.DECISION, sources.decision_file[name]) for name in closure.decisions}
    return _told({key: versions[key] for key in used})


def _told(versions: Mapping[Key, Version]) -> Contents:
    return {
        f"{kind}/{name}": [str(identity), version]
        for (kind, name), (identity, version) in sorted(versions.items())
    }


def _release(tx: Transaction, root: str, contents: Contents) -> Release | None:
    last = newest_release(tx, root)
    if last is not None and last.contents == contents:
        return None
    return Release(
        root=root, contents=contents, published_at=tx.now, published_by=tx.actor.id
    )  # fmt: skip
