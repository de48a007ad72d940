"""When e-mails go: one a working day, a legal date within the quarter, a danger at once."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from engine.bpm.messages.gather import plan_forgotten
from engine.bpm.messages.prefer import save_preferences
from engine.bpm.messages.unread import mark_read
from engine.core.errors import AnswersRefused
from engine.core.identity.models import Person
from engine.core.identity.wishes import Hours, wishes_of
from engine.core.mail.models import Sending
from tests.engine.bpm.notices.told import ADDRESS, Kept, reach, send, tell
from tests.engine.suivi.menages.homes import restrict, shared
from tests.engine.suivi.referents.test_absences import case_of
from tests.house import DAY, MONDAY, PARTAGE, House

HOUR = timedelta(hours=1)
TUESDAY_8H = datetime(2026, 9, 8, 6, tzinfo=UTC)
WANTED = {
    "courriel": "a.dupont@example.invalid",
    "par_courriel": "1",
    "heure": "17",
    "calme_de": "19",
    "calme_a": "7",
}


@pytest.fixture
def kept() -> Kept:
    return Kept()


def test_what_is_ordinary_goes_once_the_next_morning_all_together(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF")
    case, other = house.open_dossier(), house.open_dossier()
    tell(house, case, "alerte_ppal", "MDL_CHEF")
    house.at += HOUR
    tell(house, other, "alerte_prediagnostic", "MDL_CHEF")
    assert send(house, kept, MONDAY + 12 * HOUR) == 0
    assert send(house, kept, TUESDAY_8H) == 1
    assert send(house, kept, TUESDAY_8H + 9 * HOUR) == 0
    (letter,) = kept.letters
    assert letter.to == "mdl_chef@example.invalid"
    assert letter.subject == "Vos messages du jour"
    assert "Une signature est attendue depuis quarante-cinq jours" in letter.text
    assert letter.text.count(f"{ADDRESS}/messages/") == 2


def test_nothing_goes_on_a_holiday_or_at_the_week_end(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF")
    house.at = datetime(2026, 7, 10, 10, tzinfo=UTC)  # a Friday; Tuesday is the 14th
    tell(house, house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    for hours in range(0, 68, 4):
        assert send(house, kept, datetime(2026, 7, 10, 10, tzinfo=UTC) + hours * HOUR) == 0
    assert send(house, kept, datetime(2026, 7, 13, 6, tzinfo=UTC)) == 1
    house.at = datetime(2026, 7, 13, 10, tzinfo=UTC)
    tell(house, house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    assert send(house, kept, datetime(2026, 7, 14, 12, tzinfo=UTC)) == 0
    assert send(house, kept, datetime(2026, 7, 15, 6, tzinfo=UTC)) == 1


def test_what_was_read_meanwhile_is_in_no_e_mail(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF")
    tell(house, house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    with house.acting("MDL_CHEF") as tx:
        mark_read(tx)
    assert send(house, kept, TUESDAY_8H) == 0
    (row,) = house.rows(Sending)
    assert row.outcome == "empty"


def test_the_link_of_a_task_opens_exactly_that_task(house: House, kept: Kept) -> None:
    reach(house, "MDL_TS")
    case = house.open_dossier()
    house.keep_promises()
    assert send(house, kept, TUESDAY_8H) == 1
    task = house.task(case, "information_partage")
    assert f"{ADDRESS}/taches/{task.id}" in kept.letters[0].text
    assert f'href="{ADDRESS}/taches/{task.id}"' in kept.letters[0].html


def test_legal_dates_go_within_a_quarter_of_an_hour_together(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF")
    for _ in range(3):
        tell(house, house.open_dossier(), "rappel_limite", "MDL_CHEF")
        house.at += timedelta(seconds=20)
    assert send(house, kept, MONDAY + timedelta(minutes=14)) == 0
    assert send(house, kept, MONDAY + timedelta(minutes=15)) == 1
    assert kept.letters[0].text.count(f"{ADDRESS}/messages/") == 3
    assert kept.letters[0].subject == "Une date limite approche"


def test_a_legal_date_waits_for_the_end_of_the_quiet_hours(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF", hours=Hours(9, 18, 8))
    house.at = datetime(2026, 9, 11, 17, tzinfo=UTC)  # Friday, 19 h in Paris
    tell(house, house.open_dossier(), "rappel_limite", "MDL_CHEF")
    monday = datetime(2026, 9, 14, 6, tzinfo=UTC)  # 8 h
    assert send(house, kept, monday - timedelta(seconds=1)) == 0
    assert send(house, kept, monday + timedelta(minutes=15)) == 1


def test_a_danger_goes_at_once_on_a_sunday_night_and_by_sms_too(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF", phone="0639981234", wants_sms=True)
    house.at = datetime(2026, 9, 13, 1, tzinfo=UTC)
    tell(house, house.open_dossier(), "urgence_1h", "MDL_CHEF")
    assert send(house, kept) == 2
    assert kept.letters[0].subject == "Une tâche urgente attend une réponse"
    (text,) = kept.texts
    assert (text.to, len(text.text) <= 160) == ("0639981234", True)
    assert send(house, kept, datetime(2026, 9, 14, 12, tzinfo=UTC)) == 0


def test_many_messages_in_one_e_mail_are_cut_and_the_rest_is_counted(
    sqlite_house: House, kept: Kept
) -> None:
    reach(sqlite_house, "MDL_CHEF")
    for _ in range(32):
        tell(sqlite_house, sqlite_house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    assert send(sqlite_house, kept, TUESDAY_8H) == 1
    assert "2 autres messages attendent." in kept.letters[0].text


def test_a_file_closed_since_is_not_told(house: House, kept: Kept) -> None:
    reach(house, "XLH_RELOG")
    reference = shared(house)
    tell(house, case_of(house, reference), "silence_logement", "XLH_RELOG")
    restrict(house, reference)
    assert send(house, kept, TUESDAY_8H) == 0


def test_without_an_address_nothing_is_promised(house: House, kept: Kept) -> None:
    tell(house, house.open_dossier(), "urgence_1h", "MDL_CHEF")
    assert house.rows(Sending) == []


def test_an_account_closed_since_gets_nothing(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF")
    tell(house, house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    with house.system() as tx:
        tx.session.get_one(Person, house.people["MDL_CHEF"]).closed_at = tx.now
    assert send(house, kept, TUESDAY_8H) == 0


def test_an_hour_that_is_changed_moves_what_waits(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF")
    tell(house, house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    with house.acting("MDL_CHEF") as tx:
        save_preferences(tx, WANTED)
    assert send(house, kept, MONDAY + 7 * HOUR) == 0
    assert send(house, kept, MONDAY + 8 * HOUR) == 1  # 17 h in Paris, the same day
    assert kept.letters[0].to == WANTED["courriel"]
    assert send(house, kept, TUESDAY_8H + 3 * DAY) == 0


def test_an_address_given_later_is_told_what_is_unread(house: House, kept: Kept) -> None:
    tell(house, house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    with house.acting("MDL_CHEF") as tx:
        save_preferences(tx, WANTED)
    assert send(house, kept, MONDAY + 8 * HOUR) == 1


def test_who_wants_no_e_mail_gets_none(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF", wants_mail=False)
    tell(house, house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    assert send(house, kept, TUESDAY_8H) == 0


def test_a_net_finds_what_no_e_mail_waits_to_tell(house: House, kept: Kept) -> None:
    tell(house, house.open_dossier(), "alerte_ppal", "MDL_CHEF")
    reach(house, "MDL_CHEF")  # by the command line: nothing is planned then
    house.at += 2 * DAY
    with house.system() as tx:
        plan_forgotten(tx)
    assert send(house, kept, TUESDAY_8H + 2 * DAY) == 1


def test_a_task_that_is_done_is_no_reason_for_an_e_mail(house: House, kept: Kept) -> None:
    """What was told of it stays unread: the net must not plan a letter for it each day."""
    reach(house, "MDL_TS")
    case = house.open_dossier()
    house.keep_promises()
    house.do(case, "information_partage", PARTAGE)
    assert send(house, kept, TUESDAY_8H) == 0
    before = len(house.rows(Sending))
    house.at += 2 * DAY
    with house.system() as tx:
        plan_forgotten(tx)
    assert len(house.rows(Sending)) == before


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("courriel", "a.dupont"),
        ("courriel", "a@b.fr\r\nBcc: c@d.fr"),
        ("courriel", "A Dupont <a@b.fr>"),
        ("courriel", "a@b.fr, c@d.fr"),
        ("telephone", "12"),
        ("heure", "20"),
        ("heure", "²"),
        ("calme_de", "24"),
    ],
)
def test_what_cannot_be_is_refused_in_words(sqlite_house: House, field: str, typed: str) -> None:
    with sqlite_house.acting("MDL_CHEF") as tx:
        with pytest.raises(AnswersRefused) as refusal:
            save_preferences(tx, {**WANTED, field: typed})
        assert list(refusal.value.context["errors"]) == [field]
        assert wishes_of(tx, sqlite_house.people["MDL_CHEF"]).address == ""


def test_no_letter_says_a_name_a_reference_or_the_programme(house: House, kept: Kept) -> None:
    reach(house, "MDL_CHEF", "MDL_TS", "XLH_PILOTE", phone="0639981234", wants_sms=True)
    reference = shared(house)
    case = case_of(house, reference)
    for template in house.folder.messages:
        tell(house, case, template, "MDL_CHEF", "MDL_TS", "XLH_PILOTE")
    assert send(house, kept, TUESDAY_8H) > 10
    for letter in kept.letters:
        text = letter.subject + letter.text + letter.html.replace("<title>", "")
        text = re.sub(r"https://palier\.example\S*", "", text)
        for secret in ("Dupin", "Marie", "Lartigue", reference, "Palier", "MDL", "XL Habitat"):
            assert secret.lower() not in text.lower(), secret
