"""What was typed in the journal's pages, read without being judged: the engine judges."""

import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from flask import request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from engine.bpm.forms.read import Field
from engine.core.calendar import PARIS
from engine.suivi.accompagnement.given import ContactGiven, RendezVousGiven
from engine.suivi.garde.classes import Classe

Typed = MultiDict[str, str]
MAX_FIELDS = 500
HOUR = re.compile(r"([01]?\d|2[0-3])\s*[:hH]\s*([0-5]\d)?(?::\d\d)?", re.ASCII)


def typed() -> Typed:
    """The fields of the page, posted as a form or as JSON: ``{"champs": [[name, value], …]}``."""
    if not request.is_json:
        return MultiDict(list(request.form.items(multi=True)))
    sent = request.get_json()
    pairs = sent.get("champs") if isinstance(sent, dict) else None
    if not isinstance(pairs, list) or len(pairs) > MAX_FIELDS or not all(map(_is_pair, pairs)):
        raise BadRequest
    return MultiDict([(name, value) for name, value in pairs])


def _is_pair(pair: Any) -> bool:
    return isinstance(pair, list) and len(pair) == 2 and all(isinstance(x, str) for x in pair)


def contact_typed(form: Typed, classes: Iterable[Classe]) -> ContactGiven:
    """A contact; ``classes`` are those whose text the page offers."""
    rendez_vous = id_typed(form.get("rendez_vous", ""))
    return ContactGiven(
        jour=day_typed(form.get("jour", "")),
        canal=form.get("canal", ""),
        presence=form.get("presence", ""),
        duree_min=number_typed(form.get("duree_min", "")),
        participants=tuple(form.getlist("participants")),
        textes={c: form[f"texte_{c}"] for c in classes if f"texte_{c}" in form},
        numero=form.get("numero", "")[:64] or None,
        rendez_vous_id=rendez_vous,
    )


def rendez_vous_typed(form: Typed, prefix: str = "") -> RendezVousGiven:
    """A rendez-vous; its names may begin with ``prefix``."""
    given = {name: form.get(f"{prefix}{name}", "") for name in ("jour", "heure", "duree")}
    return RendezVousGiven(
        debut=_moment(given["jour"], given["heure"]),
        duree_min=number_typed(given["duree"] or "60"),
        lieu=form.get(f"{prefix}lieu", ""),
        precision=form.get(f"{prefix}precision", ""),
        lieu_sensible=f"{prefix}lieu_sensible" in form,
        langue=form.get(f"{prefix}langue", ""),
        rappel=form.get(f"{prefix}rappel", "AUCUN"),
        avec_id=id_typed(form.get(f"{prefix}avec", "")),
    )


def is_rendez_vous_typed(form: Typed, prefix: str) -> bool:
    """A rendez-vous is asked for as soon as its day or its hour is given."""
    return bool(form.get(f"{prefix}jour") or form.get(f"{prefix}heure"))


def answers_typed(form: Typed, prefix: str, questions: Sequence[Field]) -> dict[str, Any]:
    """The answers to a task's questions, as a browser of form-js would give them."""
    return {q.key: _answer(form, f"{prefix}{q.key}", q.kind) for q in questions}


def _answer(form: Typed, name: str, kind: str) -> Any:
    if kind == "checklist":
        return form.getlist(name)
    if kind == "checkbox":
        return name in form
    return form.get(name) or None


def day_typed(text: str) -> date | None:
    """A day as the browser sends it (2026-12-31), or as people write it (31/12/2026)."""
    try:
        if "/" in text:
            day, month, year = text.strip().split("/")
            return date(int(year), int(month), int(day))
        return date.fromisoformat(text.strip())
    except ValueError:
        return None


def number_typed(text: str) -> int | None:
    """A whole number; None for nothing, and −1 for what is none, which every rule refuses."""
    text = text.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1


def id_typed(text: str) -> UUID | None:
    """An identifier that the page has put there."""
    try:
        return UUID(text) if text else None
    except ValueError:
        raise BadRequest from None


def _moment(day: str, hour: str) -> datetime | None:
    """A day with an hour: « 14:30 » as the browser sends it, or « 9 h », « 9h05 »."""
    found, told = day_typed(day), HOUR.fullmatch(hour.strip())
    if found is None or told is None:
        return None
    return datetime.combine(found, time(int(told[1]), int(told[2] or 0)), PARIS)
