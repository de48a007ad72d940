"""Violences revealed in the middle of a path: a file apart, its list, and what six roles see of it.

Domain 0.1, decisions 3 and 4, and the table 4.8. Every page and act of the application, as each
trade, is `tests/walls/matrice.md`; here a household's own story is read by six people.
"""

import re
from datetime import date
from uuid import UUID

import pytest

from engine.suivi.dossiers.models import Dossier
from tests.walks.entry import by_the_landlord, enter
from tests.walks.plan import his_project
from tests.walks.walk import Walk
from tests.walls.planted import COLLEAGUE, Planted
from tests.walls.visits import Visits
from tests.web.office import Desk, Office

REVEALED = date(2026, 10, 5)
HIDDEN = ("Zabaloetxe", "1977-07-14", "06 39 98 00 42", "Anatole", "Foyer des Pins")
"""Of her file: nobody reads any of it who is not on its list."""
SIX = {
    "Référent": "MDL_TS",
    "Autre TS": COLLEAGUE,
    "Chef MDL": "MDL_CHEF",
    "IS": "XLH_IS",
    "Pilote": "XLH_PILOTE",
    "Référente unique": "REFERENTE_VVC",
}
TABS = {
    "Parcours": "",
    "Ménage": "/menage",
    "Vie du dossier": "/vie",
    "Accompagnement": "/accompagnement",
    "Logement": "/logement",
    "Dette": "/dette",
    "Projet": "/projet",
    "Accords": "/accords",
    "Accompagnement spécifique": "/accompagnement-specifique",
    "Documents": "/documents",
    "Consultations": "/consultations",
}
SEEN = """
| Partie                    | Référent | Autre TS | Chef MDL | IS | Pilote | Référente unique |
| Parcours                  | lit      | –        | lit      | –  | –      | lit              |
| Ménage                    | lit      | –        | lit      | –  | –      | lit              |
| Vie du dossier            | lit      | –        | lit      | –  | –      | lit              |
| Accompagnement            | lit      | –        | lit      | –  | –      | lit              |
| Logement                  | lit      | –        | lit      | –  | –      | non              |
| Dette                     | lit      | –        | lit      | –  | –      | non              |
| Projet                    | lit      | –        | lit      | –  | –      | non              |
| Accords                   | lit      | –        | lit      | –  | –      | lit              |
| Accompagnement spécifique | lit      | –        | lit      | –  | –      | lit              |
| Documents                 | lit      | –        | lit      | –  | –      | lit              |
| Consultations             | non      | –        | lit      | –  | –      | non              |
"""
"""« – »: for them the file does not exist; « non »: it does, this part is not of their trade."""
SAID = {200: "lit", 403: "non", 404: "–"}
TOKENS = re.compile(r'(?:content|value)="[^"]+\.[^"]+\.[^"]+"|nonce-[\w-]+')


@pytest.fixture
def paul(each_office: Office) -> Walk:
    """A maintien under way, its plan apart: nobody knows of anything."""
    each_office.house.hire(COLLEAGUE)
    walk = by_the_landlord(each_office, "TROUBLE_VOISINAGE")
    enter(walk, "XLH_IS")
    his_project(walk, is_owing=False, logement_inadapte="OUI")
    walk.on(REVEALED)
    return walk


def test_nadia_speaks_and_only_those_on_her_list_know(paul: Walk) -> None:
    nadia = she_speaks(paul)
    before_her_agreement_the_mdl_alone_knows(nadia)
    she_agrees_to_the_referente(nadia)
    her_own_path_begins(nadia)
    her_safety(nadia)
    assert seen_by_six(nadia) == [line for line in SEEN.splitlines() if line]
    nobody_else_reads_a_word_of_it(nadia)
    who_has_read_is_written(nadia)
    an_unlisted_file_is_as_an_absent_one(paul, nadia)


def she_speaks(paul: Walk) -> Walk:
    """One event, nothing written of what was confided: her file opens, the other stays the same."""
    office = paul.office
    before = {group: everything(office.desk(group), paul) for group in SIX.values()}
    listed = {group: office.desk(group).read("/dossiers") for group in ("XLH_IS", "XLH_PILOTE")}
    paul.reports("MDL_TS", "violence_revelee")
    for group, pages in before.items():
        after = everything(office.desk(group), paul)
        if group in ("MDL_CHEF", "MDL_TS"):  # on her list: a task, a message, counted in the menu
            pages, after = ([body(page) for page in one[:-1]] for one in (pages, after))
        assert after == pages, group
    for group, page in listed.items():
        assert told(office.desk(group).read("/dossiers")) == told(page)
    (hers,) = [
        one.reference for one in office.house.rows(Dossier) if one.reference != paul.reference
    ]
    return Walk(office, f"/dossiers/{hers}")


def before_her_agreement_the_mdl_alone_knows(nadia: Walk) -> None:
    statuses = {
        role: nadia.office.desk(group).get(nadia.address).status_code for role, group in SIX.items()
    }
    assert [role for role, status in statuses.items() if status == 200] == ["Référent", "Chef MDL"]
    assert "Accès restreint" in nadia.reads("MDL_TS")
    assert "Danger Non abordé" in nadia.reads("MDL_TS", "/accompagnement-specifique")
    assert nadia.asked("REFERENTE_VVC") == []


def she_agrees_to_the_referente(nadia: Walk) -> None:
    """The référente unique is told with the recorded agreement, and not before."""
    nadia.does(
        "MDL_CHEF",
        "Protéger la personne",
        contact_sur="OUI",
        accord_referente="OUI",
        protections=["APPEL"],
    )
    assert nadia.asked("REFERENTE_VVC") == ["Évaluer la sécurité avec la personne"]
    for group in ("MDL_TS", "REFERENTE_VVC"):
        accords = nadia.reads(group, "/accords").split("la référente unique (CIDFF)")[1]
        assert "Accord 5 octobre 2026" in accords.split("la référente unique (hôpital)")[0]


def her_own_path_begins(nadia: Walk) -> None:
    """Her name, how to reach her; what is asked of the landlord is the direction's to present."""
    nadia.posts(
        "MDL_TS",
        "/menage/nouveau",
        civilite="MME",
        nom="Zabaloetxe",
        prenom="Nadia",
        date_naissance="14/07/1977",
    )
    nadia.posts("MDL_TS", "/menage/coordonnees/nouveau", type="TELEPHONE", valeur="06 39 98 00 42")
    nadia.does(
        "MDL_TS",
        "Recueillir l’accord de partage",
        accord_partage="OUI",
        date_information=REVEALED.isoformat(),
        mode_information="ENTRETIEN",
    )
    nadia.does(
        "MDL_TS",
        "Pré-diagnostic social",
        date_prediagnostic=REVEALED.isoformat(),
        situation_logement="LOCATAIRE",
        difficultes=["LOGEMENT"],
        danger="AVERE",
        adhesion="OUI",
        territoire="DANS",
        avis_prediagnostic="FAVORABLE",
    )
    both = ["Donner l’avis de la MDL", "Donner l’avis du bailleur"]
    assert sorted(nadia.asked("MDL_CHEF")) == both
    assert nadia.asked("XLH_PILOTE") == []


def her_safety(nadia: Walk) -> None:
    """The sub-file: what she says of the danger, a shelter, a plan; under a key of its own."""
    nadia.does(
        "REFERENTE_VVC",
        "Évaluer la sécurité avec la personne",
        suite_evaluation="SUIVI",
        danger_evalue="A_SURVEILLER",
        consignes_contact="ne rien dire à Anatole",
    )
    nadia.posts(
        "REFERENTE_VVC",
        "/accompagnement-specifique/abris",
        type="MOYENNE",
        debut="05/10/2026",
        lieu="Foyer des Pins",
    )
    nadia.does(
        "REFERENTE_VVC",
        "Établir le plan de sécurité",
        plan_reperes=["NUMEROS", "SAC"],
        plan_etabli_le=REVEALED.isoformat(),
        plan_signe="OUI",
    )
    for group in ("MDL_TS", "MDL_CHEF", "REFERENTE_VVC"):
        page = nadia.reads(group, "/accompagnement-specifique")
        assert "Danger À surveiller" in page and "ne rien dire à Anatole" in page
        assert "Foyer des Pins" in page


def seen_by_six(nadia: Walk) -> list[str]:
    """The table of what each sees of her file."""
    rows = [["Partie", *SIX]]
    for label, tab in TABS.items():
        answers = [nadia.office.desk(group).get(f"{nadia.address}{tab}") for group in SIX.values()]
        rows.append([label, *(SAID[answer.status_code] for answer in answers)])
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) + " |"
        for row in rows
    ]


def nobody_else_reads_a_word_of_it(nadia: Walk) -> None:
    """Lists, searches, tasks, agendas: not a word, not even a count."""
    for group in (COLLEAGUE, "XLH_IS", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE"):
        desk = nadia.office.desk(group)
        for page in ("/dossiers", "/taches", "/messages", "/arbitrages", "/calendrier"):
            text = desk.get(page).text
            assert [word for word in (*HIDDEN, nadia.reference) if word in text] == [], page
        found = desk.post("/dossiers/recherche", None, recherche="Zabaloetxe")
        assert nadia.reference not in found.text


def who_has_read_is_written(nadia: Walk) -> None:
    """The direction reads who has opened what of it."""
    page = nadia.reads("MDL_CHEF", "/consultations")
    assert "Référente unique (CIDFF40)" in page and "Travailleur social MDL (MDL)" in page
    assert "XL Habitat" not in page.split("Qui a consulté")[1]


def an_unlisted_file_is_as_an_absent_one(paul: Walk, nadia: Walk) -> None:
    """Byte for byte, headers too, every page and act that names a file."""
    office = nadia.office
    planted = Planted(office.house, nadia.reference, paul.reference, UUID(int=0))
    visits = Visits(planted, office.app)
    asked = [route for route in visits.routes() if route.is_of_a_file]
    assert len(asked) > 100
    different = [
        f"{role}: {route.name}"
        for role in ("Autre TS", "IS", "Pilote")
        for route in asked
        if visits.ask(role, route, "victim") != visits.ask(role, route, "absent")
    ]
    assert different == []


def everything(desk: Desk, walk: Walk) -> list[str]:
    """Every page of a dossier that this desk may read, and its tasks."""
    pages = [f"{walk.address}{tab}" for tab in TABS.values() if tab != "/consultations"]
    return [told(desk.get(page).text) for page in (*pages, f"/taches?recherche={walk.reference}")]


def body(page: str) -> str:
    """A page without what stands above every page: how much there is to do."""
    return page.split("<main")[1]


def told(page: str) -> str:
    """A page without its tokens, which are new each time."""
    return TOKENS.sub("", page)
