"""Does it all hold together? Every problem of every file, in French, with what to do."""

from collections.abc import Callable, Iterable

from engine.bpm.decisions.judging.told import judge
from engine.bpm.dialect import check_graph, check_names, check_parallel, check_steps
from engine.bpm.dialect.layout import check_layout
from engine.bpm.dialect.model import Problem, Process
from engine.bpm.dialect.sources import Source, SourceKind, Sources

MAX_NODES = 400
MAX_FLOWS = 800

CHECKS: tuple[Callable[[Sources, Process], Iterable[Problem]], ...] = (
    check_graph.check,
    check_steps.check,
    check_names.check,
    check_parallel.check,
)


def check_sources(sources: Sources) -> dict[Source, list[Problem]]:
    """The problems of each file, its own and those of how it fits with the others."""
    problems: dict[Source, list[Problem]] = {}
    for file, own in sources.problems.items():
        found = list(own)
        if file.kind is SourceKind.DIAGRAM and file.name in sources.processes:
            found += check_process(sources, sources.processes[file.name], file.data)
        if file.kind is SourceKind.DECISION and not found and file.name in sources.models:
            found += judge(sources.models[file.name])[0]
        problems[file] = sorted(set(found))
    return problems


def unread_by(sources: Sources) -> dict[Source, list[Problem]]:
    """What of the decision tables could not be analysed: to be known, not to be mended."""
    return {
        file: judge(sources.models[file.name])[1]
        for file, own in sources.problems.items()
        if file.kind is SourceKind.DECISION and not own and file.name in sources.models
    }


def check_process(sources: Sources, process: Process, data: bytes) -> list[Problem]:
    """The problems of one diagram among the other files."""
    if sum(1 for _ in process.nodes()) > MAX_NODES:
        return [_too_many(process, f"{MAX_NODES} étapes")]
    if sum(len(body.flows) for body in process.bodies()) > MAX_FLOWS:
        return [_too_many(process, f"{MAX_FLOWS} flux")]
    found = [problem for check in CHECKS for problem in check(sources, process)]
    return found if found else check_layout(data, process)


def _too_many(process: Process, what: str) -> Problem:
    message = f"Plus de {what} : déplacez-en une partie dans un autre processus, et appelez-le."
    return Problem(process.line, process.id, message)
