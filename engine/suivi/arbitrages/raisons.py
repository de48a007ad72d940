"""Why the table D1 proposes what it does, as codes of reasons (`processes/decisions`)."""

from collections.abc import Mapping, Sequence
from typing import Any

INPUTS = frozenset({"proposition", "territoire", "dispositif_actif", "adhesion", "place", "danger"})
OTHERS = ("ASLL", "AVDL_AUTRE")


def reasons(known: Mapping[str, Any], *, is_mdl: bool) -> Sequence[str]:
    """The inputs that made the proposal, in the order in which the table looks at them.

    A danger is a reason for the MDL alone: nothing of it is told to the landlord.
    """
    proposition = known.get("proposition")
    if proposition == "PROTEGER":
        return ["DANGER"] if is_mdl else []
    if proposition == "REORIENTATION":
        outside = known.get("territoire") == "HORS"
        return ["HORS_TERRITOIRE" if outside else "AUTRE_MESURE"]
    if proposition == "AJOURNEMENT":
        return ["SANS_ADHESION"]
    if proposition in ("ATTENTE", "ENTREE"):
        place = "PLACE_LIBRE" if proposition == "ENTREE" else "AUCUNE_PLACE"
        return ["DANS_LE_TERRITOIRE", "SANS_AUTRE_MESURE", "ADHESION", place]
    return []
