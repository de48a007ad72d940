"""Write the draft of a project: the first one, an avenant after a signature, or once refused."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from uuid import UUID, uuid4

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, EngineError
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import volets_of
from engine.suivi.projets.codes import StatutProjet
from engine.suivi.projets.contenu import Contenu, read_contenu, seal_contenu
from engine.suivi.projets.given import CHOOSE, BrouillonGiven, brouillon_problems
from engine.suivi.projets.models import Projet
from engine.suivi.projets.opening import (
    OF_VOLET,
    VIVANTS,
    find_projet,
    open_projet,
    versions_of,
)


class ProjetNotDraft(EngineError):
    """This version of the project is not being written any more."""

    code = "projet_not_draft"


class ProjetAlreadyBegun(EngineError):
    """A version of this project is being written, or awaits its signatures."""

    code = "projet_already_begun"


def start_draft(tx: Transaction, reference: str, type: str) -> Projet:
    """Version 1, or the one after a version that was signed or refused: an avenant.

    ``type`` is that of one of the dossier's volets (AnswersRefused). ProjetAlreadyBegun while a
    version is written or awaits its signatures.
    """
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    if type not in types_of(tx, dossier):
        raise AnswersRefused(errors={"type": [CHOOSE]})
    before = versions_of(tx, dossier, type)
    if any(one.statut in VIVANTS for one in before):
        raise ProjetAlreadyBegun(type=type)
    projet = add_draft(tx, dossier, type, before)
    record(tx, instance, dossier.circle_id, "projet:begun", projet.id)
    return projet


def write_draft(tx: Transaction, reference: str, projet_id: UUID, given: BrouillonGiven) -> Projet:
    """Replace the texts of a draft. AnswersRefused by field; ProjetNotDraft once prepared."""
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    projet = find_projet(tx, dossier, projet_id)
    require_draft(projet)
    errors = brouillon_problems(tx, given)
    if errors:
        raise AnswersRefused(errors=errors)
    contenu = read_contenu(tx, projet)
    texts: dict[str, Any] = {name: text.strip() for name, text in given.textes.items()}
    contenu = replace(contenu, langue_resume=given.langue_resume, **texts)
    projet.corps = seal_contenu(tx, projet.id, contenu)
    projet.langue_simple = given.langue_simple
    projet.debut, projet.fin = given.debut, given.fin
    record(tx, instance, dossier.circle_id, "projet:written", projet.id)
    return projet


def types_of(tx: Transaction, dossier: Dossier) -> list[str]:
    """The types of project that the dossier's volets ask for, that of its entry first."""
    return [OF_VOLET[volet] for volet in volets_of(tx, [dossier])[dossier.id]]


def require_draft(projet: Projet) -> None:
    """ProjetNotDraft for a version that is not being written."""
    if not projet.is_draft:
        raise ProjetNotDraft(projet_id=projet.id)


def add_draft(tx: Transaction, dossier: Dossier, type: str, before: Sequence[Projet]) -> Projet:
    """The row of the version that follows ``before``; its texts begin as the last one's were."""
    last = max(before, key=lambda one: one.version, default=None)
    contenu = replace(read_contenu(tx, last), objectifs=()) if last else Contenu()
    projet_id = uuid4()
    projet = Projet(
        id=projet_id,
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        auteur_id=tx.actor.id,
        ecrit_le=tx.now,
        type=type,
        version=last.version + 1 if last else 1,
        statut=StatutProjet.BROUILLON,
        langue_simple=last.langue_simple if last else False,
        debut=(last.debut if last else None) or dossier.date_entree,
        fin=dossier.date_fin_max,
        corps=seal_contenu(tx, projet_id, contenu),
    )
    tx.session.add(projet)
    return projet
