"""Not one case past a threshold of the twelve months without its escalation: counted apart."""

import shutil
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from engine.bpm.dialect.folder import SHIPPED, read_folder
from engine.core.calendar import at_paris
from engine.suivi.programme.people import Colleague
from engine.suivi.programme.stories import Happening
from engine.suivi.repetition.attendu import plus_months, worked
from engine.suivi.repetition.regard import Asked
from tests.engine.suivi.repetition.conftest import (
    PERIODE,
    Scene,
    manquements,
    menages,
    settled,
    story,
)

PARIS = ZoneInfo("Europe/Paris")
FIRST = PERIODE.debut


def test_a_measure_that_does_not_end_is_told_at_each_threshold(scene: Scene) -> None:
    scene.play(menages(scene, story("maintien_au_plafond", FIRST, scene, months=None)))
    comptes = scene.comptes()
    assert manquements(comptes) == []
    assert {code: one.rappels for code, one in comptes.items()} == {
        "M9": 1, "M10": 2, "M11": 2, "J15": 1, "J7": 2, "J1": 1, "T02": 2,
    }  # fmt: skip


def test_a_file_without_sharing_tells_the_direction_in_the_landlords_place(scene: Scene) -> None:
    retrait = Happening("retrait_consentement", (120, 130))
    one = story("maintien_au_plafond", FIRST, scene, months=None, happenings=(retrait,))
    scene.play(menages(scene, one))
    (releve,) = scene.releves()
    assert releve.stand_ins == {"XLH": "MDL_CHEF"}
    comptes = scene.comptes()
    assert comptes["T02"].dossiers == 1 and manquements(comptes) == []


def test_another_last_day_is_told_again_at_its_own_thresholds(scene: Scene) -> None:
    later = Happening("date_fin_modifiee", (340, 345), "MDL_CHEF")
    one = story("maintien_au_plafond", FIRST, scene, months=None, happenings=(later,))
    scene.play(menages(scene, one))
    (releve,) = scene.releves()
    assert releve.changed is not None and releve.date_entree is not None
    assert releve.date_fin_max != plus_months(releve.date_entree, 12)
    assert manquements(scene.comptes()) == []


# --- the count can fail ------------------------------------------------------


def sabotaged(place: Path, change: str) -> Path:
    """A copy of the folder where the cap's diagram has lost something."""
    copy = place / "processes"
    shutil.copytree(SHIPPED, copy)
    file = copy / "diagrammes" / "echeance_12_mois.bpmn"
    text = file.read_text()
    if change == "trois jours plus tôt":
        changed = text.replace('date_fin_max - duration("P7D")', 'date_fin_max - duration("P10D")')
    elif change == "à un autre":
        head, tail = text.split('id="prevenir_pilote_m11"')
        changed = f'{head}id="prevenir_pilote_m11"{tail.replace("XLH_PILOTE", "MDL_CHEF", 1)}'
    else:
        changed = _drawn_without(text, change)
    assert changed != text
    file.write_text(changed)
    return copy


def _drawn_without(text: str, element: str) -> str:
    """The diagram without an event sub-process: what it holds, and what is drawn of it."""
    root = etree.fromstring(text.encode())
    (gone,) = root.xpath(f'//*[@id="{element}"]')
    ids = {str(one) for one in gone.xpath(".//@id")} | {element}
    for one in [
        gone,
        *root.xpath("//*[@bpmnElement]"),
        *root.xpath('//*[local-name()="flowNodeRef"]'),
    ]:
        if one is gone or one.get("bpmnElement") in ids or one.text in ids:
            one.getparent().remove(one)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8").decode()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("rappel_m10", "M10"),
        ("trois jours plus tôt", "J7"),
        ("à un autre", "M11"),
        ("rappel_jp1", "T02"),
    ],
)
def test_a_diagram_that_loses_a_reminder_is_found_out(
    tmp_path: Path, change: str, code: str
) -> None:
    folder = read_folder(sabotaged(tmp_path, change))
    with settled(folder, PERIODE) as scene:
        scene.play(menages(scene, story("maintien_au_plafond", FIRST, scene, months=None)))
        comptes = scene.comptes()
    assert [one for one in comptes if comptes[one].manquements] == [code]


# --- whoever acts whenever ---------------------------------------------------

HOURS = st.sampled_from([
    time(0), time(1, 59, 59), time(2, 30), time(3), time(7, 59, 59), time(8), time(8, 0, 1),
    time(12), time(23, 59, 59),
])  # fmt: skip
ACCORDS = st.sampled_from([
    date(2027, 1, 29),  # the last working day before the 31st
    date(2027, 3, 31),  # eleven months later there is no 31st, and it is a leap year
    date(2027, 5, 31),  # nine months later: the 29th of February
    date(2027, 8, 31),
    date(2027, 10, 28),  # « durée dépassée » on the day when summer time ends
    date(2027, 11, 5),  # a week before the end: that same day
    date(2028, 2, 29),
    date(2028, 3, 24),  # « durée dépassée » on the day when summer time begins
    date(2028, 3, 31),
])  # fmt: skip
BEFORE_THE_ACCORD = timedelta(days=20)


@dataclass(frozen=True)
class Chosen:
    """When people act: the accord on that day, the rest at that hour, so many days late."""

    accord: date
    hour: time
    late: int

    def __call__(
        self, colleague: Colleague, luck: Random, asked: Asked, opened: datetime, slow: float
    ) -> tuple[datetime, bool]:
        if asked.form == "accord_menage":
            return max(self._at(self.accord), opened + timedelta(minutes=1)), False
        if opened < self._at(self.accord):
            return opened + timedelta(minutes=1), False
        day = worked((opened + timedelta(days=self.late)).astimezone(PARIS).date())
        return max(self._at(day), opened + timedelta(seconds=1)), False

    def _at(self, day: date) -> datetime:
        return datetime.combine(day, self.hour, PARIS).astimezone(UTC)


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    chosen=st.builds(Chosen, ACCORDS, HOURS, st.integers(0, 25)),
    followed=st.one_of(st.none(), st.integers(5, 12)),
    changed=st.one_of(st.none(), st.integers(250, 370)),
)
@example(Chosen(date(2028, 2, 29), time(8), 0), None, None)
@example(Chosen(date(2028, 3, 24), time(2, 30), 3), None, None)
@example(Chosen(date(2027, 10, 28), time(2, 30), 3), None, 350)
def test_whoever_acts_whenever(
    scene: Scene, chosen: Chosen, followed: int | None, changed: int | None
) -> None:
    """``followed`` months, then an exit; another last day decided so many days after."""
    later = Happening("date_fin_modifiee", (changed or 0, changed or 0), "MDL_CHEF")
    one = story(
        "maintien_au_plafond",
        chosen.accord - BEFORE_THE_ACCORD,
        scene,
        months=followed and (followed, followed),
        happenings=(later,) if changed else (),
    )
    until = at_paris(plus_months(chosen.accord, 24 if changed else 13))
    joueur = scene.play(menages(scene, one), chosen, until=until)
    (releve,) = scene.releves()
    assert joueur.refused == [] and releve.date_entree == chosen.accord
    comptes = scene.comptes()
    assert manquements(comptes) == []
    assert followed or all(compte.dossiers for compte in comptes.values()), "nothing was counted"
