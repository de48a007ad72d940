"""The dates that follow from a step: domain 3.5's oracles, each by its rule and source."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest

from engine.suivi.procedures.delais import Limite, Sens, limites_of
from engine.suivi.procedures.models import Etape, StatutEtape, TypeEtape
from engine.suivi.procedures.treve import treve_on
from tests.house import House


def step(kind: TypeEtape, jour: date, delai: str | None = None) -> Etape:
    return Etape(
        id=uuid4(),
        type=kind,
        jour=jour,
        delai=delai,
        statut=StatutEtape.NOTEE,
        notee_le=datetime(2026, 11, 16, tzinfo=UTC),
    )


def after(house: House, kind: TypeEtape, jour: date, delai: str | None = None) -> list[Limite]:
    with house.acting() as tx:
        return limites_of(tx, step(kind, jour, delai))


@pytest.mark.parametrize(
    ("delivered", "delai", "brute", "prorogee"),
    [
        # COMMANDEMENT_BAIL_RECENT: six weeks are 42 days; CPC 642 for the working day.
        (date(2026, 11, 16), "P6W", date(2026, 12, 28), date(2026, 12, 28)),
        (date(2026, 11, 13), "P6W", date(2026, 12, 25), date(2026, 12, 28)),
        # COMMANDEMENT_BAIL_ANCIEN: two months, CPC 641 then 642.
        (date(2026, 11, 16), "P2M", date(2027, 1, 16), date(2027, 1, 18)),
    ],
)
def test_a_commandement_ends_on_its_raw_day_and_perhaps_on_the_next_working_day(
    house: House, delivered: date, delai: str, brute: date, prorogee: date
) -> None:
    (limite,) = after(house, TypeEtape.COMMANDEMENT_PAYER, delivered, delai)
    assert (limite.brute, limite.prorogee) == (brute, prorogee)
    assert limite.prudente == brute  # the household acts before the first of the two


def test_a_commandement_whose_delay_is_not_known_shows_both_and_the_sooner_comes_first(
    house: House,
) -> None:
    limites = after(house, TypeEtape.COMMANDEMENT_PAYER, date(2026, 11, 16))
    assert [one.brute for one in limites] == [date(2026, 12, 28), date(2027, 1, 16)]


@pytest.mark.parametrize("kind", [TypeEtape.SAISINE_CCAPEX, TypeEtape.SIGNALEMENT_CAF])
def test_no_assignation_before_two_months_after_the_ccapex(house: House, kind: TypeEtape) -> None:
    """CCAPEX_AVANT_ASSIGNATION: CCAPEX 31/12/2026 + 2 mois, raw 28/02/2027 (dim) → 01/03/2027."""
    (limite,) = after(house, kind, date(2026, 12, 31))
    assert (limite.brute, limite.prorogee) == (date(2027, 2, 28), date(2027, 3, 1))
    assert (limite.sens, limite.prudente) == (Sens.PAS_AVANT, date(2027, 3, 1))


def test_before_a_hearing_the_prefet_the_dsf_and_the_preparation_count_backwards(
    house: House,
) -> None:
    """Audience 09/03/2027: préfet 26/01/2027 (−42 j), DSF 02/03/2027 (−5 jours ouvrés)."""
    limites = after(house, TypeEtape.AUDIENCE, date(2027, 3, 9))
    days = {(one.code, one.regle.code): one.brute for one in limites}
    assert days == {
        ("PREPARER_AUDIENCE", "PREPARER_AUDIENCE"): date(2027, 1, 12),
        ("NOTIF_PREFET", "PREFET_AVANT_AUDIENCE"): date(2027, 1, 26),
        ("NOTIF_PREFET", "PREFET_AVANT_AUDIENCE_PRUDENT"): date(2027, 1, 9),
        ("DSF_REMISE", "DSF_REMISE"): date(2027, 3, 2),
    }
    assert not any(one.is_put_off for one in limites)  # 642 does not put off what is backwards


def test_an_interview_is_offered_fifteen_working_days_after_the_dsf_is_asked(house: House) -> None:
    """DSF_ENTRETIEN: saisine DSF 12/01/2027 + 15 jours ouvrés → 02/02/2027."""
    (limite,) = after(house, TypeEtape.DSF, date(2027, 1, 12))
    assert limite.brute == date(2027, 2, 2)


def test_two_months_to_leave_after_the_commandement_de_quitter(house: House) -> None:
    (limite,) = after(house, TypeEtape.CQL, date(2026, 12, 31))
    assert (limite.brute, limite.prorogee) == (date(2027, 2, 28), date(2027, 3, 1))


def test_a_step_that_no_longer_counts_opens_nothing(house: House) -> None:
    former = step(TypeEtape.AUDIENCE, date(2027, 3, 9))
    former.statut = StatutEtape.REMPLACEE
    with house.acting() as tx:
        assert limites_of(tx, former) == []


def test_a_commandement_of_before_the_six_weeks_knows_two_months_alone(house: House) -> None:
    """The rule of six weeks holds from 29/07/2023 (loi 2023-668)."""
    limites = after(house, TypeEtape.COMMANDEMENT_PAYER, date(2023, 7, 28))
    assert [one.regle.code for one in limites] == ["COMMANDEMENT_BAIL_ANCIEN"]


@pytest.mark.parametrize(
    ("day", "inside"),
    [
        (date(2026, 10, 31), False),
        (date(2026, 11, 1), True),
        (date(2027, 1, 15), True),
        (date(2027, 3, 31), True),
        (date(2027, 4, 1), False),
    ],
)
def test_the_winter_truce_goes_from_november_to_march(
    house: House, day: date, inside: bool
) -> None:
    """TREVE_HIVERNALE, CPCE L.412-6."""
    with house.acting() as tx:
        found = treve_on(tx, day)
    assert (found is not None) is inside
    if found:
        assert found == (date(2026, 11, 1), date(2027, 3, 31))
