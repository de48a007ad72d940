"""What changed in a decision file: each decision with its table, and what they read."""

from collections.abc import Iterator, Mapping

from engine.bpm.decisions.logic import Literal, Logic, Table, Typed
from engine.bpm.decisions.model import Decision, Model
from engine.bpm.dialect.sources import Sources
from engine.bpm.telling.cells import tell_result
from engine.bpm.telling.changes.facts import DECISION, Fact, apart, whole
from engine.bpm.telling.changes.matching import merged
from engine.bpm.telling.changes.model import Change
from engine.bpm.telling.changes.outline import outline, type_name
from engine.bpm.telling.changes.sheet import Sheet
from engine.bpm.telling.changes.table import line_whole, policy_of, tables_apart
from engine.bpm.telling.origin import in_words
from engine.bpm.telling.vocabulary import Vocabulary


def decisions_apart(
    name: str, before: Sources, after: Sources, words: Mapping[str, str]
) -> Iterator[Change]:
    """The lines of the decision file of that name; of one that came or went, what it holds."""
    old, new = (_Reading(name, sources, words) for sources in (before, after))
    for key in merged(old.model.decisions, new.model.decisions):
        was, now = old.model.decisions.get(key), new.model.decisions.get(key)
        if was and now:
            yield from apart(now.name, key, old.facts(was), new.facts(now))
            yield from _tables_apart(old.sheet(was), new.sheet(now))
        elif now:
            yield from new.whole(now, is_new=True)
        elif was:
            yield from old.whole(was, is_new=False)
    was_read, is_read = old.others(), new.others()
    for key in merged(was_read, is_read):
        facts = [[side[key]] if key in side else [] for side in (was_read, is_read)]
        yield from apart(name, key, facts[0], facts[1])


def _tables_apart(old: Sheet | None, new: Sheet | None) -> Iterator[Change]:
    if old and new:
        yield from tables_apart(old, new)
        return
    for sheet, is_new in ((old, False), (new, True)):
        if sheet:
            for line in sheet.lines(sheet.columns):
                yield from line_whole(sheet, line, is_new=is_new)


class _Reading:
    """A file of decisions, read among the forms that give it its words."""

    def __init__(self, name: str, sources: Sources, words: Mapping[str, str]) -> None:
        self.model = sources.models.get(name) or Model()
        forms = [sources.forms[key] for key in sorted(sources.forms)]
        self.vocabulary = Vocabulary.of(forms, words)

    def sheet(self, decision: Decision) -> Sheet | None:
        """The decision's table, if it is one."""
        logic = _bare(decision.logic)
        return Sheet(decision, logic, self.vocabulary) if isinstance(logic, Table) else None

    def facts(self, decision: Decision) -> Iterator[Fact]:
        """What is said of a decision, but the columns and lines of its table."""
        yield Fact("Nom", decision.name)
        documentation = decision.documentation
        yield Fact("Explication", documentation, in_words(documentation))
        yield Fact("Nom du résultat", decision.variable.name)
        yield Fact("Type du résultat", type_name(decision.variable.type))
        requires = decision.requires
        keys = (*requires.inputs, *requires.decisions, *requires.knowledge)
        yield Fact("S’appuie sur", ", ".join(keys), ", ".join(map(self._name, keys)))
        logic = _bare(decision.logic)
        if isinstance(decision.logic, Typed):
            yield Fact("Type de ce qui est calculé", type_name(decision.logic.type))
        if isinstance(logic, Table):
            yield policy_of(logic)
        elif isinstance(logic, Literal):
            text = logic.expression.text
            yield Fact("Formule", text, tell_result(text, decision.variable.name, self.vocabulary))
        else:
            yield Fact("Calcul", outline(logic))

    def whole(self, decision: Decision, *, is_new: bool) -> Iterator[Change]:
        """A decision that came or went, with the lines of its table."""
        sheet = self.sheet(decision)
        facts = [one for one in self.facts(decision) if one.what in ("S’appuie sur", "Formule")]
        yield from whole(DECISION, decision.name, decision.id, "", facts, is_new=is_new)
        yield from _tables_apart(*((None, sheet) if is_new else (sheet, None)))

    def others(self) -> dict[str, Fact]:
        """What the file holds beside its decisions: data, functions, services."""
        model = self.model
        inputs = {key: Fact("Donnée lue", outline(one)) for key, one in model.inputs.items()}
        functions = {key: Fact("Fonction", outline(one)) for key, one in model.knowledge.items()}
        services = {key: Fact("Service", outline(one)) for key, one in model.services.items()}
        return {**inputs, **functions, **services}

    def _name(self, key: str) -> str:
        model = self.model
        if key in model.decisions:
            return model.decisions[key].name
        if key in model.inputs:
            return self.vocabulary.label(model.inputs[key].name) or model.inputs[key].name
        return model.knowledge[key].variable.name if key in model.knowledge else key


def _bare(logic: Logic | None) -> Logic | None:
    while isinstance(logic, Typed):
        logic = logic.logic
    return logic
