"""Invented families: names, ages that fit, telephones kept for fiction, streets that do not exist.

Arcep keeps 06 39 98 00 00 to 06 39 98 99 99 for fiction; example.org is kept by RFC 2606.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from engine.core.calendar import paris_day
from engine.suivi.programme.households import Household, chance
from engine.suivi.programme.people import shuffled, weighted

WOMEN = (
    "Maialen", "Élodie", "Sandrine", "Maite", "Célia", "Nathalie", "Amaia", "Justine", "Corinne",
    "Laetitia", "Pauline", "Odile", "Myriam", "Sabine",
)  # fmt: skip
MEN = (
    "Xabi", "Bastien", "Patrick", "Peyo", "Cédric", "Jean-Marc", "Beñat", "Kévin", "Serge",
    "Ludovic", "Damien", "Guilhem", "Mickaël", "Arnaud",
)  # fmt: skip
CHILDREN = (
    "Oihan", "Lilou", "Enzo", "Nahia", "Timéo", "Jade", "Eneko", "Louna", "Mathis", "Garance",
    "Ihintza", "Noam",
)  # fmt: skip
NAMES = (
    "Dupouy", "Castagnède", "Darrigan", "Lassalle", "Oyharçabal", "Labarrère", "Bordenave",
    "Harismendy", "Cazaubon", "Saint-Martin", "Larroudé", "Goyeneche", "Tauzia", "Destandau",
    "Brocas", "Elissalde", "Poyanne", "Mendiboure", "Lafourcade", "Ducournau", "Sallaberry",
    "Dulong", "Vignau", "Irigoyen", "Barrouillet", "Cantegrel", "Haramboure", "Lesbats",
    "Mongaston", "Narbey", "Peyresblanques", "Recalde", "Sescousse", "Uhalde", "Vergez",
    "Arrosagaray", "Bidegain", "Coumes", "Daverat", "Espil",
)  # fmt: skip
FROM_AWAY = (
    ("Samira", "Nadir", "Benkacem", "arabe"),
    ("Lucinda", "Rui", "Ferreira da Costa", "portugais"),
    ("Olena", "Taras", "Kovalenko", "ukrainien"),
    ("Aminata", "Boubacar", "Diarra", "bambara"),
    ("Nino", "Giorgi", "Lomidze", "géorgien"),
)
AWAY = 0.12
STREETS = (
    "rue des Ajoncs-Bleus", "impasse du Résinier", "allée des Palombes-Lentes",
    "rue du Vieux-Gemmeur", "chemin de la Barthe-Haute", "rue des Arènes-Vertes",
    "place du Merle-Gris", "avenue des Pignots", "rue de la Source-Tiède",
    "allée des Genêts-d’Or",
)  # fmt: skip
POSTCODES = {
    "Dax": "40100",
    "Saint-Paul-lès-Dax": "40990",
    "Narrosse": "40180",
    "Mont-de-Marsan": "40000",
    "Tarnos": "40220",
    "Soustons": "40140",
}
SIZES = {"T1": {1: 1.0}, "T2": {1: 3.0, 2: 2.0}, "T3": {2: 2.0, 3: 2.0}, "T4": {4: 2.0, 5: 1.0}}
CAME_BACK = frozenset({"refus", "acces_nouveau"})
"""Two stories of one person: she was refused, and came back later by a second dossier."""
DRAWS, A_YEAR = 12, timedelta(days=365)
"""Children of one family are a year apart, as far as some draws allow."""
IN_DANGER = frozenset({"danger"})


@dataclass(frozen=True)
class Famille:
    """A family as somebody would type it: the titulaire first, then the others."""

    people: Sequence[dict[str, str]]
    phone: str
    address: str
    mail: str

    @property
    def titulaire(self) -> dict[str, str]:
        return self.people[0]


def draw_famille(household: Household) -> Famille:
    """The family of a household; nothing of it depends on the other ones."""
    luck, born = household.luck("famille"), paris_day(household.opens_at)
    titulaire = _titulaire(household, luck, born)
    people = [titulaire]
    count = weighted(luck, SIZES[household.facts["typologie"]])
    has_partner = count > 1 and household.story.name not in IN_DANGER and luck.random() < 0.5
    if household.story.name in IN_DANGER:
        count = max(count, 2)
    if has_partner:
        people.append(_partner(titulaire, luck, born))
    for _ in range(count - len(people)):
        people.append(_child(people, luck, born))
    number = luck.randint(0, 9999)
    commune = household.facts["commune"]
    street = f"{luck.randint(2, 48)} {luck.choice(STREETS)}"
    mail = f"menage{household.number:02d}@example.org" if luck.random() < 0.4 else ""
    return Famille(
        people,
        f"06 39 98 {number // 100:02d} {number % 100:02d}",
        f"{street}, {POSTCODES[commune]} {commune}",
        mail,
    )


def newborn(household: Household, famille: Famille, day: date) -> dict[str, str]:
    """A child born some days before, for the story in which the dwelling becomes too small."""
    luck = household.luck("naissance")
    came = day - timedelta(days=luck.randint(5, 15))
    child = _child(list(famille.people), luck, day)
    return {**child, "date_naissance": came.isoformat(), "entree": came.isoformat()}


def _titulaire(household: Household, luck: Random, on: date) -> dict[str, str]:
    if household.story.name in CAME_BACK:
        who = {"civilite": "MME", "nom": "Darricau", "prenom": "Séverine"}
        return {**who, "nom_naissance": "", "date_naissance": "1991-04-17", "lien": "TITULAIRE"}
    is_woman = household.story.name in IN_DANGER or luck.random() < 0.55
    # Families of one programme differ, as long as there are names.
    names = shuffled(chance(household.seed, "noms"), NAMES)
    nom, prenom = names[household.number % len(names)], luck.choice(WOMEN if is_woman else MEN)
    langue = ""
    if household.story.name not in IN_DANGER and luck.random() < AWAY:
        woman, man, nom, langue = luck.choice(FROM_AWAY)
        prenom = woman if is_woman else man
    return {
        "civilite": "MME" if is_woman else "M",
        "nom": nom,
        "prenom": prenom,
        "nom_naissance": luck.choice(NAMES) if is_woman and luck.random() < 0.3 else "",
        "date_naissance": _born(luck, on, 24, 58),
        "lien": "TITULAIRE",
        "langue": langue,
        "besoin_interprete": "1" if langue and luck.random() < 0.7 else "",
    }


def _partner(titulaire: dict[str, str], luck: Random, on: date) -> dict[str, str]:
    is_woman = titulaire["civilite"] == "M"
    return {
        "civilite": "MME" if is_woman else "M",
        "nom": titulaire["nom"] if luck.random() < 0.6 else luck.choice(NAMES),
        "prenom": luck.choice(WOMEN if is_woman else MEN),
        "date_naissance": _born(luck, on, 24, 58),
        "lien": luck.choice(("COTITULAIRE", "CONJOINT")),
    }


def _child(people: list[dict[str, str]], luck: Random, on: date) -> dict[str, str]:
    """A child of the titulaire, of another first name than the others."""
    known = {person["prenom"] for person in people}
    oldest = (on - date.fromisoformat(people[0]["date_naissance"])).days // 366 - 19
    others = [date.fromisoformat(person["date_naissance"]) for person in people]
    draws = [_born(luck, on, 0, max(1, min(16, oldest))) for _ in range(DRAWS)]
    apart = [d for d in draws if all(abs(date.fromisoformat(d) - o) > A_YEAR for o in others)]
    return {
        "nom": people[0]["nom"],
        "prenom": luck.choice([name for name in CHILDREN if name not in known]),
        "date_naissance": (apart or draws)[0],
        "lien": "ENFANT_MINEUR",
    }


def _born(luck: Random, on: date, youngest: int, oldest: int) -> str:
    """A birth date at some age, in days: never after ``on``."""
    days = luck.randint(youngest * 366 + 1, oldest * 365 + 300)
    return (on - timedelta(days=days)).isoformat()
