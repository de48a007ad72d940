"""Proofs of what process owners want to publish."""

from functools import cache

from engine.bpm.dialect.folder import Folder, read_folder
from engine.suivi.atelier.prove import prove_next
from workers.app import app, database


@app.task(name="palier.play_proofs")
def play_proofs() -> bool:
    """Play the oldest proof that waits; a select when none does."""
    return prove_next(database(), _around())


@cache
def _around() -> Folder:
    """The groups and message templates that came with the program."""
    return read_folder()
