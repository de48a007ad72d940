"""Messages: the bell, the list, where each leads, preferences, and the post that does not go."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event

from engine.bpm.messages.models import NoticeReader
from engine.core.identity.models import Preference
from engine.core.mail.models import Sending
from tests.engine.bpm.notices.test_post import is_down
from tests.engine.bpm.notices.told import Kept, reach, send, tell
from tests.house import DAY, MONDAY
from tests.web.office import Desk, Office, flashes

BELL = re.compile(r'>Messages <span class="compte">(\d+\+?)<')
BELL_ASKED = "SELECT count(*) AS count_1 \nFROM (SELECT notice_reader"
PREFERENCES = {
    "courriel": "claire@example.invalid",
    "par_courriel": "1",
    "point": "1",
    "heure": "8",
    "calme_de": "19",
    "calme_a": "7",
}


def bell(page: str) -> str:
    found = BELL.search(page)
    return found[1] if found else ""


@pytest.fixture
def claire(office: Office) -> Desk:
    return office.desk("MDL_CHEF")


def test_the_bell_is_on_every_page_and_counts_what_is_unread(office: Office, claire: Desk) -> None:
    assert bell(claire.read("/dossiers")) == ""
    case, _ = office.open_dossier()
    tell(office.house, case, "rappel_limite", "MDL_CHEF")
    tell(office.house, case, "rappel_treve", "MDL_CHEF")
    for page in ("/dossiers", "/taches", "/messages", "/preferences", "/processus"):
        assert bell(claire.read(page)) == "2", page
    assert bell(office.desk("XLH_PILOTE").read("/dossiers")) == ""


def test_opening_the_task_reads_its_message(office: Office) -> None:
    case, _ = office.open_dossier()
    office.house.keep_promises()
    agnes = office.desk("MDL_TS")
    assert bell(agnes.read("/taches")) == "1"
    task = office.house.task(case, "information_partage").id
    assert f'href="/taches/{task}"' in agnes.read("/messages")
    agnes.read(f"/taches/{task}")
    assert bell(agnes.read("/taches")) == ""
    assert "Marquer non lu" in agnes.read("/messages")


def test_a_message_leads_to_its_dossier_and_is_read_then(office: Office, claire: Desk) -> None:
    case, address = office.open_dossier()
    tell(office.house, case, "rappel_limite", "MDL_CHEF")
    (row,) = office.house.rows(NoticeReader, NoticeReader.urgency == "date_legale")
    answer = claire.get(f"/messages/{row.notice_id}")
    assert (answer.status_code, answer.headers["Location"]) == (302, address)
    assert bell(claire.read("/dossiers")) == ""
    stranger = office.desk("XLH_IS").get(f"/messages/{row.notice_id}")
    assert stranger.status_code == 404


def test_read_unread_and_all_read(office: Office, claire: Desk) -> None:
    case, _ = office.open_dossier()
    tell(office.house, case, "rappel_limite", "MDL_CHEF")
    tell(office.house, case, "urgence_1h", "MDL_CHEF")
    page = claire.read("/messages")
    assert "Urgent" in page and "Date limite" in page
    (row,) = office.house.rows(NoticeReader, NoticeReader.urgency == "danger")
    claire.post(f"/messages/{row.notice_id}/lecture", lu="oui")
    assert bell(claire.read("/dossiers")) == "1"
    claire.post(f"/messages/{row.notice_id}/lecture", lu="non")
    assert bell(claire.read("/dossiers")) == "2"
    claire.post("/messages/lecture", vue="non-lus")
    page = claire.read("/messages?vue=non-lus")
    assert flashes(page) == ["2 messages sont marqués lus."]
    assert "Vous avez tout lu." in page and bell(page) == ""
    assert office.desk("XLH_IS").post(f"/messages/{row.notice_id}/lecture").status_code == 404


def test_a_long_list_has_pages(office: Office, claire: Desk) -> None:
    case, _ = office.open_dossier()
    for number in range(52):
        office.house.at = MONDAY + number * timedelta(hours=1)
        tell(office.house, case, "rappel_limite", "MDL_CHEF")
    page = claire.read("/messages")
    assert page.count("Marquer lu") == 50 and "Plus anciens" in page
    assert claire.read("/messages?page=2").count("Marquer lu") == 2
    assert "Aucun message pour le moment." in claire.read("/messages?page=99999999999")


def test_a_page_of_messages_asks_the_bell_once_and_costs_the_same_however_long(
    office: Office, claire: Desk
) -> None:
    case, _ = office.open_dossier()
    seen: list[str] = []
    engine = office.house.database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    costs = []
    for number in range(4):
        office.house.at = MONDAY + number * timedelta(hours=1)
        tell(office.house, case, "rappel_limite", "MDL_CHEF")
        claire.read("/messages")
        seen.clear()
        claire.read("/messages")
        costs.append(len(seen))
        assert len([text for text in seen if BELL_ASKED in text]) == 1
    assert costs[0] == costs[-1], costs


def test_preferences_are_kept_sealed_and_what_was_typed_survives(
    office: Office, claire: Desk
) -> None:
    page = claire.read("/preferences")
    assert "écrits en fichiers" in page
    refused = claire.post("/preferences", **{**PREFERENCES, "courriel": "claire", "heure": "9"})
    assert refused.status_code == 422
    assert "ne peut pas recevoir de courriel" in refused.text
    assert 'value="claire"' in refused.text and 'value="9" selected' in refused.text
    claire.post("/preferences", **PREFERENCES)
    page = claire.read("/preferences")
    assert flashes(page) == ["Vos préférences sont enregistrées."]
    assert 'value="claire@example.invalid"' in page
    (row,) = office.house.rows(Preference)
    assert b"claire" not in row.reach
    assert "claire@example.invalid" not in office.desk("MDL_TS").read("/preferences")


def test_the_post_that_does_not_go_is_shown_after_a_day_to_who_lifts_incidents(
    office: Office, claire: Desk
) -> None:
    reach(office.house, "MDL_CHEF")
    case, _ = office.open_dossier()
    tell(office.house, case, "urgence_1h", "MDL_CHEF")
    kept = Kept()
    kept.fails = is_down()
    send(office.house, kept)
    assert "ne partent plus" not in claire.read("/messages")
    office.house.at += DAY
    assert "Des courriels ne partent plus" in claire.read("/messages")
    assert "Des courriels ne partent plus" not in office.desk("MDL_TS").read("/messages")
    page = claire.read("/messages/envois")
    assert "Le serveur coupe la conversation. (1" in page
    assert "example.invalid" not in page
    claire.post("/messages/envois")
    (row,) = office.house.rows(Sending)
    assert row.due_at == office.house.at
    kept.fails = None
    assert send(office.house, kept) == 1
    assert "Aucun envoi n’est en échec." in claire.read("/messages/envois")
    assert office.desk("MDL_TS").get("/messages/envois").status_code == 403
