"""Relier a dossier to the tenant's account: only then is anything of it kept from an import."""

from sqlalchemy import delete

from engine.bpm.instances.advance import lock_instance
from engine.core.audit.record import record
from engine.core.errors import AnswersRefused, NotAllowed
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.dettes.models import Compte, LienCompte
from engine.suivi.dettes.references import canonical, mark_of, problem_of
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique

# Domain 0.1, point 8: the tenants that an intervenant social has picked.
RELIENT = frozenset({"XLH_IS"})
KIND = "lien_compte"


def relier_compte(tx: Transaction, dossier_reference: str, locataire: str) -> Dossier:
    """Give a dossier the landlord's reference of its tenant, or another one instead.

    AnswersRefused (``reference``) when it is none, or a social security number. Another reference
    takes the accounts of the former with it: they were somebody else's.
    """
    dossier = _open(tx, dossier_reference)
    problem = problem_of(locataire)
    if problem:
        raise AnswersRefused(errors={"reference": [problem]})
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    marque, lien = mark_of(tx, locataire), tx.session.get(LienCompte, dossier.id)
    if lien is not None and lien.marque == marque:
        return dossier
    if lien is not None:
        _forget(tx, dossier)
    tx.session.add(
        LienCompte(
            dossier_id=dossier.id,
            circle_id=dossier.circle_id,
            marque=marque,
            reference=seal(tx, KIND, dossier.id, {"reference": canonical(locataire)}),
            relie_par=tx.actor.id,
            relie_le=tx.now,
        )
    )
    record(tx, instance, dossier.circle_id, "compte:linked", dossier.id)
    return dossier


def delier_compte(tx: Transaction, dossier_reference: str) -> Dossier:
    """Take the reference away, with the accounts imported by it."""
    dossier = _open(tx, dossier_reference)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    if tx.session.get(LienCompte, dossier.id) is not None:
        _forget(tx, dossier)
        record(tx, instance, dossier.circle_id, "compte:unlinked", dossier.id)
    return dossier


def may_link(tx: Transaction) -> bool:
    """Whether the actor's trade picks the tenants whose account is kept."""
    return tx.actor.is_system or bool(RELIENT & tx.actor.groups)


def reference_of(tx: Transaction, dossier: Dossier) -> str | None:
    """The reference, for the landlord's people: it is theirs, and of no use to the others."""
    lien = tx.session.get(LienCompte, dossier.id)
    if lien is None or tx.actor.organisation != "XLH":
        return None
    return str(unseal(tx, KIND, dossier.id, lien.reference)["reference"])


def _open(tx: Transaction, reference: str) -> Dossier:
    dossier = open_rubrique(tx, reference, Rubrique.COMPTE)
    if not may_link(tx):
        raise NotAllowed(rubrique=Rubrique.COMPTE.value, person=str(tx.actor.id))
    return dossier


def _forget(tx: Transaction, dossier: Dossier) -> None:
    for table in (Compte, LienCompte):
        tx.session.execute(delete(table).where(table.dossier_id == dossier.id))
    tx.session.expire_all()
