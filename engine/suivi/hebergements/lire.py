"""A list of hosted people, read by household: what is wrong is told by line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from engine.core.calendar import add_months
from engine.core.errors import AnswersRefused
from engine.suivi.hebergements.colonnes import CIVILITES, COLONNES, LIENS, origine
from engine.suivi.menages.models import Lien
from engine.suivi.menages.personnes import typed_personne
from engine.suivi.tableaux.cellules import NIR_TOLD, Fausse, cell_of, holds_nir, read_day
from engine.suivi.tableaux.colonnes import places_of, plain, refuse_missing
from engine.suivi.tableaux.texte import read_table

Typed = dict[str, str]
ADULT = 18 * 12


@dataclass
class MenageHeberge:
    """A household of the file: its number, where it is hosted, its people as a page types them."""

    reference: str
    ligne: int
    origine: str = ""
    telephone: str = ""
    courriel: str = ""
    personnes: list[Typed] = field(default_factory=list)
    """The titulaire first."""


@dataclass
class Lecture:
    """A file that was read."""

    lues: int = 0
    menages: list[MenageHeberge] = field(default_factory=list)
    erreurs: list[tuple[int, str]] = field(default_factory=list)
    colonnes_ignorees: list[str] = field(default_factory=list)


def read_file(data: bytes, today: date) -> Lecture:
    """The households of a file; FichierRefuse when it is no table, or lacks a column.

    A household with a wrong line is left out whole: half a family is not proposed.
    """
    table = read_table(data)
    places, missing, unread = places_of(table.headings, COLONNES)
    refuse_missing(missing)
    lecture = Lecture(lues=len(table.rows), colonnes_ignorees=unread)
    known: dict[str, MenageHeberge] = {}
    wrong = set()
    for number, cells in table.rows:
        reference = cell_of(places, cells, "reference")
        try:
            typed = _person(places, cells, today)
        except Fausse as fault:
            lecture.erreurs.append((number, str(fault)))
            wrong.add(reference)
            continue
        menage = known.setdefault(reference, MenageHeberge(reference, number))
        _complete(menage, places, cells)
        menage.personnes.append(typed)
    for reference, menage in known.items():
        if reference not in wrong:
            _order(menage)
            lecture.menages.append(menage)
    return lecture


def _person(places: Mapping[str, int], cells: Sequence[str], today: date) -> Typed:
    if holds_nir(cells):
        raise Fausse(NIR_TOLD)
    if not cell_of(places, cells, "reference"):
        raise Fausse("Le numéro du ménage manque.")
    born = _birth(cell_of(places, cells, "date_naissance"))
    typed = {
        "nom": cell_of(places, cells, "nom"),
        "prenom": cell_of(places, cells, "prenom"),
        "nom_naissance": cell_of(places, cells, "nom_naissance"),
        "date_naissance": born.strftime("%d/%m/%Y") if born else "",
        "civilite": CIVILITES.get(plain(cell_of(places, cells, "civilite")), ""),
        "lien": _link(cell_of(places, cells, "lien"), born, today),
    }
    try:
        typed_personne({**typed, "lien": typed["lien"] or Lien.TITULAIRE}, today)
    except AnswersRefused as refusal:
        first = next(iter(refusal.errors.values()))
        raise Fausse(first[0]) from refusal
    return typed


def _birth(text: str) -> date | None:
    born = read_day(text) if text else None
    if text and born is None:
        raise Fausse("La date de naissance se lit mal : écrivez par exemple 12/03/1985.")
    return born


def _link(text: str, born: date | None, today: date) -> str:
    link = LIENS.get(plain(text))
    if link is None:
        raise Fausse("Le lien n’est pas connu : titulaire, conjoint, enfant, parent ou autre.")
    is_grown = born is not None and add_months(born, ADULT) <= today
    return Lien.ENFANT_MAJEUR if link == Lien.ENFANT_MINEUR and is_grown else link


def _complete(menage: MenageHeberge, places: Mapping[str, int], cells: Sequence[str]) -> None:
    """What is the household's is taken from the first of its lines that says it."""
    menage.origine = menage.origine or origine(cell_of(places, cells, "structure"))
    menage.telephone = menage.telephone or cell_of(places, cells, "telephone")
    menage.courriel = menage.courriel or cell_of(places, cells, "courriel")


def _order(menage: MenageHeberge) -> None:
    """One titulaire, first; whoever has no link and is not the first is « autre »."""
    people = menage.personnes
    first = next((p for p in people if p["lien"] in ("", Lien.TITULAIRE)), people[0])
    others = [person for person in people if person is not first]
    for person in others:
        is_second = person["lien"] == Lien.TITULAIRE
        person["lien"] = Lien.COTITULAIRE if is_second else person["lien"] or Lien.AUTRE
    menage.personnes = [{**first, "lien": Lien.TITULAIRE}, *others]
