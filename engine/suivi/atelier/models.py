"""The proof that a publication needs: its scenarios, played on exactly its files."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.bpm.dialect.sources import Key, SourceKind
from engine.core.db import Base, UtcDateTime


class Proof(Base):
    """One playing of scenarios on the files in force with some drafts in their place.

    It proves the files, or, when it is to complete scenarios, plays them with the steps that they
    lack: it then proves nothing.
    """

    __tablename__ = "proof"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    fingerprint: Mapped[str] = mapped_column(index=True)
    """Of every file that was played: the proof is worth nothing for any other."""
    drafts: Mapped[dict[str, Any]]
    """``chosen``: the drafts, each as [kind, name]; ``complete``: the scenarios to complete."""
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[UUID | None] = mapped_column(ForeignKey("person.id"))
    started_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When a worker took it."""
    heard_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    """When that worker was last heard of: another takes the proof when that was long ago."""
    finished_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    outcome: Mapped[dict[str, Any]]
    """``failures``: what went wrong by scenario, in French; ``missing``: flows never taken;
    ``completed``: the scenarios that were; ``outdated``: the drafts changed before the end;
    ``takes``: how many workers took it."""

    @property
    def keys(self) -> list[Key]:
        """The drafts that were chosen."""
        return [(SourceKind(kind), name) for kind, name in self.drafts["chosen"]]

    @property
    def to_complete(self) -> list[str]:
        return list(self.drafts.get("complete", ()))

    @property
    def failures(self) -> dict[str, str]:
        return dict(self.outcome.get("failures", {}))

    @property
    def missing(self) -> list[tuple[str, str]]:
        return [(process, flow) for process, flow in self.outcome.get("missing", ())]

    @property
    def completed(self) -> list[str]:
        return list(self.outcome.get("completed", ()))

    @property
    def is_outdated(self) -> bool:
        return bool(self.outcome.get("outdated"))

    @property
    def has_passed(self) -> bool:
        """Every scenario was played on these very files, and none failed."""
        is_proof = not self.to_complete and self.finished_at is not None
        return is_proof and not self.is_outdated and not self.failures and self.done == self.total
