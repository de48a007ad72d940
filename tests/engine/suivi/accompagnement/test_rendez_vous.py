"""Rendez-vous: fixed, changed, settled; a place that must not be known is not told."""

from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest

from engine.core.access import widen_circle
from engine.core.errors import AnswersRefused, NotAllowed
from engine.suivi.accompagnement.given import RendezVousGiven
from engine.suivi.accompagnement.models import AncienEcrit, RendezVous
from engine.suivi.accompagnement.opening import open_journal
from engine.suivi.accompagnement.plan_rendez_vous import (
    RendezVousPast,
    change_rendez_vous,
    plan_rendez_vous,
)
from engine.suivi.accompagnement.read_rendez_vous import (
    my_rendez_vous,
    next_one,
    read_rendez_vous,
    rendez_vous_of,
)
from engine.suivi.accompagnement.settle_rendez_vous import settle_rendez_vous
from tests.house import DAY, House


def given(at: datetime, **changed: object) -> RendezVousGiven:
    """In two days, at the household's, with an interpreter."""
    sound = RendezVousGiven(
        at + 2 * DAY, 45, "DOMICILE", precision="Bâtiment B", langue="uk", rappel="SMS"
    )
    return replace(sound, **changed)


@pytest.fixture
def planned(house: House, reference: str) -> RendezVous:
    with house.acting() as tx:
        return plan_rendez_vous(tx, reference, given(house.at))


def test_it_is_kept_with_whom_to_ask_for(house: House, reference: str, planned: RendezVous) -> None:
    with house.acting() as tx:
        _, read = read_rendez_vous(tx, reference, planned.id)
        assert read.avec == "Travailleur social MDL"
        assert (read.lieu, read.precision, read.langue) == ("DOMICILE", "Bâtiment B", "uk")
        assert read.row.fin - read.row.debut == timedelta(minutes=45)
        assert next_one(tx, rendez_vous_of(tx, open_journal(tx, reference))) == read
        assert [r.reference for r in my_rendez_vous(tx)[0]] == [reference]
    assert b"uk" not in planned.detail


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"debut": None}, "debut"),
        ({"duree_min": 0}, "duree"),
        ({"lieu": "LUNE"}, "lieu"),
        ({"langue": "xx"}, "langue"),
        ({"rappel": "PIGEON"}, "rappel"),
        ({"precision": "IBAN FR76 3000 6000 0112 3456 7890 189"}, "precision"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(
    house: House, reference: str, changed: dict[str, object], field: str
) -> None:
    with pytest.raises(AnswersRefused) as refused, house.acting() as tx:
        plan_rendez_vous(tx, reference, given(house.at, **changed))
    assert list(refused.value.errors) == [field]


def test_a_moment_that_has_passed_is_no_rendez_vous(house: House, reference: str) -> None:
    with pytest.raises(AnswersRefused, match="à venir"), house.acting() as tx:
        plan_rendez_vous(tx, reference, given(house.at - 3 * DAY))


def test_the_chef_fixes_one_for_the_referent_and_for_nobody_else(
    house: House, reference: str
) -> None:
    referent, other = house.people["MDL_TS"], house.people["XLH_IS"]
    with house.acting("MDL_CHEF") as tx:
        assert plan_rendez_vous(tx, reference, given(house.at, avec_id=referent))
    with house.acting("MDL_TS") as tx:
        assert len(my_rendez_vous(tx)[0]) == 1
    with pytest.raises(NotAllowed), house.acting("MDL_CHEF") as tx:
        plan_rendez_vous(tx, reference, given(house.at, avec_id=other))


def test_a_change_keeps_what_it_was(house: House, reference: str, planned: RendezVous) -> None:
    with house.acting() as tx:
        change_rendez_vous(tx, reference, planned.id, given(house.at + DAY, rappel="LETTRE"))
    changed = house.row(RendezVous, planned.id)
    assert (changed.rappel, changed.debut) == ("LETTRE", house.at + 3 * DAY)
    assert len(house.rows(AncienEcrit)) == 1


def test_it_is_settled_once_its_day_has_come(
    house: House, reference: str, planned: RendezVous
) -> None:
    for statut in ("HONORE", "ABSENT", "PREVU", "x"):
        with pytest.raises(AnswersRefused), house.acting() as tx:
            settle_rendez_vous(tx, reference, planned.id, statut)
    house.at += 3 * DAY
    with house.acting() as tx:
        assert [r.is_awaited for r in my_rendez_vous(tx)[1]] == [True]
        settle_rendez_vous(tx, reference, planned.id, "ABSENT")
    assert house.row(RendezVous, planned.id).statut == "ABSENT"
    with pytest.raises(RendezVousPast), house.acting() as tx:
        change_rendez_vous(tx, reference, planned.id, given(house.at))


def test_one_to_come_is_called_off(house: House, reference: str, planned: RendezVous) -> None:
    with house.acting() as tx:
        settle_rendez_vous(tx, reference, planned.id, "ANNULE")
        assert next_one(tx, rendez_vous_of(tx, open_journal(tx, reference))) is None


def test_a_place_that_must_not_be_known_is_told_to_the_list_alone(
    house: House, case: UUID, reference: str
) -> None:
    house.hire("collegue")
    with house.system() as tx:
        widen_circle(tx, house.dossier(case).circle_id, "REFERENTE_VVC")
    with house.acting() as tx:
        hidden = plan_rendez_vous(tx, reference, given(house.at, lieu_sensible=True))
    told = {}
    for group in ("MDL_TS", "collegue", "MDL_CHEF", "XLH_IS", "REFERENTE_VVC"):
        with house.acting(group) as tx:
            _, read = read_rendez_vous(tx, reference, hidden.id)
            told[group] = (read.lieu, read.precision)
    nothing = ("", "")
    assert told == {
        "MDL_TS": ("DOMICILE", "Bâtiment B"),
        "collegue": nothing,
        "MDL_CHEF": nothing,
        "XLH_IS": nothing,
        "REFERENTE_VVC": nothing,
    }


def test_the_other_partner_knows_the_place_but_not_the_interpreter(
    house: House, reference: str, planned: RendezVous
) -> None:
    with house.acting("XLH_IS") as tx:
        _, read = read_rendez_vous(tx, reference, planned.id)
    assert (read.lieu, read.precision, read.langue) == ("DOMICILE", "", "")
