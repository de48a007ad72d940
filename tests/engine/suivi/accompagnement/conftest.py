"""A household in the programme, and what its journal is given."""

from uuid import UUID

import pytest

from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.given import ContactGiven
from engine.suivi.accompagnement.models import Contact
from engine.suivi.accompagnement.record_contact import record_contact
from engine.suivi.garde.classes import Classe
from tests.house import PARTAGE, House


@pytest.fixture
def case(house: House) -> UUID:
    """A dossier that MDL_TS has opened; the household agrees that the partners share."""
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    return case


@pytest.fixture
def reference(house: House, case: UUID) -> str:
    return house.instance(case).reference


def met(tx: Transaction, reference: str, **texts: str) -> Contact:
    """A contact of today, with a text for each class named."""
    given = ContactGiven(
        jour=paris_day(tx.now),
        canal="TELEPHONE",
        presence="HONORE",
        textes={Classe(classe): text for classe, text in texts.items()},
    )
    return record_contact(tx, reference, given)
