"""The dates that the records hold, of which table D7 reminds. Read each time, never copied."""

from collections.abc import Iterator, Mapping, Sequence
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
from engine.suivi.demarches.models import Demarche
from engine.suivi.dettes.comptes import comptes_of
from engine.suivi.dettes.models import Echeance, Plan, StatutPlan
from engine.suivi.dettes.plans import echeances_of, follow_plan
from engine.suivi.dettes.rapprocher import StatutEcheance
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.logements.glissement import periode_of
from engine.suivi.logements.models import Occupation
from engine.suivi.logements.rows import examens_of
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


Dossiers = Mapping[UUID, Dossier]


def references(tx: Transaction, dossier_id: UUID | None = None) -> Iterator[Reference]:
    """Every date of which one may be reminded now; of one dossier alone where it is given.

    A few statements for all the dossiers, then some for each plan and each bail glissant.
    """
    query = select(Dossier).where(Dossier.statut.in_((Statut.REPERE, Statut.EN_COURS)))
    if dossier_id is not None:
        query = query.where(Dossier.id == dossier_id)
    followed = {dossier.id: dossier for dossier in tx.session.scalars(query)}
    measures = {key: one for key, one in followed.items() if one.statut == Statut.EN_COURS}
    yield from _contacts(tx, measures)
    yield from _rendez_vous(tx, followed)
    homes = _homes(tx, measures)
    yield from _apl(tx, measures, homes)
    yield from _bails_glissants(tx, measures, homes)
    yield from _plans(tx, measures)
    yield from _conservation(tx, dossier_id)


def _contacts(tx: Transaction, measures: Dossiers) -> Iterator[Reference]:
    """T04: the last time that the household was met, else its entry; not while suspended.

    A visit that a form tells is a contact too: the same count as on the list of dossiers.
    """
    still = suspended_on(tx, list(measures), paris_day(tx.now))
    met = (Contact.dossier_id.in_(measures), Contact.presence == Presence.HONORE)
    last = select(Contact.dossier_id, func.max(Contact.jour)).where(*met)
    days = {key: day for key, day in tx.session.execute(last.group_by(Contact.dossier_id))}
    for key, dossier in measures.items():
        since = days.get(key) or dossier.date_entree
        if since is not None and key not in still:
            yield Reference("SANS_CONTACT", key, dossier, since)


def _rendez_vous(tx: Transaction, followed: Dossiers) -> Iterator[Reference]:
    """T05: for whom the household asks for. What the household is sent is not decided here."""
    end = at_paris(paris_day(tx.now) + AHEAD, 0)
    coming = (RendezVous.debut > tx.now, RendezVous.debut < end)
    known = (RendezVous.dossier_id.in_(followed), RendezVous.statut == StatutRdv.PREVU)
    for row in tx.session.scalars(select(RendezVous).where(*known, *coming)):
        dossier = followed[row.dossier_id]
        yield Reference("RENDEZ_VOUS", row.id, dossier, paris_day(row.debut), row.avec_id)


def _homes(tx: Transaction, measures: Dossiers) -> Sequence[Occupation]:
    """The home that each household lives in, or is about to."""
    lived = (Occupation.entree_le.is_not(None), Occupation.fin.is_(None))
    rows = tx.session.scalars(
        select(Occupation)
        .where(Occupation.dossier_id.in_(measures), *lived)
        .order_by(Occupation.note_le)
    )
    return list({row.dossier_id: row for row in rows}.values())


def _apl(tx: Transaction, measures: Dossiers, homes: Sequence[Occupation]) -> Iterator[Reference]:
    """T07: the housing benefit that nobody has asked for, of a household that has moved in."""
    asked = select(Demarche.dossier_id).where(
        Demarche.dossier_id.in_(measures),
        Demarche.type == TypeDemarche.CAF_APL,
        Demarche.statut != StatutDemarche.A_FAIRE,
    )
    done = set(tx.session.scalars(asked))
    for home in homes:
        if home.cles_id is None or home.entree_le is None or home.dossier_id in done:
            continue
        dossier, days = measures[home.dossier_id], Reperes(home.date_bail, home.entree_le)
        yield Reference("APL", home.id, dossier, home.entree_le)
        delai = delai_of(tx, TypeDemarche.CAF_APL, days, paris_day(tx.now))
        if delai is not None and delai.apres is not None:
            yield Reference("APL_LIMITE", home.id, dossier, delai.apres)


def _bails_glissants(
    tx: Transaction, measures: Dossiers, homes: Sequence[Occupation]
) -> Iterator[Reference]:
    """T15: the préfet to tell (dated rules, `logements/glissement`); the examen is drawn."""
    for home in homes:
        for row in examens_of(tx, home) if home.is_glissant else ():
            if row.realise_le is not None:
                continue
            dossier, periode = measures[home.dossier_id], periode_of(tx, row)
            if not periode.is_told:
                yield Reference("BAIL_PREFET", row.id, dossier, periode.retenue)


def _plans(tx: Transaction, measures: Dossiers) -> Iterator[Reference]:
    """T08: an échéance to come; one that an account of after its day shows unpaid (0.1, 8)."""
    kept = (Plan.dossier_id.in_(measures), Plan.statut == StatutPlan.EN_COURS)
    for plan in tx.session.scalars(select(Plan).where(*kept).order_by(Plan.id)).all():
        dossier, rows, today = measures[plan.dossier_id], echeances_of(tx, plan), paris_day(tx.now)
        followed = follow_plan(tx, plan, rows, comptes_of(tx, plan.dossier_id), today)
        for row, suivi in zip(rows, followed, strict=True):
            if suivi.is_late:
                yield Reference("ECHEANCE_NON_REGLEE", row.id, dossier, row.jour)
            elif suivi.statut is StatutEcheance.A_VENIR and row.jour >= today:
                yield Reference("ECHEANCE_A_VENIR", row.id, dossier, row.jour)
        yield from _two_incidents(dossier, rows)


def _two_incidents(dossier: Dossier, rows: Sequence[Echeance]) -> Iterator[Reference]:
    """Two échéances in a row of which the case was told, and that are still unpaid."""
    for first, second in pairwise(rows):
        told = [one.incident_le for one in (first, second) if one.incident_le and not one.regle_le]
        if len(told) == 2:
            yield Reference("DEUX_INCIDENTS", second.id, dossier, max(told))


def _conservation(tx: Transaction, dossier_id: UUID | None) -> Iterator[Reference]:
    """T16: an end of conservation that was announced and is not done."""
    query = (
        select(Evenement, Dossier)
        .join(Dossier, Dossier.id == Evenement.dossier_id)
        .where(Evenement.execute_le.is_(None))
    )
    if dossier_id is not None:
        query = query.where(Dossier.id == dossier_id)
    for row, dossier in tx.session.execute(query):
        yield Reference(f"CONSERVATION_{row.organisation}", row.id, dossier, row.prevu_le)
