"""Write down what a household agrees to or refuses, and what it takes back."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.instances.models import Instance
from engine.bpm.messages.models import Subscription
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, EngineError, NotAllowed, NotFound
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.opening import lock_chain
from engine.suivi.consentements.codes import DEMANDES, MODES, RESERVEES, VERSION_TEXTE, Finalite
from engine.suivi.consentements.models import Consentement
from engine.suivi.consentements.read import answers_of, read_accords, told_finalites
from engine.suivi.documents.keep import keep_document
from engine.suivi.documents.types import TypeDocument
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.restrict import stop_sharing
from engine.suivi.garde.classes import Classe
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique

WITHDRAWAL = "retrait_consentement"
OLDEST = timedelta(days=5 * 366)
CHOOSE = "Choisissez parmi les réponses proposées."
STEERED = frozenset({Finalite.ENTREE_DISPOSITIF, Finalite.PARTAGE_BAILLEUR, Finalite.PARTAGE_CIDFF})
"""A diagram acts on these: they are answered and withdrawn by its tasks and events alone."""


class AccordOfTheDiagram(EngineError):
    """This agreement steers the dossier: a task or an event of the diagram tells it."""

    code = "accord_of_the_diagram"


@dataclass(frozen=True)
class AccordGiven:
    """An answer as it was typed."""

    finalite: str
    accorde: bool | None
    mode: str
    recueilli_le: date | None
    personne_id: UUID | None = None
    nom_fichier: str = ""
    fichier: bytes = b""
    """The signed paper, if there is one."""


def collect_accord(tx: Transaction, reference: str, given: AccordGiven) -> Consentement:
    """Keep an answer; the last one for a purpose is the one that holds.

    AnswersRefused by field; AccordOfTheDiagram for a purpose that a task asks; NotAllowed for one
    that the actor may not know of.
    """
    dossier = open_accords(tx, reference)
    instance = lock_chain(tx, dossier)
    _require(tx, dossier, given)
    paper = None
    if given.fichier:
        classe = Classe.VVC if given.finalite in RESERVEES else Classe.PARTAGE
        kind = TypeDocument.ACCORD
        paper = keep_document(tx, dossier, kind, classe, given.nom_fichier, given.fichier)
    assert given.accorde is not None and given.recueilli_le is not None
    row = Consentement(
        id=uuid4(),
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        personne_id=given.personne_id,
        finalite=given.finalite,
        accorde=given.accorde,
        recueilli_le=given.recueilli_le,
        mode=given.mode,
        version_texte=VERSION_TEXTE,
        document_id=paper.id if paper else None,
        auteur_id=tx.actor.id,
        organisation=tx.actor.organisation,
        ecrit_le=tx.now,
    )
    tx.session.add(row)
    tx.session.flush()
    record(tx, instance, told_in(dossier, given.finalite), "accord:collected", row.id)
    return row


def withdraw_accord(tx: Transaction, reference: str, consentement_id: UUID) -> Consentement:
    """The household takes its agreement back, today; it need not say why. Done twice, once.

    AccordOfTheDiagram for the ones that a diagram acts on: once the measure has begun, the
    sharing with the landlord ends by its event `retrait_consentement`, which asks what goes on
    without it. Before, the file is closed to the landlord here, at once, by the MDL alone
    (NotAllowed).
    """
    dossier = open_accords(tx, reference)
    instance = lock_chain(tx, dossier)
    known = told_finalites(tx, dossier)
    rows = answers_of(tx, dossier)
    row = next((r for r in rows if r.id == consentement_id and r.finalite in known), None)
    if row is None:
        raise NotFound(consentement_id=consentement_id)
    ends_sharing = row.finalite == Finalite.PARTAGE_BAILLEUR and not has_withdrawal(tx, instance)
    if row.finalite in STEERED and not ends_sharing:
        raise AccordOfTheDiagram(finalite=row.finalite)
    if row.holds:
        if ends_sharing:
            _require_mdl(tx, reference)
            stop_sharing(tx, dossier, instance.id)
        row.retire_le = paris_day(tx.now)
        record(tx, instance, told_in(dossier, row.finalite), "accord:withdrawn", row.id)
    return row


def _require_mdl(tx: Transaction, reference: str) -> None:
    """The household says it to the MDL, as for the event."""
    if tx.actor.organisation != "MDL":
        raise NotAllowed(reference=reference)


def has_withdrawal(tx: Transaction, instance: Instance) -> bool:
    """Whether the case waits for the event that ends the sharing."""
    told = (Subscription.instance_id == instance.id, Subscription.message == WITHDRAWAL)
    return tx.session.scalar(select(Subscription.key).where(*told).limit(1)) is not None


def open_accords(tx: Transaction, reference: str) -> Dossier:
    """The dossier, to write what its household agrees to; NotFound before it agreed to share."""
    dossier = open_rubrique(tx, reference, Rubrique.CONSENTEMENTS, write=True)
    if not (tx.actor.is_system or knows(tx, dossier)):
        raise NotFound(reference=reference)
    return dossier


def told_in(dossier: Dossier, finalite: str) -> UUID | None:
    """The circle that learns of it by the journal: what tells of violences is kept out of it."""
    return None if finalite in RESERVEES else dossier.circle_id


def _require(tx: Transaction, dossier: Dossier, given: AccordGiven) -> None:
    errors: dict[str, list[str]] = {}
    if given.finalite not in DEMANDES:
        errors["finalite"] = [CHOOSE]
    elif given.finalite not in told_finalites(tx, dossier):
        raise NotAllowed(person=str(tx.actor.id))
    elif given.finalite in STEERED:
        raise AccordOfTheDiagram(finalite=given.finalite)
    if given.accorde is None:
        errors["accorde"] = ["Dites si c’est un accord ou un refus."]
    if given.mode not in MODES:
        errors["mode"] = [CHOOSE]
    today = paris_day(tx.now)
    if given.recueilli_le is None or not today - OLDEST <= given.recueilli_le <= today:
        errors["recueilli_le"] = ["Donnez la date de la réponse, qui n’est pas à venir."]
    people = dict(read_accords(tx, dossier.reference).personnes)
    if given.personne_id is not None and given.personne_id not in people:
        errors["personne"] = [CHOOSE]
    if errors:
        raise AnswersRefused(errors=errors)
