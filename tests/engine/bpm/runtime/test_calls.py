"""A called process sees its inputs and nothing else, and gives its outputs and nothing else."""

from tests.diagrams import (
    after,
    boundary,
    call,
    diagram,
    end,
    loop,
    mapping,
    path,
    script,
    start,
    subprocess,
    user,
)
from tests.engine.bpm.runtime.play import Play

CALLED = diagram(
    start("qd"),
    script("lu", "=if secret = null then x else 0", "x"),
    user("a"),
    script("prive", "=99", "prive"),
    path("qd lu a prive"),
    process="q",
)
CALL = call("c", "q", mapping({"x": "=n + 1"}, {"resultat": "=x", "copie": "=reponse"}))


def calling(*parts: str) -> bytes:
    return diagram(start("d"), CALL, user("apres"), path("d c apres"), *parts)


def test_the_called_process_sees_only_its_inputs():
    play = Play(calling(), CALLED).start(n=4, secret="oui")
    inner = play.case().scopes.values()
    assert [scope.variables for scope in inner][1] == {"x": 5}


def test_the_caller_gets_only_the_outputs():
    play = Play(calling(), CALLED).start(n=4)
    play.complete("a", reponse="B", bruit=1)
    assert play.open == ["apres"]
    assert play.variables == {"reference": "R-1", "n": 4, "resultat": 5, "copie": "B"}


def test_the_caller_and_the_called_may_use_the_same_name():
    play = Play(calling(), CALLED).start(n=4, x="mien", reponse="mienne")
    play.complete("a", reponse="sienne")
    assert (play.variables["x"], play.variables["reponse"]) == ("mien", "mienne")


def test_a_timer_on_the_call_takes_the_called_process_away():
    late = (boundary("b", "c", after("P1D")), user("tard"), path("b tard"))
    play = Play(calling(*late), CALLED).start(n=4)
    play.advance("2026-09-03 09:00")
    assert play.open == ["tard"]
    assert sorted(play.cancelled) == ["a", "c"]
    assert len(play.case().scopes) == 1


def test_a_call_without_outputs_gives_nothing():
    play = Play(
        diagram(start("d"), call("c", "q", mapping({"x": "=1"})), end("f"), path("d c f")), CALLED
    ).start()
    play.complete("a", reponse="B")
    assert play.variables == {"reference": "R-1"}


def test_a_call_inside_a_sub_process_writes_where_the_name_lives():
    play = Play(
        diagram(
            start("d"),
            subprocess("s", start("sd"), CALL, end("sf"), path("sd c sf")),
            user("apres"),
            path("d s apres"),
        ),
        CALLED,
    ).start(n=1, resultat=0)
    play.complete("a")
    assert play.variables["resultat"] == 2


def test_a_call_for_each_item_sees_only_its_inputs_too():
    repeated = call("c", "q", mapping({"x": "=element"}, {"r": "=x"}),
                    inside=loop("=[10, 20]", into=("tous", "=r")))  # fmt: skip
    play = Play(diagram(start("d"), repeated, end("f"), path("d c f")), CALLED).start()
    inner = [scope.variables for scope in play.case().scopes.values()][1:]
    assert inner == [{"x": 10}, {"x": 20}]
    play.complete("a")
    play.complete("a")
    assert play.variables == {"reference": "R-1", "tous": [10, 20]}


def test_calls_within_calls_go_and_come_back():
    middle = diagram(start("md"), CALL, end("mf"), path("md c mf"), process="m")
    top = diagram(start("d"), call("t", "m", mapping({"n": "=1"}, {"fin": "=resultat"})),
                  user("z"), path("d t z"))  # fmt: skip
    play = Play(top, middle, CALLED).start()
    play.complete("a")
    assert play.open == ["z"]
    assert play.variables["fin"] == 2


def test_a_process_that_calls_itself_for_ever_stops_with_an_incident():
    endless = diagram(start("d"), call("c", "p"), end("f"), path("d c f"))
    play = Play(endless).start()
    assert set(play.incidents.values()) == {"budget_exceeded"}
    assert len(play.case().scopes) <= 200
