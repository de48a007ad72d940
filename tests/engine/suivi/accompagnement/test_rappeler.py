"""A household is reminded of a rendez-vous by SMS: when it wants that, on a number that is safe."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from engine.core.calendar import paris_day
from engine.core.mail.models import Sending
from engine.suivi.accompagnement.codes import Statut
from engine.suivi.accompagnement.models import RendezVous
from engine.suivi.accompagnement.plan_rendez_vous import change_rendez_vous, plan_rendez_vous
from engine.suivi.accompagnement.rappeler import promise_sms
from engine.suivi.consentements.collect import AccordGiven, collect_accord
from engine.suivi.consentements.models import Consentement
from engine.suivi.menages.coordonnees import add_coordonnee
from tests.engine.bpm.notices.told import Kept, send
from tests.engine.suivi.accompagnement.test_rendez_vous import given
from tests.engine.suivi.menages.homes import restrict, shared
from tests.house import DAY, House

THURSDAY_10H = datetime(2026, 9, 10, 9, tzinfo=UTC)
"""The rendez-vous, 11 h in Paris."""
TUESDAY, WEDNESDAY = (datetime(2026, 9, day, 8, tzinfo=UTC) for day in (8, 9))
"""Two days before, and the day before, 10 h in Paris."""
PHONE = {"type": "TELEPHONE", "valeur": "06 39 98 12 34"}


@pytest.fixture
def kept() -> Iterator[Kept]:
    kept = Kept()
    yield kept
    assert kept.letters == []


@pytest.fixture
def reference(house: House) -> str:
    return shared(house)


def agrees(house: House, reference: str, accorde: str = "OUI") -> None:
    with house.acting() as tx:
        day = paris_day(tx.now)
        collect_accord(tx, reference, AccordGiven("CONTACT_SMS", accorde == "OUI", "ORAL", day))


def has_phone(house: House, reference: str, **more: str) -> None:
    with house.acting() as tx:
        add_coordonnee(tx, reference, {**PHONE, **more})


def meets(
    house: House, reference: str, at: datetime = THURSDAY_10H, how: str = "SMS"
) -> RendezVous:
    with house.acting() as tx:
        planned = plan_rendez_vous(tx, reference, given(house.at, debut=at, rappel=how))
    promised(house)
    return planned


def promised(house: House) -> None:
    with house.system() as tx:
        for row in tx.session.query(RendezVous):
            promise_sms(tx, row)


def numbers(house: House, kept: Kept, until: datetime = THURSDAY_10H) -> list[str]:
    while house.at < until:
        send(house, kept, min(house.at + timedelta(hours=1), until))
    return [text.to for text in kept.texts]


def test_two_days_and_one_day_before_without_a_name_or_a_place(
    house: House, kept: Kept, reference: str
) -> None:
    agrees(house, reference)
    has_phone(house, reference)
    meets(house, reference)
    promised(house)
    assert send(house, kept, TUESDAY - timedelta(minutes=1)) == 0
    assert send(house, kept, TUESDAY) == 1
    assert send(house, kept, WEDNESDAY) == 1
    assert [text.to for text in kept.texts] == ["0639981234", "0639981234"]
    for secret in ("Dupin", "Marie", "Bâtiment", reference, "MDL", "Palier"):
        assert secret not in kept.texts[0].text
    assert all("0639" not in repr(vars(row)) for row in house.rows(Sending))


def test_never_at_the_week_end_and_then_once(house: House, kept: Kept, reference: str) -> None:
    agrees(house, reference)
    has_phone(house, reference)
    meets(house, reference, datetime(2026, 9, 14, 9, tzinfo=UTC))  # a Monday
    assert send(house, kept, datetime(2026, 9, 11, 8, tzinfo=UTC)) == 1
    assert numbers(house, kept, datetime(2026, 9, 14, 9, tzinfo=UTC)) == ["0639981234"]


@pytest.mark.parametrize("accorde", ["", "NON"])
def test_without_its_agreement_nothing_goes(
    house: House, kept: Kept, reference: str, accorde: str
) -> None:
    if accorde:
        agrees(house, reference, accorde)
    has_phone(house, reference)
    meets(house, reference)
    assert numbers(house, kept) == []


def test_an_agreement_taken_back_stops_what_was_promised(
    house: House, kept: Kept, reference: str
) -> None:
    agrees(house, reference)
    has_phone(house, reference)
    meets(house, reference)
    house.at += timedelta(minutes=1)
    agrees(house, reference, "NON")
    assert len(house.rows(Consentement, Consentement.finalite == "CONTACT_SMS")) == 2
    assert numbers(house, kept) == []


def test_a_number_with_an_instruction_asks_for_a_person(
    house: House, kept: Kept, reference: str
) -> None:
    agrees(house, reference)
    has_phone(house, reference, consigne="Ne pas laisser de message")
    meets(house, reference)
    assert numbers(house, kept) == []


def test_a_safe_channel_comes_first(house: House, kept: Kept, reference: str) -> None:
    agrees(house, reference)
    has_phone(house, reference, valeur="06 39 98 55 55", canal_sur="1")
    has_phone(house, reference)
    meets(house, reference)
    assert set(numbers(house, kept)) == {"0639985555"}


def test_on_a_restricted_file_only_a_safe_channel_is_written_to(
    house: House, kept: Kept, reference: str
) -> None:
    agrees(house, reference)
    has_phone(house, reference)
    meets(house, reference)
    restrict(house, reference)
    assert send(house, kept, TUESDAY) == 0
    has_phone(house, reference, valeur="06 39 98 55 55", canal_sur="1")
    assert send(house, kept, WEDNESDAY) == 1
    assert [text.to for text in kept.texts] == ["0639985555"]


def test_a_rendez_vous_that_is_moved_is_told_at_its_new_day(
    house: House, kept: Kept, reference: str
) -> None:
    agrees(house, reference)
    has_phone(house, reference)
    planned = meets(house, reference)
    later = given(house.at, debut=THURSDAY_10H + 5 * DAY, rappel="SMS")
    with house.acting() as tx:
        change_rendez_vous(tx, reference, planned.id, later)
    promised(house)
    assert numbers(house, kept) == []
    assert len(numbers(house, kept, THURSDAY_10H + 5 * DAY)) == 2  # Friday and Monday


def test_another_way_or_a_settled_one_sends_nothing(
    house: House, kept: Kept, reference: str
) -> None:
    agrees(house, reference)
    has_phone(house, reference)
    meets(house, reference, how="APPEL")
    planned = meets(house, reference)
    with house.system() as tx:
        tx.session.get_one(RendezVous, planned.id).statut = Statut.ANNULE
    assert numbers(house, kept) == []
