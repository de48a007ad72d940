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
    "alert:sent": "Une alerte a été transmise",
    "timer:moved": "a déplacé l’échéance « {} »",
    "timer:put_back": "a remis l’échéance « {} » à sa date prévue",
    "timer:move_lapsed": "L’échéance « {} » n’est plus déplacée : sa date prévue a changé",
    "timer:caught_up": "Échéance répétée, rattrapée en une fois : {}",
    "message:received": "a signalé « {} »",
    "message:filed": "a classé le message « {} », sans suite",
    "incident:retried": "a relancé une étape bloquée",
    "answer:corrected": "a corrigé « {} »",
    "dossier:referent_named": "a désigné le référent",
    "dossier:follower_named": "a désigné qui suit le dossier",
    "dossier:substitute_named": "a désigné d’avance un remplaçant",
    "dossier:substitute_withdrawn": "a retiré un remplaçant désigné d’avance",
    "dossier:stood_in": "Un remplaçant désigné d’avance voit le dossier pendant une absence",
    "dossier:sous_volet_set": "a changé le sous-volet",
    "measure:suspended": "a suspendu la mesure",
    "measure:resumed": "a noté la reprise de la mesure",
    "measure:suspension_cancelled": "a retiré une suspension notée par erreur",
    "exemption:asked": "a demandé une dérogation de durée",
    "exemption:withdrawn": "a retiré sa demande de dérogation",
    "exemption:signed": "a répondu à une demande de dérogation",
    "hosted:picked": "a retenu des ménages hébergés",
    "absence:entered": "a noté une absence",
    "absence:ended": "a mis fin à une absence",
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
    "objectif:added": "a noté un objectif",
    "objectif:corrected": "a corrigé un objectif",
    "objectif:withdrawn": "a retiré un objectif noté par erreur",
    "objectif:put_back": "a remis un objectif retiré par erreur",
    "action:added": "a noté une action du projet",
    "action:corrected": "a corrigé une action du projet",
    "action:withdrawn": "a retiré une action notée par erreur",
    "projet:followed": "a noté l’avancée du projet",
    "projet:begun": "a commencé une version du projet",
    "projet:written": "a écrit le projet",
    "projet:prepared": "a préparé la version du projet à signer",
    "projet:taken_back": "a repris la rédaction du projet",
    "projet:refused": "a noté que le ménage ne signe pas le projet",
    "projet:party_signed": "a recueilli une signature du projet",
    "projet:signed": "a recueilli la dernière signature du projet",
    "accord:collected": "a noté un accord ou un refus du ménage",
    "accord:withdrawn": "a noté le retrait d’un accord du ménage",
    "compte:linked": "a relié le compte du locataire",
    "compte:unlinked": "a retiré le compte du locataire, et ce qui en était importé",
    "compte:imported": "a importé le compte du locataire",
    "etape:noted": "a noté une étape de la procédure",
    "etape:proved": "a noté la preuve d’une étape de la procédure",
    "etape:cancelled": "a noté qu’une étape de la procédure l’était par erreur",
    "etape:restored": "a rétabli une étape de la procédure",
    "proposition:visited": "a noté la visite d’un logement proposé",
    "proposition:unvisited": "a noté qu’un logement proposé n’avait pas été visité",
    "logement:described": "a décrit un logement",
    "occupation:noted": "a noté le logement occupé",
    "prefet:told": "a noté l’information du préfet sur le bail glissant",
    "examen:moved": "a changé la fin d’une période de bail glissant",
    "bail:slid": "a noté que le bail a glissé",
    "bail:unslid": "a noté que le bail n’avait pas glissé",
    "demarche:kept": "a noté où en est une démarche",
    "demarche:put_back": "a rétabli une démarche comme elle était",
    "revue:synthesised": "a relu la synthèse d’une revue partenariale",
    "revue:decided": "a noté une décision de revue partenariale",
    "revue:carried": "a transmis la décision d’une revue partenariale",
    "acces:opened": "a ouvert un accès exceptionnel motivé",
    "acces:closed": "L’accès exceptionnel a pris fin",
    "acces:reviewed": "a relu un accès exceptionnel",
    "protection:changed": "a mis à jour l’accompagnement spécifique",
    "conservation:ended": "Des données sont arrivées à leur fin de conservation",
    "conservation:held": "a prolongé la conservation de données, avec un motif",
    "conservation:released": "a mis fin à une conservation prolongée",
    "personne:informed": "a remis à une personne ce qui est gardé d’elle",
    "agenda:opened": "a fait une adresse secrète pour son agenda",
    "agenda:closed": "a supprimé l’adresse de son agenda",
    "person:signed_in": "s’est connecté",
    "person:signed_out": "s’est déconnecté",
    "person:preferences": "a changé ses préférences",
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
