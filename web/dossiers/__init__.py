"""Dossiers: the list, a new one, and the page that tells where one stands."""

from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, Response, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.diagrams.load import Compiled, compiled, diagram
from engine.bpm.forms.share import readable, readable_classes
from engine.bpm.instances.answers import form_of, open_answers
from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.look import Event, Outlook, expected_events, find_answer, look_at, name_of
from engine.bpm.instances.models import Answer
from engine.bpm.instances.retry import retry_incident
from engine.bpm.messages.notices import notices
from engine.bpm.messages.receive import event_form, report_event
from engine.core.access import Permission, may
from engine.core.audit.history import history
from engine.core.errors import AnswersRefused, MessageNotExpected, NotFound
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.open import open_dossier, start_form
from engine.suivi.dossiers.see import dossiers, entry_instance, find_dossier, is_whole
from web.dossiers.journal import sentences
from web.formulaires import Questionnaire, posted_answers
from web.security import allow_inline_style

NOT_REPLAYED = (
    "Le dossier a déjà suivi des choix ou des étapes automatiques qui lisaient cette réponse ; "
    "ils ne sont pas rejoués, vérifiez-les :"
)
blueprint = Blueprint("dossiers", __name__, url_prefix="/dossiers")


@blueprint.get("")
def index() -> ResponseReturnValue:
    wanted = request.args.get("recherche", "")
    return render_template("dossiers.html", rows=dossiers(g.tx, wanted), wanted=wanted)


@blueprint.get("/nouveau")
def new() -> ResponseReturnValue:
    questionnaire = Questionnaire(start_form(g.tx))
    return render_template("nouveau.html", questionnaire=questionnaire)


@blueprint.post("")
def create() -> ResponseReturnValue:
    answers = posted_answers()
    try:
        with g.tx.attempt():
            dossier = open_dossier(g.tx, answers)
    except AnswersRefused as refusal:
        form = Questionnaire(start_form(g.tx), answers, refusal.errors)
        return render_template("nouveau.html", questionnaire=form), 422
    flash(f"Le dossier {dossier.reference} est ouvert.", "success")
    return redirect(url_for("dossiers.show", reference=dossier.reference))


@blueprint.get("/<reference>")
def show(reference: str) -> ResponseReturnValue:
    dossier, referent = find_dossier(g.tx, reference)
    allow_inline_style()  # the diagrams
    outlook = look_at(g.tx, entry_instance(g.tx, dossier.id))
    return render_template(
        "dossier.html",
        dossier=dossier,
        referent=referent,
        outlook=outlook,
        is_whole=is_whole(g.tx, dossier),
        states={sheet.process: _state(sheet) for sheet in outlook.sheets},
        journal=sentences(history(g.tx, outlook.instance.id), _names(outlook)),
        notices=notices(g.tx, outlook.instance.id),
    )


@blueprint.get("/<reference>/diagrammes/<process>.bpmn")
def show_diagram(reference: str, process: str) -> ResponseReturnValue:
    instance = entry_instance(g.tx, _find_whole(reference).id)
    return Response(diagram(g.tx, instance.release_id, process), mimetype="application/xml")


@blueprint.get("/<reference>/evenements/<element>")
def new_event(reference: str, element: str) -> ResponseReturnValue:
    event, outlook_form = _expected(reference, element)
    return _event_page(reference, event, Questionnaire(outlook_form.schema))


@blueprint.post("/<reference>/evenements/<element>")
def create_event(reference: str, element: str) -> ResponseReturnValue:
    dossier, _ = find_dossier(g.tx, reference)
    instance = entry_instance(g.tx, dossier.id)
    event, form = _expected(reference, element)
    answers = posted_answers()
    message_id = f"{instance.id}:{request.form.get('numero', '')}"
    try:
        with g.tx.attempt():
            report_event(g.tx, instance.id, event.key, message_id, answers)
    except AnswersRefused as refusal:
        refused = Questionnaire(form.schema, answers, refusal.errors)
        return _event_page(reference, event, refused), 422
    flash(f"« {event.name} » est signalé.", "success")
    return redirect(url_for("dossiers.show", reference=reference))


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
    flash("La réponse est corrigée ; les échéances sont recalculées.", "success")
    if steps:
        flash(f"{NOT_REPLAYED} {_called(reference, steps)}.", "warning")
    return redirect(url_for("dossiers.show", reference=reference))


@blueprint.post("/<reference>/blocages/<uuid:token_id>/reprise")
def create_retry(reference: str, token_id: UUID) -> ResponseReturnValue:
    dossier, _ = find_dossier(g.tx, reference)
    retry_incident(g.tx, entry_instance(g.tx, dossier.id).id, token_id)
    flash("L’étape a été relancée.", "success")
    return redirect(url_for("dossiers.show", reference=reference))


def _find_whole(reference: str) -> Dossier:
    """The dossier, for those who may read more of it than its stage."""
    dossier, _ = find_dossier(g.tx, reference)
    if not is_whole(g.tx, dossier):
        raise NotFound(reference=reference)
    return dossier


def _state(sheet: Any) -> dict[str, Any]:
    elements = {
        place.element: {"etat": place.etat, "nombre": place.count}
        for place in sheet.places.values()
    }
    current = [name for name, element in elements.items() if element["etat"] != "faite"]
    return {"elements": elements, **({"focus": current[0]} if current else {})}


def _expected(reference: str, element: str) -> tuple[Event, Any]:
    dossier, _ = find_dossier(g.tx, reference)
    instance = entry_instance(g.tx, dossier.id)
    release = compiled(g.tx, instance.release_id)
    for event in expected_events(g.tx, instance, release):
        if event.element == element:
            return event, event_form(release, event.process, element)
    raise MessageNotExpected(element=element)


def _event_page(reference: str, event: Event, questionnaire: Questionnaire) -> str:
    return render_template(
        "evenement.html",
        reference=reference,
        event=event,
        questionnaire=questionnaire,
        numero=request.form.get("numero") or uuid4().hex,  # a double click is one message
    )


def _answer_page(
    reference: str,
    answer_id: UUID,
    errors: dict[str, list[str]],
    answers: dict[str, Any] | None = None,
    reason: str = "",
) -> str:
    answer, name, release = _find_answer(reference, answer_id)
    is_asked = "corriger" in request.args or request.method == "POST"
    is_read_only = not (is_asked and may(g.tx.actor, Permission.ANSWER_CORRECT, answer))
    form = form_of(release, answer.form)
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
        name=name,
        questionnaire=questionnaire,
        errors=errors,
        reason=reason,
    )


def _find_answer(reference: str, answer_id: UUID) -> tuple[Answer, str, Compiled]:
    """An answer of that dossier and of no other, for those who may read more than its stage."""
    dossier = _find_whole(reference)
    answer, name, release = find_answer(g.tx, answer_id)
    if answer.instance_id != entry_instance(g.tx, dossier.id).id:
        raise NotFound(answer_id=answer_id)
    return answer, name, release


def _called(reference: str, steps: list[str]) -> str:
    """What the diagrams call these steps; a gateway without a name is left to the drawing."""
    release = compiled(g.tx, entry_instance(g.tx, _find_whole(reference).id).release_id)
    names = {name_of(release, step) for step in steps}
    return ", ".join(f"« {name} »" for name in sorted(names) if name not in steps) or "un choix"


def _names(outlook: Outlook) -> dict[str, str]:
    return outlook.names | {str(answer.id): name for answer, name, _ in outlook.answers}
