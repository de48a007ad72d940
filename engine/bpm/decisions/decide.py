"""Deciding: a decision's value, from what the caller knows, by its requirement graph."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest

from engine.bpm.decisions.evaluate import (
    Place,
    brought,
    coerced,
    function_of,
    value_of,
)
from engine.bpm.decisions.logic import Variable, result_of
from engine.bpm.decisions.model import Decision, Knowledge, Model, Requires, Service
from engine.feel import FeelLimitError, FunctionType, HostFunction, Reason, evaluation, noted_at

Fired = dict[str, list[str]]


@dataclass(frozen=True)
class Outcome:
    """A decision's value; by the id of each decision that has a table, the rules that hold;
    and, where an error in FEEL made a null, why."""

    value: object
    fired: Mapping[str, list[str]]
    reasons: list[Reason]


def decide(
    decision: Decision | Service,
    context: Mapping[str, object],
    now: datetime,
    functions: Mapping[str, Callable[..., object]] | None = None,
) -> Outcome:
    """Evaluate a decision, and before it, once each, those that it requires (DMN 1.5, 6.3).

    ``context``: the inputs by name, brought to their types; a name that no requirement declares
    is looked up there too, as process variables are. A decision service takes its parameters
    there. Refused: NotUnique, NotSame; FeelError for what costs too much.
    """
    fired: Fired = {}
    try:
        with evaluation(now=now, functions=functions) as run:
            if isinstance(decision, Service):
                value = _service(decision, fired).call(**_given(decision, context))
            else:
                value = _Graph(decision.model, context, fired).value(decision.id)
            return Outcome(value, fired, list(run.reasons))
    except RecursionError:
        message = "the decisions call each other too deeply"
        raise FeelLimitError("too_deep", message) from None


def _given(service: Service, context: Mapping[str, object]) -> dict[str, object]:
    """Of what the caller knows, what a service asks."""
    names = {parameter.name for parameter in parameters_of(service)}
    return {name: value for name, value in context.items() if name in names}


class _Graph:
    """The decisions of a model that are evaluated on the same inputs, each once."""

    def __init__(
        self,
        model: Model,
        given: Mapping[str, object],
        fired: Fired,
        values: Mapping[str, object] | None = None,
    ) -> None:
        self.model = model
        self.given = dict(given)
        self.fired = fired
        self.values = dict(values or {})

    def value(self, key: str) -> object:
        """The value of a decision, those that it requires first, without recursion."""
        pending = [key]
        while pending:
            decision = self.model.decisions[pending[-1]]
            missing = [k for k in decision.requires.decisions if k not in self.values]
            if missing:
                pending += missing
                continue
            pending.pop()
            if decision.id not in self.values:
                self.values[decision.id] = self.evaluate(decision)
        return self.values[key]

    def evaluate(self, decision: Decision) -> object:
        if decision.logic is None:
            return None
        names = ChainMap(self.required(decision.requires), self.given)
        with noted_at(decision.name):
            value = value_of(decision.logic, Place(decision.id, names, self.fired))
            return brought(decision.variable, value)

    def required(self, requires: Requires) -> dict[str, object]:
        """What the requirements give, by name."""
        names: dict[str, object] = {}
        for key in requires.inputs:
            variable = self.model.inputs[key]
            if variable.name in self.given:
                names[variable.name] = brought(variable, self.given[variable.name])
        for key in requires.decisions:
            names[self.model.decisions[key].variable.name] = self.values[key]
        return names | _functions(self.model, requires, self.fired)


def _functions(model: Model, requires: Requires, fired: Fired) -> dict[str, object]:
    found: dict[str, object] = {}
    for key in requires.knowledge:
        if key in model.knowledge:
            knowledge = model.knowledge[key]
            found[knowledge.variable.name] = _knowledge(model, knowledge, fired)
        else:
            service = model.services[key]
            found[service.variable.name] = _service(service, fired)
    return found


def _knowledge(model: Model, knowledge: Knowledge, fired: Fired) -> HostFunction:
    """A business knowledge model as a function: it sees its parameters and what it requires."""

    def body(arguments: dict[str, object]) -> object:
        names = ChainMap(arguments, _functions(model, knowledge.requires, fired))
        value = value_of(definition.body, Place(knowledge.id, names, fired))
        return value if definition.type is None else coerced(definition.type, value)

    definition = knowledge.function
    return function_of(definition.parameters, result_of(knowledge.variable.type), body)


def _service(service: Service, fired: Fired) -> HostFunction:
    """A decision service as a function: its inputs, then its input decisions (10.3.2.13.3)."""
    model = service.model
    decided = [model.decisions[key] for key in service.input_decisions]

    def body(arguments: dict[str, object]) -> object:
        known = {decision.id: arguments[decision.variable.name] for decision in decided}
        graph = _Graph(model, arguments, fired, known)
        outputs = [model.decisions[key] for key in service.outputs]
        values = {decision.variable.name: graph.value(decision.id) for decision in outputs}
        return values if len(outputs) != 1 else values[outputs[0].variable.name]

    return function_of(parameters_of(service), result_of(service.variable.type), body)


def parameters_of(service: Service) -> tuple[Variable, ...]:
    """The parameters of a decision service, in their order; its own type may say theirs."""
    inputs = [service.model.inputs[key] for key in service.inputs]
    decided = [service.model.decisions[key].variable for key in service.input_decisions]
    declared = service.variable.type
    types = declared.parameters if isinstance(declared, FunctionType) else ()
    return tuple(
        Variable(variable.name, variable.type or given)
        for variable, given in zip_longest(inputs + decided, types[: len(inputs + decided)])
    )
