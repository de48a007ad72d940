"""What the end of a class reaches for one dossier."""

from uuid import UUID

from sqlalchemy import exists, select

from engine.core.transaction import Transaction
from engine.suivi.conservation.classes import Classe
from engine.suivi.conservation.lignes import Portee
from engine.suivi.conservation.models import Evenement
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.menages.models import Decision, RapprochementDoublon


def portee_of(tx: Transaction, dossier: Dossier, classe: Classe) -> Portee:
    """The dossier, its cases, and its household unless another dossier still needs it."""
    cas = select(DossierInstance.instance_id).where(DossierInstance.dossier_id == dossier.id)
    return Portee(
        dossier=dossier,
        cas=frozenset(tx.session.scalars(cas)),
        menages=frozenset() if _is_needed(tx, dossier, classe) else _households(tx, dossier),
        finies=frozenset(ended(tx, dossier)),
    )


def ended(tx: Transaction, dossier: Dossier) -> set[str]:
    """The classes of a dossier that have ended."""
    done = (Evenement.dossier_id == dossier.id, Evenement.execute_le.is_not(None))
    return set(tx.session.scalars(select(Evenement.classe).where(*done)))


def _is_needed(tx: Transaction, dossier: Dossier, classe: Classe) -> bool:
    """Whether another dossier of the household still keeps that class."""
    if dossier.menage_id is None:
        return True
    others = (Dossier.menage_id == dossier.menage_id, Dossier.id != dossier.id)
    query = select(Dossier.id).where(*others)
    if classe is not Classe.COMMUN:
        over = exists().where(
            Evenement.dossier_id == Dossier.id,
            Evenement.classe == classe,
            Evenement.execute_le.is_not(None),
        )
        query = query.where(~over)
    return tx.session.scalar(query.limit(1)) is not None


def _households(tx: Transaction, dossier: Dossier) -> frozenset[UUID]:
    """The household, and those that were joined to it: what they had left goes with it."""
    found: set[UUID] = set()
    new = {dossier.menage_id} if dossier.menage_id else set()
    while new:
        found |= new
        joined = select(RapprochementDoublon.menage_b).where(
            RapprochementDoublon.menage_a.in_(new),
            RapprochementDoublon.decision == Decision.FUSION,
            RapprochementDoublon.annule_le.is_(None),
            ~exists().where(Dossier.menage_id == RapprochementDoublon.menage_b),
        )
        new = set(tx.session.scalars(joined)) - found
    return frozenset(found)
