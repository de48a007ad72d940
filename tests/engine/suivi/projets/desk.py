"""What people do with a project, in a few words."""

from typing import Any
from uuid import UUID

from engine.suivi.projets.codes import ModeSignature, TypeProjet
from engine.suivi.projets.given import ActionGiven, BrouillonGiven, ObjectifGiven
from engine.suivi.projets.keep_action import add_action
from engine.suivi.projets.keep_objectif import keep_objectif
from engine.suivi.projets.models import Projet
from engine.suivi.projets.prepare import prepare_projet
from engine.suivi.projets.read import ProjetsLus, read_projet
from engine.suivi.projets.sign import SignatureGiven, sign_projet
from engine.suivi.projets.write_draft import start_draft, write_draft
from tests.engine.suivi.documents import files
from tests.house import House

GOAL = "Préparer un dossier de demande complet"


def read(house: House, reference: str, group: str = "MDL_TS") -> ProjetsLus:
    with house.acting(group) as tx:
        return read_projet(tx, reference)


def drafted(house: House, reference: str, **texts: str) -> UUID:
    """A draft with one objective and one action."""
    with house.acting() as tx:
        goal = keep_objectif(tx, reference, ObjectifGiven("LOGEMENT", GOAL))
        add_action(tx, reference, goal.id, ActionGiven("MENAGE", "Réunir les pièces"))
        projet = start_draft(tx, reference, TypeProjet.PPAL)
        write_draft(tx, reference, projet.id, BrouillonGiven(textes=texts))
        return projet.id


def prepared(house: House, reference: str, **texts: str) -> UUID:
    """A version that awaits its signatures."""
    projet_id = drafted(house, reference, **texts)
    with house.acting() as tx:
        prepare_projet(tx, reference, projet_id)
    return projet_id


def sign(
    house: House, reference: str, projet_id: UUID, partie: str, group: str = "MDL_TS", **more: Any
) -> Projet:
    """That party signs on the screen, by saying so."""
    given = {"mode": ModeSignature.ELECTRONIQUE, "signataire": "Une personne", "is_said": True}
    with house.acting(group) as tx:
        return sign_projet(tx, reference, projet_id, SignatureGiven(partie, **{**given, **more}))


def paper(house: House, **more: Any) -> dict[str, Any]:
    """The fields of a signature on paper."""
    scan = {"fichier": files.PDF, "nom_fichier": "signe.pdf", "jour": house.at.date()}
    return {"mode": ModeSignature.MANUSCRITE_SCAN, **scan, **more}
