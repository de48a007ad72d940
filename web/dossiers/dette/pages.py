"""Dette: where the debt stands, the plan with its chart, the account, the procedure."""

from collections.abc import Mapping
from typing import Any

from flask import g, render_template
from flask.typing import ResponseReturnValue

from engine.core.access import Permission
from engine.core.errors import NotFound
from engine.suivi.dettes.importer.reconnaitre import OUVERTS
from engine.suivi.dettes.moyens import mensualite_possible, moyens_of
from engine.suivi.dettes.proposer import propose_plan
from engine.suivi.dettes.read import DetteLue, read_dette
from engine.suivi.dettes.relier import may_link
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.montants import euros
from engine.suivi.partage.lire import may_read, may_write, open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.procedures.models import TypeEtape
from engine.suivi.procedures.noter import awaited_steps
from engine.suivi.procedures.read import read_procedure
from web.display import allowed, today
from web.dossiers.dette import mots
from web.dossiers.dette.calcul import first_simulation
from web.dossiers.dette.courbe import courbe
from web.dossiers.room import blueprint

Errors = Mapping[str, list[str]]

blueprint.add_app_template_filter(euros, "euros")
blueprint.add_app_template_filter(mots.valeur, "valeur_regle")
blueprint.add_app_template_filter(mots.euros_dits, "euros_dits")
blueprint.add_app_template_filter(mots.jour_dit, "jour_dit")


@blueprint.get("/<reference>/dette")
def show_dette(reference: str) -> ResponseReturnValue:
    dossier = open_rubrique(g.tx, reference, Rubrique.DETTE)
    return show_page(dossier, dette_of(dossier))


def dette_of(dossier: Dossier) -> DetteLue:
    """The debt of a dossier whose part DETTE was opened."""
    found = read_dette(g.tx, dossier)
    if found is None:
        raise NotFound(reference=dossier.reference)
    return found


def show_page(
    dossier: Dossier,
    dette: DetteLue,
    *,
    simulation: Any = None,
    typed: Mapping[str, str] | None = None,
    errors: Errors | None = None,
) -> str:
    """The whole page; what was typed in one of its forms stays there when it was refused."""
    means = _means(dossier, dette)
    usual = means["proposition"].capacite if means else None
    return render_template(
        "dette.html",
        dossier=dossier,
        dette=dette,
        courbe=courbe(dette, today()),
        simulation=simulation or first_simulation(dette, usual),
        mots=mots,
        typed=typed or {},
        errors=errors or {},
        is_open=dossier.statut in OUVERTS,
        can_link=may_link(g.tx),
        can_import=may_write(g.tx, Rubrique.COMPTE),
        **means,
        **_procedure(dossier),
    )


def _means(dossier: Dossier, dette: DetteLue) -> dict[str, Any]:
    """D4 and what it reads, for those who read the budget."""
    if not may_read(g.tx, Rubrique.BUDGET):
        return {}
    instance = entry_instance(g.tx, dossier.id)
    return {
        "proposition": propose_plan(g.tx, dossier, instance),
        "moyens": moyens_of(g.tx, dossier, instance),
        "possible": mensualite_possible(g.tx, instance),
    }


def _procedure(dossier: Dossier) -> dict[str, Any]:
    """The steps, and what may be told or noted of them."""
    awaited = awaited_steps(g.tx, dossier)
    events = [
        (kind, event) for kind, event in awaited.items() if allowed(Permission.MESSAGE_SEND, event)
    ]
    order = list(TypeEtape)
    return {
        "procedure": read_procedure(g.tx, dossier),
        "a_signaler": sorted(events, key=lambda one: order.index(one[0])),
        "a_noter": [kind for kind in TypeEtape if kind not in awaited],
        "can_note": may_write(g.tx, Rubrique.PROCEDURE),
    }
