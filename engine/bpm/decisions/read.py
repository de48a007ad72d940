"""Decision tables of a DMN file: UNIQUE, FIRST and COLLECT, every cell in FEEL."""

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from engine.bpm.dialect.model import Problem
from engine.bpm.dialect.xml import Unreadable, line_of, read_xml
from engine.feel import Expression, FeelError, UnaryTests, unary
from engine.feel import compile as compile_feel

NAMESPACES = (
    "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "https://www.omg.org/spec/DMN/20230324/MODEL/",
)
POLICIES = ("UNIQUE", "FIRST", "COLLECT")
MAX_RULES = 1_000


@dataclass(frozen=True)
class Rule:
    """One line: a test an input, an expression an output."""

    id: str
    tests: tuple[UnaryTests, ...]
    results: tuple[Expression, ...]


@dataclass(frozen=True)
class Table:
    """One decision, by its id."""

    id: str
    name: str
    policy: str
    inputs: tuple[Expression, ...]
    outputs: tuple[str, ...]
    rules: tuple[Rule, ...]

    @property
    def names(self) -> frozenset[str]:
        """The variables that the table reads."""
        return frozenset().union(*(text.names for text in self._texts()))

    @property
    def calls(self) -> frozenset[str]:
        """The functions that the table asks of its host."""
        return frozenset().union(*(text.calls for text in self._texts()))

    def _texts(self) -> Iterator[Expression | UnaryTests]:
        yield from self.inputs
        for rule in self.rules:
            yield from rule.tests
            yield from rule.results


def read_decisions(data: bytes) -> tuple[list[Table], list[Problem]]:
    """Every decision of the file and what is wrong with it; Unreadable when it is not DMN."""
    root = read_xml(data)
    namespace = etree.QName(root).namespace or ""
    if namespace not in NAMESPACES or etree.QName(root).localname != "definitions":
        raise Unreadable(line_of(root), "Le fichier n’est pas un modèle DMN 1.3 à 1.5.")
    problems: list[Problem] = []
    found = root.findall(f"{{{namespace}}}decision")
    if not found:
        problems.append(Problem(line_of(root), "-", "Le fichier ne contient aucune décision."))
    return [_Reader(namespace, problems).table(decision) for decision in found], sorted(problems)


class _Reader:
    def __init__(self, namespace: str, problems: list[Problem]) -> None:
        self.prefix = f"{{{namespace}}}"
        self.problems = problems

    def refuse(self, element: etree._Element, message: str) -> None:
        self.problems.append(Problem(line_of(element), element.get("id") or "-", message))

    def table(self, decision: etree._Element) -> Table:
        identifier = decision.get("id") or ""
        name = decision.get("name") or identifier
        table = decision.find(f"{self.prefix}decisionTable")
        if table is None:
            self.refuse(decision, "Cette décision n’est pas une table.")
            return Table(identifier, name, "UNIQUE", (), (), ())
        policy = table.get("hitPolicy") or "UNIQUE"
        if policy not in POLICIES or table.get("aggregation"):
            self.refuse(table, f"La règle « {policy} » n’est pas prise en charge.")
        self.language(decision)
        rules = table.findall(f"{self.prefix}rule")
        if len(rules) > MAX_RULES:
            self.refuse(table, f"Plus de {MAX_RULES} lignes.")
        inputs = tuple(self.expression(e) for e in self._texts(table, "input", "inputExpression"))
        outputs = tuple(o.get("name") or "" for o in table.findall(f"{self.prefix}output"))
        if not outputs or (
            len(outputs) > 1 and ("" in outputs or len(set(outputs)) < len(outputs))
        ):
            self.refuse(table, "Chaque sortie d’une table porte un nom, et le sien.")
        kept = [self.rule(rule) for rule in rules[:MAX_RULES]]
        for element, rule in zip(rules, kept, strict=False):
            if (len(rule.tests), len(rule.results)) != (len(inputs), len(outputs)):
                self.refuse(element, "La ligne n’a pas une case par colonne.")
        return Table(identifier, name, policy, inputs, outputs, tuple(kept))

    def language(self, decision: etree._Element) -> None:
        """Whatever language a cell says it is written in, it would be read as FEEL."""
        for element in decision.iter():
            language = (element.get("expressionLanguage") or "feel").lower().rstrip("/")
            if not language.endswith("feel"):
                self.refuse(element, "Une case s’écrit en FEEL (expressionLanguage).")

    def rule(self, rule: etree._Element) -> Rule:
        tests = tuple(self.test(e) for e in rule.findall(f"{self.prefix}inputEntry"))
        results = tuple(self.expression(e) for e in rule.findall(f"{self.prefix}outputEntry"))
        return Rule(rule.get("id") or "", tests, results)

    def test(self, element: etree._Element) -> UnaryTests:
        try:
            return unary(self._text(element))
        except FeelError as error:
            self.refuse(element, f"Test illisible : {error}")
            return unary("-")

    def expression(self, element: etree._Element) -> Expression:
        try:
            return compile_feel(self._text(element))
        except FeelError as error:
            self.refuse(element, f"Expression illisible : {error}")
            return compile_feel("null")

    def _texts(self, table: etree._Element, outer: str, inner: str) -> Iterator[etree._Element]:
        for element in table.findall(f"{self.prefix}{outer}"):
            found = element.find(f"{self.prefix}{inner}")
            yield element if found is None else found

    def _text(self, element: etree._Element) -> str:
        text = element.find(f"{self.prefix}text")
        return (text.text or "").strip() if text is not None else ""
