"""The requirement graph of a model: who needs whom, without rounds (DMN 1.5, chapter 6)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from engine.bpm.decisions.logic import Variable
from engine.bpm.decisions.model import Model, Requires, Service
from engine.bpm.decisions.reading.page import Page
from engine.bpm.dialect.xml import line_of

Edges = dict[str, list[str]]


class Graph:
    """Reads the requirements of the elements, by id; one that leads nowhere is refused."""

    def __init__(
        self, page: Page, root: etree._Element, elements: Mapping[str, etree._Element]
    ) -> None:
        self.page = page
        self.namespace = root.get("namespace") or ""
        self.elements = elements
        self.broken: set[tuple[str, str]] = set()
        self.told: set[tuple[int, str]] = set()

    def requirements(self, variables: Mapping[str, Variable]) -> dict[str, Requires]:
        """What each element requires; the requirement that closes a round is left out."""
        for first, second in _rounds(self.edges()):
            self.broken.add((first, second))
            element = self.elements[first]
            self.page.refuse(
                element,
                f"Ce qui est exigé tourne en rond : « {variables[first].name} » et "
                f"« {variables[second].name} » ont besoin l’un de l’autre. Retirez une exigence.",
            )
        required = {}
        for key, element in self.elements.items():
            required[key] = self.required(key, element)
            self.distinct(element, required[key], variables)
        return required

    def required(self, key: str, element: etree._Element) -> Requires:
        """The three kinds of requirements of a decision or of a business knowledge model."""
        information = self.page.children(element, "informationRequirement")
        knowledge = self.page.children(element, "knowledgeRequirement")
        return Requires(
            self.targets(key, information, "requiredInput", ("inputData",)),
            self.targets(key, information, "requiredDecision", ("decision",)),
            self.targets(
                key,
                knowledge,
                "requiredKnowledge",
                ("businessKnowledgeModel", "decisionService"),
            ),
        )

    def targets(
        self, key: str, parents: Iterable[etree._Element], part: str, kinds: tuple[str, ...]
    ) -> tuple[str, ...]:
        found = (child for parent in parents for child in self.page.children(parent, part))
        return self.references(key, found, kinds)

    def references(
        self, key: str, found: Iterable[etree._Element], kinds: tuple[str, ...]
    ) -> tuple[str, ...]:
        """The ids that elements refer to, each of one of these kinds, each once."""
        targets = (self.reference(element, kinds) for element in found)
        kept = (target for target in targets if target and (key, target) not in self.broken)
        return tuple(dict.fromkeys(kept))

    def reference(self, element: etree._Element, kinds: tuple[str, ...]) -> str:
        """The id behind ``href``: ``#id``, or with the file's own namespace before."""
        href = element.get("href") or ""
        namespace, _, identifier = href.rpartition("#")
        target = self.elements.get(identifier)
        if namespace not in ("", self.namespace):
            message = f"« {href} » est dans un autre fichier : recopiez-le ici."
        elif target is None or etree.QName(target).localname not in kinds:
            message = f"« {href} » ne désigne rien de ce qui est attendu ici."
        else:
            return identifier
        place = (line_of(element), href)
        if place not in self.told:  # the references are read more than once
            self.told.add(place)
            self.page.refuse(element, message)
        return ""

    def edges(self) -> Edges:
        """What each element needs to be there before it."""
        edges: Edges = {}
        for key, element in self.elements.items():
            required = self.required(key, element)
            service = self.service(element, Variable(""))
            edges[key] = [*required.decisions, *required.knowledge]
            edges[key] += [*service.outputs, *service.encapsulated]
        return edges

    def distinct(
        self, element: etree._Element, required: Requires, variables: Mapping[str, Variable]
    ) -> None:
        """Two requirements under one name would hide each other."""
        keys = (*required.inputs, *required.decisions, *required.knowledge)
        names = [variables[key].name for key in keys]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.page.refuse(element, f"Deux exigences portent le nom « {name} ».")

    def service(
        self, element: etree._Element, variable: Variable, model: Model | None = None
    ) -> Service:
        """A decision service, and the decisions that it holds or takes."""
        key = str(element.get("id"))

        def listed(part: str, kind: str) -> tuple[str, ...]:
            return self.references(key, self.page.children(element, part), (kind,))

        return Service(
            key,
            variable.name,
            variable,
            listed("outputDecision", "decision"),
            listed("encapsulatedDecision", "decision"),
            listed("inputDecision", "decision"),
            listed("inputData", "inputData"),
            line_of(element),
            model or Model(),
        )


def _rounds(edges: Edges) -> list[tuple[str, str]]:
    """The edges that close a round, found depth first without recursion."""
    closing: list[tuple[str, str]] = []
    done: set[str] = set()
    for root in edges:
        path = [(root, iter(edges[root]))] if root not in done else []
        opened = {root}
        while path:
            key, targets = path[-1]
            target = next(targets, None)
            if target is None:
                path.pop()
                opened.discard(key)
                done.add(key)
            elif target in opened:
                closing.append((key, target))
            elif target not in done:
                opened.add(target)
                path.append((target, iter(edges[target])))
    return closing
