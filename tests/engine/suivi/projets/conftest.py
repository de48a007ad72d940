"""A household whose project is to be written, then to be signed."""

from types import SimpleNamespace
from typing import Any, cast
from uuid import UUID

import pytest

from tests.house import House
from tests.web.office import Office
from tests.web.stories import replay


@pytest.fixture
def case(house: House) -> UUID:
    """The diagnostic is done: the project is to be written."""
    return at(house, "diagnostic")


@pytest.fixture
def reference(house: House, case: UUID) -> str:
    return house.instance(case).reference


def at(house: House, step: str, scenario: str = "acces_bail_direct") -> UUID:
    """A case of that scenario after that step."""
    office: Any = SimpleNamespace(house=house)
    return replay(cast(Office, office), scenario, step)[0]
