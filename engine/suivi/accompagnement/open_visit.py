"""What the screen of a visit knows before anything is typed: nothing known is asked again."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.bpm.forms.read import Field
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import SHARED, classes_to_write
from engine.suivi.accompagnement.read_journal import Filter, Line, read_journal
from engine.suivi.accompagnement.read_rendez_vous import (
    RendezVousLu,
    next_one,
    of_the_day,
    rendez_vous_of,
)
from engine.suivi.accompagnement.visit_tasks import VisitTask, common_questions, visit_tasks
from engine.suivi.demarches.checklist import Ligne, to_tick
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.projets.lire_objectifs import ObjectifLu, tickable_objectifs


@dataclass(frozen=True)
class VisitPage:
    """A dossier about to be visited, as its visitor may know it."""

    dossier: Dossier
    tasks: Sequence[VisitTask]
    common: Sequence[Field]
    """What several of these tasks ask in the same words."""
    was_planned: RendezVousLu | None
    """The rendez-vous that the visit is, where one was fixed."""
    following: RendezVousLu | None
    """The next one, fixed already."""
    last: Line | None
    """The last contact, with the texts that the visitor reads."""
    objectifs: Sequence[ObjectifLu]
    """Those still to be reached, with their open actions, for who may tick them."""
    demarches: Sequence[Ligne]
    """Lines of the checklist that are not begun, for who may tick them."""
    classes: Sequence[Classe]
    """What the visitor writes; drafts are written elsewhere."""


def open_visit(tx: Transaction, reference: str) -> VisitPage:
    """For whoever may write about the accompagnement; NotFound and NotAllowed as elsewhere."""
    dossier = open_rubrique(tx, reference, SHARED, write=True)
    read = rendez_vous_of(tx, dossier)
    journal = read_journal(tx, dossier, Filter(type="contact"))
    tasks = visit_tasks(tx, dossier)
    return VisitPage(
        dossier=dossier,
        tasks=tasks,
        common=common_questions(tasks),
        was_planned=of_the_day(tx, read),
        following=next_one(tx, read),
        last=journal.lines[0] if journal.lines else None,
        objectifs=tickable_objectifs(tx, dossier),
        demarches=to_tick(tx, dossier),
        classes=[c for c in classes_to_write(tx, dossier) if c is not Classe.BROUILLON],
    )
