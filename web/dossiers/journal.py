"""The journal in French: one sentence an audit entry, made at display from its codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from engine.core.audit.models import AuditEntry

SENTENCES = {
    "case:started": "a ouvert le dossier",
    "task:claimed": "a pris en charge « {} »",
    "task:released": "a remis « {} » à l’équipe",
    "task:completed": "a réalisé « {} »",
    "timer:fired": "Échéance atteinte : {}",
    "message:received": "a signalé « {} »",
    "message:filed": "a classé le message « {} », sans suite",
    "incident:retried": "a relancé une étape bloquée",
    "answer:corrected": "a corrigé « {} »",
    "dossier:referent_named": "a désigné le référent",
    "menage:named": "a nommé le ménage",
    "menage:merged": "a réuni deux ménages en un",
    "menage:unmerged": "a annulé la réunion de deux ménages",
    "menage:told_apart": "a noté que deux ménages qui se ressemblent sont différents",
    "menage:told_alike": "a repris la comparaison de deux ménages",
    "menage:kept_apart": "a noté deux dossiers à ne pas croiser",
    "menage:mark_lifted": "a levé une mention « à ne pas croiser »",
    "personne:added": "a ajouté une personne au ménage",
    "personne:corrected": "a corrigé une personne du ménage",
    "personne:left": "a noté un départ du ménage",
    "personne:withdrawn": "a retiré une personne ajoutée par erreur",
    "personne:put_back": "a remis une personne retirée par erreur",
    "coordonnee:added": "a ajouté une coordonnée",
    "coordonnee:corrected": "a corrigé une coordonnée",
    "situation:recorded": "a noté les ressources et les charges",
    "situation:corrected": "a corrigé les ressources et les charges",
    "contact:recorded": "a noté un contact",
    "contact:corrected": "a corrigé un contact",
    "visit:recorded": "a rendu compte d’une visite",
    "note:written": "a écrit une note",
    "note:corrected": "a corrigé une note",
    "note:withdrawn": "a retiré une note",
    "meeting:planned": "a fixé un rendez-vous",
    "meeting:changed": "a changé un rendez-vous",
    "meeting:settled": "a noté ce qu’un rendez-vous est devenu",
    "document:kept": "a déposé un document",
    "document:withdrawn": "a retiré un document",
    "compte:linked": "a relié le compte du locataire",
    "compte:unlinked": "a retiré le compte du locataire, et ce qui en était importé",
    "compte:imported": "a importé le compte du locataire",
    "etape:noted": "a noté une étape de la procédure",
    "etape:proved": "a noté la preuve d’une étape de la procédure",
    "etape:cancelled": "a noté qu’une étape de la procédure l’était par erreur",
    "etape:restored": "a rétabli une étape de la procédure",
    "person:signed_in": "s’est connecté",
    "person:signed_out": "s’est déconnecté",
}


@dataclass(frozen=True)
class Line:
    """One line of the journal."""

    at: datetime
    author: str
    sentence: str


def sentences(
    entries: Iterable[tuple[AuditEntry, str | None]], names: dict[str, str]
) -> list[Line]:
    """Newest first; ``names`` says what tasks, elements and answers are called."""
    return [
        Line(
            entry.at,
            author or "",
            SENTENCES[entry.tag].format(names.get(entry.subject, entry.subject)),
        )
        for entry, author in entries
    ]
