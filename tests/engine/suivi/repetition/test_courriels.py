"""Not one message without its e-mail, in time and once: counted apart from what plans the post."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from engine.bpm.messages import gather
from engine.core.identity.actor import SYSTEM
from engine.core.identity.wishes import Hours
from engine.core.mail.models import Sending
from engine.suivi.repetition.controle_courriels import Courriels, count_courriels
from engine.suivi.repetition.releve_retards import read_retards
from engine.suivi.repetition.veilles import VEILLES
from tests.engine.suivi.repetition.conftest import PERIODE, Scene, menages, story

UNTIL = PERIODE.commence + timedelta(weeks=12)


def play(scene: Scene, name: str = "contact_rompu", **answers: str) -> Courriels:
    """A household of that story, its first weeks, with all that the program does by itself."""
    told = story(name, PERIODE.debut, scene)
    told = replace(told, answers={**told.answers, **answers})
    joueur = scene.play(menages(scene, told), until=UNTIL, veilles=VEILLES)
    assert joueur.refused == []
    return counted(scene)


def counted(scene: Scene) -> Courriels:
    with scene.database.transaction(SYSTEM, read_only=True, at=UNTIL) as tx:
        return count_courriels(tx, read_retards(tx), UNTIL)


def test_every_message_of_some_weeks_has_left_by_e_mail(scene: Scene) -> None:
    found = play(scene)
    assert found.manquements == []
    assert found.messages > 5
    assert found.envoyes["notices_of_the_day"] > 3 and found.envoyes["weekly_digest"] > 3


def test_a_danger_leaves_at_once_and_is_counted(scene: Scene) -> None:
    found = play(scene, "danger", suite_evaluation="SUIVI", danger_evalue="IMMEDIAT")
    assert found.manquements == [] and found.envoyes["danger_notice"] > 0


# --- the count can fail ------------------------------------------------------


def test_a_message_that_no_e_mail_takes_is_found_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "_promises", lambda *_: [])
    found = play(scene)
    assert found.manquements and all("aucun courriel" in one for one in found.manquements)


def test_an_e_mail_that_goes_a_day_late_is_found_out(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = Hours.next_daily

    def late(self: Hours, now: datetime) -> datetime:
        return known(self, known(self, now))

    monkeypatch.setattr(Hours, "next_daily", late)
    assert any("une autre heure" in one for one in play(scene).manquements)


def test_a_second_e_mail_of_the_day_is_found_out(scene: Scene) -> None:
    play(scene)
    daily: dict[str, Any] = {"kind": "notices_of_the_day", "channel": "mail", "outcome": "sent"}
    with scene.database.transaction(SYSTEM, at=UNTIL) as tx:
        person = scene.gens["agnes"]
        tx.session.add_all(
            Sending(id=uuid4(), person_id=person, due_at=tx.now, done_at=tx.now, **daily)
            for _ in range(2)
        )
    assert any(one.startswith("2 courriels") for one in counted(scene).manquements)
