"""Signaler un événement, corriger une réponse, relancer une étape bloquée."""

import re
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest

from engine.bpm.actions import Action, Cause, known_actions
from engine.bpm.instances.models import Answer, Incident
from engine.bpm.messages.models import Message
from engine.core.errors import ActionFailed
from engine.core.transaction import Transaction
from tests.stories import ACCORD, let_in
from tests.web.office import Desk, Office, block, flashes

IMPAYE = {"mois_impaye": "2026-09-01"}


@pytest.fixture
def entered(office: Office) -> tuple[UUID, str]:
    return office.entered()


def number(page: str) -> str:
    """The number that makes two clicks one message."""
    found = re.search(r'name="numero" value="(\w+)"', page)
    assert found
    return found[1]


def test_an_event_opens_its_task_and_is_told(
    office: Office, agnes: Desk, entered: tuple[UUID, str]
) -> None:
    case, address = entered
    form = agnes.read(f"{address}/evenements/loyer_impaye")
    assert "Signaler un événement : Loyer impayé" in form
    sent = agnes.post(f"{address}/evenements/loyer_impaye", IMPAYE, numero=number(form))
    assert sent.headers["Location"] == address
    page = agnes.read(address)
    assert flashes(page) == ["« Loyer impayé » est signalé."]
    assert "a signalé « Loyer impayé »" in page
    assert "traiter_impaye" in office.house.tasks(case)


def test_a_double_click_is_one_message(each_office: Office) -> None:
    case, address = each_office.entered()
    desk = each_office.desk("XLH_PILOTE")
    numero = number(desk.read(f"{address}/evenements/loyer_impaye"))
    for _ in range(2):
        sent = desk.post(f"{address}/evenements/loyer_impaye", IMPAYE, numero=numero)
        assert sent.headers["Location"] == address
    assert flashes(desk.read(address))[-1] == "Cet événement a déjà été signalé."
    assert each_office.house.tasks(case).count("traiter_impaye") == 1
    assert len(each_office.house.rows(Message)) == 1


def test_a_refused_event_is_explained_kept_and_still_one_message(
    office: Office, agnes: Desk, entered: tuple[UUID, str]
) -> None:
    case, address = entered
    refused = agnes.post(f"{address}/evenements/loyer_impaye", {"mois_impaye": "x"}, numero="n1")
    assert refused.status_code == 422
    assert block(refused.text, "valeurs") == {"mois_impaye": "x"}
    assert list(block(refused.text, "refus")) == ["mois_impaye"]
    assert number(refused.text) == "n1"
    assert office.house.rows(Message) == []
    assert agnes.post(f"{address}/evenements/loyer_impaye", IMPAYE, numero="n1").status_code == 302
    assert "traiter_impaye" in office.house.tasks(case)


def test_an_event_nobody_waits_for_is_told_on_the_dossier(office: Office, agnes: Desk) -> None:
    _, address = office.open_dossier()
    place = f"{address}/evenements/loyer_impaye"
    for ask in (lambda: agnes.get(place), lambda: agnes.post(place, IMPAYE, numero="n1")):
        assert ask().headers["Location"] == address
        assert flashes(agnes.read(address)) == ["Le dossier n’attend plus cet événement."]


# --- corrections -------------------------------------------------------------


def test_a_correction_moves_the_thresholds_and_is_told(
    office: Office, agnes: Desk, entered: tuple[UUID, str]
) -> None:
    case, address = entered
    place = f"{address}/reponses/{office.answer(case, 'accord_menage').id}"
    assert "data-lecture" in agnes.read(place)
    form = agnes.read(f"{place}?corriger=1")
    assert "data-lecture" not in form
    assert block(form, "valeurs") == ACCORD
    corrected = {**ACCORD, "date_accord": "2026-09-01"}
    sent = agnes.post(place, corrected, motif="Date mal lue")
    assert sent.headers["Location"] == address
    page = agnes.read(address)
    assert flashes(page)[0] == "La réponse est corrigée ; les échéances sont recalculées."
    assert "a corrigé « Recueillir l’accord du ménage »" in page
    assert "(correction)" in page
    assert "Date mal lue" not in page


@pytest.mark.parametrize(
    ("answers", "reason", "wrong"),
    [(ACCORD, " ", "motif"), ({**ACCORD, "date_accord": "demain"}, "Oubli", "date_accord")],
)
def test_a_refused_correction_is_explained_and_kept(
    office: Office,
    agnes: Desk,
    entered: tuple[UUID, str],
    answers: Mapping[str, Any],
    reason: str,
    wrong: str,
) -> None:
    case, address = entered
    place = f"{address}/reponses/{office.answer(case, 'accord_menage').id}"
    refused = agnes.post(place, answers, motif=reason)
    assert refused.status_code == 422
    assert block(refused.text, "valeurs") == answers
    assert wrong in block(refused.text, "refus")
    assert f'value="{reason}"' in refused.text
    assert "data-lecture" not in refused.text
    assert len(office.house.rows(Answer, Answer.element == "accord_menage")) == 1


def test_only_its_author_and_their_head_correct_an_answer(
    office: Office, entered: tuple[UUID, str]
) -> None:
    case, address = entered
    place = f"{address}/reponses/{office.answer(case, 'accord_menage').id}"
    assert office.desk("XLH_PILOTE").post(place, ACCORD, motif="Essai").status_code == 403
    colleague = office.colleague("MDL_TS", "Bruno Essai")
    assert "Corriger</a>" not in colleague.read(place)
    assert colleague.post(place, ACCORD, motif="Essai").status_code == 403
    assert "Corriger</a>" in office.desk("MDL_CHEF").read(place)


# --- incidents ---------------------------------------------------------------


@pytest.fixture
def blocked(office: Office, monkeypatch: pytest.MonkeyPatch) -> tuple[UUID, str]:
    """A household whose entry could not be recorded."""
    real = known_actions()["dossier.entrer"]

    def broken(tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
        raise ActionFailed(secret="marqueur")

    with monkeypatch.context() as patch:
        action = Action(real.name, real.inputs, real.outputs, broken)
        patch.setitem(known_actions(), "dossier.entrer", action)
        case, address = office.assessed()
        let_in(office.house, case)
    return case, address


def retry_address(page: str) -> str:
    found = re.search(r'action="([^"]+/reprise)"', page)
    assert found
    return found[1]


def test_a_blocked_step_is_shown_and_tried_again_once(
    office: Office, blocked: tuple[UUID, str]
) -> None:
    case, address = blocked
    chef = office.desk("MDL_CHEF")
    page = chef.read(address)
    assert "Blocage technique : Enregistrer l’entrée" in page
    assert "Ce qui avait été saisi est enregistré." in page
    assert "marqueur" not in page
    place = retry_address(page)
    assert chef.post(place).headers["Location"] == address
    page = chef.read(address)
    assert flashes(page) == ["L’étape a été relancée."]
    assert "Blocage technique" not in page
    assert "a relancé une étape bloquée" in page
    assert office.house.tasks(case) == ["diagnostic"]
    assert chef.post(place).headers["Location"] == address
    assert flashes(chef.read(address)) == ["Ce blocage technique est déjà levé."]


def test_who_may_not_retry_is_not_offered_to(office: Office, blocked: tuple[UUID, str]) -> None:
    _, address = blocked
    worker = office.desk("MDL_TS")
    assert "Relancer cette étape" not in worker.read(address)
    (incident,) = office.house.rows(Incident)
    assert worker.post(f"{address}/blocages/{incident.token_id}/reprise").status_code == 403
