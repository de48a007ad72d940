"""Publish files: each that changed gets a version, each root that uses one gets a release."""

import hashlib
from collections.abc import Iterable
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import func, select

from engine.bpm.diagrams.closure import Closure, closure_of
from engine.bpm.diagrams.models import Release, Resource
from engine.bpm.dialect.check import check_sources
from engine.bpm.dialect.sources import Source, SourceKind, Sources
from engine.core import access
from engine.core.db import add_rows
from engine.core.errors import DiagramRefused, NotFound
from engine.core.transaction import Transaction

Contents = dict[str, Any]


def publish(
    tx: Transaction, files: Iterable[Source], sources: Sources, roots: Iterable[str], reason: str
) -> list[Release]:
    """New versions of what changed, and a new release of every root that they change.

    ``sources`` is what was read from ``files``. DiagramRefused lists the problems of every file:
    nothing is published while one stands.
    """
    access.require(tx, access.Permission.DIAGRAM_PUBLISH, None)
    problems = {
        f"{file.kind}/{file.name}": found for file, found in check_sources(sources).items() if found
    }
    if problems:
        raise DiagramRefused(problems=problems)
    versions = {
        (file.kind, file.name): _version_of(tx, file) for file in sorted(files, key=_by_name)
    }
    releases = []
    for root in roots:
        if root not in sources.processes:
            raise NotFound(process=root)
        release = _release(tx, root, _contents(sources, closure_of(sources, root), versions))
        if release is not None:
            release.reason = reason
            tx.session.add(release)
            releases.append(release)
    tx.session.flush()
    return releases


def newest_release(tx: Transaction, root: str) -> Release | None:
    """The release that a new case of ``root`` takes."""
    return tx.session.scalar(
        select(Release).where(Release.root == root).order_by(Release.number.desc()).limit(1)
    )


def _by_name(file: Source) -> tuple[str, str]:
    return file.kind, file.name


def _version_of(tx: Transaction, file: Source) -> tuple[UUID, int]:
    sha256 = hashlib.sha256(file.data).hexdigest()
    last = tx.session.execute(
        select(Resource.id, Resource.version, Resource.sha256)
        .where(Resource.kind == file.kind, Resource.name == file.name)
        .order_by(Resource.version.desc())
        .limit(1)
    ).first()
    if last is not None and last.sha256 == sha256:
        return last.id, last.version
    resource_id, version = uuid4(), last.version + 1 if last else 1
    row = {
        "id": resource_id,
        "kind": str(file.kind),
        "name": file.name,
        "version": version,
        "data": file.data,
        "sha256": sha256,
        "published_at": tx.now,
    }
    add_rows(tx.session, Resource, [row])
    return resource_id, version


def _contents(
    sources: Sources, closure: Closure, versions: dict[tuple[SourceKind, str], tuple[UUID, int]]
) -> Contents:
    used = [(SourceKind.DIAGRAM, name) for name in closure.processes]
    used += [(SourceKind.FORM, name) for name in closure.forms]
    used += [(SourceKind.DECISION, sources.decision_file[name]) for name in closure.decisions]
    return {
        f"{kind}/{name}": [str(versions[kind, name][0]), versions[kind, name][1]]
        for kind, name in sorted(set(used))
    }


def _release(tx: Transaction, root: str, contents: Contents) -> Release | None:
    last = newest_release(tx, root)
    if last is not None and last.contents == contents:
        return None
    number = tx.session.scalar(select(func.max(Release.number)).where(Release.root == root)) or 0
    return Release(
        root=root,
        number=number + 1,
        contents=contents,
        reason="",
        published_at=tx.now,
        published_by=tx.actor.id,
    )
