"""Reading a DMN file: DMN 1.3 to 1.5, every text in FEEL, no other language, no other file."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from engine.bpm.decisions.logic import Variable
from engine.bpm.decisions.model import (
    Decision,
    Knowledge,
    Model,
    Requires,
)
from engine.bpm.decisions.names import reads_of
from engine.bpm.decisions.reading.boxes import read_function, read_logic
from engine.bpm.decisions.reading.graph import Graph
from engine.bpm.decisions.reading.item_definitions import read_types
from engine.bpm.decisions.reading.page import Names, Page, name_of
from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.words import twice
from engine.bpm.dialect.xml import Unreadable, line_of, read_xml

NAMESPACES = (
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
NAMED_PARTS = ("output", "column", "variable", "itemComponent")
"""The elements whose names can follow a dot: columns, entries of contexts, parts of a type."""


def read_decisions(data: bytes) -> tuple[Model, list[Problem]]:
    """Every decision of the file and what is wrong with it; Unreadable when it is not DMN."""
    root = read_xml(data)
    namespace = etree.QName(root).namespace or ""
    if namespace not in NAMESPACES or etree.QName(root).localname != "definitions":
        raise Unreadable(
            line_of(root),
            "Ce fichier n’est pas une table de décision (DMN 1.3 à 1.5) : prenez un fichier .dmn.",
        )
    page = Page(namespace)
    _refuse_what_is_foreign(page, root)
    read_types(page, root)
    page.components |= page.spaced(
        name_of(part) for kind in NAMED_PARTS for part in root.iter(page.prefix + kind)
    )
    model = _Reader(page, root).model()
    if not model.decisions:
        page.refuse(root, "Le fichier ne contient aucune décision : ajoutez-en une.")
    return model, sorted(page.problems)


def _refuse_what_is_foreign(page: Page, root: etree._Element) -> None:
    """Whatever language a text says it is written in, it would be read as FEEL."""
    for element in page.children(root, "import"):
        page.refuse(
            element,
            "L’import d’un autre fichier n’est pas pris en charge : recopiez ici ce qui sert.",
        )
    for element in root.iter(f"{page.prefix}*"):
        for attribute in ("expressionLanguage", "typeLanguage"):
            language = (element.get(attribute) or "feel").lower()
            if "feel" not in language.split("/"):
                page.refuse(
                    element, f"Tout s’écrit en FEEL : retirez « {attribute} », ou nommez FEEL."
                )


class _Reader:
    def __init__(self, page: Page, root: etree._Element) -> None:
        self.page = page
        self.root = root
        self.elements: dict[str, etree._Element] = {}
        self.found = {
            kind: self._named(kind)
            for kind in ("inputData", "decision", "businessKnowledgeModel", "decisionService")
        }
        self.variables = {key: self.variable(element) for key, element in self.elements.items()}
        self.graph = Graph(page, root, self.elements, self.variables)

    def _named(self, kind: str) -> list[str]:
        """The ids of the elements of a kind, each its own."""
        kept = []
        for element in self.page.children(self.root, kind):
            identifier = element.get("id") or ""
            if not identifier:
                self.page.refuse(
                    element,
                    "Un élément n’a pas d’identifiant : supprimez-le, et refaites-le.",
                )
            elif identifier in self.elements:
                self.page.refuse(element, twice(identifier))
            else:
                self.elements[identifier] = element
                kept.append(identifier)
        return kept

    def model(self) -> Model:
        """All the elements, and the requirements between them."""
        model = Model()
        for key in self.found["inputData"]:
            model.inputs[key] = self.variables[key]
        for key in self.found["businessKnowledgeModel"]:
            model.knowledge[key] = self.knowledge(key)
        for key in self.found["decisionService"]:
            model.services[key] = self.graph.service(key, model)
        for key in self.found["decision"]:
            model.decisions[key] = self.decision(key, model)
        return model

    def variable(self, element: etree._Element) -> Variable:
        """The name and the type under which others read it; the element's name by default."""
        variable = self.page.child(element, "variable")
        name = name_of(element) if variable is None else name_of(variable) or name_of(element)
        return Variable(name or str(element.get("id")), self.page.type(variable))

    def decision(self, key: str, model: Model) -> Decision:
        element, requires = self.elements[key], self.graph.requires(key)
        logic = read_logic(self.page, element, self.visible(requires))
        return Decision(
            key,
            name_of(element) or key,
            self.variables[key],
            logic,
            requires,
            reads_of(logic).without(self.given(requires)),
            line_of(element),
            model,
            self.page.description(element),
        )

    def knowledge(self, key: str) -> Knowledge:
        element, requires = self.elements[key], self.graph.requires(key)
        logic = self.page.child(element, "encapsulatedLogic")
        if logic is None:
            self.page.refuse(
                element,
                "Cette connaissance n’a pas de contenu : écrivez-le, ou supprimez-la.",
            )
            logic = etree.SubElement(etree.Element("none"), "none")
        function = read_function(self.page, logic, self.visible(requires))
        reads = reads_of(function).without(self.given(requires))
        return Knowledge(key, self.variables[key], function, requires, reads)

    def given(self, requires: Requires) -> list[str]:
        """The names that the requirements give; those of inputs come from the caller."""
        return [self.variables[key].name for key in (*requires.decisions, *requires.knowledge)]

    def visible(self, requires: Requires) -> Names:
        """The names that a logic sees, and those of the parameters of the functions it calls.

        A parameter's name with a dot is left out: where the function is called, it would hide
        the entry of a context (``Person.Name`` is then the name of the person).
        """
        keys = (*requires.inputs, *requires.decisions, *requires.knowledge)
        names = {self.variables[key].name for key in keys}
        for key in requires.knowledge:
            names |= {name for name in self.parameters(key) if "." not in name}
        return self.page.spaced(names)

    def parameters(self, key: str) -> Iterable[str]:
        """The names of the parameters of a business knowledge model or of a service."""
        if key in self.found["decisionService"]:
            links = self.graph.links[key]
            return [self.variables[one].name for one in links["inputData"] + links["inputDecision"]]
        parameters = self.elements[key].iter(f"{self.page.prefix}formalParameter")
        return [name_of(child) for child in parameters]
