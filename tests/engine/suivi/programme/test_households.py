"""Households drawn from a seed."""

from collections import Counter

from engine.suivi.programme.households import draw_households
from engine.suivi.programme.stories import STORIES
from tests.engine.suivi.conftest import TODAY


def test_the_fiche_projet_counts_eighteen_access_and_seventeen_maintien() -> None:
    drawn = draw_households(35, 36, 1, TODAY)
    assert Counter(one.story.volet for one in drawn) == {"ACCES": 18, "MAINTIEN": 17}
    assert Counter(one.story.door for one in drawn)["XLH_IS"] >= 5


def test_every_story_is_told_at_least_once() -> None:
    told = Counter(one.story.name for one in draw_households(35, 36, 7, TODAY))
    assert told == {story.name: story.count for story in STORIES}


def test_they_come_over_three_years_the_newest_some_days_ago() -> None:
    drawn = draw_households(35, 36, 1, TODAY)
    ages = [(TODAY - one.opens_at.date()).days for one in drawn]
    assert ages == sorted(ages, reverse=True)
    assert 1_080 <= ages[0] <= 1_110
    assert 1 <= ages[-1] <= 6
    by_year = Counter(one.opens_at.year for one in drawn)
    assert min(by_year[year] for year in (2024, 2025, 2026)) >= 8


def test_the_same_seed_draws_the_same_households() -> None:
    drawn = draw_households(35, 36, 1, TODAY)
    assert draw_households(35, 36, 1, TODAY) == drawn
    assert draw_households(35, 36, 2, TODAY) != drawn


def test_any_number_of_households_can_be_drawn() -> None:
    for count in (0, 1, 4, 100):
        drawn = draw_households(count, 12, 1, TODAY)
        assert [one.number for one in drawn] == list(range(1, count + 1))
        access = sum(one.story.volet == "ACCES" for one in drawn)
        assert abs(access - count * 18 / 35) <= 1
