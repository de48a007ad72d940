"""The journal in French: one sentence an audit entry, made at display from its codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.core.audit.models import AuditEntry

SENTENCES = {
    "case:started": "a ouvert le dossier",
    "task:claimed": "a pris en charge « {} »",
    "task:released": "a remis « {} » à l’équipe",
    "task:completed": "a réalisé « {} »",
    "timer:fired": "Échéance atteinte : {}",
    "message:received": "a signalé « {} »",
    "message:filed": "a classé le message « {} », sans suite",
    "incident:retried": "a relancé une étape bloquée",
    "answer:corrected": "a corrigé « {} »",
    "person:signed_in": "s’est connecté",
    "person:signed_out": "s’est déconnecté",
}


@dataclass(frozen=True)
class Line:
    """One line of the journal."""

    at: datetime
    author: str
    sentence: str


def sentences(
    entries: Iterable[tuple[AuditEntry, str | None]], names: dict[str, str]
) -> list[Line]:
    """Newest first; ``names`` says what tasks, elements and answers are called."""
    return [
        Line(
            entry.at,
            author or "",
            SENTENCES[entry.tag].format(names.get(entry.subject, entry.subject)),
        )
        for entry, author in entries
    ]
