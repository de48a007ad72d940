"""Code of any language, in any slot of a diagram, form or table, is text and stays text."""

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest

from engine.bpm.decisions.decide import decide
from engine.bpm.decisions.reading.read import read_decisions
from engine.bpm.dialect.xml import Unreadable
from engine.bpm.forms.read import read_form
from engine.bpm.forms.validate import validate
from engine.core.errors import EngineError
from engine.feel import FeelError
from tests.diagrams import (
    after,
    at,
    boundary,
    call,
    catch,
    diagram,
    end,
    error,
    event,
    event_subprocess,
    every,
    flow,
    link,
    loop,
    mapping,
    message,
    node,
    path,
    properties,
    rule,
    script,
    service,
    signal,
    start,
    throw,
    user,
    xor,
)
from tests.engine.bpm.dialect.checking import DMN, problems
from tests.engine.bpm.runtime.play import Play, paris

CODE = [
    "__import__('os').system('touch {}')",
    "open('{}', 'w').write('x')",
    "exec(\"open('{}', 'w')\")",
    "[c for c in ().__class__.__base__.__subclasses__() if c.__name__ == 'Popen'][0]('touch {}')",
    "lambda: __import__('pathlib').Path('{}').touch()",
    "require('child_process').execSync('touch {}')",
    "this.constructor.constructor('return process')().mainModule.require('fs')"
    ".writeFileSync('{}','')",
    '"touch {}".execute()',
    "new ProcessBuilder('touch', '{}').start()",
    '${{"".getClass().forName("java.lang.Runtime").getRuntime().exec("touch {}")}}',
    "#{{T(java.lang.Runtime).getRuntime().exec('touch {}')}}",
    "$(touch {})",
    "`touch {}`",
    "'; touch {}; '",
    "| touch {}",
    "{{{{ cycler.__init__.__globals__.os.popen('touch {}').read() }}}}",
    "{{% import os %}}{{{{ os.system('touch {}') }}}}",
    "<%= `touch {}` %>",
    "%(touch {})s {{0.__class__.__init__.__globals__}}",
    '{{f: function(a) external {{java: {{class: "java.lang.Runtime",'
    ' "method signature": "exec(java.lang.String)"}}}}, r: f("touch {}")}}.r',
    'get value("", "__class__")',
    'reference.__class__.__mro__[1].__subclasses__()',
    '(function(f) f.__globals__)(today)',
]  # fmt: skip
LANGUAGES = range(len(CODE))
DANGER = {"os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "socket.connect"}


def around(step: str, *others: str) -> bytes:
    return diagram(*others, start("d"), step, end("f"), path("d s f"))


def guarded(*extensions: str) -> str:
    return catch("s", event("message", "m"), *extensions)


DIAGRAMS: dict[str, Callable[[str], bytes]] = {
    "condition": lambda text: diagram(
        start("d"), xor("x", default="x_f"), user("t"), end("f"), path("d x"),
        flow("x", "t", text), path("x f")),
    "input": lambda text: around(service("s", "a", mapping({"x": text}))),
    "input name": lambda text: around(service("s", "a", mapping({escape(text): "=1"}))),
    "output": lambda text: around(service("s", "a", mapping(outputs={"x": text}))),
    "due date": lambda text: around(user("s", due=text)),
    "group": lambda text: around(user("s", group=attribute(text))),
    "form": lambda text: around(user("s", form=attribute(text))),
    "script": lambda text: around(script("s", text, "x")),
    "result": lambda text: around(script("s", "=1", attribute(text))),
    "date": lambda text: around(catch("s", at(text))),
    "duration": lambda text: around(catch("s", after(text))),
    "cycle": lambda text: around(user("s"), boundary("b", "s", every(text)), path("b f")),
    "event sub-process": lambda text: around(
        user("s"), event_subprocess("e", start("ed", at(text)), end("ef"), path("ed ef"))),
    "correlation key": lambda text: around(guarded(), message("m", text)),
    "message name": lambda text: around(
        guarded(), message("m").replace('name="m"', f'name="{attribute(text)}"')),
    "signal name": lambda text: around(
        throw("s", event("signal", "x")), signal("x").replace('name="x"',
                                                              f'name="{attribute(text)}"')),
    "error code": lambda text: around(
        end("s", event("error", "x")), error("x").replace('Code="x"',
                                                          f'Code="{attribute(text)}"')),
    "link": lambda text: around(throw("s", link(attribute(text)))),
    "collection": lambda text: around(user("s", loop(text))),
    "item name": lambda text: around(user("s", loop("=[1]", attribute(text)))),
    "item result": lambda text: around(user("s", loop("=[1]", into=("r", text)))),
    "completion": lambda text: around(user("s", loop("=[1, 2]", until=text))),
    "action": lambda text: around(service("s", text)),
    "decision": lambda text: around(rule("s", attribute(text), "x")),
    "called": lambda text: around(call("s", attribute(text))),
    "header": lambda text: around(service(
        "s", "a", f'<zeebe:taskHeaders><zeebe:header key="k" value="{attribute(text)}" />'
                  "</zeebe:taskHeaders>")),
    "property": lambda text: around(user("s", properties(consigne=text, formulaire=text))),
    "name": lambda text: around(user("s").replace('name="s"', f'name="{attribute(text)}"')),
    "script format": lambda text: around(
        node("scriptTask", "s", scriptFormat="python",
             inside=f"<bpmn:script>{escape(text)}</bpmn:script>")),
    "listener": lambda text: around(
        node("task", "s", "<zeebe:executionListeners><zeebe:executionListener"
                          f' type="{attribute(text)}" /></zeebe:executionListeners>')),
    "process": lambda text: diagram(start("d"), end("f"), path("d f"), process=attribute(text)),
    "documentation": lambda text: around(
        user("s"), node("documentation", "n", inside=escape(text))),
}  # fmt: skip
CELLS = ["input", "test", "result", "output name", "decision name", "table name"]
FIELDS = [
    "label",
    "description",
    "key",
    "pattern",
    "min",
    "hide",
    "default",
    "option",
    "text",
    "id",
]


def attribute(text: str) -> str:
    return escape(text, {'"': "&quot;"})


@pytest.fixture
def trap(tmp_path: Path) -> Iterator[Callable[[int], list[str]]]:
    """The code of one language, which would leave a file behind; none may be there at the end."""
    mark = tmp_path / "trace"

    def texts(language: int) -> list[str]:
        text = CODE[language].format(mark)
        return [text, f"={text}", f'="{text}"', f"= {text}"]

    with watched() as seen:
        yield texts
    assert not mark.exists()
    assert seen == []


@contextmanager
def watched() -> Iterator[list[str]]:
    """Whatever would run code or reach out: by the interpreter's own audit."""
    seen: list[str] = []
    HEARD.append(seen)
    try:
        yield seen
    finally:
        HEARD.remove(seen)


HEARD: list[list[str]] = []


def hear(name: str, arguments: tuple[Any, ...]) -> None:
    """An import runs code of a file that exists: that is no evaluation of a text."""
    for seen in HEARD:
        if name in DANGER:
            seen.append(f"{name} {arguments}")
        elif name == "exec" and not Path(arguments[0].co_filename).exists():
            if not arguments[0].co_filename.startswith("<frozen"):
                seen.append(f"exec of {arguments[0].co_filename}")
        elif name == "compile" and arguments[1] in ("<string>", b"<string>"):
            seen.append(f"compile {arguments[0]!r}")


sys.addaudithook(hear)


@pytest.mark.parametrize("slot", DIAGRAMS)
def test_no_slot_of_a_diagram_runs_code(slot, trap):
    for language in LANGUAGES:
        for text in trap(language):
            data = DIAGRAMS[slot](text)
            with suppress(Unreadable):
                problems(data)
            run(data)


@pytest.mark.parametrize("cell", CELLS)
def test_no_cell_of_a_table_runs_code(cell, trap):
    for language in LANGUAGES:
        for text in trap(language):
            model, _ = read_decisions(table(cell, text))
            for decision in model.decisions.values():
                with suppress(EngineError, FeelError):
                    decide(decision, {"n": 1, "reference": text}, paris("2026-09-01"))


@pytest.mark.parametrize("part", FIELDS)
def test_no_part_of_a_form_runs_code(part, trap):
    for language in LANGUAGES:
        for text in trap(language):
            form, found = read_form(schema(part, text))
            if not found:
                for key in ("a", text):
                    with suppress(EngineError):
                        validate(form, {key: text}, paris("2026-09-01"))


def run(data: bytes) -> None:
    """As far as it goes: tasks done, messages told, two years passed."""
    try:
        play = Play(data, decisions={"D": lambda _: 1}, sound=False)
    except (Unreadable, KeyError):
        return
    with suppress(KeyError):
        play.start(n=1, liste=[1, 2])
        for _ in range(3):
            for element in play.open:
                play.complete(element, x=1)
        for row in play.waits_for:
            with suppress(LookupError):
                play.receive(row, x=1)
        play.advance("2028-09-01 09:00")


def table(cell: str, text: str) -> bytes:
    given = {"input": "n", "test": "1", "result": "1", "output name": "x", "decision name": "x",
             "table name": "x"}  # fmt: skip
    written = {name: attribute(value) for name, value in {**given, cell: text}.items()}
    return (
        f'<definitions xmlns="{DMN}"><decision id="D" name="{written["decision name"]}">'
        f'<decisionTable id="{written["table name"]}"><input><inputExpression>'
        f"<text>{written['input']}</text></inputExpression></input>"
        f'<output name="{written["output name"]}" /><rule id="r"><inputEntry>'
        f"<text>{written['test']}</text></inputEntry><outputEntry>"
        f"<text>{written['result']}</text></outputEntry></rule></decisionTable></decision>"
        "</definitions>"
    ).encode()


def schema(part: str, text: str) -> bytes:
    field: dict[str, Any] = {
        "type": "radio" if part == "option" else "number" if part == "min" else "textfield",
        "key": text if part == "key" else "a",
        "label": text if part == "label" else "A",
        "description": text,
        "defaultValue": text,
        "properties": {"classe": "mdl"},
        "validate": {part: text} if part in ("pattern", "min") else {},
        "conditional": {"hide": text} if part == "hide" else {},
        "values": [{"value": text, "label": text}],
    }
    components = [field, {"type": "text", "text": text}] if part == "text" else [field]
    identifier = text if part == "id" else "f"
    return json.dumps({"id": identifier, "components": components}).encode()
