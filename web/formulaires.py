"""Forms on a page: what was posted, and what the viewer is given."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest

from web.security import allow_inline_style


@dataclass
class Questionnaire:
    """A form with what is in it and what is wrong in it, for the template `_formulaire.html`."""

    schema: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)
    draft_url: str = ""
    is_read_only: bool = False

    def __post_init__(self) -> None:
        allow_inline_style()


def posted_answers() -> dict[str, Any]:
    """The answers that the page sent, as JSON in one field; BadRequest for anything else."""
    text = request.form.get("reponses", "")
    try:
        answers = json.loads(text) if text else {}
    except (ValueError, RecursionError) as error:
        raise BadRequest from error
    if not isinstance(answers, dict):
        raise BadRequest
    return answers
