"""What fails after a person's act does not take the act back: it waits, and can be tried again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from engine.bpm.actions import Action, Cause, known_actions
from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.models import Answer, Incident, Step
from engine.bpm.instances.retry import retry_incident
from engine.bpm.tasks.models import Task
from engine.core.access import open_circle
from engine.core.access.models import Circle
from engine.core.audit.models import AuditEntry
from engine.core.audit.verify import is_intact
from engine.core.errors import ActionFailed, NotAllowed, NotFound, NothingToRetry
from engine.core.transaction import Transaction
from tests.engine.bpm.use_cases.drawing import (
    choice,
    diagram,
    end,
    form,
    path,
    script,
    service,
    start,
    user,
)
from tests.house import House

FORMS = (form("vide"), form("demande", montant="number code"))


@dataclass
class Printer:
    """An action that writes, and breaks as long as ``fault`` says."""

    fault: Any = None
    pages: list[UUID] = field(default_factory=list)

    def work(self, tx: Transaction, cause: Cause, inputs: Mapping[str, Any]) -> None:
        page = open_circle(tx)
        if self.fault == "base":
            tx.session.execute(text("SELECT * FROM table_qui_n_existe_pas"))
        elif self.fault is not None:
            raise self.fault
        self.pages.append(page)


@pytest.fixture
def printer(house: House, monkeypatch: pytest.MonkeyPatch) -> Printer:
    """The action `essai.imprimer`, published in a case: ask, print, sign."""
    printer, inputs = Printer(), frozenset({"reference"})
    action = Action("essai.imprimer", inputs, frozenset(), printer.work)
    monkeypatch.setitem(known_actions(), "essai.imprimer", action)
    house.publish(
        diagram(
            "impression",
            start(),
            user("demander", "vide"),
            service("imprimer", "essai.imprimer", reference="=reference"),
            user("signer", "vide"),
            end(),
            path("debut", "demander", "imprimer", "signer", "fin"),
        ),
        *FORMS,
    )
    return printer


def incident_of(house: House, case: UUID) -> Incident:
    (found,) = house.rows(Incident, Incident.instance_id == case, Incident.resolved_at.is_(None))
    assert isinstance(found, Incident)
    return found


def retry(house: House, case: UUID, group: str = "MDL_CHEF") -> None:
    incident = incident_of(house, case)
    with house.acting(group) as tx:
        retry_incident(tx, case, incident.token_id)


FAULTS = [RuntimeError("plus de papier"), ActionFailed(reference="x"), "base"]


@pytest.mark.parametrize("fault", FAULTS, ids=["fault", "refusal", "database"])
def test_the_act_stays_the_work_half_done_goes_and_the_case_waits(
    house: House, printer: Printer, fault: Any
) -> None:
    case = house.start("impression")
    circles, printer.fault = len(house.rows(Circle)), fault
    task = house.do(case, "demander")
    assert house.row(Task, task.id).outcome == "done"
    assert len(house.rows(Answer, Answer.element == "demander")) == 1
    assert len(house.rows(Circle)) == circles
    assert (incident_of(house, case).element, house.tasks(case)) == ("imprimer", [])
    assert house.instance(case).status == "active"


def test_retry_goes_on_from_there_once(house: House, printer: Printer) -> None:
    case = house.start("impression")
    printer.fault = RuntimeError()
    house.do(case, "demander")
    printer.fault = None
    retry(house, case)
    assert house.tasks(case) == ["signer"]
    assert len(printer.pages) == 1
    (incident,) = house.rows(Incident)
    assert incident.resolved_at == house.at
    done = house.rows(Step, Step.instance_id == case, Step.outcome == "done")
    assert sorted(step.element for step in done) == ["debut", "demander", "imprimer"]
    with house.system() as tx:
        assert is_intact(tx, lock_instance(tx, case))
    assert len(house.rows(AuditEntry, AuditEntry.tag == "incident:retried")) == 1


def test_a_retry_that_fails_again_leaves_one_incident(house: House, printer: Printer) -> None:
    case = house.start("impression")
    printer.fault = RuntimeError()
    house.do(case, "demander")
    retry(house, case)
    assert incident_of(house, case).code == "RuntimeError"
    printer.fault = None
    retry(house, case)
    assert house.tasks(case) == ["signer"]


def test_there_is_nothing_to_retry_twice(house: House, printer: Printer) -> None:
    case = house.start("impression")
    printer.fault = RuntimeError()
    house.do(case, "demander")
    printer.fault, token_id = None, incident_of(house, case).token_id
    retry(house, case)
    with pytest.raises(NothingToRetry), house.acting("MDL_CHEF") as tx:
        retry_incident(tx, case, token_id)
    with pytest.raises(NothingToRetry), house.acting("MDL_CHEF") as tx:
        retry_incident(tx, case, house.task(case, "signer").id)


def test_who_may_retry(house: House, printer: Printer) -> None:
    case = house.start("impression")
    printer.fault = RuntimeError()
    house.do(case, "demander")
    with pytest.raises(NotAllowed):
        retry(house, case, "MDL_TS")
    with pytest.raises(NotFound):
        retry(house, case, "REFERENTE_VVC")


def test_a_case_can_start_with_an_incident(house: House, printer: Printer) -> None:
    house.publish(
        diagram(
            "aussitot",
            start(),
            service("imprimer", "essai.imprimer", reference="=reference"),
            end(),
            path("debut", "imprimer", "fin"),
        )
    )
    printer.fault = RuntimeError()
    case = house.start("aussitot")
    assert house.instance(case).status == "active"
    printer.fault = None
    retry(house, case)
    assert house.instance(case).status == "ended"


# --- expressions -------------------------------------------------------------


def sorting(house: House) -> UUID:
    """A case whose only gateway has no way out when the amount is not known."""
    house.publish(
        diagram(
            "tri",
            start(form="demande"),
            user("lire", "vide"),
            choice("trier"),
            user("petit", "vide"),
            user("grand", "vide"),
            end(),
            path("debut", "lire", "trier"),
            path("trier", "petit", when="=montant <= 100"),
            path("trier", "grand", when="=montant > 100"),
            path("petit", "fin"),
            path("grand", "fin"),
        ),
        *FORMS,
    )
    case = house.start("tri")
    house.do(case, "lire")
    return case


def test_an_unknown_amount_takes_no_way_and_waits(house: House) -> None:
    case = sorting(house)
    assert house.tasks(case) == []
    assert (incident_of(house, case).element, incident_of(house, case).code) == (
        "trier",
        "NoWayOut",
    )


def test_once_the_answer_is_corrected_the_retry_finds_its_way(house: House) -> None:
    case = sorting(house)
    (answer,) = house.rows(Answer, Answer.element == "debut")
    with house.acting() as tx:
        assert correct_answer(tx, answer.id, {"montant": 250}, "Oubli") == []
    assert house.tasks(case) == []
    retry(house, case)
    assert house.tasks(case) == ["grand"]


def test_a_due_date_that_is_no_date_does_not_take_the_act_back(house: House) -> None:
    house.publish(
        diagram(
            "delai",
            start(form="demande"),
            user("lire", "vide"),
            user("repondre", "vide", due="=ajouter jours ouvres(montant, 3)"),
            end(),
            path("debut", "lire", "repondre", "fin"),
        ),
        *FORMS,
    )
    case = house.start("delai", {"montant": 3})
    house.do(case, "lire")
    assert incident_of(house, case).element == "repondre"
    assert house.tasks(case) == []


def test_a_diagram_that_turns_in_circles_is_stopped(house: House) -> None:
    house.publish(
        diagram(
            "manege",
            start(),
            user("monter", "vide"),
            script("tourner", "=1", "tour"),
            choice("encore", default="f_encore_fin"),
            end(),
            path("debut", "monter", "tourner", "encore"),
            path("encore", "tourner", when="=tour = 1"),
            path("encore", "fin"),
        ),
        *FORMS,
    )
    case = house.start("manege")
    task = house.do(case, "monter")
    assert house.row(Task, task.id).outcome == "done"
    assert incident_of(house, case).code == "budget_exceeded"
