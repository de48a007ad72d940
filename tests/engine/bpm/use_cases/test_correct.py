"""Correct an answer: what it had set is computed again, what is passed is listed."""

from datetime import date
from uuid import UUID

import pytest

from engine.bpm.instances.answers import open_answers
from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.models import Answer
from engine.bpm.timers.models import Timer
from engine.core.audit.models import AuditEntry
from engine.core.calendar import at_paris
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from tests.engine.bpm.use_cases.drawing import (
    boundary,
    choice,
    diagram,
    end,
    form,
    path,
    start,
    timer,
    user,
)
from tests.house import House

LIMIT = '=date and time(date_limite, time("08:00:00@Europe/Paris"))'
GIVEN = {"date_limite": "2026-10-01", "montant": 50, "note": "vu au téléphone"}


@pytest.fixture
def case(house: House) -> UUID:
    """A date arms a timer; an amount has chosen a way."""
    house.publish(
        diagram(
            "accord",
            start(form="demande"),
            choice("trier", default="f_trier_petit"),
            user("petit", "vide"),
            user("grand", "vide"),
            boundary("trop_tard", "petit", timer(LIMIT, "timeDate")),
            end(),
            path("debut", "trier", "petit", "fin"),
            path("trier", "grand", when="=montant > 100"),
            path("grand", "fin"),
            path("trop_tard", "fin"),
        ),
        form("vide"),
        form(
            "demande",
            date_limite="datetime code",
            montant="number code",
            note="textarea mdl",
        ),
    )
    return house.start("accord", GIVEN)


def correct(
    house: House,
    case: UUID,
    reason: str = "Erreur de saisie",
    who: str = "MDL_TS",
    **change: object,
) -> list[str]:
    answer = house.rows(Answer, Answer.instance_id == case, Answer.corrects_id.is_(None))[0]
    with house.acting(who) as tx:
        return correct_answer(tx, answer.id, {**GIVEN, **change}, reason)


def due(house: House, case: UUID) -> object:
    (timer_row,) = house.rows(Timer, Timer.instance_id == case)
    return timer_row.due_at


def test_a_corrected_date_arms_its_timer_anew(house: House, case: UUID) -> None:
    assert due(house, case) == at_paris(date(2026, 10, 1))
    assert correct(house, case, date_limite="2026-12-01") == []
    assert due(house, case) == at_paris(date(2026, 12, 1))
    house.time_passes(at_paris(date(2026, 10, 2)))
    assert house.tasks(case) == ["petit"]


def test_a_gateway_already_passed_is_listed_and_not_replayed(house: House, case: UUID) -> None:
    assert correct(house, case, montant=500) == ["trier"]
    assert house.tasks(case) == ["petit"]


def test_a_correction_is_a_new_answer_that_names_the_old_one(house: House, case: UUID) -> None:
    correct(house, case, montant=60)
    old, new = sorted(house.rows(Answer), key=lambda row: row.corrects_id is not None)
    assert (new.corrects_id, new.element, new.form) == (old.id, "debut", "demande")
    with house.system() as tx:
        assert open_answers(tx, old)["montant"] == 50
        assert open_answers(tx, new)["montant"] == 60
        assert tx.keys.open(new.reason, f"reason:{new.id}") == b"Erreur de saisie"


def test_a_correction_is_recorded_by_its_fields(house: House, case: UUID) -> None:
    correct(house, case, montant=60)
    (entry,) = house.rows(AuditEntry, AuditEntry.tag == "answer:corrected")
    assert entry.fields == ["date_limite", "montant", "note"]
    assert entry.actor_id == house.people["MDL_TS"]


@pytest.mark.parametrize("reason", ["", "  \n "])
def test_a_correction_says_why(house: House, case: UUID, reason: str) -> None:
    with pytest.raises(AnswersRefused) as refusal:
        correct(house, case, reason=reason, montant=60)
    assert list(refusal.value.errors) == ["motif"]
    assert len(house.rows(Answer)) == 1


def test_a_correction_that_does_not_hold_changes_nothing(house: House, case: UUID) -> None:
    with pytest.raises(AnswersRefused):
        correct(house, case, date_limite="bientôt")
    assert due(house, case) == at_paris(date(2026, 10, 1))


def test_who_gave_an_answer_and_the_chef_correct_it_others_do_not(house: House, case: UUID) -> None:
    house.hire("COLLEGUE")
    for who in ("COLLEGUE", "XLH_PILOTE"):
        with pytest.raises(NotAllowed):
            correct(house, case, who=who, montant=60)
    correct(house, case, who="MDL_CHEF", montant=60)
    correct(house, case, who="MDL_TS", montant=70)


def test_a_stranger_does_not_learn_that_the_answer_exists(house: House, case: UUID) -> None:
    with pytest.raises(NotFound):
        correct(house, case, who="REFERENTE_VVC")


def test_a_case_that_is_over_can_still_be_corrected(house: House, case: UUID) -> None:
    house.do(case, "petit")
    ended_at = house.instance(case).ended_at
    assert correct(house, case, montant=500) == ["trier"]
    assert (house.instance(case).status, house.instance(case).ended_at) == ("ended", ended_at)


def test_a_date_taken_away_by_a_correction_is_told_not_hidden(house: House, case: UUID) -> None:
    """The armed timer cannot be computed any more: refused, and the case is as it was."""
    answer = house.rows(Answer, Answer.instance_id == case)[0]
    with pytest.raises(AnswersRefused), house.acting() as tx:
        correct_answer(tx, answer.id, {"montant": 50}, "Erreur de saisie")
    assert due(house, case) == at_paris(date(2026, 10, 1))
    assert len(house.rows(Answer)) == 1
