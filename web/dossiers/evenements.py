"""Signaler un événement: a form for each message that the case can receive now."""

from uuid import uuid4

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.diagrams.load import compiled
from engine.bpm.forms.read import Form
from engine.bpm.instances.look import Event, expected_events
from engine.bpm.messages.receive import event_form, report_event
from engine.core.access import Permission, require
from engine.core.errors import AnswersRefused, MessageNotExpected
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.prefill import prefilled
from web.dossiers.room import blueprint, find_whole
from web.formulaires import Questionnaire, posted_answers


@blueprint.get("/<reference>/evenements/<element>")
def new_event(reference: str, element: str) -> ResponseReturnValue:
    event, form = _expected(reference, element)
    known = prefilled(g.tx, reference, form.id)
    return _event_page(reference, event, Questionnaire(form.schema, known))


@blueprint.post("/<reference>/evenements/<element>")
def create_event(reference: str, element: str) -> ResponseReturnValue:
    instance = entry_instance(g.tx, find_whole(reference).id)
    event, form = _expected(reference, element)
    answers = posted_answers()
    message_id = f"{instance.id}:{request.form.get('numero', '')}"
    try:
        with g.tx.attempt():
            report_event(g.tx, instance.id, event.key, message_id, answers)
    except AnswersRefused as refusal:
        refused = Questionnaire(form.schema, answers, refusal.errors)
        return _event_page(reference, event, refused), 422
    if event.is_untold:
        told = "C’est noté. Un dossier à part est ouvert ; celui-ci reste comme il était."
        flash(told, "success")
        return redirect(url_for("dossiers.index"))
    flash(f"« {event.name} » est signalé.", "success")
    return redirect(url_for("dossiers.show", reference=reference))


def _expected(reference: str, element: str) -> tuple[Event, Form]:
    instance = entry_instance(g.tx, find_whole(reference).id)
    release = compiled(g.tx, instance.release_id)
    for event in expected_events(g.tx, instance, release):
        if event.element == element:
            require(g.tx, Permission.MESSAGE_SEND, event)
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
