"""The blueprint of dossiers, and how their pages find one."""

from flask import Blueprint, g

from engine.core.errors import NotFound
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import find_dossier, is_whole

blueprint = Blueprint("dossiers", __name__, url_prefix="/dossiers")


def find_whole(reference: str) -> Dossier:
    """The dossier, for those who may read more of it than its stage."""
    dossier, _ = find_dossier(g.tx, reference)
    if not is_whole(g.tx, dossier):
        raise NotFound(reference=reference)
    return dossier
