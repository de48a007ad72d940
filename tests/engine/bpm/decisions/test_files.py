"""Which files are read, and what a file that means harm meets."""

import time

import pytest

from engine.bpm.decisions.decide import decide
from engine.bpm.decisions.reading.read import read_decisions
from engine.bpm.dialect.xml import Unreadable
from engine.core.errors import EngineError
from engine.feel import FeelError
from tests.engine.bpm.decisions.written import (
    DMN,
    NOW,
    alone,
    calls,
    context,
    decision,
    definitions,
    entry,
    knowledge,
    literal,
    needs,
    table,
    told,
    value,
)


@pytest.mark.parametrize("edition", ["20191111", "20211108", "20230324"])
def test_dmn_1_3_to_1_5_are_read(edition):
    data = definitions(decision("D", literal("1")), namespace=DMN.replace("20191111", edition))
    assert value(data) == 1


@pytest.mark.parametrize(
    "data",
    [b"<definitions />", alone().replace(b"20191111", b"20151101"), b"<html />", b"", b"[]"],
)
def test_what_is_no_dmn_is_refused(data):
    with pytest.raises(Unreadable):
        read_decisions(data)


def test_a_file_without_decision_is_told():
    assert told(definitions()) == ["Le fichier ne contient aucune décision : ajoutez-en une."]


@pytest.mark.parametrize(
    "element", ["inputEntry", "outputEntry", "inputExpression", "decisionTable", "definitions"]
)
def test_another_language_is_refused(element):
    data = alone("1 -> 1").replace(
        f"<{element}".encode(), f'<{element} expressionLanguage="python"'.encode()
    )
    assert told(data) == ["Tout s’écrit en FEEL : retirez « expressionLanguage », ou nommez FEEL."]


@pytest.mark.parametrize(
    "language",
    ["feel", "FEEL", "https://www.omg.org/spec/DMN/20191111/FEEL/", "http://www.omg.org/spec/FEEL/20140401"],
)  # fmt: skip
def test_feel_may_be_named_as_the_language(language):
    data = alone("1 -> 1").replace(
        b"<inputEntry>", f'<inputEntry expressionLanguage="{language}">'.encode()
    )
    assert told(data) == []


def test_another_file_is_not_imported():
    part = f'<import name="x" namespace="urn:x" importType="{DMN}" />'
    (message,) = told(definitions(part, decision("D", literal("1"))))
    assert message.startswith("L’import d’un autre fichier n’est pas pris en charge")


def test_a_problem_tells_its_line_and_its_element():
    data = (
        alone("1 -> 1 +")
        .replace(b"<rule", b"\n\n<rule")
        .replace(b"<outputEntry", b"\n<outputEntry")
    )
    (problem,) = read_decisions(data)[1]
    assert (problem.line, problem.element) == (4, "r1")
    assert problem.message.startswith("Formule illisible, ligne 1, colonne 4 : ")


def chain(length: int, times: int) -> bytes:
    """Functions of which each calls the next several times."""
    body = " + ".join(["f{next}(x)"] * times)
    links = [
        knowledge(f"f{n}", {"x": ""}, literal(body.format(next=n + 1)), calls(f"f{n + 1}"))
        for n in range(length)
    ]
    last = knowledge(f"f{length}", {"x": ""}, literal("x"))
    return definitions(decision("D", literal("f0(1)"), calls("f0")), *links, last)


def dense(count: int) -> bytes:
    """Decisions of which each requires all those before."""
    parts = [
        decision(f"d{n}", literal("1"), *(needs(f"d{k}") for k in range(n))) for n in range(count)
    ]
    return definitions(*parts, decision("D", literal("1"), needs(f"d{count - 1}")))


HOSTILE = {
    "functions that call each other": chain(40, 10),
    "a function of itself": definitions(
        decision("D", literal("f(f)"), calls("f")), knowledge("f", {"g": ""}, literal("g(g)"))
    ),
    "a dense graph": dense(80),
    "many rules": definitions(decision("D", table(*['"x" -> 1'] * 1_000))),
    "many names": definitions(
        decision("D", context(*(entry(f"un nom {n}", literal(f"{n}")) for n in range(1_500))))
    ),
    "a long expression": definitions(decision("D", literal("1" + " + 1" * 30_000))),
    "deep parentheses": definitions(decision("D", literal("(" * 5_000 + "1"))),
    "deep boxes": definitions(decision("D", "<list>" * 200 + "</list>" * 200)),
    "a loop in a loop": definitions(
        decision("D", literal("for a in 1..9999, b in 1..9999 return a * b"))
    ),
    "a cell that is code": definitions(decision("D", literal("__import__('os').system('true')"))),
    "names that are nothing": definitions(decision(" ", literal("1")), decision("D", literal(" "))),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_gives_problems_or_a_clean_error_soon(name):
    began = time.process_time()
    try:
        model, problems = read_decisions(HOSTILE[name])
        for decision_ in list(model.decisions.values())[:3]:
            decide(decision_, {"n": 1}, NOW)
    except (Unreadable, FeelError, EngineError) as error:
        problems = [error]
    assert time.process_time() - began < 3
    assert all(len(str(problem)) < 1_000 for problem in problems)
