"""The dates that the records hold are reminded of, once, before or after, on working days."""

from collections.abc import Iterator
from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import update

from engine.bpm.diagrams.publish import publish
from engine.bpm.dialect.sources import Source, SourceKind
from engine.bpm.messages.models import Notice
from engine.core.calendar import add_months, at_paris, next_ouvre, paris_day, previous_ouvre
from engine.suivi.accompagnement.given import ContactGiven, RendezVousGiven
from engine.suivi.accompagnement.plan_rendez_vous import change_rendez_vous, plan_rendez_vous
from engine.suivi.accompagnement.record_contact import record_contact
from engine.suivi.demarches.models import Demarche
from engine.suivi.escalades.balayer import sweep
from engine.suivi.escalades.models import Alerte
from engine.suivi.escalades.rappels import days_from
from engine.suivi.logements.models import Examen, Occupation
from engine.suivi.referents.enter_absence import enter_absence
from engine.suivi.suspensions.suspend import suspend
from tests.engine.suivi.dettes.story import account, keep, linked, maintien
from tests.house import PARTAGE, House
from tests.stories import PREDIAGNOSTIC, let_in

DAY = timedelta(days=1)
Sent = tuple[date, str, str]


def entered(house: House) -> UUID:
    """A household in the measure since Monday 7 September 2026."""
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    house.do(case, "prediagnostic", PREDIAGNOSTIC)
    let_in(house, case)
    return case


def live(house: House, until: date) -> None:
    """Each day swept at nine o'clock, week-ends too."""
    day = paris_day(house.at)
    while day <= until:
        house.at = max(at_paris(day, 9), house.at)
        sweep(house.database, at=house.at)
        day += DAY


def sent(house: House, code: str, case: UUID | None = None) -> list[Sent]:
    """Day, recipient and template of what was told for a code, in order."""
    rows = house.rows(Alerte, Alerte.code == code, Alerte.est_transmise)
    rows = [row for row in rows if case in (None, row.instance_id)]
    return sorted((paris_day(row.le), row.niveau, row.modele) for row in rows)


def test_twenty_one_days_without_a_contact_then_thirty_five(house: House) -> None:
    """7 September + 21 is Monday the 28th; + 35 is Monday 12 October."""
    entered(house)
    live(house, date(2026, 11, 6))
    assert sent(house, "T04") == [
        (date(2026, 9, 28), "REFERENT", "rappel_sans_contact"),
        (date(2026, 10, 12), "MDL_CHEF", "alerte_sans_contact"),
    ]
    house.keep_promises()
    told = house.rows(Notice, Notice.template == "rappel_sans_contact")
    assert [one.person_id for one in told] == [house.people["MDL_TS"]]


def test_a_contact_begins_the_count_again(house: House) -> None:
    case = entered(house)
    live(house, date(2026, 9, 25))
    with house.acting() as tx:
        met = ContactGiven(paris_day(tx.now), "TELEPHONE", "HONORE")
        record_contact(tx, house.dossier(case).reference, met)
    live(house, date(2026, 10, 20))
    assert [day for day, *_ in sent(house, "T04")] == [date(2026, 10, 16)]


def test_a_suspended_measure_is_not_said_to_be_silent(house: House) -> None:
    case = entered(house)
    with house.acting() as tx:
        asked = {"du": "07/09/2026", "motif": "HOSPITALISATION"}
        suspend(tx, house.dossier(case).reference, asked)
    live(house, date(2026, 10, 20))
    assert sent(house, "T04") == []


def test_a_rendez_vous_is_reminded_of_two_days_before_and_the_day_before(house: House) -> None:
    """On Monday 21 both days before are idle: one reminder, on the Friday. Moved: two more."""
    case = entered(house)
    reference = house.dossier(case).reference
    with house.acting() as tx:
        monday = RendezVousGiven(at_paris(date(2026, 9, 21), 14), 45, "BUREAU")
        planned = plan_rendez_vous(tx, reference, monday).id
    live(house, date(2026, 9, 18))
    assert [day for day, *_ in sent(house, "T05")] == [date(2026, 9, 18)]
    with house.acting() as tx:
        thursday = RendezVousGiven(at_paris(date(2026, 9, 24), 14), 45, "BUREAU")
        change_rendez_vous(tx, reference, planned, thursday)
    live(house, date(2026, 9, 30))
    days = [day for day, *_ in sent(house, "T05")]
    assert days == [date(2026, 9, 18), date(2026, 9, 22), date(2026, 9, 23)]


def plan_kept(house: House) -> UUID:
    """The plan of the story, agreed to: 15 échéances of 60 € from 5 November 2026."""
    case = maintien(house)
    linked(house, case)
    return case


def test_an_instalment_is_late_only_when_an_account_of_after_its_day_says_so(
    house: House,
) -> None:
    case = plan_kept(house)
    live(house, date(2026, 11, 20))
    assert sent(house, "T08", case) == [(date(2026, 11, 2), "REFERENT", "rappel_echeance")]
    keep(house, case, account(date(2026, 10, 31), "900.00"), account(date(2026, 11, 23), "1210.00"))
    house.at = at_paris(date(2026, 11, 24), 9)
    live(house, date(2026, 11, 25))
    assert sent(house, "T08", case)[-1] == (
        date(2026, 11, 24), "REFERENT", "echeance_non_reglee",
    )  # fmt: skip


@pytest.fixture
def glissant(house: House) -> tuple[UUID, Examen]:
    """A bail glissant whose first period ends on a known day."""
    case = maintien(house, until="remise_cles", story="bail_glissant_mediation")
    (home,) = house.rows(Occupation, Occupation.dossier_id == house.dossier(case).id)
    (examen,) = house.rows(Examen, Examen.occupation_id == home.id)
    return case, examen


def test_the_prefet_is_to_be_told_two_months_before_the_period_ends(
    house: House, glissant: tuple[UUID, Examen]
) -> None:
    case, examen = glissant
    limit = previous_ouvre(add_months(examen.echeance, -2))
    house.at = max(house.at, at_paris(limit - 4 * DAY, 9))
    live(house, limit + 7 * DAY)
    assert sent(house, "T15", case) == [(limit, "XLH_RELOG", "rappel_prefet")]


def test_the_housing_benefit_not_asked_is_reminded_of_before_it_is_lost(
    house: House, glissant: tuple[UUID, Examen]
) -> None:
    case, _ = glissant
    (home,) = house.rows(Occupation, Occupation.dossier_id == house.dossier(case).id)
    assert home.entree_le is not None
    with house.system() as tx:  # the story has asked for it already
        tx.session.execute(update(Demarche).values(statut="A_FAIRE"))
    limit = add_months(home.entree_le, 3)
    live(house, limit)
    told = sent(house, "T07", case)
    assert [who for _, who, _ in told] == ["REFERENT", "REFERENT", "MDL_CHEF"]
    assert told[0][0] == next_ouvre(home.entree_le + 7 * DAY)
    assert told[1][0] == previous_ouvre(limit - 30 * DAY)
    assert told[2][0] == previous_ouvre(limit - 15 * DAY)


@pytest.mark.parametrize(
    ("today", "reference", "days"),
    [
        (date(2026, 9, 18), date(2026, 9, 21), -1),
        (date(2026, 9, 17), date(2026, 9, 21), -4),
        (date(2026, 9, 18), date(2026, 9, 19), -1),
        (date(2026, 9, 18), date(2026, 9, 22), -2),
        (date(2026, 9, 21), date(2026, 9, 19), 2),
        (date(2026, 9, 21), date(2026, 9, 21), 0),
        (date(2026, 12, 24), date(2026, 12, 28), -1),
    ],
)
def test_what_falls_on_idle_days_before_a_date_counts_on_the_last_working_day(
    today: date, reference: date, days: int
) -> None:
    assert days_from(reference, today) == days


def test_a_process_owner_changes_a_delay_in_the_table_and_it_holds_at_once(house: House) -> None:
    entered(house)
    published(house, ">= 21", ">= 10")
    live(house, date(2026, 9, 30))
    assert [day for day, *_ in sent(house, "T04")] == [date(2026, 9, 17)]


def test_changing_a_delay_tells_nobody_twice(house: House) -> None:
    entered(house)
    live(house, date(2026, 9, 30))
    published(house, ">= 21", ">= 22")
    live(house, date(2026, 10, 5))
    assert len(sent(house, "T04")) == 1


def published(house: House, before: str, after: str) -> None:
    """The whole house published again, one cell of D7 changed."""
    escaped = [text.replace(">", "&gt;") for text in (before, after)]
    files = list(_changed(house, *escaped))
    with house.acting("EDITEUR_PROCESSUS") as tx:
        sources = house.folder.holding(files).sources
        publish(tx, files, sources, sorted(sources.processes), "Délai changé")


def _changed(house: House, before: str, after: str) -> Iterator[Source]:
    for file in house.folder.files:
        data = file.data
        if (file.kind, file.name) == (SourceKind.DECISION, "D7_RAPPELS"):
            assert before.encode() in data
            data = data.replace(before.encode(), after.encode(), 1)
        yield Source(file.kind, file.name, data)


def test_whoever_the_household_meets_is_reminded_not_the_referent(house: House) -> None:
    """The landlord's intervenant social has fixed it; the référent is told of nothing."""
    case = entered(house)
    with house.acting("XLH_IS") as tx:
        at = at_paris(date(2026, 9, 16), 14)
        plan_rendez_vous(tx, house.dossier(case).reference, RendezVousGiven(at, 45, "BUREAU"))
    live(house, date(2026, 9, 14))
    (row,) = house.rows(Alerte, Alerte.code == "T05")
    assert (row.group_code, row.person_id) == ("XLH_IS", house.people["XLH_IS"])


def test_the_reminders_of_somebody_absent_go_to_who_stands_in(house: House) -> None:
    entered(house)
    mate = house.hire("camille")
    with house.acting() as tx:
        enter_absence(tx, {"du": "2026-09-25", "au": "2026-10-02", "remplacant": str(mate)})
    live(house, date(2026, 9, 28))
    (row,) = house.rows(Alerte, Alerte.code == "T04")
    assert (row.group_code, row.person_id) == ("MDL_TS", mate)
