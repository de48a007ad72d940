"""Write the line of a dossier in a review: its shared synthesis, what is decided of it."""

from dataclasses import dataclass
from datetime import date

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Instance
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotAllowed
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance, find_dossier
from engine.suivi.garde.textes import check_texts
from engine.suivi.menages.errors import ChangedMeanwhile
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.revues.codes import Decision, RaisonFin
from engine.suivi.revues.errors import LigneReduite, RevueFermee
from engine.suivi.revues.fill import new_ligne
from engine.suivi.revues.find import find_revue, ligne_of
from engine.suivi.revues.models import LigneRevue, Revue

SYNTHESE, RELEVE = "synthese_revue", "releve_revue"
MAX_TEXT = 1_500
"""One page a dossier on paper, key figures included."""


@dataclass(frozen=True)
class Decide:
    """What the two partners decide, as it is typed; all may be empty, and completed later."""

    decision: Decision | None = None
    raison: RaisonFin | None = None
    """For CLORE; AUTRE where nobody says."""
    a_revoir_le: date | None = None
    releve: str = ""


def write_synthese(
    tx: Transaction, numero: str, reference: str, version: int, texte: str
) -> LigneRevue:
    """The shared synthesis of a dossier, corrected by its référent or a colleague of MDL.

    NotAllowed for the landlord; RevueFermee; LigneReduite for a restricted dossier;
    ChangedMeanwhile unless ``version`` is the one that is kept; what `check_texts` refuses.
    """
    revue = find_revue(tx, numero)
    dossier, _ = find_dossier(tx, reference)
    if tx.actor.organisation != "MDL" or not may_write(tx, Rubrique.ACCOMPAGNEMENT):
        raise NotAllowed(person=str(tx.actor.id))
    if dossier.is_restreint:
        raise LigneReduite(reference=reference)
    check_texts({"texte": texte}, MAX_TEXT)
    if not texte.strip():
        raise AnswersRefused(errors={"texte": ["Écrivez la synthèse."]})
    ligne, instance = _lock(tx, revue, dossier, version)
    ligne.synthese = seal(tx, SYNTHESE, ligne.id, {"texte": texte.strip()})
    is_new = ligne.synthese_par != tx.actor.id
    ligne.synthese_par, ligne.synthese_le = tx.actor.id, tx.now
    tx.session.flush()
    if is_new:
        record(tx, instance, dossier.circle_id, "revue:synthesised", ligne.id)
    return ligne


def decide(tx: Transaction, numero: str, reference: str, version: int, said: Decide) -> LigneRevue:
    """What is decided of a dossier, typed live by the pilote or the chef de service.

    NotAllowed for another trade; RevueFermee; LigneReduite for words about a restricted dossier;
    ChangedMeanwhile unless ``version`` is the one that is kept; AnswersRefused for a follow-up
    day that is past, and for what `check_texts` refuses.
    """
    revue = find_revue(tx, numero)
    dossier, _ = find_dossier(tx, reference)
    if not may_write(tx, Rubrique.REVUE):
        raise NotAllowed(rubrique=Rubrique.REVUE.value, person=str(tx.actor.id))
    if dossier.is_restreint and said.releve.strip():
        raise LigneReduite(reference=reference)
    check_texts({"releve": said.releve}, MAX_TEXT)
    ligne, instance = _lock(tx, revue, dossier, version)
    is_new = ligne.decision != said.decision or ligne.decision_par != tx.actor.id
    _keep(tx, ligne, said)
    if is_new:
        record(tx, instance, dossier.circle_id, "revue:decided", ligne.id)
    return ligne


def text_in(tx: Transaction, kind: str, ligne: LigneRevue) -> str:
    """The synthesis or the words of the decision; empty when nothing was written."""
    sealed = ligne.synthese if kind == SYNTHESE else ligne.releve
    return "" if sealed is None else str(unseal(tx, kind, ligne.id, sealed)["texte"])


def _keep(tx: Transaction, ligne: LigneRevue, said: Decide) -> None:
    ligne.decision = said.decision.value if said.decision else None
    is_end = said.decision is Decision.CLORE
    ligne.raison = said.raison.value if said.raison and is_end else None
    ligne.a_revoir_le = said.a_revoir_le
    text = said.releve.strip()
    ligne.releve = seal(tx, RELEVE, ligne.id, {"texte": text}) if text else None
    ligne.decision_par, ligne.decision_le = tx.actor.id, tx.now
    tx.session.flush()


def _lock(
    tx: Transaction, revue: Revue, dossier: Dossier, version: int
) -> tuple[LigneRevue, Instance]:
    """The line as it is once its dossier is locked, one version further."""
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(revue)  # the session may have been closed meanwhile
    if not revue.is_written:
        raise RevueFermee(numero=revue.numero)
    ligne = ligne_of(tx, revue, dossier)
    if ligne is None:  # opened since the review began
        ligne = new_ligne(revue, dossier)
        tx.session.add(ligne)
        tx.session.flush()
    if ligne.version != version:
        raise ChangedMeanwhile(reference=dossier.reference, version=ligne.version)
    ligne.version += 1
    return ligne, instance
