"""What diagrams may ask of a dossier, by name."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, func, select

from engine.bpm.actions import Cause, action
from engine.bpm.instances.models import Instance
from engine.core import access
from engine.core.calendar import add_months, paris_day
from engine.core.errors import ActionFailed
from engine.core.transaction import Transaction
from engine.core.walls import beyond
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.dossiers.restrict import BAILLEUR, restrict_to, stop_sharing
from engine.suivi.menages.apart import barred_people
from engine.suivi.referents.models import MotifReferent
from engine.suivi.referents.noter import note_first

# Fiche projet: « 12 mois maximum ». J1 is the household's accord (à confirmer).
DUREE_MAX_MOIS = 12
# The convention names no number of places; beyond this the table proposes to wait (à confirmer).
PLACES = 35

BY_REFERENCE = select(Dossier).where(Dossier.reference == bindparam("reference"))


@action("dossier.controler", inputs="reference", outputs="dispositif_actif place", writes=False)
def controler(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """Is there a place? Other measures are not known here yet: AUCUN unless the form says so."""
    actifs = select(func.count()).where(Dossier.statut == Statut.EN_COURS)
    with beyond(tx):  # a place is a place, whoever sees who holds it
        return {"dispositif_actif": "AUCUN", "place": (tx.session.scalar(actifs) or 0) < PLACES}


@action("dossier.porte", inputs="reference", outputs="porte", writes=False)
def porte(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """By which door the household came: a file that MDL opens has a référent from the start."""
    return {"porte": "MDL" if _find(tx, inputs).referent_id else "BAILLEUR"}


@action("dossier.designer_referent", inputs="reference", writes=False)
def designer_referent(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """Who has made the pré-diagnostic becomes the référent of a file that has none.

    Not somebody who follows a household that this one must not cross: the direction names one.
    """
    dossier = _find(tx, inputs)
    barred = barred_people(tx, dossier.menage_id) if dossier.menage_id else frozenset()
    is_of_mdl = tx.actor.organisation == "MDL" and tx.actor.id not in barred
    if dossier.referent_id is None and is_of_mdl:
        tx.writes.set(dossier, referent_id=tx.actor.id)
        if tx.actor.id is not None:
            note_first(tx, dossier, tx.actor.id, MotifReferent.PREDIAGNOSTIC)


@action("dossier.elargir", inputs="reference metier", writes=False)
def elargir(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """One more trade sees the file; a restricted one is never opened again to the landlord."""
    dossier, metier = _find(tx, inputs), str(inputs["metier"])
    if not (dossier.is_restreint and metier.startswith(f"{BAILLEUR}_")):
        access.widen_circle(tx, dossier.circle_id, metier)


@action("dossier.restreindre", inputs="reference")
def restreindre(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """Only the référent, the chef de service and the landlord's pilote still see the file.

    The pilote stands for the one person of the landlord whom the household agrees to; a file
    whose sharing has ended stays with the MDL.
    """
    closed = tx.session.get_one(Instance, cause.instance_id).stand_ins or {}
    presenter = closed.get(BAILLEUR, "XLH_PILOTE")
    restrict_to(tx, _find(tx, inputs), cause.instance_id, presenter)


@action("dossier.arreter_partage", inputs="reference")
def arreter_partage(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """Nobody of the landlord sees the file any more: the MDL's direction presents it."""
    stop_sharing(tx, _find(tx, inputs), cause.instance_id)


@action(
    "dossier.entrer",
    inputs="reference date_accord",
    outputs="date_entree date_fin_max",
    writes=False,
)
def entrer(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> dict[str, Any]:
    """The measure begins on the day of the accord and lasts twelve months at most."""
    dossier = _find(tx, inputs)
    entree = inputs["date_accord"]
    dates = {"date_entree": entree, "date_fin_max": add_months(entree, DUREE_MAX_MOIS)}
    tx.writes.set(dossier, statut=Statut.EN_COURS, **dates)
    return dates


@action("dossier.sans_suite", inputs="reference motif", writes=False)
def sans_suite(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """The household does not enter."""
    dossier = _find(tx, inputs)
    ended = {"motif_sortie": str(inputs["motif"]), "date_sortie": paris_day(tx.now)}
    tx.writes.set(dossier, statut=Statut.SANS_SUITE, **ended)


@action("dossier.modifier_date_fin", inputs="reference date_fin", writes=False)
def modifier_date_fin(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """Another last day, decided by the partners."""
    tx.writes.set(_find(tx, inputs), date_fin_max=inputs["date_fin"])


@action("dossier.clore", inputs="reference motif_sortie", writes=False)
def clore(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
    """The measure is over."""
    dossier = _find(tx, inputs)
    ended = {"motif_sortie": str(inputs["motif_sortie"]), "date_sortie": paris_day(tx.now)}
    tx.writes.set(dossier, statut=Statut.CLOS, **ended)


def _find(tx: Transaction, inputs: Mapping[str, Any]) -> Dossier:
    """The dossier of that reference, not read again once an action has changed it."""
    reference = inputs["reference"]
    for row in list(tx.session.identity_map.values()):
        if isinstance(row, Dossier) and row.reference == reference:
            return row
    dossier = tx.session.scalar(BY_REFERENCE, {"reference": reference})
    if dossier is None:
        raise ActionFailed(reference=reference)
    return dossier
