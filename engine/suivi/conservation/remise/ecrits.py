"""The journal of a dossier as it is given to a person: contacts, notes, rendez-vous, documents."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from engine.core.french import day_fr, instant_fr
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import CANAUX, LIEUX, PRESENCES, STATUTS
from engine.suivi.accompagnement.models import Contact, Note, RendezVous
from engine.suivi.conservation.classes import Classe
from engine.suivi.conservation.remise.forme import Element, Section, champs
from engine.suivi.conservation.remise.qui import Demandeur
from engine.suivi.documents.models import Document
from engine.suivi.documents.types import TYPES
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe as ClasseEcrit

ECRITS = "Écrit par les personnes qui vous accompagnent"
TITRES = {
    ClasseEcrit.PARTAGE: "Note partagée",
    ClasseEcrit.MDL: "Note de la Maison du Logement",
    ClasseEcrit.BROUILLON: "Brouillon personnel",
}


def written_sections(tx: Transaction, dossier: Dossier, who: Demandeur) -> Iterator[Section]:
    """The sections of what was written, drafts included: they can be given (CNIL, notes)."""
    contacts = select(Contact).where(Contact.dossier_id == dossier.id).order_by(Contact.jour)
    met = [_contact(one) for one in tx.session.scalars(contacts)]
    yield Section("Les contacts", Classe.SOCIAL, ECRITS, met)
    notes = select(Note).where(_ours(Note, dossier)).order_by(Note.jour, Note.ecrit_le)
    yield Section(
        "Les notes", Classe.SOCIAL, ECRITS, [_note(tx, one) for one in tx.session.scalars(notes)]
    )
    planned = select(RendezVous).where(RendezVous.dossier_id == dossier.id)
    meetings = tx.session.scalars(planned.order_by(RendezVous.debut))
    # One at a place to be kept secret is told to nobody where another adult could read it.
    told = [_meeting(tx, one) for one in meetings if who.is_alone or not one.lieu_sensible]
    yield Section("Les rendez-vous", Classe.SOCIAL, "Fixé avec vous", told)
    kept = select(Document).where(_ours(Document, dossier)).order_by(Document.depose_le)
    papers = [_document(tx, one) for one in tx.session.scalars(kept)]
    yield Section("Les documents", Classe.SOCIAL, "Déposé dans votre dossier", papers)


def _ours(table: Any, dossier: Dossier) -> ColumnElement[bool]:
    """Shared, or the MDL's own: never the other partner's, nor what is of violences."""
    drafts = and_(table.classe == ClasseEcrit.BROUILLON, table.organisation == "MDL")
    shared = table.classe.in_([ClasseEcrit.PARTAGE, ClasseEcrit.MDL])
    return and_(table.dossier_id == dossier.id, or_(shared, drafts))


def _contact(row: Contact) -> Element:
    told = champs(
        moyen=CANAUX.get(row.canal or "", ""),
        présence=PRESENCES.get(row.presence, row.presence),
        durée_en_minutes=row.duree_min,
    )
    return Element(f"Le {day_fr(row.jour)}", told)


def _note(tx: Transaction, row: Note) -> Element:
    title = f"{TITRES[ClasseEcrit(row.classe)]} du {day_fr(row.jour)}"
    text = unseal(tx, "note", row.id, row.corps)["texte"]
    reason = row.motif_retrait and unseal(tx, "retrait_note", row.id, row.motif_retrait)["motif"]
    return Element(title, champs(texte=text, retirée_parce_que=reason))


def _meeting(tx: Transaction, row: RendezVous) -> Element:
    detail = unseal(tx, "rendez_vous", row.id, row.detail)
    told = champs(
        statut=STATUTS.get(row.statut, row.statut),
        lieu=LIEUX.get(detail.get("lieu", ""), ""),
        précision=detail.get("precision", ""),
    )
    return Element(instant_fr(row.debut), told)


def _document(tx: Transaction, row: Document) -> Element:
    name = unseal(tx, "nom_document", row.id, row.nom)["nom"]
    title = f"{TYPES.get(row.type, row.type)}, le {day_fr(row.depose_le)}"
    return Element(title, champs(fichier=name, retiré=row.retire_le is not None))
