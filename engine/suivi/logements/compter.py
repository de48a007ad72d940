"""Propositions on a day: the days left, silence, and which refusals count.

Ten days to answer, silence is a refusal (rule PROPOSITION_REPONSE); a refusal for the person's
safety never counts (domain 5.4); three that count have the strategy reviewed
(PROPOSITION_REFUS_MAX), and the count begins again. The diagram « proposition_logement » does the
same with its own counter: what is here is read from the rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from engine.core.transaction import Transaction
from engine.suivi.logements.codes import OUVERTES, MotifRefus, StatutProposition
from engine.suivi.logements.models import Proposition
from engine.suivi.regles.read import whole


@dataclass(frozen=True)
class Situee:
    """A proposition as it stands on a day."""

    row: Proposition
    statut: StatutProposition
    repondre_avant: date
    """The last day to answer."""
    rang: int
    """Which one it is of its search, from 1."""
    compte: bool
    """Whether it is one of the refusals that count."""
    comptes: int
    """How many count in its search, this one included."""

    @property
    def is_open(self) -> bool:
        return self.statut in OUVERTES

    def days_left(self, today: date) -> int:
        """Days left to answer, the last one included; 0 on the last day."""
        return (self.repondre_avant - today).days


def situate(
    tx: Transaction, rows: Sequence[Proposition], today: date, ended_on: date | None = None
) -> list[Situee]:
    """These propositions, in the order in which they were made.

    ``ended_on``: when the dossier was closed; a proposition still open then was withdrawn.
    """
    told: list[Situee] = []
    rang = comptes = 0
    for row in rows:
        most = whole(tx, "PROPOSITION_REFUS_MAX", row.proposee_le)
        if told and (told[-1].statut is StatutProposition.ACCEPTEE or comptes >= most):
            rang = comptes = 0
        limit = answer_by(tx, row.proposee_le)
        statut = _statut(row, limit, today, ended_on)
        compte = _counts(row, statut)
        rang, comptes = rang + 1, comptes + compte
        told.append(Situee(row, statut, limit, rang, compte, comptes))
    return told


def answer_by(tx: Transaction, proposee_le: date) -> date:
    """The last day to answer a proposition of that day (rule PROPOSITION_REPONSE)."""
    return proposee_le + timedelta(days=whole(tx, "PROPOSITION_REPONSE", proposee_le))


def _statut(row: Proposition, limit: date, today: date, ended_on: date | None) -> StatutProposition:
    statut = StatutProposition(row.statut)
    if statut not in OUVERTES:
        return statut
    if ended_on is not None and ended_on <= limit:
        return StatutProposition.RETIREE
    return StatutProposition.SANS_REPONSE if today > limit else statut


def _counts(row: Proposition, statut: StatutProposition) -> bool:
    if statut is StatutProposition.SANS_REPONSE:
        return True
    return statut is StatutProposition.REFUSEE and row.motif_refus != MotifRefus.SECURITE
