"""The dates that the records hold, of which table D7 reminds. Read each time, never copied."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from uuid import UUID

from sqlalchemy import func, select

from engine.core.calendar import at_paris, paris_day
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Presence
from engine.suivi.accompagnement.codes import Statut as StatutRdv
from engine.suivi.accompagnement.models import Contact, RendezVous
from engine.suivi.conservation.models import Evenement
from engine.suivi.demarches.codes import StatutDemarche, TypeDemarche
from engine.suivi.demarches.delais import Reperes, delai_of
from engine.suivi.demarches.ecrire import demarches_of
from engine.suivi.dettes.comptes import comptes_of
from engine.suivi.dettes.models import Echeance, StatutPlan
from engine.suivi.dettes.plans import echeances_of, follow_plan, living_plan
from engine.suivi.dettes.rapprocher import StatutEcheance
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.logements.glissement import periode_of
from engine.suivi.logements.rows import examens_of, lived_in
from engine.suivi.suspensions.suspend import suspended_on

AHEAD = timedelta(days=30)
"""Rendez-vous further than that are not looked at."""


@dataclass(frozen=True)
class Reference:
    """Something with a date: ``quoi`` is what table D7 calls it, ``cle`` the row it comes from."""

    quoi: str
    cle: UUID
    dossier: Dossier
    le: date
    person_id: UUID | None = None
    """Whose it is, where it is not the référent's."""

    @property
    def objet(self) -> str:
        return f"{self.quoi}:{self.cle}:{self.le}"


Source = Callable[[Transaction, Dossier], Iterator[Reference]]


def references(tx: Transaction, dossier_id: UUID | None = None) -> Iterator[Reference]:
    """Every date of which one may be reminded now; of one dossier alone where it is given."""
    query = select(Dossier).order_by(Dossier.reference)
    if dossier_id is not None:
        query = query.where(Dossier.id == dossier_id)
    for dossier in tx.session.scalars(query).all():
        for source in SOURCES.get(dossier.statut, (_conservation,)):
            yield from source(tx, dossier)


def _contact(tx: Transaction, dossier: Dossier) -> Iterator[Reference]:
    """T04: the last time that the household was met, else its entry; not while suspended.

    A visit that a form tells is a contact too: the same count as on the list of dossiers.
    """
    if suspended_on(tx, [dossier.id], paris_day(tx.now)):
        return
    met = (Contact.dossier_id == dossier.id, Contact.presence == Presence.HONORE)
    since = tx.session.scalar(select(func.max(Contact.jour)).where(*met)) or dossier.date_entree
    if since is not None:
        yield Reference("SANS_CONTACT", dossier.id, dossier, since)


def _rendez_vous(tx: Transaction, dossier: Dossier) -> Iterator[Reference]:
    """T05: for whom the household asks for. What the household is sent is not decided here."""
    end = at_paris(paris_day(tx.now) + AHEAD, 0)
    coming = (RendezVous.debut > tx.now, RendezVous.debut < end)
    mine = (RendezVous.dossier_id == dossier.id, RendezVous.statut == StatutRdv.PREVU)
    for row in tx.session.scalars(select(RendezVous).where(*mine, *coming)):
        yield Reference("RENDEZ_VOUS", row.id, dossier, paris_day(row.debut), row.avec_id)


def _apl(tx: Transaction, dossier: Dossier) -> Iterator[Reference]:
    """T07: the housing benefit that nobody has asked for, of a household that has moved in."""
    home = lived_in(tx, dossier.id)
    if home is None or home.cles_id is None or home.entree_le is None:
        return
    asked = demarches_of(tx, dossier.id).get(TypeDemarche.CAF_APL)
    if asked is not None and asked.statut != StatutDemarche.A_FAIRE:
        return
    yield Reference("APL", home.id, dossier, home.entree_le)
    days = Reperes(home.date_bail, home.entree_le)
    delai = delai_of(tx, TypeDemarche.CAF_APL, days, paris_day(tx.now))
    if delai is not None and delai.apres is not None:
        yield Reference("APL_LIMITE", home.id, dossier, delai.apres)


def _plan(tx: Transaction, dossier: Dossier) -> Iterator[Reference]:
    """T08: an échéance to come; one that an account of after its day shows unpaid (0.1, 8)."""
    plan = living_plan(tx, dossier.id)
    if plan is None or plan.statut != StatutPlan.EN_COURS:
        return
    rows, today = echeances_of(tx, plan), paris_day(tx.now)
    followed = follow_plan(tx, plan, rows, comptes_of(tx, dossier.id), today)
    for row, suivi in zip(rows, followed, strict=True):
        if suivi.is_late:
            yield Reference("ECHEANCE_NON_REGLEE", row.id, dossier, row.jour)
        elif suivi.statut is StatutEcheance.A_VENIR and row.jour >= today:
            yield Reference("ECHEANCE_A_VENIR", row.id, dossier, row.jour)
    yield from _two_incidents(dossier, rows)


def _two_incidents(dossier: Dossier, rows: list[Echeance]) -> Iterator[Reference]:
    """Two échéances in a row of which the case was told, and that are still unpaid."""
    for first, second in pairwise(rows):
        told = [one.incident_le for one in (first, second) if one.incident_le and not one.regle_le]
        if len(told) == 2:
            yield Reference("DEUX_INCIDENTS", second.id, dossier, max(told))


def _bail_glissant(tx: Transaction, dossier: Dossier) -> Iterator[Reference]:
    """T15: the examen to prepare, and the préfet to tell (dated rules, `logements/glissement`)."""
    home = lived_in(tx, dossier.id)
    if home is None or not home.is_glissant:
        return
    for row in examens_of(tx, home):
        periode = periode_of(tx, row)
        if row.realise_le is None:
            yield Reference("BAIL_EXAMEN", row.id, dossier, periode.prevu_le)
            if not periode.is_told:
                yield Reference("BAIL_PREFET", row.id, dossier, periode.retenue)


def _conservation(tx: Transaction, dossier: Dossier) -> Iterator[Reference]:
    """T16: an end of conservation that was announced and is not done."""
    waits = (Evenement.dossier_id == dossier.id, Evenement.execute_le.is_(None))
    for row in tx.session.scalars(select(Evenement).where(*waits)):
        yield Reference(f"CONSERVATION_{row.organisation}", row.id, dossier, row.prevu_le)


SOURCES: Mapping[str, tuple[Source, ...]] = {
    Statut.REPERE: (_rendez_vous,),
    Statut.EN_COURS: (_contact, _rendez_vous, _apl, _plan, _bail_glissant),
}
"""By the statut of the dossier; one that is over has only what is kept of it."""
