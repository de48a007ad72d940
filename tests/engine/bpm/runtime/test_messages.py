"""Messages: on a path, on the edge of a task, and as an event sub-process."""

import pytest

from tests.diagrams import (
    at,
    boundary,
    catch,
    diagram,
    end,
    event,
    event_subprocess,
    message,
    parallel,
    path,
    properties,
    script,
    start,
    subprocess,
    user,
)
from tests.engine.bpm.runtime.play import Play

LETTER = event("message", "lettre")
FORM = properties(formulaire="x")


def on_a_task(*, cancel: bool) -> bytes:
    return diagram(
        message("lettre"),
        start("d"),
        user("a"),
        boundary("b", "a", LETTER, FORM, cancel=cancel),
        user("lire"),
        path("d a"),
        path("b lire"),
    )


def test_a_message_lets_the_path_go_on_with_its_values():
    play = Play(
        diagram(message("lettre"), start("d"), catch("c", LETTER, FORM), end("f"), path("d c f"))
    ).start()
    play.receive("lettre", montant=12)
    assert play.is_over
    assert play.variables["montant"] == 12


def test_a_message_is_known_by_its_key():
    play = Play(
        diagram(
            message("lettre", "=dossier.numero"),
            start("d"),
            catch("c", LETTER, FORM),
            end("f"),
            path("d c f"),
        )
    ).start(dossier={"numero": 42})
    with pytest.raises(LookupError):
        play.receive("lettre", "41")
    play.receive("lettre", "42")
    assert play.is_over


@pytest.mark.parametrize("key", ["=inconnu", '=""', ""])
def test_a_message_without_a_key_is_an_incident(key):
    parts = [message("lettre", key or "="), start("d"), catch("c", LETTER, FORM), path("d c")]
    assert list(Play(diagram(*parts)).start().incidents) == ["c"]


def test_an_interrupting_message_takes_the_task_away():
    play = Play(on_a_task(cancel=True)).start()
    play.receive("lettre")
    assert play.open == ["lire"]
    assert play.waits_for == []


def test_a_message_that_does_not_interrupt_may_come_again():
    play = Play(on_a_task(cancel=False)).start()
    play.receive("lettre", n=1)
    play.receive("lettre", n=2)
    assert play.open == ["a", "lire", "lire"]
    assert play.variables["n"] == 2
    play.complete("a")
    assert play.waits_for == []


def test_the_innermost_subscription_comes_first():
    play = Play(
        diagram(
            message("lettre"),
            start("d"),
            subprocess(
                "s",
                start("sd"),
                user("a"),
                boundary("dedans", "a", LETTER, FORM, cancel=False),
                user("lire_dedans"),
                path("sd a"),
                path("dedans lire_dedans"),
            ),
            boundary("dehors", "s", LETTER, FORM, cancel=False),
            user("lire_dehors"),
            path("d s"),
            path("dehors lire_dehors"),
        )
    ).start()
    play.receive("lettre")
    assert play.open == ["a", "lire_dedans"]


def test_what_a_message_brings_to_an_event_sub_process_is_its_own():
    play = Play(
        diagram(
            message("lettre"),
            start("d"),
            user("a"),
            path("d a"),
            event_subprocess(
                "s",
                start("m", LETTER, FORM, isInterrupting="false"),
                user("u"),
                script("suite", "=montant + 1", "lu"),
                path("m u suite"),
            ),
        )
    ).start(connu=0)
    play.receive("lettre", montant=1, connu=1)
    play.receive("lettre", montant=10, connu=2)
    assert play.open == ["a", "u", "u"]
    assert "montant" not in play.variables
    assert play.variables["connu"] == 2
    play.complete("u")
    assert play.variables["lu"] == 2
    play.complete("u")
    assert play.variables["lu"] == 11
    assert play.waits_for == ["lettre"]


def test_a_message_that_breaks_a_timer_does_not_lose_the_message():
    play = Play(
        diagram(
            message("lettre"),
            start("d"),
            parallel("p"),
            catch("c", LETTER, FORM),
            user("b"),
            boundary("t", "b", at("=fin")),
            user("late"),
            user("apres"),
            path("d p c apres"),
            path("p b"),
            path("t late"),
        )
    )
    play.start(fin=play.now.replace(year=2027))
    play.receive("lettre", fin=None)
    assert play.incidents == {"c": "BadTimer"}
    assert "b" in play.open
    assert play.waits_for == []
