"""No household that nobody meets goes untold: counted apart from table D7 and from the sweep."""

from datetime import timedelta

import pytest

from engine.core.identity.actor import SYSTEM
from engine.suivi.escalades import rappels
from engine.suivi.escalades.tables import Asking
from engine.suivi.programme.stories import Happening
from engine.suivi.repetition.controle import Compte
from engine.suivi.repetition.controle_contacts import count_contacts, read_rencontres
from engine.suivi.repetition.veilles import VEILLES
from tests.engine.suivi.repetition.conftest import PERIODE, Scene, manquements, menages, story
from tests.engine.suivi.repetition.test_retards import without

UNTIL = PERIODE.commence + timedelta(weeks=26)


def play(scene: Scene) -> dict[str, Compte]:
    """A household that enters and that nobody can reach any more, half a year of it."""
    gone = Happening("menage_injoignable", (70, 95))
    told = story("contact_rompu", PERIODE.debut, scene, happenings=(gone,))
    assert scene.play(menages(scene, told), until=UNTIL, veilles=VEILLES).refused == []
    with scene.database.transaction(SYSTEM, read_only=True) as tx:
        rencontres = read_rencontres(tx)
    return {one.code: one for one in count_contacts(scene.releves(), rencontres, UNTIL)}


def test_the_referent_then_the_chef_are_told(scene: Scene) -> None:
    found = play(scene)
    assert manquements(found) == []
    assert all(one.dossiers for one in found.values())
    assert found["T04+21"].dossiers >= found["T04+35"].dossiers


# --- the count can fail ------------------------------------------------------


@pytest.mark.parametrize(("rule", "code"), [("regle_1", "T04+21"), ("regle_2", "T04+35")])
def test_a_line_that_table_d7_loses_is_found_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, rule: str, code: str
) -> None:
    monkeypatch.setattr(Asking, "__call__", without(rule))
    found = play(scene)
    assert [one for one in found if found[one].manquements] == [code]


def test_what_is_told_too_early_is_found_out(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    known = rappels.days_from
    monkeypatch.setattr(rappels, "days_from", lambda *days: known(*days) + 7)
    assert any("sans raison" in one for one in manquements(play(scene)))
