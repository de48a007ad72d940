"""What an analysis could not tell, in French."""

from typing import Final

from engine.bpm.decisions.judging.columns import ANY_VALUE, Column, tied
from engine.bpm.decisions.judging.cover import bits

MAX_LINES: Final = 5


def unread_in(column: Column) -> list[str]:
    """The cells of a column that could not be read, or the values that it may take."""
    lines = [str(rule + 1) for rule in bits(column.unread)]
    if len(lines) > MAX_LINES:
        lines[MAX_LINES:] = ["…"]
    told = []
    if lines:
        which = f"lignes {', '.join(lines)}" if len(lines) > 1 else f"ligne {lines[0]}"
        told.append(
            f"La colonne « {column.label} » n’est pas analysée ({which}) : ses cases ne comparent "
            "pas à des valeurs écrites."
        )
    elif any(sample.value is ANY_VALUE for sample in column.samples):
        told.append(
            f"La colonne « {column.label} » n’est pas analysée : les valeurs qu’elle peut prendre "
            "ne se lisent pas."
        )
    return told


def doubts_on(columns: list[Column]) -> list[str]:
    """Why what these columns would show together is not certain."""
    return [
        f"Les colonnes « {one.label} » et « {other.label} » dépendent d’une même donnée : leurs "
        "combinaisons n’ont pas toutes été vérifiées."
        for one, other in tied(columns)
    ]
