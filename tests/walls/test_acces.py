"""« Accès exceptionnel motivé », and the log of readings."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import func, select

from engine.bpm.messages.models import Notice
from engine.bpm.tasks.models import Task
from engine.core.access.models import CircleMember
from engine.core.audit.models import AuditEntry
from engine.core.audit.verify import is_intact
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.core.outbox.models import Job
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance, find_dossier
from engine.suivi.menages.keep_apart import keep_apart
from engine.suivi.menages.name_referent import name_referent
from engine.suivi.partage.demander import ask_access
from engine.suivi.partage.lectures import read_all, read_consultations
from engine.suivi.partage.models import AccesExceptionnel, Consultation
from engine.suivi.partage.relire import read_accesses, review_access
from tests.engine.suivi.menages.homes import agree, open_for
from tests.house import House
from tests.walls.planted import COLLEAGUE, REPLACED, SECRETS, Planted
from tests.web.office import Desk, Office, flashes, without_token
from web.acces.mots import objet
from web.acces.visites import by_visit

WHY = "Rendez-vous au tribunal ce matin, la référente est à l’hôpital"
HOURS = timedelta(hours=4)
TOLD = "acces_exceptionnel"


def ask(house: House, reference: str, who: str = REPLACED, why: str = WHY) -> None:
    with house.acting(who) as tx:
        ask_access(tx, reference, why)


def sees(house: House, reference: str, who: str = REPLACED) -> bool:
    try:
        with house.acting(who) as tx:
            find_dossier(tx, reference)
    except NotFound:
        return False
    return True


# --- asking --------------------------------------------------------------------


def test_a_substitute_sees_the_file_for_four_hours(each_planted: Planted) -> None:
    house, victim = each_planted.house, each_planted.victim
    assert not sees(house, victim)
    ask(house, victim)
    assert sees(house, victim)
    house.at += HOURS - timedelta(minutes=1)
    assert sees(house, victim)
    house.keep_promises()
    assert sees(house, victim)
    house.at += timedelta(minutes=1)
    assert not sees(house, victim)


def test_it_ends_by_itself_even_if_nothing_has_closed_it(each_planted: Planted) -> None:
    house, victim = each_planted.house, each_planted.victim
    ask(house, victim)
    house.at += HOURS
    assert not sees(house, victim)  # by the date: the worker has not come yet
    assert house.rows(CircleMember, CircleMember.until.is_not(None))
    house.keep_promises()
    assert house.rows(CircleMember, CircleMember.until.is_not(None)) == []
    (row,) = house.rows(AccesExceptionnel)
    assert row.ferme_le == house.at
    assert house.keep_promises() == 0


def test_it_does_not_outlive_another_list(each_planted: Planted) -> None:
    """Another référent: the list is written anew, without whoever was there for some hours."""
    house, victim = each_planted.house, each_planted.victim
    ask(house, victim)
    with house.acting("MDL_CHEF") as tx:
        name_referent(tx, victim, str(house.people[COLLEAGUE]))
    assert not sees(house, victim)
    assert sees(house, victim, COLLEAGUE)


def test_who_was_not_named_learns_nothing(each_planted: Planted) -> None:
    house, victim = each_planted.house, each_planted.victim
    for who, reference in (
        (COLLEAGUE, victim),
        (REPLACED, "2026-9999"),
        (REPLACED, each_planted.ordinary + "0"),
        (COLLEAGUE, ""),
    ):
        with pytest.raises(NotFound):
            ask(house, reference, who)
    assert house.rows(AccesExceptionnel) == []
    assert house.rows(Notice, Notice.template == TOLD) == []


def test_never_the_landlord_nor_another_trade(planted: Planted) -> None:
    for who in ("XLH_IS", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE", "REFERENTE_VVC"):
        with pytest.raises(NotAllowed):
            ask(planted.house, planted.victim, who)


def test_a_reason_is_asked_whatever_the_reference(planted: Planted) -> None:
    for reference in (planted.victim, "2026-9999"):
        with pytest.raises(AnswersRefused):
            ask(planted.house, reference, why="  urgent  ")


def test_who_follows_a_file_not_to_be_crossed_is_not_let_in(each_planted: Planted) -> None:
    """Named, then barred: the mark came after."""
    house, victim = each_planted.house, each_planted.victim
    author = open_for(house, REPLACED, nom="Sarrade")
    agree(house, author)
    with house.acting("MDL_CHEF") as tx:
        keep_apart(tx, victim, author, "AUTEUR_VICTIME")
    with pytest.raises(NotFound):
        ask(house, victim)


def test_whoever_sees_the_file_already_is_given_nothing_more(planted: Planted) -> None:
    ask(planted.house, planted.victim)
    ask(planted.house, planted.victim)
    assert len(planted.house.rows(AccesExceptionnel)) == 1


# --- telling -------------------------------------------------------------------


def test_it_is_told_at_once_in_codes_and_recorded(each_planted: Planted) -> None:
    house, victim = each_planted.house, each_planted.victim
    ask(house, victim)
    house.keep_promises()
    told = house.rows(Notice, Notice.template == TOLD)
    assert sorted(notice.group_code for notice in told) == ["MDL_CHEF", "MDL_TS"]
    house.at += HOURS
    house.keep_promises()
    tags = [entry.tag for entry in house.rows(AuditEntry) if entry.tag.startswith("acces:")]
    assert tags == ["acces:opened", "acces:closed"]
    with house.system() as tx:
        dossier = find_dossier(tx, victim)[0]
        assert is_intact(tx, entry_instance(tx, dossier.id))
    promised = repr([job.payload for job in house.rows(Job)])
    assert victim not in promised
    assert "tribunal" not in promised


def test_no_message_template_can_name_the_household(planted: Planted) -> None:
    message = planted.house.folder.messages[TOLD]
    assert "{" not in repr(dict(message)).replace("{'", "").replace("'}", "")


def test_the_chef_reads_it_again_and_says_what_it_was(each_planted: Planted) -> None:
    house = each_planted.house
    ask(house, each_planted.victim)
    with house.acting("MDL_CHEF") as tx:
        (access,) = read_accesses(tx)
        assert (access.reference, access.motif, access.is_ouvert) == (
            each_planted.victim,
            WHY,
            True,
        )
        review_access(tx, access.row.id, "PROBLEME")
    with house.acting("MDL_CHEF") as tx, pytest.raises(NotFound):
        review_access(tx, access.row.id, "JUSTIFIE")
    assert house.row(AccesExceptionnel, access.row.id).avis == "PROBLEME"


def test_only_the_chef_and_the_dpo_read_the_accesses(each_planted: Planted) -> None:
    house = each_planted.house
    ask(house, each_planted.victim)
    for who in ("MDL_TS", REPLACED, "XLH_PILOTE", "REFERENTE_VVC"):
        with house.acting(who) as tx, pytest.raises(NotAllowed):
            read_accesses(tx)
    with house.acting("DPO") as tx:
        assert [one.motif for one in read_accesses(tx)] == [WHY]


# --- the log of readings -------------------------------------------------------


def lines(house: House, reference: str) -> list[tuple[str, str]]:
    with house.acting("MDL_CHEF") as tx:
        return [(one.personne, one.objet) for one in read_consultations(tx, reference)]


def test_a_page_of_a_protected_file_is_written_down_before_it_is_sent(
    each_planted: Planted, each_office: Office
) -> None:
    house, victim = each_planted.house, each_planted.victim
    desk = each_office.desk("MDL_TS")
    before = len(house.rows(Consultation))
    for page in ("", "/menage", "/accompagnement", "/documents", "/dette"):
        desk.read(f"/dossiers/{victim}{page}")
    told = [what for _, what in lines(house, victim)]
    assert len(told) == before + 5
    assert {"parcours", "identite", "accompagnement", "dette"} <= set(told)


def test_a_task_of_it_too_and_a_document(each_planted: Planted, each_office: Office) -> None:
    house, victim = each_planted.house, each_planted.victim
    desk = each_office.desk("MDL_TS")
    dossier = each_planted.circle(victim)
    (task, *_) = house.rows(Task, Task.circle_id == dossier, Task.closed_at.is_(None))
    desk.read(f"/taches/{task.id}")
    assert desk.get(f"/dossiers/{victim}/documents/{each_planted.document}").status_code == 200
    assert {what for _, what in lines(house, victim)} >= {"tache", "document_vvc"}


def test_an_ordinary_file_is_read_without_a_line_but_its_protected_documents(
    planted: Planted, office: Office
) -> None:
    desk = office.desk("MDL_TS")
    desk.read(f"/dossiers/{planted.ordinary}")
    page = desk.read(f"/dossiers/{planted.ordinary}/documents")
    assert planted.house.rows(Consultation) == []
    for document in set(re.findall(r"/documents/([0-9a-f-]{36})\"", page)):
        assert desk.get(f"/dossiers/{planted.ordinary}/documents/{document}").status_code == 200
    assert [row.objet for row in planted.house.rows(Consultation)] == ["document_vvc"]


def test_who_is_refused_reads_nothing_and_leaves_no_line(planted: Planted, office: Office) -> None:
    for group in ("XLH_IS", "REFERENTE_VVC"):
        assert office.desk(group).get(f"/dossiers/{planted.victim}").status_code == 404
    assert office.desk("MDL_TS").get(f"/dossiers/{planted.victim}/consultations").status_code == 403
    assert planted.house.rows(Consultation) == []


def test_no_page_without_its_line(
    planted: Planted, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr("web.lectures.write_readings", broken)
    answer = office.desk("MDL_TS").get(f"/dossiers/{planted.victim}/menage")
    assert answer.status_code == 500
    assert not [secret for secret in SECRETS if secret in answer.text]


def test_an_exceptional_reading_says_so_and_the_dpo_reads_them_all(
    each_planted: Planted, each_office: Office
) -> None:
    house, victim = each_planted.house, each_planted.victim
    desk = each_office._desk_of(house.people[REPLACED])
    sent = desk.post("/acces/demande", reference=victim, motif=WHY)
    assert sent.headers["Location"] == f"/dossiers/{victim}"
    desk.read(f"/dossiers/{victim}")
    with house.acting("DPO") as tx:
        (line, *_) = read_all(tx)
        assert (line.reference, line.is_exceptionnel) == (victim, True)
    page = each_office.desk("DPO").read("/acces")
    assert WHY.split(",", maxsplit=1)[0] in page
    assert "Accès exceptionnel" in page
    assert not [secret for secret in SECRETS if secret in page]


def test_nobody_is_written_to_but_the_menu_of_the_chef_and_of_the_dpo_counts_what_waits(
    each_planted: Planted, each_office: Office
) -> None:
    def told(group: str) -> bool:
        page = each_office.desk(group).read("/processus").split("</nav>")[0]
        return '<span class="compte">1<span class="visually-hidden"> à relire</span>' in page

    house = each_planted.house
    assert not told("DPO")
    ask(house, each_planted.victim)
    assert told("DPO")
    assert told("MDL_CHEF")
    assert not told("MDL_TS")
    with house.acting("MDL_CHEF") as tx:
        (access,) = read_accesses(tx)
        review_access(tx, access.row.id, "JUSTIFIE")
    assert not told("DPO")
    assert not told("MDL_CHEF")


def test_the_log_is_told_by_visits_and_leaves_nothing_out(
    each_planted: Planted, each_office: Office
) -> None:
    house, victim = each_planted.house, each_planted.victim
    desk = each_office.desk("MDL_TS")
    for page in ("", "/menage", "", "/dette"):
        desk.read(f"/dossiers/{victim}{page}")
        house.at += timedelta(minutes=10)
    with house.acting("MDL_CHEF") as tx:
        read = read_consultations(tx, victim)
        (visit,) = by_visit(read)
    assert visit.objets == list(dict.fromkeys(objet(one.objet) for one in reversed(read)))
    assert {"Parcours", "Ménage", "Dette"} <= set(visit.objets)
    assert " – " in visit.quand
    house.at += timedelta(days=1)
    desk.read(f"/dossiers/{victim}")
    with house.acting("MDL_CHEF") as tx:
        assert len(by_visit(read_consultations(tx, victim))) == 2


# --- the pages -----------------------------------------------------------------


def refusal(desk: Desk, reference: str) -> tuple[int, str]:
    """The answer to somebody who asks, without the reference and the token that they sent."""
    answer = desk.post("/acces/demande", reference=reference, motif=WHY)
    return answer.status_code, without_token(answer.text).replace(reference, "…")


def test_the_answer_is_the_same_byte_for_byte(planted: Planted, office: Office) -> None:
    unnamed = office._desk_of(planted.house.people[COLLEAGUE])
    assert refusal(unnamed, planted.victim) == refusal(unnamed, "2026-9999")
    named = office._desk_of(planted.house.people[REPLACED])
    assert refusal(unnamed, planted.victim)[0] == 422
    absent = re.sub("Colleg.*?<|Suppleant.*?<", "<", refusal(named, "2026-9999")[1])
    assert absent == re.sub("Colleg.*?<", "<", refusal(unnamed, planted.victim)[1])


def test_the_chef_walks_through_the_pages(planted: Planted, office: Office) -> None:
    ask(planted.house, planted.victim)
    chef = office.desk("MDL_CHEF")
    page = chef.read("/acces")
    (acces,) = re.findall(r"/acces/([0-9a-f-]{36})/relecture", page)
    chef.post(f"/acces/{acces}/relecture", avis="JUSTIFIE")
    after = chef.read("/acces")
    assert flashes(after) == ["Votre avis est noté."]
    assert "Justifié, le" in after
    assert chef.post(f"/acces/{uuid4()}/relecture", avis="JUSTIFIE").status_code == 404
    assert "Qui a consulté" in chef.read(f"/dossiers/{planted.victim}/consultations")


def test_reading_a_list_is_not_reading_the_files(planted: Planted, office: Office) -> None:
    for page in ("/dossiers", "/taches"):
        office.desk("MDL_TS").read(page)
    with planted.house.system() as tx:
        count = tx.session.scalar(select(func.count()).select_from(Consultation))
        assert count == 0
        assert tx.session.scalar(select(func.count()).select_from(Dossier)) == 2
