"""The requirement graph of a model: who needs whom, without rounds (DMN 1.5, chapter 6)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from lxml import etree

from engine.bpm.decisions.logic import Variable
from engine.bpm.decisions.model import Model, Requires, Service
from engine.bpm.decisions.reading.page import Page
from engine.bpm.dialect.words import short
from engine.bpm.dialect.xml import line_of

RETIE: Final = "retirez cette exigence, et tracez-la de nouveau"
RENAME: Final = "renommez ce que l’une désigne"

Links = dict[str, tuple[str, ...]]
"""The ids that an element refers to, by the name of what refers."""

PARTS: Final[Mapping[str, tuple[str, tuple[str, ...]]]] = {
    "requiredInput": ("informationRequirement", ("inputData",)),
    "requiredDecision": ("informationRequirement", ("decision",)),
    "requiredKnowledge": (
        "knowledgeRequirement",
        ("businessKnowledgeModel", "decisionService"),
    ),
    "outputDecision": ("", ("decision",)),
    "encapsulatedDecision": ("", ("decision",)),
    "inputDecision": ("", ("decision",)),
    "inputData": ("", ("inputData",)),
}
"""What refers to another element: what it stands in, and the kinds that it may refer to."""
NEEDS: Final = ("requiredDecision", "requiredKnowledge", "outputDecision", "encapsulatedDecision")
"""Those that must be there before the element."""


class Graph:
    """The references between elements, by id; those that lead nowhere, or in a round, are refused.

    ``variables``: under which name others read each element.
    """

    def __init__(
        self,
        page: Page,
        root: etree._Element,
        elements: Mapping[str, etree._Element],
        variables: Mapping[str, Variable],
    ) -> None:
        self.page = page
        self.namespace = root.get("namespace") or ""
        self.elements = elements
        self.variables = variables
        self.links = {key: self._read(element) for key, element in elements.items()}
        self._open_rounds()
        for key in elements:
            self._refuse_same_names(key)

    def requires(self, key: str) -> Requires:
        """What a decision or a business knowledge model requires."""
        links = self.links[key]
        return Requires(
            links["requiredInput"], links["requiredDecision"], links["requiredKnowledge"]
        )

    def service(self, key: str, model: Model) -> Service:
        """A decision service, and the decisions that it holds or takes."""
        variable, links = self.variables[key], self.links[key]
        return Service(
            key,
            variable.name,
            variable,
            links["outputDecision"],
            links["encapsulatedDecision"],
            links["inputDecision"],
            links["inputData"],
            line_of(self.elements[key]),
            model,
        )

    def _read(self, element: etree._Element) -> Links:
        return {
            part: tuple(dict.fromkeys(self._targets(element, part, parent, kinds)))
            for part, (parent, kinds) in PARTS.items()
        }

    def _targets(
        self, element: etree._Element, part: str, parent: str, kinds: tuple[str, ...]
    ) -> Iterator[str]:
        for holder in self.page.children(element, parent) if parent else [element]:
            for child in self.page.children(holder, part):
                if target := self._target(child, kinds):
                    yield target

    def _target(self, element: etree._Element, kinds: tuple[str, ...]) -> str:
        """The id behind ``href``: ``#id``, or with the file's own namespace before."""
        href = element.get("href") or ""
        namespace, _, identifier = href.rpartition("#")
        target = self.elements.get(identifier)
        if namespace not in ("", self.namespace):
            self.page.refuse(
                element,
                f"« {short(href)} » est dans un autre fichier : recopiez-le ici.",
            )
        elif target is None or etree.QName(target).localname not in kinds:
            self.page.refuse(element, f"« {short(href)} » ne désigne rien qui aille ici : {RETIE}.")
        else:
            return identifier
        return ""

    def _open_rounds(self) -> None:
        """The reference that closes a round is told, and left out."""
        edges = {
            key: [target for part in NEEDS for target in links[part]]
            for key, links in self.links.items()
        }
        for first, second in _rounds(edges):
            self.page.refuse(
                self.elements[first],
                f"Ce qui est exigé tourne en rond : « {short(self.variables[first].name)} » et "
                f"« {short(self.variables[second].name)} » ont besoin l’un de l’autre. "
                "Retirez une exigence.",
            )
            links = self.links[first]
            for part, targets in links.items():
                links[part] = tuple(target for target in targets if target != second)

    def _refuse_same_names(self, key: str) -> None:
        """Two requirements under one name would hide each other."""
        requires = self.requires(key)
        keys = (*requires.inputs, *requires.decisions, *requires.knowledge)
        names = [self.variables[one].name for one in keys]
        for name in sorted({name for name in names if names.count(name) > 1}):
            self.page.refuse(
                self.elements[key],
                f"Deux exigences portent le nom « {short(name)} » : {RENAME}.",
            )


def _rounds(edges: Mapping[str, list[str]]) -> list[tuple[str, str]]:
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
