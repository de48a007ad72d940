"""« Alertes transmises »: who was told, when, and what they did; by trade."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import event, update

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.models import Task
from engine.core import access
from engine.core.calendar import add_ouvres, at_paris, paris_day
from engine.core.identity.models import Person
from engine.suivi.dossiers.models import Dossier
from engine.suivi.escalades.balayer import sweep
from engine.suivi.escalades.models import Alerte
from tests.house import PARTAGE, House
from tests.stories import PREDIAGNOSTIC
from tests.web.office import Office

EMPTY = "Aucune alerte n’a été transmise"


def look(house: House) -> None:
    sweep(house.database, at=house.at)
    house.keep_promises()


def late(office: Office, days: int = 5) -> tuple[str, str]:
    """A dossier whose pré-diagnostic is late by that many working days, each day looked at."""
    house = office.house
    case, address = office.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    due = paris_day(house.at)
    with house.system() as tx:
        tx.session.execute(update(Task).where(Task.instance_id == case).values(due_on=due))
    for count in range(1, days + 1):
        house.at = at_paris(add_ouvres(due, count), 9)
        look(house)
    return str(case), address


def look_again(office: Office, days: int) -> None:
    """Looked at that many working days later."""
    house = office.house
    house.at = at_paris(add_ouvres(paris_day(house.at), days), 9)
    look(house)


def test_the_chef_reads_who_was_told_and_that_nothing_followed(office: Office) -> None:
    _, address = late(office)
    page = office.desk("MDL_CHEF").read("/alertes")
    assert "Attendues (2)" in page and "Suivies (0)" in page and "Toutes (2)" in page
    assert "5 jours ouvrés de retard" in page and "1 jour ouvré de retard" in page
    assert "Travailleur social MDL" in page and "Chef de service MDL" in page
    assert address in page and page.count("Rien encore</span>") == 2


def test_taking_the_task_then_doing_it_shows_beside_each_alert(office: Office) -> None:
    case, address = late(office, 1)
    house = office.house
    (task,) = house.rows(Task, Task.closed_at.is_(None), Task.element == "prediagnostic")
    house.at += timedelta(hours=1)
    with house.acting() as tx:
        claim_task(tx, task.id)
    agnes = office.desk("MDL_TS")
    assert "Tâche prise en charge par Travailleur social MDL" in agnes.read(f"{address}/vie")
    house.at += timedelta(hours=1)
    house.do(task.instance_id, "prediagnostic", PREDIAGNOSTIC)
    page = agnes.read(f"{address}/vie")
    assert "Tâche faite par Travailleur social MDL" in page and "Rien encore" not in page
    assert case in str(task.instance_id)


def test_a_note_of_whoever_was_told_counts_as_what_they_did(office: Office) -> None:
    _, address = late(office, 1)
    office.house.at += timedelta(hours=2)
    agnes = office.desk("MDL_TS")
    text = "Le ménage sera vu lundi."
    sent = agnes.post(f"{address}/accompagnement/notes", classe="PARTAGE", texte=text)
    assert sent.status_code == 302
    chef = office.desk("MDL_CHEF")
    assert "Rien n’est attendu" in chef.read("/alertes")
    assert "a écrit une note" in chef.read("/alertes?suite=faite")


def test_filters_narrow_the_list_and_say_when_nothing_is_left(office: Office) -> None:
    late(office)
    chef = office.desk("MDL_CHEF")
    page = chef.read("/alertes?quoi=RETARD&metier=MDL_CHEF")
    assert page.count("Rien encore</span>") == 1 and "Tâches en retard (1)" in page
    assert 'href="/alertes?suite=faite&amp;quoi=RETARD&amp;metier=MDL_CHEF"' in page
    assert "Aucune alerte n’a encore été suivie" in chef.read("/alertes?suite=faite")
    assert "Aucune alerte ne répond" in chef.read("/alertes?dossier=9999-9999")
    assert "Aucune alerte ne répond" in chef.read("/alertes?quoi=PARCOURS")
    assert chef.read("/alertes?suite=inconnue&quoi=inconnu").count("Rien encore</span>") == 2


def told_again(house: House, times: int) -> None:
    """The alerts that there are, told that many times more, a second apart."""
    (first, *_) = house.rows(Alerte, Alerte.est_transmise)
    columns = {one.name: getattr(first, one.name) for one in Alerte.__table__.columns}
    with house.system() as tx:
        for count in range(times):
            new = {"id": uuid4(), "regle": f"essai_{count}", "jours": count}
            new["le"] = first.le + timedelta(seconds=count + 1)
            tx.session.add(Alerte(**{**columns, **new}))


def test_fifty_are_on_a_page_and_a_longer_list_costs_no_more_statements(
    each_office: Office,
) -> None:
    late(each_office, 1)
    seen: list[str] = []
    engine = each_office.house.database.engine
    event.listen(engine, "before_cursor_execute", lambda *args: seen.append(args[2]))
    chef = each_office.desk("MDL_CHEF")
    chef.read("/alertes")  # what never changes is read once
    costs = []
    for more in (0, 60):
        told_again(each_office.house, more)
        seen.clear()
        page = chef.read("/alertes")
        costs.append(len([text for text in seen if text.lstrip().upper().startswith("SELECT")]))
    assert costs[0] == costs[1], costs
    assert page.count("Rien encore</span>") == 50 and "Attendues (61)" in page
    assert 'href="/alertes?page=2">Plus anciennes' in page and "Plus récentes" not in page
    last = chef.read("/alertes?page=2")
    assert last.count("Rien encore</span>") == 11 and "Plus anciennes" not in last
    assert 'href="/alertes">Plus récentes' in last
    assert chef.get("/alertes?page=99999999999").status_code == 200


def test_what_is_done_leaves_the_list_whoever_asks_of_which_base(each_office: Office) -> None:
    _, address = late(each_office, 1)
    house, chef = each_office.house, each_office.desk("MDL_CHEF")
    assert "Attendues (1)" in chef.read("/alertes")
    (task,) = house.rows(Task, Task.closed_at.is_(None), Task.element == "prediagnostic")
    house.at += timedelta(hours=1)
    house.do(task.instance_id, "prediagnostic", PREDIAGNOSTIC)
    page = chef.read("/alertes?suite=faite")
    assert "Attendues (0)" in page and "Tâche faite par Travailleur social MDL" in page
    assert address in page


def test_a_path_that_has_ended_awaits_nothing_more(office: Office) -> None:
    case, _ = late(office, 1)
    house = office.house
    with house.system() as tx:
        tx.session.execute(
            update(Alerte).where(Alerte.instance_id == UUID(case)).values(task_id=None)
        )
        ended = update(Instance).where(Instance.id == UUID(case))
        tx.session.execute(ended.values(ended_at=house.at + timedelta(hours=1)))
    house.at += timedelta(hours=2)
    page = office.desk("MDL_CHEF").read("/alertes?suite=faite")
    assert "Attendues (0)" in page and "a pris fin" in page


def test_the_other_partner_reads_a_trade_and_never_a_name(office: Office) -> None:
    late(office, 1)
    house = office.house
    named = house.people["MDL_TS"]
    with house.system() as tx:
        tx.session.execute(update(Person).where(Person.id == named).values(name="Agnès Martin"))
        chef = house.people["MDL_CHEF"]
        tx.session.execute(update(Person).where(Person.id == chef).values(name="Claude Petit"))
    look_again(office, 5)
    page = office.desk("MDL_CHEF").read("/alertes")
    assert "Agnès Martin" in page and "Claude Petit<br>" in page
    landlord = office.desk("XLH_PILOTE").read("/alertes")
    assert "1 jour ouvré de retard" in landlord and "Agnès Martin" not in landlord
    assert "Claude Petit" not in landlord and "Chef de service MDL" in landlord


def test_what_a_diagram_told_is_on_the_same_list(office: Office) -> None:
    case, address = office.entered()
    house = office.house
    end = house.dossier(case).date_fin_max
    assert end is not None
    house.time_passes(at_paris(end - timedelta(days=7), 9))
    page = office.desk("MDL_CHEF").read(f"{address}/vie")
    assert "Rappel sept jours avant la fin" in page and "Pilote XL Habitat" in page


def test_nothing_is_said_before_anything_was_told(office: Office) -> None:
    _, address = office.open_dossier()
    assert EMPTY in office.desk("MDL_CHEF").read("/alertes")
    assert EMPTY in office.desk("MDL_TS").read(f"{address}/vie")


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_IS", "XLH_PREC", "DPO", "REFERENTE_VVC"])
def test_only_chefs_open_the_page(office: Office, group: str) -> None:
    assert office.desk(group).get("/alertes").status_code == 403
    assert 'href="/alertes"' not in office.desk(group).read("/taches")


def test_nothing_is_said_of_a_file_to_a_pilote_who_is_not_on_its_list(office: Office) -> None:
    _, address = late(office, 10)
    house = office.house
    reference = address.rsplit("/", 1)[1]
    assert reference in office.desk("XLH_PILOTE").read("/alertes")
    with house.system() as tx:
        row = tx.session.query(Dossier).filter(Dossier.reference == reference).one()
        access.reset_circle(tx, row.circle_id, ["MDL_CHEF"], [house.people["MDL_TS"]])
    assert reference not in office.desk("XLH_PILOTE").read("/alertes")
