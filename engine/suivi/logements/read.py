"""Where a household stands with its home: the search, the home, the transfer, the mediations."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from engine.core.calendar import paris_day
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.logements.besoin import Besoin, besoin_of
from engine.suivi.logements.codes import MotifMutation, MotifRefus
from engine.suivi.logements.compter import Situee, situate
from engine.suivi.logements.glissement import Periode, periode_of
from engine.suivi.logements.lieux import LogementLu, read_logement
from engine.suivi.logements.loyer import EffortDuLogement, effort_of
from engine.suivi.logements.models import (
    Candidature,
    Logement,
    Mediation,
    Mutation,
    Occupation,
)
from engine.suivi.logements.rows import examens_of, occupations_of, propositions_of, rows_of
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.regles.read import whole


@dataclass(frozen=True)
class PropositionLue:
    """A proposition, its dwelling, what it would weigh, and why it was refused where one reads it.

    The landlord is not told of safety: such a refusal reads as any « autre motif » to it, and the
    count of refusals, which would tell it, is read by the MDL alone.
    """

    situee: Situee
    logement: LogementLu
    effort: EffortDuLogement | None
    motif: str | None


@dataclass(frozen=True)
class OccupationLue:
    """A home lived in, or about to be, with the periods of a bail glissant."""

    row: Occupation
    logement: LogementLu | None
    periodes: Sequence[tuple[Periode, str]]
    """Each with the grounds of its avis, empty without any."""
    effort: EffortDuLogement | None


@dataclass(frozen=True)
class LogementSuivi:
    """The whole, the newest of each first."""

    besoin: Besoin | None
    candidature: Candidature | None
    propositions: Sequence[PropositionLue]
    comptes: int | None
    """Refusals that count in the present search; None for who may not know it."""
    refus_max: int
    occupations: Sequence[OccupationLue]
    mutations: Sequence[tuple[Mutation, str | None, str]]
    """Each with its motif and its grounds, as the reader may know them."""
    mediations: Sequence[tuple[Mediation, str]]

    @property
    def en_cours(self) -> PropositionLue | None:
        """The proposition that waits for an answer."""
        return next((one for one in self.propositions if one.situee.is_open), None)

    @property
    def passees(self) -> Sequence[PropositionLue]:
        return [one for one in self.propositions if one is not self.en_cours]

    @property
    def actuelle(self) -> OccupationLue | None:
        """The home of today, or the one that is being prepared."""
        return next((one for one in self.occupations if one.row.fin is None), None)


def read_logements(tx: Transaction, dossier: Dossier) -> LogementSuivi:
    """All of it, for somebody who has opened LOGEMENT; some words for the MDL alone."""
    today = paris_day(tx.now)
    told = situate(tx, propositions_of(tx, dossier.id), today, dossier.date_sortie)
    candidatures = rows_of(tx, Candidature, dossier.id)
    knows = knows_why(tx)
    return LogementSuivi(
        besoin=besoin_of(tx, entry_instance(tx, dossier.id)),
        candidature=candidatures[-1] if candidatures else None,
        propositions=[_proposition(tx, dossier, one) for one in reversed(told)],
        comptes=told[-1].comptes if told and knows else None,
        refus_max=whole(tx, "PROPOSITION_REFUS_MAX", today),
        occupations=[
            _occupation(tx, dossier, row) for row in reversed(occupations_of(tx, dossier.id))
        ],
        mutations=[_mutation(tx, row) for row in reversed(rows_of(tx, Mutation, dossier.id))],
        mediations=_mediations(tx, dossier),
    )


def knows_why(tx: Transaction) -> bool:
    """Whether the actor is told of somebody's safety: never the landlord."""
    return tx.actor.is_system or tx.actor.organisation == "MDL"


def days_left(found: LogementSuivi, today: date) -> int | None:
    """Days left to answer the proposition that waits; None when none does."""
    return found.en_cours.situee.days_left(today) if found.en_cours else None


def _proposition(tx: Transaction, dossier: Dossier, situee: Situee) -> PropositionLue:
    logement = tx.session.get_one(Logement, situee.row.logement_id)
    motif = situee.row.motif_refus
    if motif == MotifRefus.SECURITE and not knows_why(tx):
        motif = MotifRefus.AUTRE
    weighed = effort_of(tx, dossier, logement) if situee.is_open else None
    return PropositionLue(situee, read_logement(tx, logement), weighed, motif)


def _occupation(tx: Transaction, dossier: Dossier, row: Occupation) -> OccupationLue:
    logement = tx.session.get_one(Logement, row.logement_id) if row.logement_id else None
    return OccupationLue(
        row,
        read_logement(tx, logement) if logement else None,
        [
            (periode_of(tx, one), _text(tx, "examen_glissement", one.id, one.motifs))
            for one in examens_of(tx, row)
        ],
        effort_of(tx, dossier, logement) if logement and row.fin is None else None,
    )


def _mutation(tx: Transaction, row: Mutation) -> tuple[Mutation, str | None, str]:
    hides = row.motif == MotifMutation.SECURITE and not knows_why(tx)
    return row, None if hides else row.motif, _text(tx, "mutation", row.id, row.raison)


def _mediations(tx: Transaction, dossier: Dossier) -> list[tuple[Mediation, str]]:
    """What was agreed is of the accompagnement: who does not read it knows that they met."""
    reads = may_read(tx, Rubrique.ACCOMPAGNEMENT)
    rows = sorted(rows_of(tx, Mediation, dossier.id), key=lambda one: one.jour, reverse=True)
    return [(row, _text(tx, "mediation", row.id, row.accord) if reads else "") for row in rows]


def _text(tx: Transaction, kind: str, row_id: UUID, sealed: bytes | None) -> str:
    return str(unseal(tx, kind, row_id, sealed)["texte"]) if sealed else ""
