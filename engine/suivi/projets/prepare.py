"""Prepare the version to sign: its objectives are copied into it, and its paper is made and kept.

From here on it does not change. Taken back before it is signed, it stays as it was, set aside,
and the next version begins with what it said.
"""

from dataclasses import replace
from pathlib import Path
from uuid import UUID

from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, EngineError
from engine.core.pdf import Pdf, make_pdf
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain
from engine.suivi.documents.keep import keep_document
from engine.suivi.documents.types import TypeDocument
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from engine.suivi.menages.read import read_menage
from engine.suivi.projets.codes import MOTIFS_REFUS, StatutObjectif, StatutProjet
from engine.suivi.projets.contenu import Contenu, ObjectifFige, read_contenu, seal_contenu
from engine.suivi.projets.donnees import donnees
from engine.suivi.projets.given import CHOOSE
from engine.suivi.projets.lire_objectifs import read_objectifs
from engine.suivi.projets.models import Projet
from engine.suivi.projets.opening import find_projet, open_projet, versions_of
from engine.suivi.projets.parties import required_parties
from engine.suivi.projets.write_draft import add_draft, require_draft

TEMPLATE = (Path(__file__).parent / "projet.typ").read_bytes()


class ProjetNotAwaiting(EngineError):
    """This version of the project does not await signatures."""

    code = "projet_not_awaiting"


def prepare_projet(tx: Transaction, reference: str, projet_id: UUID) -> tuple[Projet, Pdf]:
    """The draft awaits its signatures, and its PDF is a document of the dossier (PARTAGE).

    AnswersRefused when no objective is open; ProjetNotDraft when it was prepared already.
    """
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    projet = find_projet(tx, dossier, projet_id)
    require_draft(projet)
    contenu = frozen(tx, dossier, projet)
    if not contenu.objectifs:
        raise AnswersRefused(errors={"objectifs": ["Notez d’abord au moins un objectif."]})
    printed = print_version(tx, dossier, projet, contenu)
    document = keep_document(
        tx, dossier, TypeDocument.PROJET, Classe.PARTAGE, file_name(dossier, projet), printed.data
    )
    projet.corps = seal_contenu(tx, projet.id, contenu)
    projet.document_id, projet.sha256 = document.id, document.sha256
    projet.statut, projet.prepare_le = StatutProjet.A_SIGNER, tx.now
    record(tx, instance, dossier.circle_id, "projet:prepared", projet.id)
    return projet, printed


def take_back(tx: Transaction, reference: str, projet_id: UUID) -> Projet:
    """Set aside a version that awaits signatures; the next one begins with what it said.

    Those who had signed sign the new one: they had signed another text.
    """
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    projet = find_projet(tx, dossier, projet_id)
    require_awaiting(projet)
    projet.statut, projet.fini_le = StatutProjet.CADUC, tx.now
    following = add_draft(tx, dossier, projet.type, versions_of(tx, dossier, projet.type))
    record(tx, instance, dossier.circle_id, "projet:taken_back", projet.id)
    return following


def refuse_projet(tx: Transaction, reference: str, projet_id: UUID, motif: str) -> Projet:
    """The household does not sign this version. It need not say why (NON_DIT)."""
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    projet = find_projet(tx, dossier, projet_id)
    require_awaiting(projet)
    if motif not in MOTIFS_REFUS:
        raise AnswersRefused(errors={"motif": [CHOOSE]})
    projet.statut, projet.motif_refus, projet.fini_le = StatutProjet.REFUSE, motif, tx.now
    record(tx, instance, dossier.circle_id, "projet:refused", projet.id)
    return projet


def require_awaiting(projet: Projet) -> None:
    """ProjetNotAwaiting for a version that nobody is asked to sign."""
    if not projet.awaits_signatures:
        raise ProjetNotAwaiting(projet_id=projet.id)


def frozen(tx: Transaction, dossier: Dossier, projet: Projet) -> Contenu:
    """The texts of a draft with the objectives as they are now, given up ones left out."""
    menage = read_menage(tx, dossier)
    objectifs = [
        one for one in read_objectifs(tx, dossier) if one.row.statut != StatutObjectif.ABANDONNE
    ]
    return replace(
        read_contenu(tx, projet),
        menage=menage.nom_long if menage else "",
        objectifs=tuple(
            ObjectifFige(
                theme=one.row.theme,
                libelle=one.libelle,
                cible=one.cible,
                echeance=one.row.echeance.isoformat() if one.row.echeance else "",
                actions=tuple(
                    {
                        "responsable": action.row.responsable,
                        "libelle": action.libelle,
                        "echeance": action.row.echeance.isoformat() if action.row.echeance else "",
                    }
                    for action in one.actions
                    if action.row.statut != "ANNULEE"
                ),
            )
            for one in objectifs
        ),
    )


def print_version(tx: Transaction, dossier: Dossier, projet: Projet, contenu: Contenu) -> Pdf:
    """The PDF of a version, for those who sign it in this dossier."""
    parties = required_parties(tx, dossier)
    return make_pdf(TEMPLATE, donnees(projet, contenu, dossier.reference, parties), tx.now)


def file_name(dossier: Dossier, projet: Projet) -> str:
    """A name that tells nobody's: « projet-2026-0001-v1.pdf »."""
    return f"projet-{dossier.reference}-v{projet.version}.pdf"
