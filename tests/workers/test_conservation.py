"""`palier conservation`, as somebody who answers for the data runs it."""

import os
from collections.abc import Mapping

import pytest
from click.testing import CliRunner, Result

from engine.suivi.conservation.models import Evenement
from tests.engine.suivi.conservation.story import NOM, planted
from tests.house import House
from workers.cli import main


def palier(env: Mapping[str, str], *words: str) -> Result:
    only = {name: value for name, value in env.items() if name not in os.environ}
    return CliRunner().invoke(main, list(words), env=only)


@pytest.fixture
def refused(outside: Mapping[str, str], postgres_house: House) -> str:
    """A dossier closed on the tests' day, before the real clock that the command line reads."""
    return planted(postgres_house)


def test_a_dry_run_says_what_would_end_and_changes_nothing(
    refused: str, outside: Mapping[str, str], postgres_house: House
) -> None:
    said = palier(outside, "conservation", "--a-blanc")
    assert said.exit_code == 0, said.output
    assert refused in said.output and "Rien n’a été changé" in said.output
    assert NOM not in said.output
    assert postgres_house.rows(Evenement) == []


def test_a_run_announces_first_and_ends_nothing_the_same_day(
    refused: str, outside: Mapping[str, str], postgres_house: House
) -> None:
    said = palier(outside, "conservation")
    assert said.exit_code == 0, said.output
    assert "0 faites" in said.output
    events = postgres_house.rows(Evenement)
    assert {event.reference for event in events} == {refused}
    assert all(not event.is_done for event in events)
