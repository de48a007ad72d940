"""Multi-instance: an item each, together or in turn, the results in the order of the list."""

import pytest

from tests.diagrams import (
    after,
    boundary,
    diagram,
    end,
    error,
    event,
    loop,
    mapping,
    node,
    path,
    script,
    service,
    start,
    user,
    xor,
)
from tests.engine.bpm.runtime.play import Play


def repeated(step: str, *others: str) -> bytes:
    return diagram(*others, start("d"), step, user("apres"), path("d s apres"))


def visits(**options: object) -> bytes:
    options.setdefault("into", ("avis", "=note"))
    return repeated(user("s", loop("=menages", "menage", **options)))


def test_together_every_item_has_its_task():
    play = Play(visits()).start(menages=["A", "B", "C"])
    assert play.open == ["s", "s", "s"]


def test_the_results_stand_in_the_order_of_the_list():
    play = Play(visits()).start(menages=["A", "B", "C"])
    tokens = {t.context.get("menage"): t.id for t in play.case().tokens()}
    for name in "CAB":
        play.move(lambda case, name=name: case.complete(tokens[name], {"note": name.lower()}))
    assert play.open == ["apres"]
    assert play.variables["avis"] == ["a", "b", "c"]


def test_what_an_item_says_is_its_own():
    play = Play(visits()).start(menages=["A", "B"], note="celle du dossier")
    play.complete("s", note=1)
    play.complete("s", note=2)
    assert play.variables["note"] == "celle du dossier"
    assert not {"menage", "loopCounter"} & play.variables.keys()


def test_an_action_is_given_what_its_step_declares_and_nothing_of_the_loop():
    step = service("s", "dire", mapping({"mot": "=menage"}), loop("=menages", "menage"))
    play = Play(repeated(step), actions={"dire": lambda _inputs: {}}).start(menages=["A", "B"])
    assert play.acts == [("dire", {"mot": "A"}), ("dire", {"mot": "B"})]
    assert play.open == ["apres"]


def test_in_turn_one_item_at_a_time():
    play = Play(visits(sequential=True)).start(menages=["A", "B"])
    assert play.open == ["s"]
    play.complete("s", note=1)
    assert play.open == ["s"]
    play.complete("s", note=2)
    assert (play.open, play.variables["avis"]) == (["apres"], [1, 2])


@pytest.mark.parametrize("sequential", [True, False])
def test_no_item_no_task(sequential):
    play = Play(visits(sequential=sequential)).start(menages=[])
    assert (play.open, play.variables["avis"]) == (["apres"], [])


@pytest.mark.parametrize("sequential", [True, False])
def test_enough_is_enough(sequential):
    play = Play(visits(sequential=sequential, until="=note = 0")).start(menages=["A", "B", "C"])
    play.complete("s", note=1)
    play.complete("s", note=0)
    assert play.open == ["apres"]
    assert play.variables["avis"].count(None) == 1
    assert play.cancelled.count("s") == (0 if sequential else 1)


@pytest.mark.parametrize("menages", [None, "A", 12, ["A"] * 1_001])
def test_what_is_no_list_or_too_long_is_an_incident(menages):
    play = Play(visits()).start(menages=menages)
    assert play.incidents == {"s": "BadCollection"}
    play.correct(menages=["A"])
    play.retry("s")
    assert play.open == ["s"]


def test_a_timer_on_the_whole_takes_every_item_away_and_is_armed_once():
    play = Play(
        repeated(
            user("s", loop("=menages", "menage")),
            boundary("b", "s", after("P1D")),
            user("tard"),
            path("b tard"),
        )
    ).start(menages=["A", "B"])
    assert len(play._due()) == 1
    play.advance("2026-09-03 09:00")
    assert play.open == ["tard"]


def test_the_inputs_of_a_task_are_those_of_its_item():
    step = user("s", mapping({"jour": "=ajouter jours ouvres(element.date, 1)"}), loop("=liste"),
                due="=jour")  # fmt: skip
    play = Play(repeated(step))
    day = play.now.date()
    play.start(liste=[{"date": day}, {"date": day.replace(day=7)}])
    due = [t.internal_data["due"].day for t in play.case().tokens() if "due" in t.internal_data]
    assert sorted(due) == [2, 8]


def test_a_script_for_each_item():
    step = node("scriptTask", "s", '<zeebe:script expression="=element * 2" resultVariable="r" />',
                loop("=[1, 2, 3]", into=("doubles", "=r")))  # fmt: skip
    play = Play(repeated(step)).start()
    assert play.variables["doubles"] == [2, 4, 6]


def sub_process(**options: object) -> bytes:
    step = node(
        "subProcess",
        "s",
        mapping(outputs={"note": "=lu"}),
        loop("=menages", "menage", **options),
        inside=start("sd") + user("a") + user("b") + end("sf") + path("sd a b sf"),
    )
    return repeated(step)


def test_a_sub_process_for_each_item_keeps_its_variables_apart():
    play = Play(sub_process(into=("avis", '=menage + " : " + note'))).start(menages=["A", "B"])
    assert play.open == ["a", "a"]
    play.complete("a")
    play.complete("a")
    first, second = (t.id for t in play.case().tokens() if t.node.id == "b")
    play.move(lambda case: case.complete(second, {"lu": "deux"}))
    play.move(lambda case: case.complete(first, {"lu": "un"}))
    assert play.open == ["apres"]
    assert play.variables["avis"] == ["A : un", "B : deux"]


def test_the_condition_on_a_sub_process_may_read_its_item():
    step = sub_process(into=("avis", "=loopCounter"), until='=menage = "A"')
    play = Play(step).start(menages=["A", "B"], lu=0)
    play.complete("a")
    play.complete("b")
    assert (play.open, play.variables["avis"]) == (["apres"], [1, None])
    assert len(play.case().scopes) == 1


def test_an_error_in_one_item_takes_the_whole_away():
    step = node(
        "subProcess",
        "s",
        loop("=[1, 2]"),
        inside=start("sd") + user("a") + end("sf", event("error", "E")) + path("sd a sf"),
    )
    play = Play(
        repeated(step, error("E"), boundary("b", "s", event("error", "E")), user("u"), path("b u"))
    ).start()
    play.complete("a")
    assert play.open == ["u"]
    assert len(play.case().scopes) == 1


def test_a_multi_instance_entered_again_begins_afresh():
    play = Play(
        diagram(
            start("d"),
            xor("m"),
            user("s", loop("=liste", into=("notes", "=note"))),
            user("z"),
            path("d m s z m"),
        )
    ).start(liste=[1, 2])
    for turn in range(3):
        play.complete("s", note=turn)
        play.complete("s", note=turn)
        assert play.variables["notes"] == [turn, turn]
        play.complete("z")
    assert play.open == ["s", "s"]


def test_one_inside_another():
    inner = user("a", loop("=element", "n", into=("notes", "=n")))
    step = node("subProcess", "s", mapping({"notes": "=null"}, {"notes": "=notes"}),
                loop("=[[1, 2], [3]]", into=("tout", "=notes")),
                inside=start("sd") + inner + end("sf") + path("sd a sf"))  # fmt: skip
    play = Play(repeated(step)).start()
    for _ in range(3):
        play.complete("a")
    assert play.variables["tout"] == [[1, 2], [3]]


def test_an_item_that_fails_leaves_the_others_alone():
    step = node("serviceTask", "s", '<zeebe:taskDefinition type="essai" />',
                mapping({"n": "=element"}), loop("=[1, 2]"))  # fmt: skip
    failing = {"on": True}

    def attempt(inputs):
        if inputs["n"] == 2 and failing["on"]:
            raise RuntimeError("panne")
        return {}

    play = Play(repeated(step, script("x", "=1", "x")), actions={"essai": attempt}).start()
    assert play.incidents == {"s": "RuntimeError"}
    assert [inputs["n"] for _, inputs in play.acts] == [1]
    failing["on"] = False
    play.retry("s")
    assert play.open == ["apres"]
