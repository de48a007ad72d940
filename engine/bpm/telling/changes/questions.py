"""What is said of one question of a form, or of a text that it shows."""

import json
from collections.abc import Iterator, Mapping
from typing import Final

from engine.bpm.forms.share import MEANT_FOR, OWN, SHARED
from engine.bpm.telling.changes.facts import AND, Fact
from engine.bpm.telling.changes.matching import match, reordered
from engine.bpm.telling.changes.model import Change
from engine.bpm.telling.changes.parts import OTHER_KINDS, Part
from engine.bpm.telling.conditions import tell_condition
from engine.bpm.telling.forms import READERS
from engine.bpm.telling.vocabulary import Vocabulary, quoted

READ_BY: Final = "Qui lit la réponse"
LIMITS: Final[Mapping[str, str]] = {
    "min": "Valeur la plus petite",
    "max": "Valeur la plus grande",
    "minLength": "Signes au moins",
    "maxLength": "Signes au plus",
    "pattern": "Forme attendue",
}
TOLD: Final = frozenset({
    "id", "key", "type", "subtype", "label", "dateLabel", "text", "description", "defaultValue",
    "values", "components", "layout",
})  # fmt: skip
TOLD_WITHIN: Final = {"validate": {"required", *LIMITS}, "properties": {"classe"},
                      "conditional": {"hide"}}  # fmt: skip


def facts_of(part: Part, vocabulary: Vocabulary) -> Iterator[Fact]:
    """All that a part says, but its answers to choose from."""
    is_text = part.kind == "text"
    yield Fact("Texte" if is_text else "Question", part.text if is_text else part.label)
    kind = f"{part.kind} {part.component.get('subtype') or ''}".strip()
    yield Fact("Sorte de réponse", kind, part.told_kind)
    if part.kind not in OTHER_KINDS:
        is_required = bool(part.within("validate").get("required"))
        yield Fact("Réponse obligatoire", "oui" if is_required else "non")
    for rule, what in LIMITS.items():
        limit = _written(part.within("validate").get(rule))
        yield Fact(what, limit, limit.replace(".", ",") if rule in ("min", "max") else "")
    classe = str(part.within("properties").get("classe") or "")
    yield Fact(READ_BY, classe, READERS.get(classe, ""))
    hidden = str(part.within("conditional").get("hide") or "").removeprefix("=")
    yield Fact("Masquée si", hidden, tell_condition(hidden, vocabulary).told if hidden else "")
    yield Fact("Aide", str(part.component.get("description") or ""))
    default = _written(part.component.get("defaultValue"))
    yield Fact("Réponse de départ", default, dict(part.options).get(default, ""))
    yield Fact("Dans le groupe", part.around)
    yield Fact("Nom de la donnée", part.key)
    yield from _settings(part)


def options_of(part: Part) -> Fact:
    """The answers proposed, in one text."""
    return Fact("Réponses proposées", AND.join(label for _, label in part.options))


def options_apart(one: Part, other: Part) -> Iterator[Change]:
    """The answers that came, went, read otherwise or stand elsewhere."""
    where, element = other.name, other.element
    pairs = match(one.options, other.options, lambda option: option[0], lambda option: option[1])
    for old, new in pairs:
        if old is None or new is None:
            what = "Réponse proposée ajoutée" if old is None else "Réponse proposée retirée"
            yield Change(where, element, what, old[1] if old else "", new[1] if new else "")
        elif old[1] != new[1]:
            yield Change(where, element, "Réponse proposée", old[1], new[1])
        elif old[0] != new[0]:
            yield Change(where, element, f"Code de la réponse {quoted(new[1])}", old[0], new[0])
    labels = dict(other.options)
    orders = reordered([code for code, _ in one.options], [code for code, _ in other.options])
    before, after = (AND.join(labels[code] for code in order) for order in orders)
    if before != after:
        yield Change(where, element, "Ordre des réponses proposées", before, after)


def readers_of(part: Part) -> set[tuple[str, str]]:
    """Whose answer is read by whom, organisation by organisation, by the rule of ``share``."""
    classe = str(part.within("properties").get("classe"))
    return {
        (author, reader)
        for author in OWN
        for reader in MEANT_FOR
        if classe in SHARED | MEANT_FOR[reader] | (OWN[author] if author == reader else frozenset())
    }


def _settings(part: Part) -> Iterator[Fact]:
    """Whatever else is written: nothing that a form says goes untold."""
    for name, value in part.component.items():
        if name in TOLD_WITHIN and isinstance(value, dict):
            for inner, one in value.items():
                if inner not in TOLD_WITHIN[name]:
                    yield Fact(f"Réglage {quoted(inner)}", _written(one))
        elif name not in TOLD:
            yield Fact(f"Réglage {quoted(name)}", _written(value))


def _written(value: object) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
