"""Asking a table of `processes/decisions`."""

from datetime import UTC, datetime

from engine.bpm.decisions.decide import decide
from engine.bpm.dialect.folder import Folder

NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
YES_NO = ("OUI", "NON")


def proposed(folder: Folder, table: str, **given: object) -> tuple[object, list[str]]:
    outcome = decide(folder.sources.decisions[table], given, NOW)
    return outcome.value, outcome.fired[table]
