"""Who reads which field: by its class, and by whose answer it is (domain 4.8)."""

from collections.abc import Mapping
from typing import Any

from engine.bpm.forms.read import Form
from engine.core.identity.actor import Actor

# What anybody of the circle reads, and what is kept for one side, whoever wrote it.
SHARED = frozenset({"partage"})
MEANT_FOR = {"MDL": frozenset({"mdl"}), "XLH": frozenset({"xlh"})}
# Codes steer the case: for all that, they are not told to the other side.
OWN = {"MDL": frozenset({"code", "vvc"}), "XLH": frozenset({"code"})}


def readable_classes(actor: Actor, organisation: str) -> frozenset[str]:
    """The classes that ``actor`` reads in an answer given by somebody of ``organisation``."""
    own = OWN.get(organisation, frozenset()) if actor.organisation == organisation else frozenset()
    return SHARED | MEANT_FOR.get(actor.organisation, frozenset()) | own


def readable(
    form: Form, answers: Mapping[str, Any], classes: frozenset[str]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """The schema and the answers with only the fields of these classes in them."""
    kept = {field.key for field in form.fields if field.classe in classes}
    components = _kept_components(form.schema.get("components") or [], kept)
    shown = {key: value for key, value in answers.items() if key in kept}
    return {**form.schema, "components": components}, shown


def _kept_components(components: list[Any], kept: set[str]) -> list[Any]:
    found = []
    for component in components:
        if isinstance(component.get("components"), list):
            inner = _kept_components(component["components"], kept)
            found += [{**component, "components": inner}] if inner else []
        elif component.get("key") in kept:
            # What hides a field may be one that is not shown: what was answered is shown.
            found.append({name: part for name, part in component.items() if name != "conditional"})
    return found
