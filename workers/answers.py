"""What `palier feel` and `palier decide` read and print: JSON in, JSON out, French for the rest."""

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import Final, NoReturn

import click

from engine.bpm.decisions.given import NotOfType
from engine.bpm.decisions.hit import NotSame, NotUnique
from engine.bpm.decisions.model import Decision, Model, Service
from engine.bpm.decisions.reading.read import read_decisions
from engine.bpm.dialect.xml import Unreadable
from engine.core.errors import EngineError
from engine.feel import (
    FeelError,
    Reason,
    placed,
)

MAX_TOLD: Final = 20


def fail(message: str) -> NoReturn:
    """Say why on the error stream, and end with 1."""
    click.echo(message, err=True)
    raise SystemExit(1)


def read_object(text: str, what: str) -> dict[str, object]:
    """A JSON object, its numbers exact. ``what`` names it in the refusal."""
    try:
        found = json.loads(
            text, parse_float=Decimal, parse_int=Decimal, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        fail(f"{what} : ce n’est pas du JSON, à la ligne {error.lineno}, colonne {error.colno}.")
    except (RecursionError, ValueError, ArithmeticError):
        fail(f"{what} : ce JSON ne peut pas être lu.")
    if not isinstance(found, dict):
        fail(f'{what} : un objet JSON est attendu, comme {{"age": 42}}.')
    return found


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


def tell_reasons(reasons: Iterable[Reason]) -> None:
    """Why something is null, on the error stream."""
    for told in dict.fromkeys(placed(reason) for reason in reasons):
        click.echo(told, err=True)


@contextmanager
def answering(place: str = "") -> Iterator[None]:
    """Whatever refuses to answer ends the command by a sentence, after the place."""
    try:
        yield
    except FeelError as error:
        fail(place + placed(error))
    except (NotUnique, NotSame) as error:
        fail(place + _told(error))
    except NotOfType as error:
        name, kind = error.context["input"], error.context["type"]
        fail(f"L’entrée « {name} » est attendue comme « {kind} » : ce texte n’en est pas.")
    except EngineError as error:
        fail(f"{place}Une fonction refuse ses arguments ({error.code}).")


def _told(error: NotUnique | NotSame) -> str:
    """Which lines of a table disagree."""
    lines = ", ".join(error.context["rules"])
    if isinstance(error, NotUnique):
        return f"Plusieurs lignes répondent, une seule le peut (UNIQUE) : {lines}."
    return f"Plusieurs lignes répondent, et pas la même chose (ANY) : {lines}."


def read_model(file: Path) -> Model:
    """What a DMN file holds; its problems end the command."""
    try:
        model, problems = read_decisions(file.read_bytes())
    except Unreadable as error:
        problems = [error.problem]
    except OSError:
        fail(f"{file} : ce fichier ne peut pas être lu.")
    if problems:
        found = (f"{file}:{one.line}: {one.element}: {one.message}" for one in problems)
        fail("\n".join(found))
    return model


def decision_of(model: Model, wanted: str) -> Decision | Service:
    """The decision or the decision service of that id, else of that name."""
    known: dict[str, Decision | Service] = {**model.services, **model.decisions}
    named = {one.name: one for one in known.values()}
    variables = {one.variable.name: one for one in known.values()}
    found = known.get(wanted) or named.get(wanted) or variables.get(wanted)
    if found is None:
        listed = [f"{one.id} ({one.name})" for one in known.values()]
        more = "…" if len(listed) > MAX_TOLD else ""
        fail(
            f"La décision « {wanted} » n’existe pas. "
            f"Ce fichier contient : {', '.join(listed[:MAX_TOLD])}{more}."
        )
    return found
