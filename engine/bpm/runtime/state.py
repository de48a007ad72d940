"""A case as bytes and back: open scopes and tokens only, so a case costs the same all its life."""

from typing import Any
from uuid import UUID

from engine.bpm.runtime import codec
from engine.bpm.runtime.case import Case
from engine.bpm.runtime.host import Host
from engine.bpm.runtime.program import Program
from engine.bpm.runtime.scope import Scope, Token

VERSION = 1


def dump(case: Case) -> bytes:
    """The whole case, without its history, its diagrams and its clock."""
    return codec.encode({"version": VERSION, "scopes": [_dump(s) for s in case.scopes.values()]})


def load(program: Program, host: Host, state: bytes) -> Case:
    """The case as it was dumped, under this release's program."""
    content = codec.decode(state)
    if content["version"] != VERSION:
        raise ValueError(f"state version {content['version']} is not {VERSION}")
    case = Case(program, host)
    for dumped in content["scopes"]:
        _load(case, dumped)
    return case


def _dump(scope: Scope) -> dict[str, Any]:
    return {
        "id": str(scope.id),
        "process": scope.spec.process_id,
        "body": scope.spec.name,
        "host": str(scope.host.id) if scope.host else None,
        "variables": scope.variables,
        "armed": scope.armed,
        "tokens": [
            [str(token.id), token.task_spec.name, token.state, token.internal_data]
            for token in scope.tokens
        ],
    }


def _load(case: Case, dumped: dict[str, Any]) -> None:
    host = case.token(UUID(dumped["host"])) if dumped["host"] else None
    spec = case.program.find(dumped["process"], dumped["body"])
    scope = Scope(case, spec, host, UUID(dumped["id"]))
    scope.variables, scope.armed = dumped["variables"], dumped["armed"]
    for token_id, element, state, memory in dumped["tokens"]:
        token = Token(scope, spec.task_specs[element], scope.task_tree, state, UUID(token_id))
        token.internal_data = memory
    case.scopes[scope.id] = scope
