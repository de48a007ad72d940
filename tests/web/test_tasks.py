"""One task: take it, give it back, keep a draft, end it, be refused and told why."""

from uuid import UUID

import pytest

from engine.bpm.instances.models import Answer
from tests.house import PARTAGE
from tests.web.office import Desk, Office, block, flashes


@pytest.fixture
def case(office: Office) -> UUID:
    return office.open_dossier()[0]


@pytest.fixture
def task(office: Office, case: UUID) -> str:
    """The address of « Recueillir l’accord de partage »."""
    return f"/taches/{office.house.task(case, 'information_partage').id}"


def test_the_page_says_what_is_asked_and_why(agnes: Desk, task: str) -> None:
    page = agnes.read(task)
    assert '<p class="consigne">' in page
    assert "Dossier 2026-0001" in page
    assert "Entrée dans le dispositif" in page
    assert block(page, "schema")["id"] == "information_partage"


def test_a_task_is_taken_and_given_back(office: Office, agnes: Desk, task: str, case: UUID) -> None:
    assert agnes.post(f"{task}/prise-en-charge").headers["Location"] == task
    page = agnes.read(task)
    assert "prise en charge par vous" in page
    assert "Remettre à l’équipe" in page
    assert agnes.post(f"{task}/remise").status_code == 302
    assert flashes(agnes.read("/taches")) == [
        "« Recueillir l’accord de partage » est remise à l’équipe."
    ]
    assert office.house.task(case, "information_partage").claimed_by is None


def test_a_colleague_sees_who_has_it_and_cannot_end_it(
    office: Office, agnes: Desk, task: str, case: UUID
) -> None:
    agnes.post(f"{task}/prise-en-charge")
    other = office.colleague("MDL_TS", "Bruno Essai")
    page = other.read(task)
    assert "Travailleur social MDL s’occupe de cette tâche." in page
    assert "Terminer la tâche" not in page
    for act in ("prise-en-charge", "realisation"):
        assert other.post(f"{task}/{act}", PARTAGE).headers["Location"] == "/"
        assert flashes(other.read("/taches")) == ["Un collègue a pris cette tâche en charge."]
    assert other.post(f"{task}/remise").status_code == 403
    assert office.house.tasks(case) == ["information_partage"]


def test_ending_a_task_says_so_and_opens_the_next(
    office: Office, agnes: Desk, task: str, case: UUID
) -> None:
    assert agnes.post(f"{task}/realisation", PARTAGE).headers["Location"] == "/taches"
    page = agnes.read("/taches")
    (told,) = flashes(page)
    assert told.startswith("« Recueillir l’accord de partage » est réalisée. La suite du dossier")
    assert told.endswith(": « Pré-diagnostic social » (Travailleur social MDL).")
    assert "Pré-diagnostic social" in page
    assert office.house.tasks(case) == ["prediagnostic"]
    closed = agnes.read(task)
    assert "Cette tâche a été réalisée le 7 septembre 2026 à 9\xa0h" in closed
    assert "par Travailleur social MDL" in closed


def test_refused_answers_are_explained_and_kept(
    office: Office, agnes: Desk, task: str, case: UUID
) -> None:
    given = {"accord_partage": "PEUT_ETRE", "mode_information": "ENTRETIEN", "inconnu": "x"}
    answer = agnes.post(f"{task}/realisation", given)
    assert answer.status_code == 422
    assert block(answer.text, "valeurs") == given
    assert block(answer.text, "refus") == {
        "accord_partage": ["Choisissez une des réponses proposées."],
        "date_information": ["Répondez à cette question."],
        "inconnu": ["Ce champ n’appartient pas au formulaire."],
    }
    assert office.house.tasks(case) == ["information_partage"]
    assert office.house.rows(Answer, Answer.element == "information_partage") == []


def test_ending_a_task_twice_is_told_in_french(
    each_office: Office,
) -> None:
    case, _ = each_office.open_dossier()
    task = f"/taches/{each_office.house.task(case, 'information_partage').id}"
    agnes = each_office.desk("MDL_TS")
    first = agnes.post(f"{task}/realisation", PARTAGE)
    second = agnes.post(f"{task}/realisation", PARTAGE)
    assert (first.status_code, second.status_code) == (302, 302)
    assert flashes(agnes.read("/taches"))[-1] == (
        "Cette tâche vient d’être réalisée ou annulée. Vos réponses n’ont pas été enregistrées."
    )
    assert len(each_office.house.rows(Answer, Answer.element == "information_partage")) == 1
    script = agnes.keep(task.removeprefix("/taches/"), {"reponses": {}})
    assert script.status_code == 409
    assert "Cette tâche vient d’être réalisée" in script.get_json()["message"]


def test_what_was_typed_cannot_break_out_of_the_page(agnes: Desk, task: str) -> None:
    given = {"accord_partage": "</script><script>alert(1)</script>", "</script>": "<img src=x>"}
    page = agnes.post(f"{task}/realisation", given).text
    assert "<script>alert" not in page
    assert "<img" not in page
    assert block(page, "valeurs") == given


def test_a_draft_is_kept_for_the_next_visit_and_for_the_team(
    office: Office, agnes: Desk, task: str
) -> None:
    kept = agnes.keep(task.removeprefix("/taches/"), {"reponses": {"mode_information": "COURRIER"}})
    assert kept.status_code == 201
    page = agnes.read(task)
    assert block(page, "valeurs") == {"mode_information": "COURRIER"}
    assert "Brouillon enregistré le 7 septembre 2026 à 9\xa0h" in page
    assert block(office.colleague("MDL_TS", "Bruno Essai").read(task), "valeurs")


def test_a_draft_is_not_for_those_who_cannot_do_the_task(office: Office, task: str) -> None:
    refused = office.desk("XLH_PILOTE").keep(task.removeprefix("/taches/"), {"reponses": {}})
    assert refused.status_code == 403
    assert refused.json == {"message": "Votre métier ne permet pas de faire cela."}


def test_another_group_cannot_take_or_end_it(office: Office, task: str, case: UUID) -> None:
    landlord = office.desk("XLH_PILOTE")
    for act in ("prise-en-charge", "remise", "realisation"):
        answer = landlord.post(f"{task}/{act}", PARTAGE)
        assert answer.status_code == 403
        assert "Votre métier ne permet pas de faire cela." in answer.text
    assert office.house.tasks(case) == ["information_partage"]


def test_the_panel_alone_is_sent_to_htmx(agnes: Desk, task: str) -> None:
    panel = agnes.get(task, **{"HX-Request": "true"})
    assert panel.status_code == 200
    assert "<html" not in panel.text
    assert "data-focus" in panel.text
    assert "HX-Request" in panel.headers["Vary"]


def test_the_mdl_reads_what_the_table_proposes_beside_its_question(office: Office) -> None:
    case, _ = office.assessed()
    task = office.house.task(case, "avis_mdl").id
    page = office.desk("MDL_CHEF").read(f"/taches/{task}")
    assert block(page, "valeurs") == {"proposition": "ENTREE"}


def test_the_landlord_is_not_told_what_the_table_proposes(office: Office) -> None:
    case, _ = office.assessed(danger="AVERE")
    task = office.house.task(case, "avis_bailleur").id
    page = office.desk("XLH_PILOTE").read(f"/taches/{task}")
    assert block(page, "valeurs") == {}
    assert "PROTEGER" not in page


def test_a_chef_gives_back_what_an_absent_colleague_holds(
    office: Office, agnes: Desk, task: str, case: UUID
) -> None:
    agnes.post(f"{task}/prise-en-charge")
    assert office.desk("XLH_PILOTE").post(f"{task}/remise").status_code == 403
    assert office.desk("MDL_CHEF").post(f"{task}/remise").status_code == 302
    assert office.house.task(case, "information_partage").claimed_by is None
