"""A party signs a version: on the screen, or on the paper that is then kept as a document.

Who has signed when, what (its SHA-256) and before whom is the proof. It is a simple signature
(eIDAS, art. 25): nothing here claims to be a qualified one.
"""

import base64
from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid4

from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, EngineError, NotAllowed
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain
from engine.suivi.documents.keep import keep_document
from engine.suivi.documents.photo import without_traces
from engine.suivi.documents.types import PNG, TypeDocument, mime_of
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import Classe
from engine.suivi.garde.textes import text_problems
from engine.suivi.projets.codes import PARTIES, ModeSignature, Partie
from engine.suivi.projets.conclude import conclude, signatures_of
from engine.suivi.projets.given import CHOOSE, Errors
from engine.suivi.projets.models import Projet, Signature
from engine.suivi.projets.opening import find_projet, open_projet
from engine.suivi.projets.parties import ORGANISATION
from engine.suivi.projets.prepare import require_awaiting

MAX_NAME = 150
MAX_TRACE = 200_000
"""Bytes of the PNG that a finger or a mouse has drawn."""


class AlreadySigned(EngineError):
    """This party has signed this version already."""

    code = "already_signed"


@dataclass(frozen=True)
class SignatureGiven:
    """A signature as the page sends it."""

    partie: str
    mode: str
    signataire: str
    jour: date | None = None
    """Of the paper; on the screen it is today."""
    trace: bytes = b""
    """The PNG that was drawn; empty when nothing was."""
    is_said: bool = False
    """« Je signe » was ticked, instead of drawing."""
    nom_fichier: str = ""
    fichier: bytes = b""
    """The signed paper."""


def sign_projet(tx: Transaction, reference: str, projet_id: UUID, given: SignatureGiven) -> Projet:
    """Keep a signature; the last one that is needed makes the version signed.

    On the screen, only somebody of a partner signs for it (NotAllowed). AnswersRefused by field;
    ProjetNotAwaiting, AlreadySigned; what `keep_document` refuses of the paper.
    """
    dossier = open_projet(tx, reference)
    instance = lock_chain(tx, dossier)
    projet = find_projet(tx, dossier, projet_id)
    require_awaiting(projet)
    _require_party(tx, dossier, given)
    signed = signatures_of(tx, projet)
    if any(one.partie == given.partie for one in signed):
        raise AlreadySigned(partie=given.partie)
    errors = _problems(tx, projet, given)
    if errors:
        raise AnswersRefused(errors=errors)
    signature = _write(tx, dossier, projet, given)
    record(tx, instance, dossier.circle_id, "projet:party_signed", projet.id)
    conclude(tx, dossier, projet, [*signed, signature])
    return projet


def _require_party(tx: Transaction, dossier: Dossier, given: SignatureGiven) -> None:
    """NotAllowed to sign on the screen for the other partner, or for the landlord of a file
    that it does not know."""
    side = ORGANISATION.get(Partie(given.partie)) if given.partie in PARTIES else None
    on_screen = given.mode == ModeSignature.ELECTRONIQUE
    if on_screen and side and side != tx.actor.organisation and not tx.actor.is_system:
        raise NotAllowed(partie=given.partie, person=str(tx.actor.id))
    if given.partie == Partie.BAILLEUR and dossier.is_restreint:
        raise NotAllowed(partie=given.partie, person=str(tx.actor.id))


def _problems(tx: Transaction, projet: Projet, given: SignatureGiven) -> Errors:
    errors: Errors = {}
    if given.partie not in PARTIES:
        errors["partie"] = [CHOOSE]
    if given.mode not in set(ModeSignature):
        errors["mode"] = [CHOOSE]
    if not given.signataire.strip():
        errors["signataire"] = ["Écrivez le nom de la personne qui signe."]
    elif problems := text_problems(given.signataire, MAX_NAME):
        errors["signataire"] = problems
    if given.mode == ModeSignature.MANUSCRITE_SCAN:
        return errors | _paper_problems(tx, projet, given)
    if given.trace and (mime_of(given.trace) != PNG or len(given.trace) > MAX_TRACE):
        errors["trace"] = ["Le dessin de la signature ne se lit pas : recommencez-le."]
    elif not given.trace and not given.is_said:
        errors["trace"] = ["Signez dans le cadre, ou cochez « Je signe »."]
    return errors


def _paper_problems(tx: Transaction, projet: Projet, given: SignatureGiven) -> Errors:
    errors: Errors = {}
    prepared = paris_day(projet.prepare_le) if projet.prepare_le else None
    if given.jour is None:
        errors["jour"] = ["Donnez la date de la signature."]
    elif given.jour > paris_day(tx.now):
        errors["jour"] = ["Cette date est à venir."]
    elif prepared and given.jour < prepared:
        errors["jour"] = ["Cette version n’était pas encore préparée à cette date."]
    if not given.fichier:
        errors["fichier"] = ["Joignez le papier signé."]
    return errors


def _write(tx: Transaction, dossier: Dossier, projet: Projet, given: SignatureGiven) -> Signature:
    is_paper, paper = given.mode == ModeSignature.MANUSCRITE_SCAN, None
    if is_paper:
        kind, classe = TypeDocument.PROJET, Classe.PARTAGE
        paper = keep_document(tx, dossier, kind, classe, given.nom_fichier, given.fichier)
    trace = base64.b64encode(without_traces(given.trace)).decode() if given.trace else ""
    signature_id = uuid4()
    content = {"signataire": given.signataire.strip(), "trace": "" if is_paper else trace}
    signature = Signature(
        id=signature_id,
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        auteur_id=tx.actor.id,
        ecrit_le=tx.now,
        projet_id=projet.id,
        partie=given.partie,
        mode=given.mode,
        jour=given.jour if is_paper else paris_day(tx.now),
        sha256=projet.sha256,
        document_id=paper.id if paper else None,
        corps=seal(tx, "signature_projet", signature_id, content),
    )
    tx.session.add(signature)
    tx.session.flush()
    return signature
