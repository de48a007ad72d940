"""What a step does by itself, what it is given and what it gives back."""

from collections.abc import Iterator

from engine.bpm.dialect.model import Node
from engine.bpm.dialect.sources import Sources
from engine.bpm.telling.cells import tell_result
from engine.bpm.telling.changes.facts import Fact
from engine.bpm.telling.model import Step
from engine.bpm.telling.steps import REMINDERS
from engine.bpm.telling.texts import items_of, text_of
from engine.bpm.telling.vocabulary import Vocabulary, quoted


def work_of(node: Node, step: Step, sources: Sources, vocabulary: Vocabulary) -> Iterator[Fact]:
    """What is done without anybody."""
    yield Fact("Action", node.action)
    if node.script:
        told = tell_result(node.script.removeprefix("="), node.result, vocabulary)
        label = vocabulary.label(node.result) or node.result
        yield Fact("Calcul", step.script, told and f"{label} = {told}")
    elif node.result:
        yield Fact("Résultat gardé sous", node.result, vocabulary.label(node.result))
    decision, called = sources.decisions.get(node.decision), sources.processes.get(node.called)
    yield Fact("Barème", node.decision, decision.name if decision else "")
    yield Fact("Processus appelé", node.called, called.name if called else "")


def given_to(node: Node, step: Step, sources: Sources, vocabulary: Vocabulary) -> Iterator[Fact]:
    """What a step is given, and what it gives back."""
    apart = {"modele", "destinataire"} if step.notice else set()
    apart |= {REMINDERS} if any(delay.what == "Rappels" for delay in step.delays) else set()
    if step.notice:
        yield Fact("Message envoyé", step.notice.template)
        who = dict(node.inputs).get("destinataire", "")
        yield _value("Qui est prévenu", "destinataire", who, sources, vocabulary)
    for target, text in node.inputs:
        if target not in apart:
            what = "Rappels" if target == REMINDERS else f"Donnée {quoted(target)}"
            yield _value(what, target, text, sources, vocabulary)
    for target, text in node.outputs:
        yield _value(f"Résultat {quoted(target)}", target, text, sources, vocabulary)


def _value(what: str, name: str, text: str, sources: Sources, vocabulary: Vocabulary) -> Fact:
    """A code or a formula that is given under a name; codes of groups are known as such."""
    bare = text.removeprefix("=")
    written = [text] if bare == text else [text_of(one) for one in items_of(bare) or [bare]]
    codes = [one for one in written if one in sources.groups.values()]
    if codes and len(codes) == len(written):
        return Fact(what, " ".join(filter(None, codes)), is_group=True)
    told = vocabulary.value(name, text) if bare == text else tell_result(bare, name, vocabulary)
    return Fact(what, text, told)
