"""« Échéances »: the month of a person; their calendar by a secret address; how late time is."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from icalendar import Calendar
from sqlalchemy import update

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.models import Task
from engine.bpm.timers.models import Timer
from engine.core.calendar import at_paris
from engine.core.identity.models import Person
from engine.suivi.dossiers.models import Dossier
from engine.suivi.echeances.models import FluxCalendrier
from tests.web.office import Desk, Office, flashes

ALL = "/echeances?vue=tous&mois="


def days(page: str) -> dict[str, str]:
    """What each day of the month says."""
    each = r'<li class="mois-jour.*?datetime="([\d-]+)".*?</h2>(.*?)</li>\s*'
    found = re.findall(each + r'(?=<li class="mois-jour|</ol>)', page, re.DOTALL)
    return {day: " ".join(unescape(re.sub(r"<[^>]+>", " ", text)).split()) for day, text in found}


def lateness(desk: Desk) -> str:
    """What the page of lateness says, in one line."""
    page = unescape(re.sub(r"<[^>]+>", " ", desk.read("/echeances/ponctualite")))
    return " ".join(page.split())


def restrict(office: Office, reference: str) -> None:
    with office.house.system() as tx:
        change = update(Dossier).where(Dossier.reference == reference).values(is_restreint=True)
        tx.session.execute(change)


def meet(office: Office, address: str, day: str, hour: str) -> None:
    """A rendez-vous of the social worker with the household."""
    agnes = office.desk("MDL_TS")
    sent = agnes.post(
        f"{address}/rendez-vous", jour=day, heure=hour, duree="60", lieu="DOMICILE", rappel="AUCUN"
    )
    assert sent.status_code == 302, sent.text


# --- the month ------------------------------------------------------------------


def test_a_month_tells_what_the_path_will_do_day_by_day(office: Office) -> None:
    case, _ = office.entered()
    page = days(office.desk("MDL_TS").read(ALL + "2027-01"))
    assert "Quatre mois après l’entrée" in page["2027-01-07"]
    assert office.house.instance(case).reference in page["2027-01-07"]
    assert len(page) == 31


def test_a_task_stands_on_its_day_and_opens(office: Office) -> None:
    case, _ = office.entered()
    (task,) = office.house.rows(
        Task, Task.instance_id == case, Task.closed_at.is_(None), Task.group_code == "MDL_TS"
    )
    agnes = office.desk("MDL_TS")
    page = agnes.read(ALL + f"{task.due_on:%Y-%m}")
    assert task.name in days(page)[task.due_on.isoformat()]
    assert f"/taches/{task.id}" in page


def test_a_rendez_vous_stands_at_its_hour(office: Office) -> None:
    _, address = office.entered()
    meet(office, address, "15/09/2026", "14:30")
    assert "14 h 30 Rendez-vous" in days(office.desk("MDL_TS").read(ALL + "2026-09"))["2026-09-15"]
    assert "Rendez-vous" not in days(office.desk("MDL_CHEF").read(ALL + "2026-09"))["2026-09-15"]


def test_holidays_and_the_edges_of_the_winter_truce_are_told(office: Office) -> None:
    agnes = office.desk("MDL_TS")
    november = agnes.read(ALL + "2026-11")
    assert "Férié : Toussaint Début de la trêve hivernale" in days(november)["2026-11-01"]
    assert "Trêve hivernale</strong> du 1er novembre 2026 au 31 mars 2027" in november
    assert "Fin de la trêve" in days(agnes.read(ALL + "2027-03"))["2027-03-31"]
    assert "rêve hivernale" not in agnes.read(ALL + "2027-04")
    assert "Férié : Noël" in days(agnes.read(ALL + "2026-12"))["2026-12-25"]
    saturday = re.search(
        r'<li class="([^"]+)"[^>]*>\s*<h2[^>]*><time datetime="2026-12-05"',
        agnes.read(ALL + "2026-12"),
    )
    assert saturday and "mois-jour--chome" in saturday[1]


def test_an_empty_month_says_what_will_come_there(office: Office) -> None:
    page = office.desk("MDL_TS").read(ALL + "2026-10")
    assert "Rien ce mois-ci" in page


@pytest.mark.parametrize("month", ["2026-13", "26-1", "0001-01", "n'importe quoi", "9999-12"])
def test_a_month_that_is_none_is_this_one(office: Office, month: str) -> None:
    assert "septembre 2026" in office.desk("MDL_TS").read(f"/echeances?mois={month}")


def test_one_goes_from_month_to_month(office: Office) -> None:
    page = office.desk("MDL_TS").read(ALL + "2026-12")
    assert re.search(r'rel="prev" href="/echeances\?mois=2026-11&amp;vue=tous"', page)
    assert re.search(r'rel="next" href="/echeances\?mois=2027-01&amp;vue=tous"', page)


def test_it_begins_with_the_dossiers_that_one_follows(office: Office) -> None:
    case, _ = office.entered()
    page = office.desk("MDL_TS").read("/echeances?mois=2027-01")
    followed = office.house.dossier(case).referent_id == office.house.people["MDL_TS"]
    chosen = "Les dossiers que je suis" if followed else "Tous ceux que je vois"
    assert re.search(rf'aria-current="true">{chosen}', page)
    other = office.colleague("MDL_TS", "Nadia")
    mine = other.read("/echeances?mois=2027-01&vue=miens")
    assert "Rien ce mois-ci" in mine
    assert "Quatre mois" in other.read("/echeances?mois=2027-01&vue=tous")


def test_a_restricted_file_is_there_by_its_reference_alone(office: Office) -> None:
    case, address = office.entered()
    meet(office, address, "15/01/2027", "14:30")
    reference = office.house.instance(case).reference
    restrict(office, reference)
    page = days(office.desk("MDL_TS").read(ALL + "2027-01"))
    assert page["2027-01-07"] == f"Échéance {reference}"
    assert page["2027-01-15"] == f"14 h 30 Rendez-vous {reference}"
    assert reference not in office.desk("XLH_PILOTE").read(ALL + "2027-01")


def test_a_stranger_to_the_file_finds_nothing_of_it(office: Office) -> None:
    case, _ = office.entered()
    assert office.house.instance(case).reference not in office.desk("XLH_PREC").read(
        ALL + "2027-01"
    )


# --- the calendar of a telephone -------------------------------------------------


def subscribe(desk: Desk) -> str:
    """The secret address, as a path."""
    page = desk.post("/agenda").text
    found = re.search(r'id="adresse" value="http://[^/]+([^"]+)"', page)
    assert found
    return found[1]


def events(office: Office, address: str) -> list[dict[str, object]]:
    answer = office.desk().get(address)
    assert answer.status_code == 200, answer.status_code
    assert answer.mimetype == "text/calendar"
    found = Calendar.from_ical(answer.data).walk("VEVENT")
    return [
        {"titre": str(e["SUMMARY"]), "debut": e.decoded("DTSTART"), "lien": str(e["URL"])}
        for e in found
    ]


def test_a_telephone_reads_dates_and_no_word_more(office: Office) -> None:
    case, address = office.entered()
    meet(office, address, "15/09/2026", "14:30")
    secret = subscribe(office.desk("MDL_TS"))
    told = events(office, secret)
    assert {one["titre"] for one in told} == {"Rendez-vous", "Échéance"}
    (meeting,) = (one for one in told if one["titre"] == "Rendez-vous")
    assert meeting["debut"] == at_paris(date(2026, 9, 15), 14, 30)
    raw = office.desk().get(secret).text
    reference = office.house.instance(case).reference
    for word in (reference, "Palier", "palier", "MDL", "XL Habitat", "accompagnement"):
        assert word not in raw.replace("http://localhost", "")


def test_a_due_task_leads_to_itself_behind_the_sign_in(office: Office) -> None:
    office.entered()
    told = events(office, subscribe(office.desk("MDL_TS")))
    link = str(next(one["lien"] for one in told if one["titre"] == "Échéance"))
    path = link.removeprefix("http://localhost")
    assert re.fullmatch(r"/taches/[0-9a-f-]{36}", path)
    assert "/connexion" in office.desk().get(path).headers["Location"]
    assert office.desk("MDL_TS").get(path).status_code == 200


def test_of_a_restricted_file_not_even_what_it_is(office: Office) -> None:
    case, address = office.entered()
    meet(office, address, "15/09/2026", "14:30")
    restrict(office, office.house.instance(case).reference)
    told = events(office, subscribe(office.desk("MDL_TS")))
    assert {one["titre"] for one in told} == {"Rappel"}
    assert {str(one["lien"]).removeprefix("http://localhost") for one in told} == {"/"}


def test_the_secret_is_shown_once_and_kept_nowhere(office: Office) -> None:
    agnes = office.desk("MDL_TS")
    secret = subscribe(agnes).split("/")[2]
    assert secret not in agnes.read("/agenda")
    (row,) = office.house.rows(FluxCalendrier)
    assert secret not in row.empreinte and len(secret) >= 43


def test_a_new_address_ends_the_former_and_a_deleted_one_gives_nothing(office: Office) -> None:
    agnes = office.desk("MDL_TS")
    first = subscribe(agnes)
    second = subscribe(agnes)
    assert office.desk().get(first).status_code == 404
    assert office.desk().get(second).status_code == 200
    agnes.post("/agenda/suppression")
    assert office.desk().get(second).status_code == 404
    assert any("ne donne plus rien" in flash for flash in flashes(agnes.read("/agenda")))


def test_a_wrong_secret_answers_like_none(office: Office) -> None:
    subscribe(office.desk("MDL_TS"))
    wrong = office.desk().get("/agenda/" + "a" * 43 + "/agenda.ics")
    short = office.desk().get("/agenda/x/agenda.ics")
    assert (wrong.status_code, wrong.data) == (404, short.data)


def test_who_has_left_reads_nothing_any_more(office: Office) -> None:
    secret = subscribe(office.desk("MDL_TS"))
    with office.house.system() as tx:
        mine = Person.id == office.house.people["MDL_TS"]
        tx.session.execute(update(Person).where(mine).values(closed_at=office.house.at))
    assert office.desk().get(secret).status_code == 404


def test_a_calendar_that_has_not_changed_is_not_sent_again(office: Office) -> None:
    office.entered()
    secret = subscribe(office.desk("MDL_TS"))
    answer = office.desk().get(secret)
    assert "private" in answer.headers["Cache-Control"]
    again = office.desk().get(secret, **{"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


# --- how late time is ---------------------------------------------------------------


def test_all_in_time_is_said_in_words(office: Office) -> None:
    office.entered()
    page = lateness(office.desk("MDL_CHEF"))
    assert "Tout est à l’heure : rien n’attend." in page


def test_a_program_that_was_stopped_says_how_late_it_is_then_how_late_it_was(
    office: Office,
) -> None:
    case, _ = office.entered()
    chief = office.desk("MDL_CHEF")
    (row,) = office.house.rows(Timer, Timer.instance_id == case, Timer.element == "seuil_m4")
    office.house.time_passes(row.due_at - timedelta(minutes=1))
    office.house.at = row.due_at + timedelta(hours=3)
    assert "1 échéance à traiter, la plus ancienne depuis 3 heures" in lateness(chief)
    office.house.time_passes(office.house.at)
    assert "rien n’attend" in lateness(chief)
    assert re.search(r"Plus grand retard \d+ (jour|heure)", lateness(chief))


def test_a_broken_case_is_told_to_who_sees_it_and_counted_for_others(office: Office) -> None:
    case, _ = office.entered()
    (row,) = office.house.rows(Timer, Timer.instance_id == case, Timer.element == "seuil_m4")
    with office.house.system() as tx:
        tx.session.execute(update(Instance).where(Instance.id == case).values(state=b"{"))
    office.house.time_passes(row.due_at)
    reference = office.house.instance(case).reference
    assert reference in lateness(office.desk("MDL_CHEF"))
    editor = lateness(office.desk("EDITEUR_PROCESSUS"))
    assert "sauf pour ce qui est bloqué" in editor and reference not in editor
    assert office.desk("MDL_TS").get("/echeances/ponctualite").status_code == 403
