"""What is counted of a dossier before its data go: numbers and durations, nothing else.

Violences are never counted here: they would be crossed with months (domain 5.10, small cells).
"""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import func, select

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.conservation.classes import Classe
from engine.suivi.conservation.lignes import Portee, rows_of
from engine.suivi.conservation.models import Evenement, StatAnonyme
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.models import Lien, Personne

TRANCHE = 500
"""A debt is kept as a number of such steps, in euros, rounded down."""
ENFANTS = (Lien.ENFANT_MINEUR, Lien.ENFANT_MAJEUR)

# name: (class, table, the values that a row must have).
COMPTES: Mapping[str, tuple[Classe, str, Mapping[str, str]]] = {
    "contacts": (Classe.SOCIAL, "contact", {}),
    "visites": (Classe.SOCIAL, "contact", {"canal": "VAD"}),
    "absences": (Classe.SOCIAL, "contact", {"presence": "ABSENT"}),
    "rendez_vous": (Classe.SOCIAL, "rendez_vous", {}),
    "rendez_vous_manques": (Classe.SOCIAL, "rendez_vous", {"statut": "ABSENT"}),
    "propositions": (Classe.SOCIAL, "proposition_logement", {}),
    "refus": (Classe.SOCIAL, "proposition_logement", {"statut": "REFUSEE"}),
    "projets_signes": (Classe.SOCIAL, "projet", {"statut": "SIGNE"}),
    "demarches": (Classe.SOCIAL, "demarche", {}),
    "mediations": (Classe.SOCIAL, "mediation", {}),
    "plans": (Classe.PRECONTENTIEUX, "plan_apurement", {}),
    "plans_soldes": (Classe.PRECONTENTIEUX, "plan_apurement", {"statut": "SOLDE"}),
    "plans_rompus": (Classe.PRECONTENTIEUX, "plan_apurement", {"statut": "ROMPU"}),
    "etapes_procedure": (Classe.PRECONTENTIEUX, "etape_procedure", {"statut": "NOTEE"}),
}


def measure(tx: Transaction, portee: Portee, classe: Classe) -> dict[str, int]:
    """The counts that the end of this class would lose."""
    found = {
        name: _count(tx, portee, table, classe, wanted)
        for name, (of, table, wanted) in COMPTES.items()
        if of is classe
    }
    if classe is Classe.SOCIAL:
        found |= _people(tx, portee.dossier)
    if classe is Classe.PRECONTENTIEUX:
        found |= _debt(tx, portee)
    return found


def keep_statistic(tx: Transaction, dossier: Dossier) -> None:
    """One row without a name, with what was counted at each end of the dossier."""
    events = tx.session.scalars(select(Evenement).where(Evenement.dossier_id == dossier.id)).all()
    nombres = {name: number for event in events for name, number in event.mesures.items()}
    tx.session.add(
        StatAnonyme(
            id=uuid4(),
            volet=dossier.volet,
            statut=dossier.statut,
            motif_sortie=dossier.motif_sortie,
            mois_ouverture=_month(paris_day(dossier.ouvert_le)),
            mois_entree=_month(dossier.date_entree) if dossier.date_entree else None,
            mois_sortie=_month(dossier.date_sortie) if dossier.date_sortie else None,
            nombres=nombres | _durations(dossier),
        )
    )
    for event in events:
        event.mesures = {}


def _count(
    tx: Transaction, portee: Portee, table: str, classe: Classe, wanted: Mapping[str, str]
) -> int:
    rows = rows_of(portee, table, classe).subquery()
    same = [rows.c[name] == value for name, value in wanted.items()]
    return tx.session.scalar(select(func.count()).select_from(rows).where(*same)) or 0


def _people(tx: Transaction, dossier: Dossier) -> dict[str, int]:
    """How many lived there when the measure ended."""
    if dossier.menage_id is None:
        return {}
    here = (Personne.menage_id == dossier.menage_id, Personne.retiree_le.is_(None))
    end = dossier.date_sortie or date.max
    present = [
        row.lien
        for row in tx.session.execute(
            select(Personne.lien, Personne.date_sortie_menage).where(*here)
        )
        if row.date_sortie_menage is None or row.date_sortie_menage > end
    ]
    return {"personnes": len(present), "enfants": sum(lien in ENFANTS for lien in present)}


def _debt(tx: Transaction, portee: Portee) -> dict[str, int]:
    rows = rows_of(portee, "compte_locatif", Classe.PRECONTENTIEUX).subquery()
    soldes = tx.session.scalars(select(rows.c.solde).order_by(rows.c.arrete_au)).all()
    if not soldes:
        return {}
    steps = [max(int(solde), 0) // TRANCHE for solde in (soldes[0], soldes[-1])]
    return {"dette_entree": steps[0], "dette_sortie": steps[1]}


def _durations(dossier: Dossier) -> dict[str, Any]:
    opened, entered, left = paris_day(dossier.ouvert_le), dossier.date_entree, dossier.date_sortie
    found = {}
    if entered:
        found["jours_avant_entree"] = max((entered - opened).days, 0)
    if entered and left:
        found["jours_de_mesure"] = max((left - entered).days, 0)
    return found


def _month(day: date) -> date:
    return day.replace(day=1)
