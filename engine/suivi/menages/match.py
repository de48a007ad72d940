"""Does somebody known look like this one? Asked among the households that the actor may know."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import select

from engine.core import access
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.menages.models import Personne
from engine.suivi.menages.noms import is_near, normalised
from engine.suivi.menages.personnes import PersonneLue, mark, read_personne, titulaires
from engine.suivi.menages.saisie import Saisie
from engine.suivi.menages.seen import Vu, seen
from engine.suivi.partage.lire import may_read
from engine.suivi.partage.rubriques import Rubrique

MOST = 10
COLUMNS = (
    Personne.id,
    Personne.menage_id,
    Personne.identite,
    Personne.lien,
    Personne.date_entree_menage,
    Personne.date_sortie_menage,
    Personne.besoin_interprete,
    Personne.version,
    Personne.retiree_le,
    Personne.marque_usage,
    Personne.marque_naissance,
)
SAME = "même nom, même prénom et même date de naissance"


@dataclass(frozen=True)
class Cherchee:
    """Who is looked for."""

    nom: str
    prenom: str
    date_naissance: date | None
    nom_naissance: str = ""


@dataclass(frozen=True)
class Candidat:
    """A household that may be the one: why, by which person, and its dossiers that are seen."""

    menage_id: UUID
    personne: PersonneLue
    titulaires: Sequence[PersonneLue]
    dossiers: Sequence[Vu]
    raison: str
    poids: int

    @property
    def is_restreint(self) -> bool:
        """It can be read, not chosen: a new dossier of it would be seen by all."""
        return any(vu.is_restreint for vu in self.dossiers)


def cherchee(tx: Transaction, typed: Mapping[str, str]) -> Cherchee:
    """Who is looked for, from a page: nom and prénom at least. AnswersRefused in words."""
    today = paris_day(tx.now)
    saisie = Saisie(typed, today)
    wanted = Cherchee(
        saisie.name("nom", ask="Indiquez le nom."),
        saisie.name("prenom", ask="Indiquez le prénom."),
        saisie.day("date_naissance", latest=today),
        saisie.name("nom_naissance"),
    )
    saisie.refuse()
    return wanted


def candidates(tx: Transaction, wanted: Cherchee) -> Sequence[Candidat]:
    """The known households that look like it, the likeliest first, ten at most.

    Only households that the actor may know are read at all: the answer, and the time it takes,
    do not depend on the others.
    """
    return candidates_of_each(tx, [wanted])[0]


def candidates_of_each(tx: Transaction, wanted: Sequence[Cherchee]) -> Sequence[Sequence[Candidat]]:
    """The same for several persons, whose households are read once."""
    known = defaultdict(list)
    for vu in seen(tx, Dossier.menage_id.is_not(None)):
        known[vu.menage_id].append(vu)
    people = list(_people(tx, set(filter(None, known))))
    return [_candidates(tx, one, known, people) for one in wanted]


def _candidates(
    tx: Transaction,
    wanted: Cherchee,
    known: Mapping[UUID | None, list[Vu]],
    everybody: Sequence[tuple[UUID, list[tuple[PersonneLue, set[str]]]]],
) -> Sequence[Candidat]:
    mine = set(filter(None, (mark(tx, nom, _content(wanted)) for nom in _names(wanted) if nom)))
    found = []
    for menage_id, people in everybody:
        heads = titulaires([person for person, _ in people], paris_day(tx.now))
        best = max((_likeness(wanted, p, bool(mine & marks)) for p, marks in people), key=_weight)
        if best[0]:
            found.append(Candidat(menage_id, best[2], heads, known[menage_id], best[1], best[0]))
    found.sort(key=lambda c: (-c.poids, c.dossiers[0].reference))
    return found[:MOST]


def _people(
    tx: Transaction, known: set[UUID]
) -> Iterator[tuple[UUID, list[tuple[PersonneLue, set[str]]]]]:
    """The persons of these households with their marks, as far as the actor may read them."""
    mine = select(Dossier.menage_id).where(access.visible(Dossier.circle_id, tx.actor))
    rows = tx.session.execute(
        select(*COLUMNS).where(Personne.menage_id.in_(mine), Personne.retiree_le.is_(None))
    )
    of_each = defaultdict(list)
    for row in rows:
        if row.menage_id in known:
            marks = {m for m in (row.marque_usage, row.marque_naissance) if m}
            of_each[row.menage_id].append((read_personne(tx, row), marks))
    reads_all = may_read(tx, Rubrique.COMPOSITION)
    for menage_id, people in of_each.items():
        heads = titulaires([person for person, _ in people], paris_day(tx.now))
        yield menage_id, people if reads_all else [one for one in people if one[0] in heads]


Likeness = tuple[int, str, PersonneLue]


def _likeness(wanted: Cherchee, person: PersonneLue, is_marked: bool) -> Likeness:
    """How much a person looks like the one who is looked for, and why; 0 when they do not."""
    if is_marked:
        return 100, SAME, person
    born = wanted.date_naissance is not None and wanted.date_naissance == person.date_naissance
    other = None not in (wanted.date_naissance, person.date_naissance) and not born
    first, theirs = normalised(wanted.prenom), normalised(person.prenom)
    mine = [normalised(nom) for nom in _names(wanted) if nom]
    known = [normalised(nom) for nom in (person.nom, person.nom_naissance) if nom]
    same, near = bool(set(mine) & set(known)), any(is_near(a, b) for a in mine for b in known)
    swapped = first in known and theirs in mine
    for holds, weight, reason in (
        (same and first == theirs and born, 100, SAME),
        (same and born, 80, "même nom et même date de naissance"),
        (swapped and born, 80, "nom et prénom inversés, même date de naissance"),
        (near and born, 70, "nom proche et même date de naissance"),
        (first == theirs and born, 60, "même prénom et même date de naissance"),
        (same and first == theirs and not other, 50, "même nom et même prénom"),
        (same and first == theirs, 40, "même nom et même prénom, autre date de naissance"),
        (swapped and not other, 35, "nom et prénom inversés"),
        (near and is_near(first, theirs) and not other, 30, "nom et prénom proches"),
    ):
        if holds:
            return weight, reason, person
    return 0, "", person


def _weight(likeness: Likeness) -> int:
    return likeness[0]


def _names(wanted: Cherchee) -> tuple[str, str]:
    return wanted.nom, wanted.nom_naissance


def _content(wanted: Cherchee) -> dict[str, str]:
    born = wanted.date_naissance
    return {"prenom": wanted.prenom, "date_naissance": born.isoformat() if born else ""}
