"""Say where a démarche stands, or put back what was said before."""

from collections.abc import Collection, Mapping
from typing import Any

from engine.bpm.instances.advance import lock_instance
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import NotFound
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.demarches.checklist import read_checklist
from engine.suivi.demarches.codes import StatutDemarche, TypeDemarche, statuts_of
from engine.suivi.demarches.ecrire import (
    BEFORE,
    demarches_of,
    put_state,
    row_for,
    tick,
)
from engine.suivi.demarches.models import Demarche
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.saisie import Saisie
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique

FIELDS = ("statut", "depose_le", "reponse_le", "montant_demande", "montant_accorde", "reference")


def keep_demarche(tx: Transaction, reference: str, kind: str, typed: Mapping[str, str]) -> Demarche:
    """What somebody knows of one démarche; AnswersRefused in words, by field.

    ``typed``: statut, depose_le, reponse_le, montant_demande, montant_accorde, reference.
    NotFound for a line that this dossier's checklist does not hold and may not have.
    """
    dossier = open_rubrique(tx, reference, Rubrique.DEMARCHES, write=True)
    wanted = _allowed(tx, dossier, kind)
    state = _typed_state(tx, wanted, typed)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    row = row_for(tx, dossier, wanted)
    put_state(tx, row, state)
    record(tx, instance, dossier.circle_id, "demarche:kept", row.id, FIELDS)
    return row


def undo_demarche(tx: Transaction, reference: str, kind: str) -> Demarche:
    """Put back what was said of it before its last change; done twice, nothing has changed."""
    dossier = open_rubrique(tx, reference, Rubrique.DEMARCHES, write=True)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    row = demarches_of(tx, dossier.id).get(_allowed(tx, dossier, kind))
    if row is None or row.avant is None:
        raise NotFound(demarche=kind)
    put_state(tx, row, unseal(tx, BEFORE, row.id, row.avant))
    record(tx, instance, dossier.circle_id, "demarche:put_back", row.id, FIELDS)
    return row


def tick_demarches(tx: Transaction, dossier: Dossier, kinds: Collection[str]) -> None:
    """Tick lines of the checklist from another screen, whose use case has locked the chain.

    Only for who writes this part; a line that is not there any more is left aside.
    """
    open_rubrique(tx, dossier.reference, Rubrique.DEMARCHES, write=True)
    there = {line.type for line in read_checklist(tx, dossier).left}
    tick(tx, dossier, {kind: None for kind in sorted(there) if kind in kinds}, None)


def _allowed(tx: Transaction, dossier: Dossier, kind: str) -> TypeDemarche:
    found = read_checklist(tx, dossier)
    known = {line.type for line in found.lignes} | set(found.autres)
    if kind not in TypeDemarche.__members__ or TypeDemarche(kind) not in known:
        raise NotFound(demarche=kind)
    return TypeDemarche(kind)


def _typed_state(tx: Transaction, kind: TypeDemarche, typed: Mapping[str, str]) -> dict[str, Any]:
    today = paris_day(tx.now)
    saisie = Saisie(typed, today)
    statut = saisie.choice("statut", statuts_of(kind), ask="Dites où en est la démarche.")
    depose = saisie.day("depose_le", latest=today)
    reponse = saisie.day("reponse_le", latest=today)
    if depose and reponse and reponse < depose:
        saisie.wrong("reponse_le", "La réponse ne peut pas précéder la demande.")
    detail = {
        "montant_demande": saisie.amount("montant_demande"),
        "montant_accorde": saisie.amount("montant_accorde"),
        "reference": saisie.text("reference", most=60) or None,
    }
    saisie.refuse()
    is_handed_in = statut in (StatutDemarche.DEPOSEE, StatutDemarche.COMPLEMENT_DEMANDE)
    return {
        "statut": statut,
        "depose_le": depose or (today if is_handed_in else None),
        "reponse_le": reponse,
        "detail": detail,
    }
