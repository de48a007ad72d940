"""Where the landlord's procedure stands: its steps, the dates to come, what does not agree."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from engine.core.calendar import paris_day
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.procedures.delais import Limite, Sens, limites_of
from engine.suivi.procedures.models import Etape, TypeEtape
from engine.suivi.procedures.treve import treve_on

KIND = "etape"
# Dates that are fixed before they come; the others tell what has been done.
A_VENIR = frozenset({TypeEtape.AUDIENCE, TypeEtape.EXPULSION})
# What has been done when its own limit no longer matters.
DONE_BY = {
    "FIN_COMMANDEMENT": (TypeEtape.ASSIGNATION, TypeEtape.DESISTEMENT),
    "ASSIGNATION": (TypeEtape.ASSIGNATION, TypeEtape.DESISTEMENT),
    "NOTIF_PREFET": (TypeEtape.NOTIF_PREFET, TypeEtape.DESISTEMENT),
    "PREPARER_AUDIENCE": (TypeEtape.JUGEMENT, TypeEtape.DESISTEMENT),
    "DSF_REMISE": (TypeEtape.JUGEMENT, TypeEtape.DESISTEMENT),
    "DSF_ENTRETIEN": (TypeEtape.JUGEMENT, TypeEtape.DESISTEMENT),
    "QUITTER": (TypeEtape.PCS, TypeEtape.DESISTEMENT),
    "CFP_SILENCE": (TypeEtape.PCS, TypeEtape.EXPULSION, TypeEtape.DESISTEMENT),
}


@dataclass(frozen=True)
class EtapeLue:
    """A step as the page shows it, with the limits that it opens."""

    etape: Etape
    preuve: str | None
    limites: Sequence[Limite]


@dataclass(frozen=True)
class Procedure:
    """The whole: steps from the oldest, coming limits from the nearest, codes of what disagrees."""

    etapes: Sequence[EtapeLue]
    a_venir: Sequence[Limite]
    alertes: Sequence[str]
    treve: tuple[date, date] | None

    fixees: Sequence[Etape]
    """Steps whose day is fixed and has not come: a hearing, an eviction."""

    @property
    def stade(self) -> Etape | None:
        """The last step that counts, those to come included."""
        counted = [one.etape for one in self.etapes if one.etape.counts]
        return counted[-1] if counted else None


def read_procedure(tx: Transaction, dossier: Dossier) -> Procedure:
    """The procedure of a dossier that the actor may read this part of."""
    today = paris_day(tx.now)
    read = [
        EtapeLue(etape, _proof(tx, etape), limites_of(tx, etape))
        for etape in etapes_of(tx, dossier.id)
    ]
    counted = [one for one in read if one.etape.counts]
    coming = [
        limite
        for one in counted
        for limite in one.limites
        if max(limite.brute, limite.prorogee) >= today and not _is_done(limite, one, counted)
    ]
    coming.sort(key=lambda limite: (limite.prudente, limite.code))
    fixed = [one.etape for one in counted if one.etape.jour >= today and one.etape.type in A_VENIR]
    return Procedure(read, coming, list(_alerts(tx, counted)), treve_on(tx, today), fixed)


def etapes_of(tx: Transaction, dossier_id: UUID) -> list[Etape]:
    """Every step, the oldest first; of one day, in the order of a procedure."""
    order = list(TypeEtape)
    rows = tx.session.scalars(select(Etape).where(Etape.dossier_id == dossier_id))
    return sorted(rows, key=lambda one: (one.jour, order.index(TypeEtape(one.type)), one.notee_le))


def _proof(tx: Transaction, etape: Etape) -> str | None:
    if etape.preuve is None:
        return None
    return str(unseal(tx, KIND, etape.id, etape.preuve)["reference"])


def _is_done(limite: Limite, of: EtapeLue, counted: Sequence[EtapeLue]) -> bool:
    """Whether a step noted since makes a limit pointless."""
    closing = DONE_BY.get(limite.code, ())
    return any(
        one.etape.type in closing and one.etape.notee_le >= of.etape.notee_le
        for one in counted
        if one is not of
    )


def _alerts(tx: Transaction, counted: Sequence[EtapeLue]) -> Iterator[str]:
    """What a judge would hold against it, by code; the page has the sentences."""
    last = {one.etape.type: one for one in counted}
    assignation = last.get(TypeEtape.ASSIGNATION)
    if assignation is not None:
        yield from _alerts_of_assignation(last, assignation.etape.jour)
    audience, prefet = last.get(TypeEtape.AUDIENCE), last.get(TypeEtape.NOTIF_PREFET)
    if audience is not None and prefet is not None:
        limits = [one for one in audience.limites if one.code == "NOTIF_PREFET"]
        if any(prefet.etape.jour > one.brute for one in limits):
            late = all(prefet.etape.jour > one.brute for one in limits)
            yield "PREFET_TARDIF" if late else "PREFET_DISCUTE"
    expulsion = last.get(TypeEtape.EXPULSION)
    if expulsion is not None and treve_on(tx, expulsion.etape.jour):
        yield "EXPULSION_EN_TREVE"


def _alerts_of_assignation(last: dict[str, EtapeLue], jour: date) -> Iterator[str]:
    ccapex = [last[t] for t in (TypeEtape.SIGNALEMENT_CAF, TypeEtape.SAISINE_CCAPEX) if t in last]
    if not ccapex:
        yield "ASSIGNATION_SANS_CCAPEX"
    waits = [one for step in ccapex for one in step.limites if one.sens is Sens.PAS_AVANT]
    if waits and jour < min(one.prorogee for one in waits):
        yield "ASSIGNATION_TROP_TOT"
    commandement = last.get(TypeEtape.COMMANDEMENT_PAYER)
    if commandement and any(jour <= one.prorogee for one in commandement.limites):
        yield "ASSIGNATION_AVANT_FIN_COMMANDEMENT"
    if not any(step.etape.has_proof for step in ccapex) and ccapex:
        yield "CCAPEX_SANS_PREUVE"
