"""Messages from outside that no step waits for: told, expired, reported by hand, filed."""

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from engine.bpm.messages.models import Message
from engine.bpm.messages.receive import LIFETIME, deliver_waiting, receive_message
from engine.bpm.messages.unheard import forget_expired
from engine.core.access import Permission, may
from engine.core.audit.models import AuditEntry
from engine.core.identity.actor import SYSTEM, Actor
from tests.web.office import Desk, Office, flashes
from tests.web.stories import replay

SECRET = "MARQUEUR Mme Durand"
NOTE = "Reçu par téléphone aussi"
TITLE = "Messages reçus qu’aucune étape n’attendait"
UNKNOWN_TITLE = "Message que les diagrammes ne connaissent pas"


def send(office: Office, name: str, reference: str, sender: str = "compta", **answers: Any) -> None:
    """A message from the landlord's software."""
    with office.house.system() as tx:
        receive_message(tx, f"{sender}:{SECRET}", name, reference, answers)


def reference_of(address: str) -> str:
    return address.removeprefix("/dossiers/")


def section(page: str) -> str:
    """What a dossier's page tells of such messages, its tags taken away."""
    found = re.search(r'aria-labelledby="titre-recus">(.*?)</section>', page, re.DOTALL)
    text = re.sub(r"<[^>]+>", " ", found[1]) if found else ""
    return re.sub(r"[ \n]+", " ", html.unescape(text))


def number(page: str) -> str:
    """The number that stands for a message on a page."""
    found = re.search(r'name="numero" value="(\w+)"', page)
    assert found
    return found[1]


@pytest.fixture
def waiting(office: Office) -> str:
    """The address of a dossier for which an instalment not paid came before any plan."""
    _, address = office.entered()
    send(office, "incident_plan", reference_of(address), note=SECRET)
    return address


def test_a_dossier_without_such_messages_tells_nothing_of_them(office: Office, agnes: Desk) -> None:
    _, address = office.entered()
    assert TITLE not in agnes.read(address)


def test_a_message_that_no_step_waits_for_is_told_with_its_name_and_its_dates(
    agnes: Desk, waiting: str
) -> None:
    page = agnes.read(waiting)
    told = section(page)
    assert "Échéance du plan non réglée En attente jusqu’au 7 octobre 2026" in told
    assert "Reçu le 7 septembre 2026 à 9\xa0h." in told
    assert "il sera remis à la première qui l’attendra" in told
    assert "MARQUEUR" not in page


def test_after_its_date_it_is_not_received_and_its_content_is_gone(
    office: Office, agnes: Desk, waiting: str
) -> None:
    house = office.house
    assert forget_expired(house.database, SYSTEM, at=house.at) == 0
    house.at += LIFETIME
    assert "Échéance du plan non réglée Non reçu" in section(agnes.read(waiting))
    assert forget_expired(house.database, SYSTEM, at=house.at) == 1
    (message,) = house.rows(Message)
    assert message.payload == b""
    assert forget_expired(house.database, SYSTEM, at=house.at) == 0
    assert "Non reçu" in section(agnes.read(waiting))


def test_it_is_filed_with_a_note_that_the_journal_and_the_page_keep(
    office: Office, agnes: Desk, waiting: str
) -> None:
    place = f"{waiting}/messages/classement"
    found = number(agnes.read(waiting))
    sent = agnes.post(place, numero=found, note=NOTE)
    assert sent.headers["Location"] == waiting
    page = agnes.read(waiting)
    assert flashes(page) == ["Le message est classé."]
    assert "a classé le message « Échéance du plan non réglée », sans suite" in page
    assert f"classé le 7 septembre 2026 : {NOTE}" in section(page)
    assert "En attente" not in section(page)
    (message,) = office.house.rows(Message)
    assert message.payload == b""
    assert NOTE.encode() not in message.note
    (entry,) = office.house.rows(AuditEntry, AuditEntry.tag == "message:filed")
    assert (entry.subject, entry.fields) == ("incident_plan", ["note"])
    assert agnes.post(place, numero=found, note=NOTE).status_code == 404


@pytest.mark.parametrize("note", ["", "  ", "x" * 501])
def test_it_is_not_filed_without_a_reason(
    office: Office, agnes: Desk, waiting: str, note: str
) -> None:
    place = f"{waiting}/messages/classement"
    agnes.post(place, numero=number(agnes.read(waiting)), note=note)
    page = agnes.read(waiting)
    assert flashes(page) == ["Dites en une phrase pourquoi le classer."]
    assert "En attente" in section(page)
    assert office.house.rows(AuditEntry, AuditEntry.tag == "message:filed") == []


def test_a_filed_message_is_not_delivered_any_more(office: Office, agnes: Desk) -> None:
    house = office.house
    case, address = replay(office, "maintien_avec_dette", "signature_maintien")
    send(office, "versement_recu", reference_of(address), date_versement="2026-09-28")
    page = agnes.read(address)
    agnes.post(f"{address}/messages/classement", numero=number(page), note=NOTE)
    house.do(case, "acces_droits", {"droits_demandes": ["APL"]})
    replayed = {"montant_dette": 900, "nb_echeances": 15, "mensualite": 60}
    plan = {**replayed, "date_premiere": "2026-11-05", "loyer_courant_repris": "OUI"}
    house.do(case, "proposer_plan", plan)
    house.do(case, "accord_plan", {"accord_plan": "OUI"})
    assert deliver_waiting(house.database, SYSTEM, at=house.at) == 0


def test_what_came_too_early_is_reported_by_hand_once_a_step_waits_for_it(
    each_office: Office,
) -> None:
    agnes = each_office.desk("MDL_TS")
    case, address = replay(each_office, "maintien_avec_dette", "proposer_plan")
    send(each_office, "incident_plan", reference_of(address), note=SECRET)
    assert "Aucune étape ne l’attend" in section(agnes.read(address))
    each_office.house.do(case, "accord_plan", {"accord_plan": "OUI"})
    page = agnes.read(address)
    assert "S’il reste ici, il ne peut pas être lu" in section(page)
    each_office.house.at += LIFETIME
    page = agnes.read(address)
    assert "mais il est arrivé trop tôt : signalez l’événement à la main" in section(page)
    form = agnes.read(f"{address}/evenements/incident_plan")
    assert "Signalez une échéance non réglée" in form


def test_a_name_that_no_diagram_has_is_not_repeated(
    office: Office, agnes: Desk, landlord: Desk
) -> None:
    _, address = office.entered()
    send(office, SECRET, reference_of(address))
    page = agnes.read(address)
    assert UNKNOWN_TITLE in section(page)
    agnes.post(f"{address}/messages/classement", numero=number(page), note=NOTE)
    for desk in (agnes, landlord):
        assert "MARQUEUR" not in desk.read(address)
    (entry,) = office.house.rows(AuditEntry, AuditEntry.tag == "message:filed")
    assert entry.subject == "message inconnu"


# --- who sees, who may -------------------------------------------------------


def test_of_a_restricted_file_they_are_told_to_its_circle_alone(office: Office) -> None:
    case, address = replay(office, "danger_maintien_cloture", "accord_menage")
    send(office, "incident_plan", reference_of(address), note=SECRET)
    for group in ("MDL_TS", "MDL_CHEF"):
        assert "Échéance du plan" in section(office.desk(group).read(address)), group
    found = number(office.desk("MDL_TS").read(address))
    pilote = office.desk("XLH_PILOTE")
    assert TITLE not in pilote.read(address)
    others = [office.desk(group) for group in ("XLH_IS", "XLH_PREC", "XLH_RELOG", "REFERENTE_VVC")]
    for desk in (pilote, *others, office.colleague("MDL_TS", "Bruno Essai")):
        place = f"{address}/messages/classement"
        assert desk.post(place, numero=found, note=NOTE).status_code == 404
    assert "MARQUEUR" not in "".join(office.desk(g).read("/dossiers") for g in office.house.people)
    (message,) = office.house.rows(Message, Message.name == "incident_plan")
    assert message.filed_at is None
    for group in ("MDL_CHEF", "XLH_PILOTE"):
        assert "Échéance du plan" not in office.desk(group).read("/dossiers/messages")
    assert case


def test_a_message_is_not_filed_by_the_address_of_another_dossier(
    office: Office, agnes: Desk, waiting: str
) -> None:
    _, other = office.entered()
    found = number(agnes.read(waiting))
    assert agnes.post(f"{other}/messages/classement", numero=found, note=NOTE).status_code == 404


def test_who_does_not_work_on_cases_files_nothing() -> None:
    editor = Actor(None, "h", "H", "MDL", frozenset({"EDITEUR_PROCESSUS"}))
    person = Actor(SYSTEM.id, "h", "H", "MDL", editor.groups)
    for permission in (Permission.MESSAGE_FILE, Permission.MESSAGE_FILE_UNKNOWN):
        assert may(person, permission, None) is person.is_system


# --- of no dossier -----------------------------------------------------------


def test_what_came_for_no_dossier_is_told_to_those_who_lead_without_its_content(
    office: Office,
) -> None:
    send(office, "incident_plan", "2019-0042", note=SECRET)
    send(office, SECRET, SECRET, sender="autre")
    for group in ("MDL_CHEF", "XLH_PILOTE"):
        desk = office.desk(group)
        assert 'href="/dossiers/messages"' in desk.read("/messages")
        page = desk.read("/dossiers/messages")
        for told in ("Échéance du plan non réglée", "2019-0042", "illisible", UNKNOWN_TITLE):
            assert told in page, told
        assert "MARQUEUR" not in page
    for group in ("MDL_TS", "XLH_IS", "XLH_PREC", "XLH_RELOG", "REFERENTE_VVC"):
        desk = office.desk(group)
        assert "/dossiers/messages" not in desk.read("/messages"), group
        assert desk.get("/dossiers/messages").status_code == 403, group
        sent = desk.post("/dossiers/messages/classement", numero="x", note=NOTE)
        assert sent.status_code == 403, group


def test_it_is_filed_in_the_chain_of_whoever_files_it(each_office: Office) -> None:
    send(each_office, "incident_plan", "2019-0042", note=SECRET)
    chef = each_office.desk("MDL_CHEF")
    found = number(chef.read("/dossiers/messages"))
    chef.post("/dossiers/messages/classement", numero=found, note="")
    assert flashes(chef.read("/dossiers/messages")) == ["Dites en une phrase pourquoi le classer."]
    chef.post("/dossiers/messages/classement", numero=found, note=NOTE)
    assert "Aucun message sans dossier." in chef.read("/dossiers/messages")
    (entry,) = each_office.house.rows(AuditEntry, AuditEntry.tag == "message:filed")
    assert entry.chain_id == each_office.house.people["MDL_CHEF"]


def test_when_its_dossier_opens_it_is_told_there(office: Office, agnes: Desk) -> None:
    send(office, "incident_plan", "2026-0001")
    _, address = office.entered()
    assert address == "/dossiers/2026-0001"
    office.house.at += timedelta(days=1)
    assert "Échéance du plan" in section(agnes.read(address))
    assert "Aucun message sans dossier." in office.desk("MDL_CHEF").read("/dossiers/messages")
