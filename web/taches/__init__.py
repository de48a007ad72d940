"""Mes tâches: the list, the open task, and what can be done with it."""

from typing import Any
from uuid import UUID

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from engine.bpm.messages.unread import unread_about
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.draft import read_draft, save_draft
from engine.bpm.tasks.find import find_task
from engine.bpm.tasks.following import following_tasks
from engine.bpm.tasks.inbox import Entry, inbox
from engine.bpm.tasks.models import Task
from engine.bpm.tasks.release import release_task
from engine.bpm.tasks.show import asked
from engine.core.errors import AnswersRefused, NotFound
from engine.suivi.accompagnement.read_rendez_vous import my_rendez_vous
from engine.suivi.dossiers.see import find_dossier, is_whole
from engine.suivi.menages.find import names_of_references
from engine.suivi.prefill import prefilled
from web.display import today
from web.formulaires import Questionnaire, posted_answers
from web.messages.room import has_opened
from web.security import allow_inline_style

blueprint = Blueprint("taches", __name__, url_prefix="/taches")
COMING = 4
FILTERS = {"toutes": "Toutes", "miennes": "Les miennes", "equipe": "À prendre"}


@blueprint.get("")
def show() -> ResponseReturnValue:
    allow_inline_style()  # a task may be opened in this page
    return render_template("taches.html", **_list(None), **_coming(), task=None)


@blueprint.get("/<uuid:task_id>")
def open_task(task_id: UUID) -> ResponseReturnValue:
    task = find_task(g.tx, task_id)
    has_opened(unread_about(g.tx, task_id))
    draft = read_draft(g.tx, task)
    return _page(task, draft, is_new=not draft and task.is_open)


@blueprint.post("/<uuid:task_id>/prise-en-charge")
def create_claim(task_id: UUID) -> ResponseReturnValue:
    claim_task(g.tx, task_id)
    return redirect(url_for("taches.open_task", task_id=task_id))


@blueprint.post("/<uuid:task_id>/remise")
def create_release(task_id: UUID) -> ResponseReturnValue:
    task = release_task(g.tx, task_id)
    flash(f"« {task.name} » est remise à l’équipe.", "success")
    return redirect(url_for("taches.show"))


@blueprint.post("/<uuid:task_id>/brouillon")
def create_draft(task_id: UUID) -> ResponseReturnValue:
    sent = request.get_json()
    answers = sent.get("reponses") if isinstance(sent, dict) else None
    if not isinstance(answers, dict):
        raise BadRequest
    save_draft(g.tx, task_id, answers)
    return {"etat": "enregistré"}, 201


@blueprint.post("/<uuid:task_id>/realisation")
def create_completion(task_id: UUID) -> ResponseReturnValue:
    answers = posted_answers()
    try:
        task = complete_task(g.tx, task_id, answers)
    except AnswersRefused as refusal:
        return _page(find_task(g.tx, task_id), answers, refusal.errors), 422
    flash(f"« {task.name} » est réalisée. {_next_step(task)}", "success")
    is_arbitrage = request.args.get("retour") == "arbitrages"
    return redirect(url_for("arbitrages.show" if is_arbitrage else "taches.show"))


def _next_step(task: Task) -> str:
    """Who does what now; nothing of it to the landlord on a restricted file."""
    following = following_tasks(g.tx, task)
    reference = following.reference
    try:
        is_told = is_whole(g.tx, find_dossier(g.tx, reference)[0])
    except NotFound:  # this very answer may have closed the file to who gave it
        is_told = False
    if not is_told:
        return ""
    if following.opened:
        told = " ; ".join(f"« {name} » ({group})" for name, group in following.opened)
        return f"La suite du dossier {reference} : {told}."
    if following.has_ended:
        return f"Le parcours du dossier {reference} est terminé."
    return f"La suite du dossier {reference} viendra d’une autre étape ou d’une échéance."


def _page(
    task: Task,
    values: dict[str, Any],
    errors: dict[str, list[str]] | None = None,
    is_new: bool = False,
) -> str:
    question = asked(g.tx, task)
    known = prefilled(g.tx, question.reference, task.form) if is_new else {}
    form = Questionnaire(
        question.form.schema,
        {**question.shown, **known, **values},
        errors or {},
        url_for("taches.create_draft", task_id=task.id) if task.is_open else "",
    )
    named = names_of_references(g.tx, [question.reference])
    parts = {"task": task, "question": question, "questionnaire": form, "menage": named}
    if request.headers.get("HX-Request"):
        return render_template("_tache.html", **parts)
    return render_template("taches.html", **_list(task), **parts)


def _coming() -> dict[str, Any]:
    """The next rendez-vous of the signed-in person, beside a list where no task is open."""
    coming = my_rendez_vous(g.tx)[0][:COMING]
    return {"a_venir": coming, "menages": names_of_references(g.tx, (r.reference for r in coming))}


def _list(current: Task | None) -> dict[str, Any]:
    chosen = request.args.get("vue", "toutes")
    wanted = request.args.get("recherche", "").strip()
    everything = inbox(g.tx)
    kept = [entry for entry in everything if _keeps(entry, chosen, wanted)]
    kept.sort(key=lambda entry: not entry.is_late(today()))
    return {
        "entries": kept,
        "noms": names_of_references(g.tx, (entry.reference for entry in kept)),
        "total": len(everything),
        "late": sum(entry.is_late(today()) for entry in kept),
        "filters": FILTERS,
        "chosen": chosen if chosen in FILTERS else "toutes",
        "wanted": wanted,
        "current": current.id if current else None,
    }


def _keeps(entry: Entry, chosen: str, wanted: str) -> bool:
    mine = entry.task.claimed_by == g.tx.actor.id
    if (chosen == "miennes" and not mine) or (chosen == "equipe" and entry.task.claimed_by):
        return False
    text = f"{entry.reference} {entry.task.name}".casefold()
    return wanted.casefold() in text
