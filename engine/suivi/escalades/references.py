"""The dates that the records hold, of which table D7 reminds. Read each time, never copied."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
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
from engine.suivi.demarches.delais import last_days
from engine.suivi.demarches.models import Demarche
from engine.suivi.dettes.models import Echeance, Plan, StatutPlan
from engine.suivi.dettes.plans import follow_plans
from engine.suivi.dettes.rapprocher import StatutEcheance
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.logements.glissement import periode_of
from engine.suivi.logements.models import Examen, Occupation
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


@dataclass
class _Lus:
    """The dossiers of which one may be reminded now, and what several readings share of them."""

    tx: Transaction
    followed: Mapping[UUID, Dossier]
    dossier_id: UUID | None

    @property
    def today(self) -> date:
        return paris_day(self.tx.now)

    @cached_property
    def measures(self) -> Mapping[UUID, Dossier]:
        return {key: one for key, one in self.followed.items() if one.statut == Statut.EN_COURS}

    @cached_property
    def homes(self) -> Sequence[Occupation]:
        """The home that each household lives in, or is about to."""
        if not self.measures:
            return []
        lived = (Occupation.entree_le.is_not(None), Occupation.fin.is_(None))
        rows = self.tx.session.scalars(
            select(Occupation)
            .where(Occupation.dossier_id.in_(self.measures), *lived)
            .order_by(Occupation.note_le)
        )
        return list({row.dossier_id: row for row in rows}.values())


def references(
    tx: Transaction, dossier_id: UUID | None = None, quoi: str | None = None
) -> Iterator[Reference]:
    """Every date of which one may be reminded now; of one dossier, of one kind, where it is given.

    As many statements for a thousand dossiers as for one, save two a bail glissant.
    """
    query = select(Dossier).where(Dossier.statut.in_((Statut.REPERE, Statut.EN_COURS)))
    if dossier_id is not None:
        query = query.where(Dossier.id == dossier_id)
    lus = _Lus(tx, {dossier.id: dossier for dossier in tx.session.scalars(query)}, dossier_id)
    for kinds, read in LECTURES.items():
        if quoi is None or quoi.startswith(kinds):
            yield from read(lus)


def _contacts(lus: _Lus) -> Iterator[Reference]:
    """T04: the last time that the household was met, else its entry; not while suspended.

    A visit that a form tells is a contact too: the same count as on the list of dossiers.
    """
    if not lus.measures:
        return
    still = suspended_on(lus.tx, list(lus.measures), lus.today)
    met = (Contact.dossier_id.in_(lus.measures), Contact.presence == Presence.HONORE)
    last = select(Contact.dossier_id, func.max(Contact.jour)).where(*met)
    days = {key: day for key, day in lus.tx.session.execute(last.group_by(Contact.dossier_id))}
    for key, dossier in lus.measures.items():
        since = days.get(key) or dossier.date_entree
        if since is not None and key not in still:
            yield Reference("SANS_CONTACT", key, dossier, since)


def _rendez_vous(lus: _Lus) -> Iterator[Reference]:
    """T05: for whom the household asks for. What the household is sent is not decided here."""
    if not lus.followed:
        return
    end = at_paris(lus.today + AHEAD, 0)
    coming = (RendezVous.debut > lus.tx.now, RendezVous.debut < end)
    known = (RendezVous.dossier_id.in_(lus.followed), RendezVous.statut == StatutRdv.PREVU)
    for row in lus.tx.session.scalars(select(RendezVous).where(*known, *coming)):
        dossier = lus.followed[row.dossier_id]
        yield Reference("RENDEZ_VOUS", row.id, dossier, paris_day(row.debut), row.avec_id)


def _apl(lus: _Lus) -> Iterator[Reference]:
    """T07: the housing benefit that nobody has asked for, of a household that has moved in."""
    if not lus.homes:
        return
    asked = select(Demarche.dossier_id).where(
        Demarche.dossier_id.in_(lus.measures),
        Demarche.type == TypeDemarche.CAF_APL,
        Demarche.statut != StatutDemarche.A_FAIRE,
    )
    done = set(lus.tx.session.scalars(asked))
    moved_in = [
        (home, home.entree_le)
        for home in lus.homes
        if home.cles_id is not None and home.entree_le and home.dossier_id not in done
    ]
    limits = last_days(lus.tx, {day for _, day in moved_in})
    for home, day in moved_in:
        dossier = lus.measures[home.dossier_id]
        yield Reference("APL", home.id, dossier, day)
        if day in limits:
            yield Reference("APL_LIMITE", home.id, dossier, limits[day])


def _bails_glissants(lus: _Lus) -> Iterator[Reference]:
    """T15: the préfet to tell (dated rules, `logements/glissement`); the examen is drawn."""
    sliding = {home.id: home for home in lus.homes if home.is_glissant}
    if not sliding:
        return
    waits = (Examen.realise_le.is_(None), Examen.prefet_informe_le.is_(None))
    rows = select(Examen).where(Examen.occupation_id.in_(sliding), *waits)
    for row in lus.tx.session.scalars(rows.order_by(Examen.echeance, Examen.id)):
        dossier = lus.measures[sliding[row.occupation_id].dossier_id]
        yield Reference("BAIL_PREFET", row.id, dossier, periode_of(lus.tx, row).retenue)


def _plans(lus: _Lus) -> Iterator[Reference]:
    """T08: an échéance to come; one that an account of after its day shows unpaid (0.1, 8)."""
    if not lus.measures:
        return
    kept = (Plan.dossier_id.in_(lus.measures), Plan.statut == StatutPlan.EN_COURS)
    plans = lus.tx.session.scalars(select(Plan).where(*kept).order_by(Plan.id)).all()
    for plan, rows, followed in follow_plans(lus.tx, plans, lus.today):
        dossier = lus.measures[plan.dossier_id]
        for row, suivi in zip(rows, followed, strict=True):
            if suivi.is_late:
                yield Reference("ECHEANCE_NON_REGLEE", row.id, dossier, row.jour)
            elif suivi.statut is StatutEcheance.A_VENIR and row.jour >= lus.today:
                yield Reference("ECHEANCE_A_VENIR", row.id, dossier, row.jour)
        yield from _two_incidents(dossier, rows)


def _two_incidents(dossier: Dossier, rows: Sequence[Echeance]) -> Iterator[Reference]:
    """Two échéances in a row of which the case was told, and that are still unpaid."""
    for first, second in pairwise(rows):
        told = [one.incident_le for one in (first, second) if one.incident_le and not one.regle_le]
        if len(told) == 2:
            yield Reference("DEUX_INCIDENTS", second.id, dossier, max(told))


def _conservation(lus: _Lus) -> Iterator[Reference]:
    """T16: an end of conservation that was announced and is not done."""
    query = (
        select(Evenement, Dossier)
        .join(Dossier, Dossier.id == Evenement.dossier_id)
        .where(Evenement.execute_le.is_(None))
    )
    if lus.dossier_id is not None:
        query = query.where(Dossier.id == lus.dossier_id)
    for row, dossier in lus.tx.session.execute(query):
        yield Reference(f"CONSERVATION_{row.organisation}", row.id, dossier, row.prevu_le)


LECTURES: Mapping[tuple[str, ...], Callable[[_Lus], Iterator[Reference]]] = {
    ("SANS_CONTACT",): _contacts,
    ("RENDEZ_VOUS",): _rendez_vous,
    ("APL",): _apl,
    ("BAIL_PREFET",): _bails_glissants,
    ("ECHEANCE", "DEUX_INCIDENTS"): _plans,
    ("CONSERVATION",): _conservation,
}
"""How the kinds that a reading finds begin."""
