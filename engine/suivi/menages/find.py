"""The list of dossiers with the names that one may read; found by reference, name or first name."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, select

from engine.core import access
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import dossiers
from engine.suivi.menages.match import COLUMNS
from engine.suivi.menages.models import Personne
from engine.suivi.menages.noms import has_words, nom_court, words
from engine.suivi.menages.personnes import PersonneLue, read_personne, titulaires
from engine.suivi.menages.seen import seen
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique

SHORTEST = 2
"""Letters to look for: one would list everybody."""


@dataclass(frozen=True)
class Ligne:
    """A dossier of the list, with its household's name where it may be read."""

    dossier: Dossier
    referent: str | None
    taches: int
    nom: str


def list_dossiers(tx: Transaction, wanted: str = "") -> Sequence[Ligne]:
    """Visible dossiers whose reference, or one person's names, have ``wanted``; the newest first.

    Names are opened in memory, for this answer: nothing in the database tells them.
    """
    asked = words(wanted)
    is_name = sum(map(len, asked)) >= SHORTEST and not "".join(asked).isdigit()
    known: dict[UUID, list[PersonneLue]] = {}
    if is_name:
        known = people_of_dossiers(tx, Dossier.menage_id.is_not(None))
    named = [one for one, people in known.items() if any(_is_called(p, asked) for p in people)]
    rows = dossiers(tx, wanted, named)
    if not is_name:
        known = people_of_dossiers(tx, Dossier.id.in_([dossier.id for dossier, _, _ in rows]))
    return [
        Ligne(dossier, referent, count, _called(tx, known.get(dossier.id)))
        for dossier, referent, count in rows
    ]


def names_of(tx: Transaction, dossier_ids: Iterable[UUID]) -> dict[UUID, str]:
    """« M. et Mme Dupin » by dossier, for those whose household the actor may know."""
    known = people_of_dossiers(tx, Dossier.id.in_(list(dossier_ids)))
    return {dossier_id: _called(tx, people) for dossier_id, people in known.items()}


def names_of_references(tx: Transaction, references: Iterable[str]) -> dict[str, str]:
    """« M. et Mme Dupin » by reference, for those whose household the actor may know."""
    asked = set(references)
    if not asked:
        return {}
    rows = tx.session.execute(
        select(Dossier.id, Dossier.reference).where(
            Dossier.reference.in_(asked), access.visible(Dossier.circle_id, tx.actor)
        )
    )
    known = {dossier_id: reference for dossier_id, reference in rows}
    return {known[one]: name for one, name in names_of(tx, known).items()}


def people_of_dossiers(
    tx: Transaction, condition: ColumnElement[bool]
) -> dict[UUID, list[PersonneLue]]:
    """By dossier, who may be read of its household: everybody, or the titulaires alone."""
    known = seen(tx, Dossier.menage_id.is_not(None), condition)
    of_them = select(Dossier.menage_id).where(condition)
    rows = tx.session.execute(
        select(*COLUMNS).where(Personne.menage_id.in_(of_them), Personne.retiree_le.is_(None))
    )
    ids, people = {vu.menage_id for vu in known}, defaultdict(list)
    for row in rows:
        if row.menage_id in ids:
            people[row.menage_id].append(read_personne(tx, row))
    if not may_read(tx, Rubrique.COMPOSITION):
        today = paris_day(tx.now)
        people = defaultdict(list, {m: list(titulaires(p, today)) for m, p in people.items()})
    return {vu.dossier_id: people[vu.menage_id] for vu in known if vu.menage_id in people}


def _is_called(person: PersonneLue, asked: Sequence[str]) -> bool:
    return has_words(asked, (person.nom, person.nom_naissance, person.prenom))


def _called(tx: Transaction, people: Sequence[PersonneLue] | None) -> str:
    return nom_court(titulaires(people, paris_day(tx.now))) if people else ""
