"""Where a dossier stands, in the eleven words of the programme (domain 4.3).

Four are kept, because actions of the diagrams write them. The others are read from the open
steps: kept as well, they would be a second truth to hold in line.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from enum import StrEnum
from uuid import UUID

from sqlalchemy import or_, select

from engine.bpm.instances.models import Step
from engine.bpm.tasks.models import Task
from engine.bpm.timers.models import Timer
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role, Statut
from engine.suivi.suspensions.suspend import suspended_on


class StatutDossier(StrEnum):
    """STATUT_DOSSIER."""

    REPERE = "REPERE"
    PREDIAGNOSTIC = "PREDIAGNOSTIC"
    ARBITRAGE = "ARBITRAGE"
    EN_ATTENTE_ACCORD = "EN_ATTENTE_ACCORD"
    LISTE_ATTENTE = "LISTE_ATTENTE"
    EN_COURS = "EN_COURS"
    SUSPENDU = "SUSPENDU"
    EN_CLOTURE = "EN_CLOTURE"
    CLOS = "CLOS"
    REFUSE = "REFUSE"
    SANS_SUITE = "SANS_SUITE"


# By the form that is asked: it is the same wherever process owners draw the step.
BY_FORM: Mapping[str, StatutDossier] = {
    "accord_menage": StatutDossier.EN_ATTENTE_ACCORD,
    "revue_attente": StatutDossier.LISTE_ATTENTE,
    "avis_mdl": StatutDossier.ARBITRAGE,
    "avis_bailleur": StatutDossier.ARBITRAGE,
    "decision_conjointe": StatutDossier.ARBITRAGE,
    "conditions_entree": StatutDossier.ARBITRAGE,
    "reprise_ajournement": StatutDossier.ARBITRAGE,
    "prediagnostic": StatutDossier.PREDIAGNOSTIC,
}
UN_MOIS = "un_mois"
"""The month between two looks at the waiting list."""
REFUSED_AT = "sans_suite_decision"
"""The partners said no; elsewhere the household did, or gave up."""
CLOTURE = "cloture_bilan"


def statuts(tx: Transaction, dossiers: Sequence[Dossier]) -> dict[UUID, StatutDossier]:
    """Where each of these dossiers, which the actor sees, stands today."""
    ids = [dossier.id for dossier in dossiers]
    forms, closing = _open_steps(tx, ids)
    waiting = _with_timer(tx, ids)
    still = suspended_on(tx, ids, paris_day(tx.now))
    refused = _refused(tx, [one.id for one in dossiers if one.statut == Statut.SANS_SUITE])
    found = {}
    for dossier in dossiers:
        found[dossier.id] = StatutDossier(dossier.statut)
        if dossier.statut == Statut.REPERE:
            waits = {"revue_attente"} if dossier.id in waiting else set()
            asked = forms[dossier.id] | waits
            found[dossier.id] = next(
                (statut for form, statut in BY_FORM.items() if form in asked), StatutDossier.REPERE
            )
        elif dossier.statut == Statut.EN_COURS and dossier.id in closing:
            found[dossier.id] = StatutDossier.EN_CLOTURE
        elif dossier.statut == Statut.EN_COURS and dossier.id in still:
            found[dossier.id] = StatutDossier.SUSPENDU
        elif dossier.id in refused:
            found[dossier.id] = StatutDossier.REFUSE
    return found


def statut_of(tx: Transaction, dossier: Dossier) -> StatutDossier:
    """The same for one dossier."""
    return statuts(tx, [dossier])[dossier.id]


def _open_steps(tx: Transaction, ids: Sequence[UUID]) -> tuple[dict[UUID, set[str]], set[UUID]]:
    """The forms that each dossier waits for at its entry; those whose clôture has begun."""
    rows = tx.session.execute(
        select(DossierInstance.dossier_id, Task.form, Task.process)
        .join(Task, Task.instance_id == DossierInstance.instance_id)
        .where(
            DossierInstance.dossier_id.in_(ids),
            DossierInstance.role == Role.ENTREE,
            Task.closed_at.is_(None),
            or_(Task.form.in_(list(BY_FORM)), Task.process == CLOTURE),
        )
    )
    forms: dict[UUID, set[str]] = defaultdict(set)
    closing = set()
    for dossier_id, form, process in rows:
        forms[dossier_id].add(form)
        if process == CLOTURE:
            closing.add(dossier_id)
    return forms, closing


def _with_timer(tx: Transaction, ids: Sequence[UUID]) -> set[UUID]:
    rows = (
        select(DossierInstance.dossier_id)
        .join(Timer, Timer.instance_id == DossierInstance.instance_id)
        .where(DossierInstance.dossier_id.in_(ids), Timer.element == UN_MOIS)
    )
    return set(tx.session.scalars(rows))


def _refused(tx: Transaction, ids: Sequence[UUID]) -> set[UUID]:
    if not ids:
        return set()
    rows = (
        select(DossierInstance.dossier_id)
        .join(Step, Step.instance_id == DossierInstance.instance_id)
        .where(DossierInstance.dossier_id.in_(ids), Step.element == REFUSED_AT)
    )
    return set(tx.session.scalars(rows))
