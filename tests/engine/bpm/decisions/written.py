"""DMN files written in a few words."""

from datetime import UTC, datetime
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from engine.bpm.decisions.decide import Outcome, decide
from engine.bpm.decisions.model import Decision, Service
from engine.bpm.decisions.reading.read import read_decisions
from engine.bpm.functions import FUNCTIONS

NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
DMN = "https://www.omg.org/spec/DMN/20191111/MODEL/"


def definitions(*parts: str, namespace: str = DMN) -> bytes:
    return (
        f'<definitions xmlns="{namespace}" namespace="urn:ici" name="m">'
        f"{''.join(parts)}</definitions>"
    ).encode()


def attributes(**given: str) -> str:
    return "".join(f" {name}={quoteattr(value)}" for name, value in given.items() if value)


def decision(key: str, logic: str, *requires: str, type: str = "", name: str = "") -> str:
    variable = f"<variable{attributes(name=name or key, typeRef=type)} />"
    inside = f"{variable}{''.join(requires)}{logic}"
    return f"<decision{attributes(id=key, name=name or key)}>{inside}</decision>"


def given(name: str, type: str = "") -> str:
    """An input data, by its name."""
    variable = f"<variable{attributes(name=name, typeRef=type)} />"
    return f"<inputData{attributes(id=name, name=name)}>{variable}</inputData>"


def asks(name: str) -> str:
    return _requirement("information", "Input", name)


def needs(key: str) -> str:
    return _requirement("information", "Decision", key)


def calls(key: str) -> str:
    return _requirement("knowledge", "Knowledge", key)


def _requirement(kind: str, what: str, key: str) -> str:
    required = f"<required{what}{attributes(href='#' + key)} />"
    return f"<{kind}Requirement>{required}</{kind}Requirement>"


def knowledge(
    key: str, parameters: dict[str, str], body: str, *requires: str, type: str = "", kind: str = ""
) -> str:
    """A business knowledge model: the types of its parameters, by name."""
    formal = "".join(
        f"<formalParameter{attributes(name=name, typeRef=of)} />" for name, of in parameters.items()
    )
    return (
        f"<businessKnowledgeModel{attributes(id=key, name=key)}>"
        f"<variable{attributes(name=key, typeRef=type)} />"
        f"<encapsulatedLogic{attributes(kind=kind)}>{formal}{body}</encapsulatedLogic>"
        f"{''.join(requires)}</businessKnowledgeModel>"
    )


def service(key: str, outputs: str, *, held: str = "", decided: str = "", inputs: str = "") -> str:
    """A decision service; what it holds and takes, by ids between spaces."""
    parts = {
        "outputDecision": outputs,
        "encapsulatedDecision": held,
        "inputDecision": decided,
        "inputData": inputs,
    }
    inside = "".join(
        f"<{part}{attributes(href='#' + one)} />"
        for part, ids in parts.items()
        for one in ids.split()
    )
    return f"<decisionService{attributes(id=key, name=key)}>{inside}</decisionService>"


def item(
    name: str, base: str = "", *parts: str, many: bool = False, allowed: str = "", whole: str = ""
) -> str:
    """An item definition; ``allowed`` its values, ``whole`` the constraint of the collection."""
    return _item("itemDefinition", name, base, *parts, many=many, allowed=allowed, whole=whole)


def component(name: str, base: str = "", *parts: str, many: bool = False, allowed: str = "") -> str:
    return _item("itemComponent", name, base, *parts, many=many, allowed=allowed, whole="")


def _item(
    kind: str, name: str, base: str, *parts: str, many: bool, allowed: str, whole: str
) -> str:
    inside = f"<typeRef>{base}</typeRef>" if base else ""
    inside += "".join(parts)
    for constraint, text in (("allowedValues", allowed), ("typeConstraint", whole)):
        inside += f"<{constraint}><text>{escape(text)}</text></{constraint}>" if text else ""
    return f"<{kind}{attributes(name=name, isCollection='true' if many else '')}>{inside}</{kind}>"


def literal(text: str, type: str = "") -> str:
    return (
        f"<literalExpression{attributes(typeRef=type)}><text>{escape(text)}</text>"
        "</literalExpression>"
    )


def entry(name: str, logic: str, type: str = "") -> str:
    variable = f"<variable{attributes(name=name, typeRef=type)} />" if name else ""
    return f"<contextEntry>{variable}{logic}</contextEntry>"


def context(*entries: str) -> str:
    return f"<context>{''.join(entries)}</context>"


def table(
    *rules: str, policy: str = "", cumul: str = "", inputs: str = "n", outputs: str = "avis"
) -> str:
    """A table; a rule is its tests and its results: ``< 5 | -> "A"``.

    A column may have a type and values: ``age : number : [0..120]``.
    """
    columns = "".join(map(_input, inputs.split("|"))) + "".join(map(_output, outputs.split("|")))
    lines = "".join(_rule(number, rule) for number, rule in enumerate(rules, 1))
    return (
        f'<decisionTable id="T"{attributes(hitPolicy=policy, aggregation=cumul)}>{columns}{lines}'
        "</decisionTable>"
    )


def _input(text: str) -> str:
    expression, type, values = _column(text)
    allowed = f"<inputValues><text>{values}</text></inputValues>" if values else ""
    return (
        f"<input><inputExpression{attributes(typeRef=type)}><text>{escape(expression)}</text>"
        f"</inputExpression>{allowed}</input>"
    )


def _output(text: str) -> str:
    name, type, values = _column(text)
    values, _, default = values.partition("! ")
    inside = f"<outputValues><text>{values}</text></outputValues>" if values else ""
    inside += f"<defaultOutputEntry><text>{default}</text></defaultOutputEntry>" if default else ""
    return f"<output{attributes(name=name, typeRef=type)}>{inside}</output>"


def _column(text: str) -> tuple[str, str, str]:
    name, _, rest = text.partition(" : ")
    type, _, values = rest.partition(" : ")
    return name.strip(), type.strip(), escape(values.strip())


def _rule(number: int, rule: str) -> str:
    tests, _, results = rule.partition("->")
    cells = [("inputEntry", text) for text in tests.split("|")]
    cells += [("outputEntry", text) for text in results.split("|")]
    written = "".join(f"<{kind}><text>{escape(t.strip())}</text></{kind}>" for kind, t in cells)
    return f'<rule id="r{number}">{written}</rule>'


def alone(*rules: str, **given: str) -> bytes:
    """One decision, D, and its table."""
    return definitions(decision("D", table(*rules, **given)))


def found(data: bytes, wanted: str = "D") -> Decision | Service:
    """A decision or a service of a sound file."""
    model, problems = read_decisions(data)
    assert problems == []
    return {**model.services, **model.decisions}[wanted]


def outcome(data: bytes, wanted: str = "D", **context: Any) -> Outcome:
    return decide(found(data, wanted), context, NOW, FUNCTIONS)


def value(data: bytes, wanted: str = "D", **context: Any) -> Any:
    return outcome(data, wanted, **context).value


def said(logic: str, **context: Any) -> Any:
    """The value of one decision that requires nothing."""
    return value(definitions(decision("D", logic)), **context)


def told(data: bytes) -> list[str]:
    """The problems of a file."""
    return [problem.message for problem in read_decisions(data)[1]]
