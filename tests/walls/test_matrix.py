"""Who sees what: every page, every act, every trade, an ordinary file and a victim's.

A new address has no line in `matrice.md` and fails here: its line is to be read before it is
kept (`PALIER_MATRICE=1` writes the file anew).
"""

import os
from pathlib import Path

from engine.bpm.tasks.models import Task
from engine.suivi.partage.models import Consultation
from tests.walls.planted import NOM, SECRETS
from tests.walls.visits import ROLES, STRANGERS, Visits, as_text, table_of

TABLE = Path(__file__).with_name("matrice.md")


def test_every_page_answers_each_trade_as_the_table_says(visits: Visits) -> None:
    found = as_text([(route.name, line) for route, line in table_of(visits)])
    if os.environ.get("PALIER_MATRICE"):
        TABLE.write_text(found)
    expected = TABLE.read_text().splitlines()
    wrong = [line for line in found.splitlines() if line not in expected]
    gone = [line for line in expected if line not in found.splitlines()]
    assert not wrong, "\n".join(["found:", *wrong, "expected:", *gone])
    assert not gone, "\n".join(gone)


def test_no_page_is_broken_for_anybody(visits: Visits) -> None:
    broken = [
        f"{role}: {route.name}"
        for route, line in table_of(visits)
        for role in ROLES
        if "50" in line[role]
    ]
    assert broken == []


def test_for_a_stranger_the_file_is_as_if_it_did_not_exist(visits: Visits) -> None:
    """Byte for byte, whatever is asked: its addresses, and those of nothing."""
    asked = [route for route in visits.routes() if route.is_of_a_file]
    assert len(asked) > 60
    different = [
        f"{role}: {route.name}"
        for route in asked
        for role in STRANGERS
        if visits.ask(role, route, "victim") != visits.ask(role, route, "absent")
    ]
    assert different == []


def test_no_answer_to_a_stranger_holds_a_word_of_it(visits: Visits) -> None:
    """Lists, searches, counts, exports, agendas, titles, addresses: any page that names no file."""
    hidden = (*SECRETS, visits.planted.victim)
    said = {
        f"{role}: {route.name}": visits.ask(role, route, "ordinary")
        for route in visits.routes()
        for role in STRANGERS
        if route.method == "GET"
    }
    leaks = {
        where: word
        for where, answer in said.items()
        for word in hidden
        if word in answer.text or word in repr(answer.headers)
    }
    assert leaks == {}


def test_the_landlord_s_pilote_is_told_a_stage_and_no_name(visits: Visits) -> None:
    """On the list with the household's agreement (domain 0.1, decision 4)."""
    leaks = {
        route.name: word
        for route in visits.routes()
        for word in SECRETS
        if word in visits.ask("Pilote", route, "victim").text
    }
    assert leaks == {}
    of_mdl = [r for r in visits.routes() if NOM in visits.ask("Référent", r, "victim").text]
    assert len(of_mdl) > 5


def test_the_visits_leave_nothing_behind(visits: Visits) -> None:
    house = visits.planted.house
    for route in visits.routes():
        if route.is_of_a_file:
            visits.ask("Référent", route, "victim")
    assert house.rows(Consultation) == []
    assert {task.element for task in house.rows(Task, Task.closed_at.is_(None))} >= {"avis_mdl"}
