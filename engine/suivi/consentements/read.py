"""Read what a household agreed to: for its page, and for the rooms that must ask before acting."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select

from engine.core import access
from engine.core.identity.models import Person
from engine.core.transaction import Transaction
from engine.suivi.consentements.codes import RESERVEES, Finalite
from engine.suivi.consentements.models import Consentement
from engine.suivi.documents.models import Document
from engine.suivi.dossiers.models import Dossier
from engine.suivi.garde.classes import is_on_the_list
from engine.suivi.menages.read import read_menage
from engine.suivi.menages.seen import knows
from engine.suivi.partage.lire import may_read, open_rubrique
from engine.suivi.partage.rubriques import Rubrique


@dataclass(frozen=True)
class ConsentementLu:
    """An answer with who it is about and who wrote it down."""

    row: Consentement
    qui: str
    """How the person is called; empty for the household."""
    auteur: str
    paper: Document | None


@dataclass(frozen=True)
class AccordsLus:
    """What a household agreed to, for somebody who may read it."""

    dossier: Dossier
    is_shared: bool
    finalites: Sequence[Finalite]
    """Those that the actor may know of."""
    lus: Sequence[ConsentementLu]
    """The newest first."""
    personnes: Sequence[tuple[UUID, str]]
    """The adults and children that may answer by themselves, by id."""

    def actuels(self, finalite: str) -> list[ConsentementLu]:
        """The last answer of each for that purpose: the household's, then each person's."""
        last: dict[UUID | None, ConsentementLu] = {}
        for one in self.lus:
            if one.row.finalite == finalite:
                last.setdefault(one.row.personne_id, one)
        return sorted(last.values(), key=lambda one: one.qui)

    def anciens(self) -> list[ConsentementLu]:
        """What has been answered otherwise since."""
        current = {one.row.id for f in self.finalites for one in self.actuels(f)}
        return [one for one in self.lus if one.row.id not in current]


def read_accords(tx: Transaction, reference: str) -> AccordsLus:
    """The agreements of a dossier; NotFound and NotAllowed as `open_rubrique` says."""
    dossier = open_rubrique(tx, reference, Rubrique.CONSENTEMENTS)
    if not (tx.actor.is_system or knows(tx, dossier)):
        return AccordsLus(dossier, False, [], [], [])
    finalites = told_finalites(tx, dossier)
    menage = read_menage(tx, dossier)
    named = {one.id: one.appel for one in menage.personnes} if menage else {}
    rows = [row for row in answers_of(tx, dossier) if row.finalite in finalites]
    return AccordsLus(
        dossier=dossier,
        is_shared=True,
        finalites=finalites,
        lus=[_read(tx, row, named) for row in rows],
        personnes=[(one.id, one.appel) for one in menage.composition] if menage else [],
    )


def has_consented(
    tx: Transaction, dossier: Dossier, finalite: str, personne_id: UUID | None = None
) -> bool:
    """Whether an agreement for that purpose holds now: the question to ask before acting.

    It asks the rows whoever acts. The last answer of that person, or else of the household; and
    for the household, everybody who answered by themselves agrees too. No answer is no agreement.
    """
    last: dict[UUID | None, Consentement] = {}
    for row in answers_of(tx, dossier):
        if row.finalite == finalite:
            last.setdefault(row.personne_id, row)
    if personne_id is not None:
        own = last.get(personne_id, last.get(None))
        return own is not None and own.holds
    return bool(last) and all(row.holds for row in last.values())


def told_finalites(tx: Transaction, dossier: Dossier) -> list[Finalite]:
    """The purposes that the actor may know of: some tell of violences (domain 0.1, point 3)."""
    is_named = may_read(tx, Rubrique.VIOLENCES) and is_on_the_list(tx, dossier)
    return [one for one in Finalite if is_named or one not in RESERVEES]


def answers_of(tx: Transaction, dossier: Dossier) -> Sequence[Consentement]:
    """Every answer of a dossier, the newest first."""
    found = select(Consentement).where(
        Consentement.dossier_id == dossier.id, access.visible(Consentement.circle_id, tx.actor)
    )
    order = (Consentement.recueilli_le.desc(), Consentement.ecrit_le.desc(), Consentement.id)
    return list(tx.session.scalars(found.order_by(*order)))


def _read(tx: Transaction, row: Consentement, named: dict[UUID, str]) -> ConsentementLu:
    person = tx.session.get(Person, row.auteur_id) if row.auteur_id else None
    paper = tx.session.get(Document, row.document_id) if row.document_id else None
    standing = paper if paper and paper.retire_le is None else None
    qui = named.get(row.personne_id, "Une personne du ménage") if row.personne_id else ""
    return ConsentementLu(row, qui, person.name if person else "", standing)
