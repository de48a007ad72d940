"""A restricted file goes on to its clôture, and no other of the landlord learns that it exists."""

from uuid import UUID

import pytest

from engine.bpm.messages.models import Notice
from engine.bpm.messages.notices import NEW_TASK
from engine.bpm.tasks.inbox import inbox
from engine.bpm.tasks.models import Task
from tests.engine.suivi.violences.kit import volet_of
from tests.web.office import Desk, Office, block
from tests.web.stories import BEYOND_THE_STAGE, replay, reports

LANDLORDS = ("XLH_IS", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE")
BEFORE = ("information_partage_bailleur", "avis_bailleur")
"""Done before any restriction."""
ENDED = "Le parcours est terminé"
CLOSURES = [
    ("danger_acces_cloture", "XLH_PILOTE"),
    ("danger_maintien_cloture", "XLH_PILOTE"),
    ("partage_retire_cloture", "MDL_CHEF"),
]
PLACES = (
    "/taches",
    "/taches?recherche=2026",
    "/dossiers",
    "/dossiers?recherche=0001",
    "/messages",
    "/processus",
)


def of_the_landlord(office: Office, case: UUID) -> set[str]:
    """The groups to which the landlord's steps have gone."""
    steps = office.house.folder.sources.processes.values()
    theirs = {n.id for p in steps for n in p.nodes() if n.group.startswith("XLH_")}
    tasks = office.house.rows(Task, Task.instance_id == case, Task.element.in_(theirs))
    return {task.group_code for task in tasks if task.element not in BEFORE}


def tell(office: Office, address: str, event: str) -> None:
    """The référent reports an event."""
    desk = office.desk("MDL_TS")
    sent = desk.post(f"{address}/evenements/{event}", reports()[event], numero=event)
    assert sent.headers["Location"] == address
    office.house.keep_promises()


@pytest.mark.parametrize(("scenario", "presenter"), CLOSURES)
def test_a_restricted_file_walks_to_its_closure(
    office: Office, scenario: str, presenter: str
) -> None:
    case, address = replay(office, scenario, "entretien_fin")
    assert office.house.dossier(case).is_restreint
    assert office.house.dossier(case).statut == "CLOS"
    assert ENDED in office.desk("MDL_CHEF").read(address)
    assert of_the_landlord(office, case) == {presenter}
    told = office.house.rows(Notice, Notice.instance_id == case, Notice.template != NEW_TASK)
    assert not {notice.group_code for notice in told} & {"XLH_IS", "XLH_PREC", "XLH_RELOG"}


@pytest.mark.parametrize(
    ("scenario", "until", "shut_out"),
    [
        ("danger_acces_cloture", "confirmation_mode", ("XLH_IS", "XLH_RELOG", "XLH_PREC")),
        ("danger_acces_cloture", "bilan_sortie", ("XLH_IS", "XLH_RELOG", "XLH_PREC")),
        ("danger_maintien_cloture", "accord_menage", ("XLH_IS", "XLH_RELOG", "XLH_PREC")),
        ("danger_maintien_cloture", "proposer_plan", ("XLH_IS", "XLH_RELOG", "XLH_PREC")),
        ("partage_retire_cloture", "proposer_plan", LANDLORDS),
    ],
)
def test_the_others_of_the_landlord_see_nothing_of_it(
    office: Office, scenario: str, until: str, shut_out: tuple[str, ...]
) -> None:
    case, address = replay(office, scenario, until)
    reference = address.removeprefix("/dossiers/")
    tasks = [task.id for task in office.house.rows(Task, Task.instance_id == case)]
    for group in shut_out:
        desk = office.desk(group)
        for place in PLACES:
            assert reference not in desk.read(place), (group, place)
        for place in (address, *(f"/taches/{task}" for task in tasks)):
            assert desk.get(place).status_code == 404, (group, place)
        for event in ("violence_revelee", "jugement_recu"):
            assert desk.get(f"{address}/evenements/{event}").status_code == 404
        with office.house.acting(group) as tx:
            assert inbox(tx) == []


def open_task(desk: Desk, office: Office, case: UUID, element: str) -> str:
    """The page of a task, at somebody's desk."""
    return desk.read(f"/taches/{office.house.task(case, element).id}")


def test_the_pilote_is_asked_in_their_place_and_shown_nothing_of_the_file(office: Office) -> None:
    case, address = replay(office, "danger_maintien_cloture", "proposer_plan")
    pilote = office.desk("XLH_PILOTE")
    page = open_task(pilote, office, case, "accord_plan")
    assert "Terminer la tâche" in page
    assert block(page, "valeurs") == {}
    stage = pilote.read(address)
    assert "Fin au plus tard" in stage
    for hidden in BEYOND_THE_STAGE:
        assert hidden not in stage, hidden


def test_an_ordinary_file_shows_the_same_task_with_the_plan(office: Office) -> None:
    case, _ = replay(office, "maintien_avec_dette", "proposer_plan")
    page = open_task(office.desk("XLH_PREC"), office, case, "accord_plan")
    assert block(page, "valeurs") == {"date_premiere": "2026-11-05", "nb_echeances": 15}


def test_a_task_that_was_begun_leaves_the_hands_of_whoever_is_shut_out(each_office: Office) -> None:
    case, address = replay(each_office, "acces_bail_direct", "confirmation_mode")
    task = each_office.house.task(case, "candidature")
    relogement = each_office.desk("XLH_RELOG")
    assert relogement.post(f"/taches/{task.id}/prise-en-charge").status_code == 302
    assert relogement.keep(task.id, {"reponses": {"pieces": ["DEMANDE"]}}).status_code == 201
    tell(each_office, address, "dossier_restreint")
    moved = each_office.house.task(case, "candidature")
    assert (moved.group_code, moved.claimed_by, moved.draft) == ("XLH_PILOTE", None, None)
    assert relogement.get(f"/taches/{task.id}").status_code == 404
    pilote = each_office.desk("XLH_PILOTE")
    assert f"/taches/{task.id}" in pilote.read("/taches")
    sent = pilote.post(f"/taches/{task.id}/realisation", {"pieces": ["DEMANDE", "PIECES"]})
    assert sent.status_code == 302
    assert "proposer_logement" in each_office.house.tasks(case)


def test_a_colleague_of_the_referent_gives_back_what_they_held(office: Office) -> None:
    case, address = replay(office, "acces_bail_direct", "accord_menage")
    colleague = office.colleague("MDL_TS", "Bruno Essai")
    task = office.house.task(case, "diagnostic")
    assert colleague.post(f"/taches/{task.id}/prise-en-charge").status_code == 302
    tell(office, address, "dossier_restreint")
    assert office.house.task(case, "diagnostic").claimed_by is None
    assert colleague.get(f"/taches/{task.id}").status_code == 404
    assert "Diagnostic" in office.desk("MDL_TS").read("/taches")


def test_sharing_that_has_ended_does_not_begin_again_with_another_restriction(
    each_office: Office,
) -> None:
    case, address = replay(each_office, "acces_bail_direct", "confirmation_mode")
    tell(each_office, address, "retrait_consentement")
    assert each_office.desk("XLH_PILOTE").get(address).status_code == 404
    tell(each_office, address, "dossier_restreint")
    assert each_office.desk("XLH_PILOTE").get(address).status_code == 404
    assert each_office.house.task(case, "candidature").group_code == "MDL_CHEF"
    chef = open_task(each_office.desk("MDL_CHEF"), each_office, case, "candidature")
    assert "Terminer la tâche" in chef


def test_the_referente_who_was_told_stays_told(office: Office) -> None:
    case, address = replay(office, "danger_acces_cloture", "confirmation_mode")
    volet = volet_of(office.house, office.house.dossier(case).id)
    office.house.do(volet, "proteger_personne", {"accord_referente": "OUI", "protections": []})
    tell(office, address, "dossier_restreint")
    office.desk("REFERENTE_VVC").read(f"/taches/{office.house.task(volet, 'evaluer_securite').id}")
