"""A household's home: what is proposed, lived in, examined, talked over, left for another.

What says where somebody lives (the reference of the dwelling, its commune, its address) is
sealed; rents, surfaces and the dates of the measure are in the clear, to be computed.
"""

from datetime import date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from engine.core.db import Base, UtcDateTime, sealed_column
from engine.suivi.dettes.montants import ZERO, Montant
from engine.suivi.logements.codes import PAR_LA_MDL, EtatMutation, Mode


class DuDossier:
    """What every row of this room carries."""

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    dossier_id: Mapped[UUID] = mapped_column(ForeignKey("dossier.id"), index=True)
    circle_id: Mapped[UUID] = mapped_column(ForeignKey("circle.id"), index=True)
    note_le: Mapped[datetime] = mapped_column(UtcDateTime)


class Logement(DuDossier, Base):
    """A dwelling as this dossier knows it: two dossiers never share a row of one."""

    __tablename__ = "logement"

    lieu: Mapped[bytes] = sealed_column("logement")
    """reference (of the landlord's patrimony), commune, adresse."""
    typologie: Mapped[str | None]
    surface: Mapped[Decimal | None] = mapped_column(Montant)
    """In m², two decimals."""
    loyer: Mapped[Decimal | None] = mapped_column(Montant)
    charges: Mapped[Decimal | None] = mapped_column(Montant)
    annexes: Mapped[Decimal | None] = mapped_column(Montant)
    chauffage: Mapped[str | None]

    @property
    def depense(self) -> Decimal | None:
        """Rent, annexes and charges of a month; None without a rent."""
        if self.loyer is None:
            return None
        return self.loyer + (self.annexes or ZERO) + (self.charges or ZERO)


class Candidature(DuDossier, Base):
    """The file that goes to the commission d'attribution (CALEOL)."""

    __tablename__ = "candidature"

    answer_id: Mapped[UUID] = mapped_column(unique=True)
    pieces: Mapped[list[str]]
    caleol_le: Mapped[date | None]


class Proposition(DuDossier, Base):
    """A dwelling proposed. Silence is not written: it is what the day says (`compter.py`)."""

    __tablename__ = "proposition_logement"

    logement_id: Mapped[UUID] = mapped_column(ForeignKey("logement.id"))
    answer_id: Mapped[UUID] = mapped_column(unique=True)
    reponse_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The answer that says what the household answered."""
    proposee_le: Mapped[date]
    statut: Mapped[str]
    visitee_le: Mapped[date | None]
    repondu_le: Mapped[date | None]
    motif_refus: Mapped[str | None]


class Occupation(DuDossier, Base):
    """How the household lives in a home: chosen, then begun at the keys, then ended or slid."""

    __tablename__ = "occupation"

    logement_id: Mapped[UUID | None] = mapped_column(ForeignKey("logement.id"))
    mode: Mapped[str | None]
    mode_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The answer that chose the mode."""
    cles_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The answer that tells the keys; None for a home told on the page."""
    date_bail: Mapped[date | None]
    entree_le: Mapped[date | None]
    pieces: Mapped[list[str]]
    """What was handed over with the keys."""
    glisse_le: Mapped[date | None]
    glisse_id: Mapped[UUID | None]
    """The answer that says that the lease has slid, where nobody had noted it before."""
    fin: Mapped[date | None]

    @property
    def has_begun(self) -> bool:
        return self.entree_le is not None

    @property
    def titulaire(self) -> str:
        """Who holds the lease: MDL, or MENAGE (a lease that has slid is the household's)."""
        return "MDL" if self.mode in PAR_LA_MDL and self.glisse_le is None else "MENAGE"

    @property
    def is_glissant(self) -> bool:
        """A lease that is to slide, and has not."""
        return self.mode == Mode.BAIL_GLISSANT and self.glisse_le is None


class Examen(DuDossier, Base):
    """One period of a bail glissant, and its examen contradictoire (CCH L.442-8-3)."""

    __tablename__ = "examen_glissement"

    occupation_id: Mapped[UUID] = mapped_column(ForeignKey("occupation.id"), index=True)
    echeance: Mapped[date]
    """The last day of the period."""
    answer_id: Mapped[UUID | None] = mapped_column(unique=True)
    realise_le: Mapped[date | None]
    avis: Mapped[str | None]
    prefet_informe_le: Mapped[date | None]
    motifs: Mapped[bytes | None] = sealed_column("examen_glissement")


class Mutation(DuDossier, Base):
    """A transfer to another home of the landlord, from the question to the move."""

    __tablename__ = "mutation"

    demande_id: Mapped[UUID | None] = mapped_column(unique=True)
    decision_id: Mapped[UUID | None] = mapped_column(unique=True)
    issue_id: Mapped[UUID | None] = mapped_column(unique=True)
    """The answer that ends it: the move organised, or the search given up."""
    motif: Mapped[str | None]
    demande_le: Mapped[date]
    pertinence: Mapped[str | None]
    """What the table D5 proposed: FORTE or NON."""
    etat: Mapped[str]
    decidee_le: Mapped[date | None]
    typologie: Mapped[str | None]
    realisee_le: Mapped[date | None]
    raison: Mapped[bytes | None] = sealed_column("mutation")

    @property
    def is_over(self) -> bool:
        return self.etat not in (EtatMutation.DEMANDEE, EtatMutation.ENGAGEE)


class Mediation(DuDossier, Base):
    """One meeting of a mediation."""

    __tablename__ = "mediation"

    answer_id: Mapped[UUID] = mapped_column(unique=True)
    jour: Mapped[date]
    objet: Mapped[str]
    issue: Mapped[str]
    accord: Mapped[bytes | None] = sealed_column("mediation")
