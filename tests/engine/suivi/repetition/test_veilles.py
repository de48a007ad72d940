"""What the program does by itself is done in a rehearsal too, at its hours."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import select

from engine.bpm.messages.models import Notice
from engine.core.calendar import PARIS, is_ouvre, paris_day
from engine.core.identity.actor import SYSTEM
from engine.suivi.programme.stories import Happening
from engine.suivi.repetition.chemins import draw_menages
from engine.suivi.repetition.gens import draw_absences
from engine.suivi.repetition.veilles import JOUEES_AILLEURS, LAISSEES, VEILLES
from engine.suivi.revues.codes import Etat
from engine.suivi.revues.models import Revue
from tests.engine.suivi.repetition.conftest import PERIODE, Scene, manquements, menages, story
from workers.schedule import SCHEDULE

RECORDS = ("rappel_sans_contact", "rappel_conservation")


def test_nothing_that_beat_asks_for_is_forgotten_here() -> None:
    """A job that is added to the schedule is played, or left out by name with a reason."""
    played = {veille.nom for veille in VEILLES}
    assert played | JOUEES_AILLEURS | LAISSEES.keys() == SCHEDULE.keys()
    assert not played & LAISSEES.keys()


def test_lateness_is_looked_at_each_working_morning_at_eight(scene: Scene) -> None:
    called: list[datetime] = []
    (alerts,) = [veille for veille in VEILLES if veille.nom == "alerts"]
    watched = replace(alerts, work=lambda _, at: called.append(at))
    until = PERIODE.commence + timedelta(days=21)
    scene.play(menages(scene, story("refus", PERIODE.debut, scene)), until=until, veilles=[watched])
    assert len(called) == 14, "from the morning after the first household was spotted"
    assert {one.astimezone(PARIS).hour for one in called} == {8}
    assert all(is_ouvre(paris_day(one)) for one in called)


def test_a_year_of_the_programme_is_told_reminded_and_reviewed(scene: Scene) -> None:
    drawn = draw_menages(5, PERIODE, 1)
    joueur = scene.play(drawn, presence=draw_absences(PERIODE, 1), veilles=VEILLES)
    assert joueur.refused == []
    assert manquements(scene.comptes()) == [] and manquements(scene.retards()) == []
    assert scene.retards()["R1"].dossiers > 3
    with scene.database.transaction(SYSTEM, read_only=True) as tx:
        told = set(tx.session.scalars(select(Notice.template)))
        revues = tx.session.scalars(select(Revue).order_by(Revue.numero)).all()
    assert told.issuperset(RECORDS)
    assert [paris_day(one.ouverte_le) for one in revues] == [date(2027, 4, 15), date(2027, 10, 15)]
    assert {one.etat for one in revues} == {Etat.TERMINEE}


def test_a_broken_contact_is_not_a_reason_to_stop(scene: Scene) -> None:
    """The records remind of a household that nobody meets any more, until its measure ends."""
    gone = Happening("menage_injoignable", (70, 95))
    one = story("contact_rompu", PERIODE.debut, scene, happenings=(gone,))
    joueur = scene.play(menages(scene, one), veilles=VEILLES)
    assert joueur.refused == [] and manquements(scene.retards()) == []
