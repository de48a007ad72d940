"""What one takes away: a process with all that it uses, or every file."""

from flask import Response, g
from flask.typing import ResponseReturnValue

from engine.bpm.diagrams.closure import closure_of
from engine.bpm.dialect.sources import Key, Source, SourceKind, Sources
from engine.bpm.workshop.archive import pack
from engine.bpm.workshop.shelf import files_with_drafts
from engine.core.errors import NotFound
from engine.suivi.scenarios.cover import Map
from engine.suivi.scenarios.read import BadScenario, parse_scenario
from web.atelier.room import blueprint, house


@blueprint.get("/archive.zip")
def show_archive() -> ResponseReturnValue:
    return _zip("palier", list(files_with_drafts(g.tx).values()))


@blueprint.get("/archives/<process>.zip")
def show_archive_of(process: str) -> ResponseReturnValue:
    files = files_with_drafts(g.tx)
    sources = house().holding(files.values()).sources
    if process not in sources.processes:
        raise NotFound(process=process)
    wanted = _keys(sources, process)
    stories = [f for f in files.values() if f.kind is SourceKind.SCENARIO]
    told = [file for file in files.values() if file.key in wanted]
    return _zip(process, [*told, *_passing_by(process, sources, stories)])


def _keys(sources: Sources, process: str) -> set[Key]:
    closure = closure_of(sources, process)
    decisions = {sources.decision_file[name] for name in closure.decisions}
    return {
        *((SourceKind.DIAGRAM, name) for name in closure.processes),
        *((SourceKind.FORM, name) for name in closure.forms),
        *((SourceKind.DECISION, name) for name in decisions),
    }


def _passing_by(process: str, sources: Sources, stories: list[Source]) -> list[Source]:
    """The scenarios that certainly go through the process."""
    map_ = Map(sources.processes)
    found = []
    for file in stories:
        try:
            covered = map_.covered(parse_scenario(f"{file.name}.yaml", file.data))
        except BadScenario:
            continue
        if any(key == process for key, _ in covered):
            found.append(file)
    return found


def _zip(name: str, files: list[Source]) -> Response:
    answer = Response(pack(files), mimetype="application/zip")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{name}.zip")
    return answer
