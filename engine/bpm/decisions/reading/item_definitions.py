"""The types that a DMN file defines (DMN 1.5, 7.3.3 and 10.3.2.9)."""

from __future__ import annotations

from lxml import etree

from engine.bpm.decisions.reading.page import Page, name_of
from engine.bpm.dialect.words import short
from engine.feel import ANY, Allowed, ContextType, FunctionType, ListType, Type

MAX_DEPTH = 20


def read_types(page: Page, root: etree._Element) -> None:
    """Give the page its named types; each may use the others, but not itself."""
    found: dict[str, etree._Element] = {}
    for element in page.children(root, "itemDefinition"):
        name = name_of(element)
        if not name or name in found:
            page.refuse(element, _named_badly(name))
        else:
            found[name] = element
    page.components |= page.spaced(
        name_of(component) for component in root.iter(f"{page.prefix}itemComponent")
    )
    page.spaced(found)  # known as types, not as variables
    reader = _Types(page, found)
    for name in found:
        reader.define(name)


def _named_badly(name: str) -> str:
    if not name:
        return "Un type n’a pas de nom : donnez-lui-en un, ou retirez-le."
    return f"Deux types portent le nom « {short(name)} » : changez l’un des deux."


class _Types:
    def __init__(self, page: Page, found: dict[str, etree._Element]) -> None:
        self.page = page
        self.found = found
        self.opened: list[str] = []

    def define(self, name: str) -> None:
        """Define a type, and before it those that it uses."""
        if name in self.page.types:
            return
        element = self.found[name]
        if name in self.opened or len(self.opened) >= MAX_DEPTH:
            around = " → ".join(map(short, (*self.opened[-3:], name)))
            self.page.refuse(
                element,
                f"Le type se définit par lui-même, ou trop loin ({around}) : changez-en un.",
            )
            self.page.types[name] = ANY
            return
        self.opened.append(name)
        defined = self.read(element, 0)
        self.opened.pop()
        self.page.types.setdefault(name, defined)

    def read(self, element: etree._Element, depth: int) -> Type:
        """The type that an item definition, or a component of one, describes."""
        base = self.base(element, depth)
        base = self.restricted(element, "allowedValues", base)
        if (element.get("isCollection") or "").strip() in ("true", "1"):
            base = ListType(base)
        return self.restricted(element, "typeConstraint", base)

    def base(self, element: etree._Element, depth: int) -> Type:
        components = self.page.children(element, "itemComponent")
        function = self.page.child(element, "functionItem")
        if depth > MAX_DEPTH:
            self.page.refuse(
                element,
                f"Plus de {MAX_DEPTH} types l’un dans l’autre : donnez un nom à l’un d’eux.",
            )
            return ANY
        if function is not None:
            return self.function(function)
        if components:
            return ContextType(
                {name_of(component): self.read(component, depth + 1) for component in components}
            )
        reference = self.page.child(element, "typeRef")
        return self.named(element, (reference.text or "") if reference is not None else "")

    def function(self, element: etree._Element) -> Type:
        """``functionItem``: the types of the parameters and of the result."""
        parameters = tuple(
            self.named(parameter, parameter.get("typeRef") or "")
            for parameter in self.page.children(element, "parameters")
        )
        return FunctionType(parameters, self.named(element, element.get("outputTypeRef") or ""))

    def named(self, element: etree._Element, text: str) -> Type:
        """A type by name; Any when there is no name."""
        text = " ".join(text.split())
        if text in self.found:
            self.define(text)
        return (self.page.type_named(element, text) if text else None) or ANY

    def restricted(self, element: etree._Element, child: str, base: Type) -> Type:
        """The values that a type lets pass; they take the place of those of its base (7.3.3)."""
        tests = self.page.child(element, child)
        if tests is None or not self.page.text(tests):
            return base
        return Allowed(base_of(base), self.page.tests(tests, frozenset()))


def base_of(given: Type) -> Type:
    """A type without the allowed values that it says itself."""
    return base_of(given.base) if isinstance(given, Allowed) else given
