"""The page that tells where a dossier stands."""

from typing import Any
from uuid import UUID

from flask import Response, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.diagrams.load import diagram
from engine.bpm.instances.look import Outlook, look_at
from engine.bpm.instances.retry import retry_incident
from engine.bpm.messages.notices import notices
from engine.bpm.messages.unheard import unheard_of
from engine.core.access import Permission
from engine.core.audit.history import history
from engine.core.audit.models import AuditEntry
from engine.suivi.dossiers.see import entry_instance, find_dossier, is_whole
from engine.suivi.echeances.deplacer import coming_of
from engine.suivi.partage.reponses import reads_answer
from web.display import allowed, today
from web.dossiers.journal import sentences
from web.dossiers.mesure import draw_measure
from web.dossiers.room import blueprint, find_whole
from web.security import allow_inline_style


@blueprint.get("/<reference>")
def show(reference: str) -> ResponseReturnValue:
    dossier, _ = find_dossier(g.tx, reference)
    allow_inline_style()  # the diagrams
    instance = entry_instance(g.tx, dossier.id)
    outlook, whole = look_at(g.tx, instance), is_whole(g.tx, dossier)
    return render_template(
        "dossier.html",
        dossier=dossier,
        mesure=draw_measure(dossier, today()),
        outlook=outlook,
        answers=[one for one in outlook.answers if reads_answer(g.tx, one[0])],
        is_whole=whole,
        reportable=[e for e in outlook.events if whole and allowed(Permission.MESSAGE_SEND, e)],
        states={sheet.process: _state(sheet) for sheet in outlook.sheets},
        unheard=unheard_of(g.tx, instance) if whole else [],
        journal=sentences(_told(outlook), _names(outlook)),
        notices=notices(g.tx, outlook.instance.id),
        coming=coming_of(g.tx, instance) if whole else [],
    )


@blueprint.get("/<reference>/diagrammes/<process>.bpmn")
def show_diagram(reference: str, process: str) -> ResponseReturnValue:
    instance = entry_instance(g.tx, find_whole(reference).id)
    return Response(diagram(g.tx, instance.release_id, process), mimetype="application/xml")


@blueprint.post("/<reference>/blocages/<uuid:token_id>/reprise")
def create_retry(reference: str, token_id: UUID) -> ResponseReturnValue:
    dossier, _ = find_dossier(g.tx, reference)
    retry_incident(g.tx, entry_instance(g.tx, dossier.id).id, token_id)
    flash("L’étape a été relancée.", "success")
    return redirect(url_for("dossiers.show", reference=reference))


def _state(sheet: Any) -> dict[str, Any]:
    elements = {
        place.element: {"etat": place.etat, "nombre": place.count}
        for place in sheet.places.values()
    }
    current = [name for name, element in elements.items() if element["etat"] != "faite"]
    return {"elements": elements, **({"focus": current[0]} if current else {})}


def _told(outlook: Outlook) -> list[tuple[AuditEntry, str | None]]:
    """The journal, without what leaves no trace."""
    entries = history(g.tx, outlook.instance.id)
    return [one for one in entries if not outlook.untold.hides_entry(one[0].tag, one[0].subject)]


def _names(outlook: Outlook) -> dict[str, str]:
    return outlook.names | {str(answer.id): name for answer, name, _ in outlook.answers}
