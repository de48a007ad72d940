"""What a household agrees to: told once, kept by purpose, taken back when it wants."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.look import expected_events
from engine.bpm.instances.models import Answer, Instance
from engine.bpm.messages.receive import report_event
from engine.bpm.tasks.models import Task
from engine.core.audit.models import AuditEntry
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.consentements.collect import (
    AccordGiven,
    AccordOfTheDiagram,
    collect_accord,
    withdraw_accord,
)
from engine.suivi.consentements.models import Consentement
from engine.suivi.consentements.read import AccordsLus, answers_of, has_consented, read_accords
from engine.suivi.documents.models import Document
from engine.suivi.dossiers.see import find_dossier
from tests.engine.suivi.documents import files
from tests.engine.suivi.projets.conftest import at
from tests.engine.suivi.violences.kit import OUI, in_danger
from tests.house import MONDAY, PARTAGE, House

TODAY = MONDAY.date()
SMS = AccordGiven("CONTACT_SMS", True, "ORAL", TODAY)


def report(house: House, case: UUID, message: str, answers: Mapping[str, Any]) -> None:
    """Somebody tells the dossier what happened."""
    with house.acting() as tx:
        instance = tx.session.get_one(Instance, case)
        known = expected_events(tx, instance, compiled(tx, instance.release_id))
        event = next(one for one in known if one.message == message)
        report_event(tx, case, event.key, f"essai-{message}", answers)


def agreed(house: House, reference: str, finalite: str) -> bool:
    with house.acting() as tx:
        return has_consented(tx, find_dossier(tx, reference)[0], finalite)


def read(house: House, reference: str, group: str = "MDL_TS") -> AccordsLus:
    with house.acting(group) as tx:
        return read_accords(tx, reference)


@pytest.fixture
def reference(house: House) -> str:
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    return house.instance(case).reference


def test_the_forms_that_ask_already_fill_the_page(house: House) -> None:
    reference = house.instance(at(house, "accord_menage")).reference
    rows = {row.finalite: row for row in house.rows(Consentement)}
    assert {f: (row.accorde, row.mode) for f, row in rows.items()} == {
        "PARTAGE_BAILLEUR": (True, "ENTRETIEN"),
        "ENTREE_DISPOSITIF": (True, "ECRIT"),
    }
    assert rows["ENTREE_DISPOSITIF"].recueilli_le == date(2026, 9, 21)
    assert agreed(house, reference, "PARTAGE_BAILLEUR")
    assert not agreed(house, reference, "SUIVI_POST_SORTIE")


def test_a_corrected_answer_corrects_the_agreement(house: House, reference: str) -> None:
    (answer,) = house.rows(Answer, Answer.element == "information_partage")
    with house.acting() as tx:
        told = {**PARTAGE, "mode_information": "TELEPHONE"}
        correct_answer(tx, answer.id, told, "C’était au téléphone")
    assert [row.mode for row in house.rows(Consentement)] == ["TELEPHONE"]


def test_the_end_of_the_sharing_is_a_withdrawal(house: House) -> None:
    case = at(house, "accord_menage")
    reference = house.instance(case).reference
    report(house, case, "retrait_consentement", {"date_retrait": house.at.date().isoformat()})
    (row,) = house.rows(Consentement, Consentement.finalite == "PARTAGE_BAILLEUR")
    assert row.retire_le is not None
    assert not agreed(house, reference, "PARTAGE_BAILLEUR")
    assert agreed(house, reference, "ENTREE_DISPOSITIF")


def test_before_the_measure_the_sharing_ends_at_once_on_the_page(house: House) -> None:
    """Nothing of the path waits for it yet: the file is closed to the landlord all the same."""
    case = at(house, "avis_mdl")
    reference, circle = house.instance(case).reference, house.instance(case).circle_id
    (row,) = house.rows(Consentement, Consentement.finalite == "PARTAGE_BAILLEUR")
    with pytest.raises(NotAllowed), house.acting("XLH_IS") as tx:
        withdraw_accord(tx, reference, row.id)
    with house.acting() as tx:
        withdraw_accord(tx, reference, row.id)
    for trade in ("XLH_IS", "XLH_PILOTE"):
        with house.acting(trade) as tx, pytest.raises(NotFound):
            find_dossier(tx, reference)
    assert not agreed(house, reference, "PARTAGE_BAILLEUR")
    assert house.instance(case).is_closed_to("XLH")
    waiting = house.rows(Task, Task.circle_id == circle, Task.closed_at.is_(None))
    assert {task.group_code for task in waiting} == {"MDL_CHEF"}


def test_an_agreement_is_kept_with_its_paper_and_taken_back(house: House, reference: str) -> None:
    given = AccordGiven("CONTACT_SMS", True, "ECRIT", TODAY, None, "accord.pdf", files.PDF)
    with house.acting() as tx:
        row = collect_accord(tx, reference, given)
    (document,) = house.rows(Document)
    assert (document.type, document.classe, row.document_id) == ("ACCORD", "PARTAGE", document.id)
    assert agreed(house, reference, "CONTACT_SMS")
    for _ in range(2):
        with house.acting() as tx:
            withdraw_accord(tx, reference, row.id)
    assert not agreed(house, reference, "CONTACT_SMS")
    assert house.row(Consentement, row.id).retire_le == TODAY
    tags = [entry.tag for entry in house.rows(AuditEntry)]
    assert tags.count("accord:withdrawn") == 1


def test_the_last_answer_holds_and_the_former_stays(house: House, reference: str) -> None:
    with house.acting() as tx:
        collect_accord(tx, reference, SMS)
    house.at += timedelta(days=3)
    with house.acting() as tx:
        refusal = AccordGiven("CONTACT_SMS", False, "ORAL", house.at.date())
        collect_accord(tx, reference, refusal)
    assert not agreed(house, reference, "CONTACT_SMS")
    page = read(house, reference)
    assert [one.row.accorde for one in page.actuels("CONTACT_SMS")] == [False]
    assert [one.row.accorde for one in page.anciens()] == [True]


def test_the_agreements_that_steer_a_dossier_are_not_typed_here(
    house: House, reference: str
) -> None:
    for finalite in ("PARTAGE_BAILLEUR", "ENTREE_DISPOSITIF"):
        with house.acting() as tx, pytest.raises(AccordOfTheDiagram):
            collect_accord(tx, reference, AccordGiven(finalite, False, "ORAL", TODAY))


def test_once_the_measure_has_begun_its_event_ends_the_sharing(house: House) -> None:
    reference = house.instance(at(house, "accord_menage")).reference
    rows = house.rows(Consentement)
    assert {row.finalite for row in rows} == {"PARTAGE_BAILLEUR", "ENTREE_DISPOSITIF"}
    for row in rows:
        with house.acting() as tx, pytest.raises(AccordOfTheDiagram):
            withdraw_accord(tx, reference, row.id)


def test_an_answer_that_is_wrong_is_refused_by_its_field(house: House, reference: str) -> None:
    for given, field in (
        (AccordGiven("AUTRE", True, "ORAL", TODAY), "finalite"),
        (AccordGiven("CONTACT_SMS", None, "ORAL", TODAY), "accorde"),
        (AccordGiven("CONTACT_SMS", True, "", TODAY), "mode"),
        (AccordGiven("CONTACT_SMS", True, "ORAL", None), "recueilli_le"),
        (AccordGiven("CONTACT_SMS", True, "ORAL", TODAY + timedelta(days=1)), "recueilli_le"),
    ):
        with house.acting() as tx, pytest.raises(AnswersRefused) as refusal:
            collect_accord(tx, reference, given)
        assert field in refusal.value.errors
    assert len(house.rows(Consentement)) == 1


def test_what_tells_of_violences_is_known_to_the_list_alone(house: House, reference: str) -> None:
    secret = AccordGiven("PARTAGE_CH", True, "ORAL", TODAY)
    with house.acting("XLH_IS") as tx, pytest.raises(NotAllowed):
        collect_accord(tx, reference, secret)
    with house.acting("MDL_CHEF") as tx, pytest.raises(NotAllowed):
        collect_accord(tx, reference, secret)  # not named on this file
    assert "PARTAGE_CH" not in read(house, reference, "XLH_IS").finalites
    assert "PARTAGE_CIDFF" not in read(house, reference, "XLH_PILOTE").finalites


def test_the_referente_told_with_the_persons_agreement_is_an_agreement(house: House) -> None:
    """Asked by the volet, a case of its own: kept on the volet's list."""
    case, volet = in_danger(house)
    house.do(volet, "proteger_personne", OUI)
    (row,) = house.rows(Consentement, Consentement.finalite == "PARTAGE_CIDFF")
    assert row.holds and row.dossier_id == house.dossier(case).id
    reference = house.instance(case).reference
    for group in ("MDL_TS", "REFERENTE_VVC"):
        (told,) = read(house, reference, group).actuels("PARTAGE_CIDFF")
        assert told.row.accorde
    with house.acting("XLH_PILOTE") as tx:
        dossier, _ = find_dossier(tx, reference)
        assert "PARTAGE_CIDFF" not in {one.finalite for one in answers_of(tx, dossier)}


def test_before_the_sharing_the_landlord_reads_and_writes_nothing(house: House) -> None:
    reference = house.instance(house.open_dossier()).reference
    assert not read(house, reference, "XLH_IS").is_shared
    with house.acting("XLH_IS") as tx, pytest.raises(NotFound):
        collect_accord(tx, reference, SMS)
