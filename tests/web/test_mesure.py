"""The measure drawn on the first page of a dossier."""

from datetime import date

import pytest

from engine.suivi.dossiers.models import Dossier, Statut
from tests.web.office import Desk, Office
from web.dossiers.mesure import draw_measure

ENTRY, END = date(2026, 1, 31), date(2027, 1, 31)


def measure(statut: Statut = Statut.EN_COURS, end: date | None = END) -> Dossier:
    return Dossier(statut=statut, date_entree=ENTRY, date_fin_max=end)


@pytest.mark.parametrize(
    ("today", "month", "left", "gone"),
    [
        (ENTRY, 1, 365, 0),
        (date(2026, 2, 28), 2, 337, 77),  # a month later, on its last day
        (date(2026, 8, 1), 7, 183, 499),
        (END, 13, 0, 1000),
        (date(2027, 3, 1), 13, -29, 1000),
    ],
)
def test_it_tells_the_month_what_is_left_and_what_has_gone_by(
    today: date, month: int, left: int, gone: int
) -> None:
    drawn = draw_measure(measure(), today)
    assert drawn
    assert (drawn.en_mois, drawn.reste, drawn.passe) == (month, left, gone)
    assert len(drawn.mois) == 11
    assert drawn.sortie == drawn.mois[8]  # M + 9


def test_a_measure_made_longer_has_its_further_months() -> None:
    drawn = draw_measure(measure(end=date(2027, 3, 31)), ENTRY)
    assert drawn and len(drawn.mois) == 13


def test_there_is_nothing_to_draw_before_the_entry_and_after_the_end() -> None:
    assert draw_measure(measure(Statut.CLOS), ENTRY) is None
    assert draw_measure(measure(end=None), ENTRY) is None
    assert draw_measure(measure(end=ENTRY), ENTRY) is None


def test_the_page_of_a_dossier_shows_it(office: Office, agnes: Desk) -> None:
    _, address = office.open_dossier()
    assert 'class="bloc mesure"' not in agnes.read(address)
    _, address = office.entered()
    page = agnes.read(address)
    assert "<strong>1er mois</strong> de la mesure · il reste 365\xa0jours" in page
