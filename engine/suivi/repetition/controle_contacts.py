"""The independent count of households that nobody meets: who was told of it, and when.

Source: domain §5.8, T04: after 21 days without a contact the référent, after 35 the chef of the
MDL, on a working morning, once for each last meeting. Nothing here is read from table D7 nor
computed by the sweep. A rehearsal suspends no measure.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Presence
from engine.suivi.accompagnement.models import Contact
from engine.suivi.dossiers.models import Dossier
from engine.suivi.repetition.attendu_retards import DAY, mornings
from engine.suivi.repetition.controle import DELAY, Compte
from engine.suivi.repetition.releve import Releve

Rencontres = Mapping[str, Sequence[tuple[datetime, date]]]
"""By reference: when a meeting was written down, and its day."""


@dataclass(frozen=True)
class Attente:
    """So many days without a meeting, and by which template it is told."""

    jours: int
    libelle: str
    template: str

    @property
    def code(self) -> str:
        return f"T04+{self.jours}"


ATTENTES = (
    Attente(21, "T04, 21 jours sans contact : le référent", "rappel_sans_contact"),
    Attente(35, "T04, 35 jours sans contact : la direction", "alerte_sans_contact"),
)


def read_rencontres(tx: Transaction) -> Rencontres:
    """Every meeting that took place."""
    columns = (Dossier.reference, Contact.ecrit_le, Contact.jour)
    rows = tx.session.execute(
        select(*columns)
        .join(Dossier, Dossier.id == Contact.dossier_id)
        .where(Contact.presence == Presence.HONORE)
        .order_by(Contact.ecrit_le)
    )
    found = defaultdict(list)
    for reference, written, day in rows:
        found[reference].append((written, day))
    return found


def count_contacts(
    releves: Sequence[Releve], rencontres: Rencontres, until: datetime
) -> list[Compte]:
    """Each of both waits, over the dossiers that entered; ``until`` is the last instant."""
    comptes = {one.code: Compte(one.code, one.libelle) for one in ATTENTES}
    for releve in releves:
        for attente in ATTENTES:
            expected = dict(_instants(releve, attente, rencontres.get(releve.reference, ()), until))
            _judge(comptes[attente.code], releve, attente, expected)
    return list(comptes.values())


def _instants(
    releve: Releve, attente: Attente, met: Sequence[tuple[datetime, date]], until: datetime
) -> Iterator[tuple[date, datetime]]:
    """Each last meeting that became too old, and the first working morning that saw it so."""
    if releve.date_entree is None or releve.entered is None:
        return
    end = min(one for one in (releve.left, releve.ended, until) if one is not None)
    seen = set[date]()
    for _, at in mornings(paris_day(releve.entered) - DAY, releve.entered, end):
        known = [jour for written, jour in met if written < at]
        since = max(known, default=releve.date_entree)
        is_old = (paris_day(at) - since).days >= attente.jours
        if at < end and is_old and since not in seen:
            seen.add(since)
            yield since, at


def _judge(
    compte: Compte, releve: Releve, attente: Attente, expected: Mapping[date, datetime]
) -> None:
    told = sorted(
        at for (template, _), times in releve.told.items() for at in times
        if template == attente.template
    )  # fmt: skip
    compte.rappels += len(told)
    for since, at in expected.items():
        compte.dossiers += 1
        if not any(at <= one < at + DELAY for one in told):
            compte.manquements.append(
                f"{releve.nom}, sans contact depuis le {since:%d/%m/%Y} : rien n’a été transmis"
            )
    for one in told:
        if not any(at <= one < at + DELAY for at in expected.values()):
            compte.manquements.append(
                f"{releve.nom} : « sans contact » transmis sans raison, {one:%d/%m/%Y}"
            )
