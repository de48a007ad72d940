"""Compte rendu de visite: one screen, which can also be written without network."""

import base64
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import uuid4

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused
from engine.suivi.accompagnement.given import MAX_TEXT
from engine.suivi.accompagnement.offline import offline_key
from engine.suivi.accompagnement.open_visit import VisitPage, open_visit
from engine.suivi.accompagnement.visit import (
    FOLLOWING,
    Visit,
    VisitGiven,
    VisitTaskClosed,
    record_visit,
)
from engine.suivi.accompagnement.visit_tasks import TEXTS, VisitTask
from engine.suivi.prefill import prefilled
from engine.suivi.projets.codes import RESPONSABLES, STATUTS_OBJECTIF
from web.display import today
from web.dossiers.accompagnement.champs import (
    Typed,
    answers_typed,
    contact_typed,
    id_typed,
    is_rendez_vous_typed,
    rendez_vous_typed,
    typed,
)
from web.dossiers.accompagnement.mots import CHAMPS, words
from web.dossiers.accompagnement.papier import quand
from web.dossiers.logement.mots import DEMARCHES
from web.dossiers.projet.champs import avancee_typed
from web.dossiers.room import blueprint
from web.errors import SENTENCES

COMMON = "commun_"


@blueprint.get("/visite")
def show_offline() -> ResponseReturnValue:
    """The page that the worker shows without network: it holds nothing of any dossier."""
    return render_template("visite_hors_reseau.html")


@blueprint.get("/<reference>/visite")
def show_visit(reference: str) -> ResponseReturnValue:
    page = open_visit(g.tx, reference)
    return _page(page, _first(page))


@blueprint.post("/<reference>/visite")
def create_visit(reference: str) -> ResponseReturnValue:
    page, form = open_visit(g.tx, reference), typed()
    try:
        with g.tx.attempt():
            visit = record_visit(g.tx, reference, _given(page, form))
    except AnswersRefused as refusal:
        return _refused(reference, form, _named(page, refusal.errors), "", 422)
    except VisitTaskClosed as conflict:
        sentence = SENTENCES[conflict.code][1]
        return _refused(reference, form, {}, sentence, 409)
    for sentence in _told(visit):
        flash(sentence, "success")
    following = url_for("dossiers.show_journal", reference=reference)
    return ({"adresse": following}, 201) if request.is_json else redirect(following)


def _given(page: VisitPage, form: Typed) -> VisitGiven:
    """What was typed; a task that the page offered and that is gone is left to the engine."""
    offered = {one.task.id: one for one in page.tasks}
    chosen = [found for found in map(id_typed, form.getlist("taches")) if found]
    return VisitGiven(
        contact=contact_typed(form, page.classes),
        taches={task_id: _answers(page, form, offered.get(task_id)) for task_id in chosen},
        prochain=rendez_vous_typed(form, FOLLOWING)
        if is_rendez_vous_typed(form, FOLLOWING)
        else None,
        avancee=avancee_typed(form),
        demarches=form.getlist("demarches"),
    )


def _answers(page: VisitPage, form: Typed, one: VisitTask | None) -> dict[str, Any]:
    """The answers to a task: its own, and those that it has in common with another."""
    if one is None:
        return {}
    own = answers_typed(form, f"tache_{one.task.id}_", one.asked)
    return own | answers_typed(form, COMMON, page.common)


def _refused(
    reference: str, form: Typed, errors: Mapping[str, list[str]], sentence: str, status: int
) -> ResponseReturnValue:
    """The page again with what was typed, or what is wrong for the script that keeps it."""
    if request.is_json:
        return {"message": sentence or SENTENCES["answers_refused"][1], "refus": errors}, status
    # What the attempt had written is gone: read again.
    return _page(open_visit(g.tx, reference), form, errors, sentence), status


def _named(page: VisitPage, errors: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """The errors by the fields of the page: a common question is refused once."""
    prefixes = {f"tache_{one.task.id}_{f.key}": f.key for one in page.tasks for f in page.common}
    return {
        f"{COMMON}{prefixes[name]}" if name in prefixes else name: told
        for name, told in errors.items()
    }


def _told(visit: Visit) -> list[str]:
    if not visit.is_new:
        return ["Ce compte rendu avait déjà été reçu : il n’a pas été enregistré deux fois."]
    told = ["La visite est enregistrée."]
    told += [f"« {task.name} » est réalisée." for task in visit.done]
    return [" ".join(told)]


def _first(page: VisitPage) -> Typed:
    """What is known before anything is typed."""
    asked = id_typed(request.args.get("rendez_vous", ""))
    planned = page.was_planned.row if page.was_planned else None
    day = paris_day(planned.debut) if planned else today()
    form = Typed({"jour": day.isoformat(), "canal": "VAD", "presence": "HONORE"})
    form["numero"] = uuid4().hex
    form["rendez_vous"] = str(asked or (planned.id if planned else ""))
    form["participants"] = "MENAGE"
    form.setlist("taches", [str(one.task.id) for one in page.tasks if one.is_mine])
    for one in page.tasks:
        for key, value in prefilled(g.tx, page.dossier.reference, one.form.id).items():
            form[f"tache_{one.task.id}_{key}"] = form[f"{COMMON}{key}"] = str(value)
    form[f"{FOLLOWING}duree"], form[f"{FOLLOWING}lieu"] = "60", "DOMICILE"
    return form


def _page(
    page: VisitPage,
    form: Typed,
    errors: Mapping[str, Any] | None = None,
    sentence: str = "",
) -> str:
    offline = offline_key(g.tx, page.dossier)
    return render_template(
        "visite.html",
        dossier=page.dossier,
        page=page,
        form=form,
        errors=errors or {},
        sentence=sentence,
        labels=_labels(page),
        limits=_limits(page.tasks),
        DEMARCHES=DEMARCHES,
        STATUTS_OBJECTIF=STATUTS_OBJECTIF,
        RESPONSABLES=RESPONSABLES,
        key=base64.b64encode(offline.key).decode(),
        mark=offline.mark,
        quand=quand,
        **words(),
    )


def _labels(page: VisitPage) -> dict[str, str]:
    """What the errors of the page are about, by the name of their field."""
    following = {f"{FOLLOWING}{name}": f"Prochain rendez-vous, {CHAMPS[name]}" for name in CHAMPS}
    labels = {**CHAMPS, **following}
    labels |= {f"{COMMON}{field.key}": field.label for field in page.common}
    for one in page.tasks:
        for field in one.asked:
            labels[f"tache_{one.task.id}_{field.key}"] = field.label
    return labels


def _limits(tasks: Sequence[VisitTask]) -> dict[str, int]:
    """How long each text may be: what the forms of the tasks allow, at most."""
    limits = {f"texte_{classe}": MAX_TEXT for classe in TEXTS.values()}
    for one in tasks:
        for field in one.form.fields:
            if field.key in TEXTS and field.rules.get("maxLength"):
                name = f"texte_{TEXTS[field.key]}"
                limits[name] = min(limits[name], int(field.rules["maxLength"]))
    return limits
