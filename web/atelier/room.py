"""The blueprint of the workshop: every address of it asks for the right to edit, whatever it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import wraps
from typing import Any

from flask import Blueprint, current_app, flash, g, redirect, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key, SourceKind
from engine.core.access import Permission, may, require
from engine.core.errors import NotFound
from web.atelier.typographie import french
from web.display import actor

View = Callable[..., ResponseReturnValue]


class Workshop(Blueprint):
    """A blueprint whose views open for process owners alone."""

    def add_url_rule(
        self,
        rule: str,
        endpoint: str | None = None,
        view_func: Any = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        """The view behind its rule: NotAllowed before it has read anything."""
        guarded = view_func and for_editors(view_func)
        super().add_url_rule(rule, endpoint, guarded, provide_automatic_options, **options)


def for_editors(view: View) -> View:
    """The view, for who may edit."""

    @wraps(view)
    def asked(**values: Any) -> ResponseReturnValue:
        require(g.tx, Permission.DIAGRAM_EDIT, None)
        return view(**values)

    return asked


blueprint = Workshop("atelier", __name__, url_prefix="/atelier")


@blueprint.app_template_global("edite")
def may_edit() -> bool:
    """Whether pages lead the signed-in person here; error pages ask it too, after the request."""
    person = actor()
    return person is not None and may(person, Permission.DIAGRAM_EDIT, None)


@dataclass(frozen=True)
class Words:
    """What a kind of file is called, and the page where one is changed."""

    one: str
    many: str
    endpoint: str
    type: str
    """How browsers are told of it."""


KINDS: Mapping[SourceKind, Words] = {
    SourceKind.DIAGRAM: Words("Processus", "Processus", "show_diagram", "application/xml"),
    SourceKind.FORM: Words("Formulaire", "Formulaires", "show_form", "application/json"),
    SourceKind.DECISION: Words("Barème", "Barèmes", "show_decision", "application/xml"),
    SourceKind.SCENARIO: Words("Scénario", "Scénarios", "show_scenario", "application/yaml"),
    SourceKind.MESSAGE: Words("Message", "Messages", "show_message", "application/yaml"),
}


def key_of(kind: str, name: str) -> Key:
    """The key of a file as an address gives it; NotFound for no such kind."""
    try:
        return SourceKind(kind), name
    except ValueError as error:
        raise NotFound(kind=kind) from error


def address_of(key: Key) -> str:
    """The page where a file is changed."""
    return url_for(f"atelier.{KINDS[key[0]].endpoint}", name=key[1])


def house() -> Folder:
    """What came with the program: the groups and message templates around the files."""
    folder: Folder = current_app.config["FOLDER"]
    return folder


def back(told: str, category: str = "success") -> ResponseReturnValue:
    """To the overview, with a word."""
    flash(french(told), category)
    return redirect(url_for("atelier.index"))


blueprint.add_app_template_filter(french, "typographie")
blueprint.record_once(lambda state: state.app.jinja_env.globals.update(SORTE=KINDS))
