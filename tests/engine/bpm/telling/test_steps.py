"""A process told step by step, in the order of the way."""

from engine.bpm.dialect.read import read_diagram
from engine.bpm.forms.read import CLASSES, INPUTS, Field
from engine.bpm.telling import forms
from engine.bpm.telling.model import Mode, Section, Step
from engine.bpm.telling.passage import passed_with
from engine.bpm.telling.steps import tell_body
from engine.bpm.telling.vocabulary import Vocabulary
from tests.diagrams import (
    TERMINATE,
    after,
    at,
    boundary,
    catch,
    diagram,
    end,
    event,
    event_subprocess,
    flow,
    link,
    message,
    parallel,
    path,
    properties,
    start,
    subprocess,
    throw,
    user,
    xor,
)

WORDS = Vocabulary(
    {"accord": Field("accord", "radio", "Accord", "code", (("OUI", "Oui"), ("NON", "Non")))}
)


def told(*parts: str) -> Section:
    process, problems = read_diagram(diagram(*parts))
    assert problems == []
    return tell_body(process.body, WORDS)


def names(section: Section) -> list[str]:
    return [step.name for step in section.steps]


def step(section: Section, name: str) -> Step:
    return next(one for one in section.every() if one.id == name)


def ways(one: Step) -> list[tuple[str, str]]:
    """Where a step leads: the condition and the target of each way."""
    assert one.next is not None
    return [
        (
            arm.condition.told if arm.condition else "sinon" if arm.is_default else "",
            arm.target_name,
        )
        for arm in one.next.arms
    ]


def test_a_branch_is_told_whole_before_the_next_and_what_joins_comes_last() -> None:
    section = told(
        start("d"), parallel("p"), user("a1"), user("a2"), user("b1"), parallel("j"), user("z"),
        end("f"), path("d p a1 a2 j z f"), path("p b1 j"),
    )  # fmt: skip
    assert names(section) == ["d", "a1", "a2", "b1", "j", "z"]
    assert step(section, "j").kind == "Attendre que tous les chemins soient finis"


def test_a_gateway_with_one_way_in_is_told_with_the_step_before_it() -> None:
    section = told(
        start("d"), user("a"), xor("choix", default="choix_f"), user("b"), end("f"),
        path("d a choix f"), flow("choix", "b", '=accord = "OUI"'), flow("b", "f"),
    )  # fmt: skip
    assert names(section) == ["d", "a", "b"]
    following = step(section, "a").next
    assert following is not None
    assert (following.mode, following.question) == (Mode.CHOICE, "choix")
    assert ways(step(section, "a")) == [("«\u00a0Accord\u00a0»\u00a0: oui", "b"), ("sinon", "f")]
    assert [arm.end for arm in following.arms] == ["", "fin"]


def test_a_gateway_reached_from_two_steps_is_told_once_by_itself() -> None:
    section = told(
        start("d"), xor("m"), user("a"), xor("choix", default="choix_f"), end("f"),
        path("d m a choix f"), flow("choix", "m", '=accord = "NON"'),
    )  # fmt: skip
    assert names(section) == ["d", "a"]
    assert ways(step(section, "a")) == [("«\u00a0Accord\u00a0»\u00a0: non", "a"), ("sinon", "f")]
    split = told(
        start("d"), parallel("p"), user("a"), user("b"), xor("choix", default="choix_f"),
        end("f"), path("d p a choix f"), path("p b choix"), flow("choix", "a", '=accord = "NON"'),
    )  # fmt: skip
    assert "choix" in names(split)


def test_what_may_interrupt_a_step_is_told_with_it_and_its_way_right_after() -> None:
    section = told(
        start("d"), user("a"), user("b"), user("rappel"), end("f"), end("g"), path("d a b f"),
        boundary("t", "a", after("P3D"), cancel=False), path("t rappel g"),
    )  # fmt: skip
    assert names(section) == ["d", "a", "rappel", "b"]
    (timer,) = step(section, "a").boundaries
    assert not timer.is_interrupting
    assert timer.delays[0].formulas[0].told == "3\u00a0jours après l’ouverture de l’étape"


def test_an_event_sub_process_is_told_apart_with_who_may_report_it() -> None:
    section = told(
        message("m"), start("d"), end("f"), path("d f"),
        event_subprocess(
            "e",
            start("s", event("message", "m"), properties(signale_par="MDL_TS XLH_IS")),
            user("a"), end("g"), path("s a g"),
        ),
    )  # fmt: skip
    assert (names(section), [one.id for one in section.events]) == (["d"], ["e"])
    trigger = step(section, "s")
    assert (trigger.message, trigger.reporters) == ("m", ("MDL_TS", "XLH_IS"))
    assert section.events[0].is_interrupting


def test_a_link_leads_to_where_it_arrives_and_an_end_says_what_it_stops() -> None:
    section = told(
        start("d"), throw("ici", link("l")), path("d ici"),
        catch("la", link("l")), user("a"), end("f", TERMINATE), path("la a f"),
    )  # fmt: skip
    assert ways(step(section, "ici")) == [("", "la")]
    following = step(section, "a").next
    assert following is not None
    assert following.arms[0].end == "fin, qui arrête ce qui reste ouvert"


def test_a_loop_without_an_entrance_is_still_told() -> None:
    section = told(
        start("d"), subprocess("g", start("d2"), end("f2"), path("d2 f2")), end("f"),
        path("d g f"), catch("t", at('=date("2026-01-01")')),
    )  # fmt: skip
    assert names(section) == ["d", "g", "t"]


def test_who_may_read_a_field_and_its_kind_have_words() -> None:
    assert forms.READERS.keys() == set(CLASSES)
    assert forms.KINDS.keys() == {"date" if kind == "datetime" else kind for kind in INPUTS}


# --- what was certainly passed -----------------------------------------------


def passed(element: str, *parts: str) -> set[str]:
    process, _ = read_diagram(diagram(*parts))
    return set(passed_with(process)[element])


def test_what_stands_on_every_way_was_passed_and_a_branch_was_not() -> None:
    parts = (
        start("d"), user("a"), xor("c", default="c_x"), user("x"), user("y"), xor("m"), user("z"),
        end("f"), path("d a c x m z f"), flow("c", "y", "=1 = 1"), flow("y", "m"),
    )  # fmt: skip
    assert passed("z", *parts) == {"d", "a", "c", "m"}


def test_a_step_that_an_event_left_was_not_done() -> None:
    parts = (
        start("d"), user("a"), end("f"), path("d a f"),
        boundary("t", "a", after("P3D")), user("b"), end("g"), path("t b g"),
    )  # fmt: skip
    assert passed("b", *parts) == {"d", "t"}
    assert passed("f", *parts) == {"d", "a"}


def test_what_is_within_a_group_of_steps_says_what_led_to_it() -> None:
    parts = (
        start("d"), user("a"), subprocess("g", start("d2"), user("b"), end("f2"), path("d2 b f2")),
        end("f"), path("d a g f"),
    )  # fmt: skip
    assert passed("b", *parts) == {"d", "a", "d2"}
