"""What a form shows of the case beside its questions: a proposal, a date."""

from collections.abc import Iterator
from typing import Any

from engine.bpm.forms.read import Form
from engine.feel import FeelError, names


def shown_names(form: Form) -> frozenset[str]:
    """The case's variables that the form's texts read; its own fields are left out."""
    read: set[str] = set()
    for text in _texts(form.schema.get("components") or []):
        if text.startswith("="):
            try:
                read |= names(text[1:])
            except FeelError:  # the viewer shows nothing for it either
                continue
    return frozenset(read - {field.key for field in form.fields})


def _texts(components: list[Any]) -> Iterator[str]:
    for component in components:
        if isinstance(component, dict):
            yield from _texts(component.get("components") or [])
            if component.get("type") == "text":
                yield str(component.get("text") or "")
                yield str((component.get("conditional") or {}).get("hide") or "")
