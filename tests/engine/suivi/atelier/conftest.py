"""What a publication begins with."""

import pytest

from tests.engine.suivi.atelier.owner import ENTRY, NEW, OLD, keep_scenarios, prove, replace
from tests.house import House


@pytest.fixture
def few(house: House) -> None:
    """Two scenarios: what is tested here is not what they tell."""
    keep_scenarios(house, "refus_partage", "hors_territoire")


@pytest.fixture
def proven(house: House, few: None) -> House:
    """A renamed step, drafted and proven."""
    replace(house, ENTRY, OLD, NEW)
    assert prove(house).has_passed
    return house
