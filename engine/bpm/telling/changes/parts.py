"""The components of a form that somebody reads, in their order."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from engine.bpm.forms.read import Form
from engine.bpm.telling.forms import KINDS
from engine.bpm.telling.vocabulary import quoted

MAX_DEPTH: Final = 4
SHORT: Final = 40
OTHER_KINDS: Final[Mapping[str, str]] = {"text": "texte affiché", "group": "groupe de questions"}
DRAWING: Final = frozenset({"separator", "spacer"})


@dataclass(frozen=True)
class Part:
    """A component of a form: a question, a text, a group of questions; ``place``: its rank."""

    component: Mapping[str, Any]
    around: str
    place: int

    @property
    def id(self) -> str:
        return str(self.component.get("id") or "")

    @property
    def key(self) -> str:
        return str(self.component.get("key") or "")

    @property
    def kind(self) -> str:
        return str(self.component.get("type") or "")

    @property
    def element(self) -> str:
        return self.key or self.id

    @property
    def label(self) -> str:
        return str(self.component.get("label") or self.component.get("dateLabel") or "")

    @property
    def text(self) -> str:
        return str(self.component.get("text") or "")

    @property
    def name(self) -> str:
        """The question as it is asked, or the beginning of the text."""
        if self.kind != "text":
            return self.label or self.element
        if self.text.startswith("="):
            return "Texte calculé"
        text = self.text.replace("*", "")
        return f"Texte {quoted(text if len(text) <= SHORT else f'{text[:SHORT]}…')}"

    @property
    def within_a_sentence(self) -> str:
        return (
            f"le {self.name[:1].lower()}{self.name[1:]}"
            if self.kind == "text"
            else quoted(self.name)
        )

    @property
    def options(self) -> list[tuple[str, str]]:
        """The answers proposed: the code and what is read."""
        found = self.component.get("values")
        options = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
        return [(str(o.get("value")), str(o.get("label") or o.get("value"))) for o in options]

    @property
    def told_kind(self) -> str:
        kind = "date" if self.kind == "datetime" else self.kind
        return KINDS.get(kind) or OTHER_KINDS.get(kind) or kind

    def within(self, name: str) -> Mapping[str, Any]:
        """What the component says under ``name``."""
        found = self.component.get(name)
        return found if isinstance(found, dict) else {}


def parts_of(form: Form | None) -> list[Part]:
    """The questions and texts of a form, in their order; lines and spaces are its drawing."""
    found: list[Part] = []
    _gather(form.schema.get("components") if form else None, "", found, 0)
    return found


def _gather(components: Any, around: str, found: list[Part], depth: int) -> None:
    for component in components if isinstance(components, list) and depth < MAX_DEPTH else ():
        part = Part(component if isinstance(component, dict) else {}, around, len(found))
        if part.component and part.kind not in DRAWING:
            found.append(part)
            _gather(component.get("components"), part.name, found, depth + 1)
