"""The synthesis as it is written by itself, from what is shared: the référent corrects it."""

from collections.abc import Iterator

from engine.core.french import NBSP, day_fr, plural
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.montants import euros
from engine.suivi.revues.figures import Chiffres

MODES = {
    "BAIL_DIRECT": "bail direct",
    "SOUS_LOCATION": "sous-location",
    "BAIL_GLISSANT": "bail glissant",
    "INDEMNITE_OCCUPATION": "indemnité d’occupation",
}


def draft_synthese(dossier: Dossier, chiffres: Chiffres) -> str:
    """One line a subject; nothing is said of what nobody has told. No name, no address."""
    return "\n".join(_lines(dossier, chiffres))


def _lines(dossier: Dossier, about: Chiffres) -> Iterator[str]:
    if dossier.date_entree is None:
        yield "Pas encore entré dans la mesure."
    else:
        left = about.jours_restants
        until = "" if left is None else f" {_left(left)}."
        yield f"Mesure en cours depuis le {day_fr(dossier.date_entree)}.{until}"
    if about.etapes:
        yield f"En cours{NBSP}: {', '.join(about.etapes[:4])}."
    if about.mode:
        since = f" depuis le {day_fr(about.entree_logement)}" if about.entree_logement else ""
        yield f"Logement{NBSP}: {MODES.get(about.mode, about.mode)}{since}."
    yield from _debt(about)
    if about.objectifs:
        goals = [one.rstrip(" .") for one in about.objectifs[:5]]
        yield f"Objectifs en cours{NBSP}: {f'{NBSP}; '.join(goals)}."
    if about.dernier_contact:
        yield f"Dernier contact le {day_fr(about.dernier_contact)}."


def _debt(about: Chiffres) -> Iterator[str]:
    if about.dette is None or about.arrete_au is None:
        return
    told = f"Dette{NBSP}: {euros(about.dette)} au {day_fr(about.arrete_au)}"
    if about.plan_prevoit is not None:
        told += f"{NBSP}; le plan en prévoyait {euros(about.plan_prevoit)}"
    if about.loyer_repris is not None:
        told += f"{NBSP}; loyer {'repris' if about.loyer_repris else 'non repris'}"
    yield f"{told}."


def _left(days: int) -> str:
    count = plural(abs(days), "jour")
    return f"Il reste {count}" if days >= 0 else f"La durée est dépassée de {count}"
