"""Variables live once a scope and keep their type; branches do not undo each other."""

from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.bpm.runtime.codec import decode, encode
from engine.feel import YearsMonths
from tests.diagrams import (
    diagram,
    end,
    mapping,
    node,
    parallel,
    path,
    script,
    start,
    subprocess,
    user,
)
from tests.engine.bpm.runtime.play import Play

PARIS = ZoneInfo("Europe/Paris")


def test_two_branches_do_not_undo_each_other():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            user("b"),
            parallel("j"),
            user("z"),
            path("d p a j z"),
            path("p b j"),
        )
    ).start(m=0, n=0)
    play.complete("a", m=1)
    assert play.variables["m"] == 1
    play.complete("b", n=2)
    assert (play.variables["m"], play.variables["n"]) == (1, 2)


def test_what_one_branch_writes_the_other_sees_at_once():
    play = Play(
        diagram(
            start("d"),
            parallel("p"),
            user("a"),
            user("b"),
            script("lit", "=m", "vu"),
            user("z"),
            path("d p a"),
            path("p b lit z"),
        )
    ).start(m=0)
    play.complete("a", m=1)
    play.complete("b")
    assert play.variables["vu"] == 1


def test_a_name_is_written_where_it_lives_else_in_the_process():
    inner = start("sd") + user("a") + end("sf") + path("sd a sf")
    step = node("subProcess", "s", mapping({"mien": "=0"}), inside=inner)
    play = Play(diagram(start("d"), step, user("z"), path("d s z"))).start(connu=0)
    play.complete("a", mien=1, connu=2, neuf=3)
    assert play.open == ["z"]
    assert play.variables == {"reference": "R-1", "connu": 2, "neuf": 3}


def test_a_sub_process_sees_what_is_around_it():
    step = subprocess("s", start("sd"), script("lit", "=dehors + 1", "vu"), path("sd lit"))
    play = Play(diagram(start("d"), step, user("z"), path("d s z"))).start(dehors=1)
    assert play.variables["vu"] == 2


KEPT = [
    None,
    True,
    0,
    2**80,
    "",
    "été « ’ »",
    Decimal("1847.33"),
    Decimal("0.10"),
    Decimal("-1E+20"),
    date(2027, 1, 31),
    datetime(2027, 1, 31, 8, tzinfo=UTC),
    datetime(2027, 1, 31, 8, tzinfo=timezone(timedelta(hours=2))),
    datetime(2027, 1, 31, 8, tzinfo=PARIS),
    datetime(2026, 10, 25, 2, 30, tzinfo=PARIS),
    datetime(2026, 10, 25, 2, 30, fold=1, tzinfo=PARIS),
    datetime(2027, 1, 31, 8),  # noqa: DTZ001 - FEEL has dates and times without a zone
    time(8, 0),
    time(8, 0, tzinfo=UTC),
    time(8, 0, tzinfo=PARIS),
    timedelta(days=3, microseconds=1),
    timedelta(days=-400_000, microseconds=1),
    YearsMonths(14),
    [1, [date(2027, 1, 1)], {"a": Decimal("2.0")}],
    {"$": "d", "v": "2027-01-31"},
    {"$": "d", "v": "jamais"},
    {"$": "o", "v": [["$", 1]]},
    {"$": None},
    {},
]


@pytest.mark.parametrize("value", KEPT, ids=repr)
def test_a_value_comes_back_as_it_was(value):
    back = decode(encode({"x": value}))["x"]
    assert back == value
    assert type(back) is type(value) or isinstance(value, int)
    if isinstance(value, datetime | time):
        assert back.tzinfo == value.tzinfo
    if isinstance(value, datetime):
        assert back.utcoffset() == value.utcoffset()
    if isinstance(value, Decimal):
        assert str(back) == str(value)


@pytest.mark.parametrize(
    "value",
    [object(), {1, 2}, b"octets", 1.5, "\ud800"],
    ids=["object", "set", "bytes", "float", "surrogate"],
)
def test_what_is_no_feel_value_is_refused(value):
    with pytest.raises(TypeError):
        encode(value)


@pytest.mark.parametrize(
    "expression", ["=[1..3]", "=function(x) x", "=[{a: function() 1}]", '={"$": "d", v: [1..2]}']
)
def test_a_result_that_cannot_be_kept_is_an_incident(expression):
    play = Play(diagram(start("d"), script("s", expression, "x"), user("z"), path("d s z"))).start()
    assert list(play.incidents) == ["s"]


def test_a_context_that_looks_like_a_kept_value_is_no_trap():
    expression = '={"$": "dt", v: "jamais"}'
    play = Play(diagram(start("d"), script("s", expression, "x"), user("z"), path("d s z"))).start()
    assert play.variables["x"] == {"$": "dt", "v": "jamais"}
    assert play.open == ["z"]


def test_an_action_that_gives_something_else_than_a_value_is_an_incident():
    step = node("serviceTask", "s", '<zeebe:taskDefinition type="a" />')
    play = Play(diagram(start("d"), step, path("d s")), actions={"a": lambda _: {"x": object()}})
    assert list(play.start().incidents) == ["s"]


def test_expressions_count_in_decimals():
    play = Play(diagram(start("d"), script("s", "=x + 0.2", "y"), path("d s"))).start(
        x=Decimal("0.1")
    )
    assert play.variables["y"] == Decimal("0.3")
