"""Answers: read what one may of them, correct one for a reason."""

from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.diagrams.load import compiled
from engine.bpm.forms.share import readable, readable_classes
from engine.bpm.instances.answers import form_of, open_answers
from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.look import Given, find_answer, name_of
from engine.core.access import Permission, may
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.partage.reponses import reads_answer
from web.dossiers.room import blueprint, find_whole
from web.formulaires import Questionnaire, posted_answers

NOT_REPLAYED = (
    "Le dossier a déjà suivi des choix ou des étapes automatiques qui lisaient cette réponse ; "
    "ils ne sont pas rejoués, vérifiez-les :"
)


@blueprint.get("/<reference>/reponses/<uuid:answer_id>")
def show_answer(reference: str, answer_id: UUID) -> ResponseReturnValue:
    return _answer_page(reference, answer_id, {})


@blueprint.post("/<reference>/reponses/<uuid:answer_id>")
def create_correction(reference: str, answer_id: UUID) -> ResponseReturnValue:
    answers, reason = posted_answers(), request.form.get("motif", "")
    _find_answer(reference, answer_id)
    try:
        with g.tx.attempt():
            steps = correct_answer(g.tx, answer_id, answers, reason)
    except AnswersRefused as refusal:
        page = _answer_page(reference, answer_id, refusal.errors, answers, reason)
        return page, 422
    flash("La réponse est corrigée ; les échéances sont recalculées.", "success")
    if steps:
        flash(f"{NOT_REPLAYED} {_called(reference, steps)}.", "warning")
    return redirect(url_for("dossiers.show", reference=reference))


def _answer_page(
    reference: str,
    answer_id: UUID,
    errors: dict[str, list[str]],
    answers: dict[str, Any] | None = None,
    reason: str = "",
) -> str:
    given = _find_answer(reference, answer_id)
    answer = given.answer
    is_asked = "corriger" in request.args or request.method == "POST"
    is_read_only = not (is_asked and may(g.tx.actor, Permission.ANSWER_CORRECT, answer))
    form = form_of(given.release, answer.form)
    schema, values = form.schema, open_answers(g.tx, answer) if answers is None else answers
    if is_read_only:
        classes = readable_classes(g.tx.actor, answer.organisation)
        schema, values = readable(form, values, classes)
    questionnaire = Questionnaire(schema, values, errors, is_read_only=is_read_only)
    return render_template(
        "reponse.html",
        reference=reference,
        answer=answer,
        is_partial=answer.organisation != g.tx.actor.organisation,
        name=given.name,
        author=given.author,
        questionnaire=questionnaire,
        errors=errors,
        reason=reason,
    )


def _find_answer(reference: str, answer_id: UUID) -> Given:
    """An answer of that dossier and of no other, for those who may read more than its stage.

    NotAllowed for a trade that works on another part of it.
    """
    dossier = find_whole(reference)
    given = find_answer(g.tx, answer_id)
    if given.answer.instance_id != entry_instance(g.tx, dossier.id).id:
        raise NotFound(answer_id=answer_id)
    if not reads_answer(g.tx, given.answer):
        raise NotAllowed(answer_id=answer_id)
    return given


def _called(reference: str, steps: list[str]) -> str:
    """What the diagrams call these steps; a gateway without a name is left to the drawing."""
    release = compiled(g.tx, entry_instance(g.tx, find_whole(reference).id).release_id)
    names = {name_of(release, step) for step in steps}
    return ", ".join(f"« {name} »" for name in sorted(names) if name not in steps) or "un choix"
