"""Files that are imported: what was sent, the model to download, and what became of the lines."""

from collections.abc import Callable, Iterable, Sequence
from uuid import UUID

from flask import Response, g, request

from engine.core.french import NBSP
from engine.core.transaction import Transaction
from engine.suivi.tableaux.texte import FichierRefuse

MOST_TOLD = 100
"""Wrong lines told on the page; the others are counted."""
Counted = tuple[int, str, str]
"""How many, the words for one, the words for several."""


def preview_sent(preview: Callable[[Transaction, bytes], UUID]) -> UUID:
    """Preview the file of the form; FichierRefuse when none was chosen, or it cannot be read."""
    sent = request.files.get("fichier")
    if sent is None or not sent.filename:
        raise FichierRefuse(raison="Choisissez un fichier.")
    with g.tx.attempt():
        return preview(g.tx, sent.read())


def model(lines: Sequence[str], name: str) -> Response:
    """A file to fill in, with the mark by which Excel knows UTF-8."""
    answer = Response(("\ufeff" + "\r\n".join(lines) + "\r\n").encode(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def sentences(done: Iterable[Counted], rest: Iterable[Counted], nothing: str) -> str:
    """« 4 comptes nouveaux, 1 mis à jour. 3 lignes fausses. »; ``nothing`` where none was kept."""
    kept, left = _listed(done) or nothing, _listed(rest)
    return f"{kept}. {left}." if left else f"{kept}."


def _listed(counts: Iterable[Counted]) -> str:
    found = (f"{n}{NBSP}{several if n > 1 else one}" for n, one, several in counts if n)
    return ", ".join(found)
