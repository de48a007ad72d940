"""The pages of the three editors: the browser builds them, these say what of and why."""

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.diagrams.closure import forms_of
from engine.bpm.dialect.sources import Key, SourceKind, Sources
from engine.bpm.workshop.shelf import find_item
from web.atelier.examen import examine
from web.atelier.pages import rows_of
from web.atelier.room import address_of, blueprint
from web.atelier.titres import title_of, titles
from web.security import allow_inline_style

BUNDLES = {
    SourceKind.DIAGRAM: "editor_diagram",
    SourceKind.FORM: "editor_form",
    SourceKind.DECISION: "editor_decision",
}


@blueprint.get("/diagrammes/<name>")
def show_diagram(name: str) -> ResponseReturnValue:
    return _editor((SourceKind.DIAGRAM, name))


@blueprint.get("/formulaires/<name>")
def show_form(name: str) -> ResponseReturnValue:
    return _editor((SourceKind.FORM, name))


@blueprint.get("/decisions/<name>")
def show_decision(name: str) -> ResponseReturnValue:
    return _editor((SourceKind.DECISION, name))


def _editor(key: Key) -> ResponseReturnValue:
    item = find_item(g.tx, key)
    if item.draft is not None and item.draft.is_removal:
        return leave_removed()
    allow_inline_style()  # bpmn.io's editors write style attributes
    examined = examine(None)
    (row,) = rows_of([item], examined)
    return render_template(
        "atelier_editeur.html",
        row=row,
        bundle_name=BUNDLES[key[0]],
        context=url_for("atelier.show_context", process=key[1], sorte=key[0].value),
        problems=examined.told(key),
        used=_used_by(examined.folder.sources, key, titles(examined.folder)),
    )


def leave_removed() -> ResponseReturnValue:
    """A file that is to be removed is not changed any more."""
    flash("Ce fichier est à retirer. Abandonnez son brouillon pour le modifier.", "warning")
    return redirect(url_for("atelier.index"))


def _used_by(sources: Sources, key: Key, known: dict[Key, str]) -> list[tuple[str, str, str]]:
    """The forms, tables and processes that a diagram uses: kind, title and address of each."""
    if key[0] is not SourceKind.DIAGRAM or key[1] not in sources.processes:
        return []
    used: dict[Key, None] = {}
    for node in sources.processes[key[1]].nodes():
        used |= {(SourceKind.FORM, name): None for name in forms_of(node) if name in sources.forms}
        if node.decision in sources.decision_file:
            used[SourceKind.DECISION, sources.decision_file[node.decision]] = None
        if node.called in sources.processes:
            used[SourceKind.DIAGRAM, node.called] = None
    return [(one[0].value, title_of(known, one), address_of(one)) for one in used]
