"""The proof of a publication: asked for, looked at while it is played, its scenarios completed."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import Key, SourceKind
from engine.core.errors import EngineError
from engine.suivi.atelier.models import Proof
from engine.suivi.atelier.prove import ask_completion, ask_proof, find_proof
from web.atelier.choix import chosen, query
from web.atelier.examen import examine
from web.atelier.refus import hindered
from web.atelier.room import address_of, blueprint, house
from web.atelier.titres import names_of, title_of, titles
from web.atelier.typographie import french
from web.errors import sentence_of


@dataclass(frozen=True)
class Failure:
    """A scenario that does not play any more; without an address, what kept all from playing."""

    title: str
    address: str
    message: str


@dataclass(frozen=True)
class Told:
    """A proof, or a completion, as the page tells it. ``missing``: flows never taken, in words."""

    proof: Proof | None
    keys: Sequence[Key]
    failures: Sequence[Failure] = ()
    missing: Sequence[str] = ()
    completed: Sequence[Failure] = ()
    """The scenarios that were, each with its page."""

    @property
    def state(self) -> str:
        """One of: absente, attend, joue, dépassée, réussie, échouée."""
        if self.proof is None:
            return "absente"
        if self.proof.finished_at is None:
            return "joue" if self.proof.started_at else "attend"
        if self.proof.is_outdated:
            return "dépassée"
        return "réussie" if self.proof.has_passed else "échouée"

    @property
    def is_over(self) -> bool:
        return self.proof is not None and self.proof.finished_at is not None

    @property
    def wider(self) -> dict[str, Any]:
        """The choice with the scenarios that were completed, for an address."""
        added = (
            [(SourceKind.SCENARIO, stem(name)) for name in self.proof.completed]
            if self.proof
            else []
        )
        return query(dict.fromkeys([*self.keys, *added]))


HINDRANCES = {
    "absente": "L’épreuve de ces fichiers est à jouer d’abord.",
    "attend": "L’épreuve attend son tour.",
    "joue": "L’épreuve est en cours.",
    "dépassée": "L’épreuve de ces fichiers est à rejouer.",
    "échouée": "L’épreuve a échoué.",
    "réussie": "",
}


@blueprint.post("/epreuves")
def create_proof() -> ResponseReturnValue:
    return _asked(lambda keys: ask_proof(g.tx, house(), keys))


@blueprint.post("/completion")
def create_completion() -> ResponseReturnValue:
    return _asked(lambda keys: ask_completion(g.tx, house(), keys), "completion")


def _asked(ask: Callable[[list[Key]], Proof], name: str = "") -> ResponseReturnValue:
    """Ask the worker, then look at it on the page; a refusal is said there."""
    keys = chosen()
    wanted = query(keys)
    try:
        with g.tx.attempt():
            proof = ask(keys)
    except EngineError as refusal:
        flash(sentence_of(refusal), "warning")  # at the top: no anchor would show it
        return redirect(url_for("atelier.show_preparation", **wanted))
    wanted |= {name: proof.id} if name else {}
    return redirect(url_for("atelier.show_preparation", **wanted, _anchor="epreuve"))


@blueprint.get("/epreuves/<uuid:proof_id>")
def show_proof(proof_id: UUID) -> ResponseReturnValue:
    """The part of the page that is asked again every second; the button comes with its end."""
    proof = find_proof(g.tx, proof_id)
    keys = proof.keys
    if proof.finished_at is None:
        return render_template(_fragment(proof), epreuve=Told(proof, keys), choice=query(keys))
    now = examine(keys)
    told = tell_proof(proof, keys, now.folder)
    return render_template(
        _fragment(proof),
        epreuve=told,
        choice=query(keys),
        swapped=not proof.to_complete,
        hindrance=hindrance(keys, bool(hindered(now, {}, advice=False)), told),
    )


def _fragment(proof: Proof) -> str:
    return "_atelier_completion.html" if proof.to_complete else "_atelier_epreuve.html"


def hindrance(keys: Sequence[Key], is_hindered: bool, told: Told) -> str:
    """Why these drafts may not be published yet; empty when they may."""
    if not keys:
        return "Choisissez au moins un brouillon."
    if is_hindered:
        return "Des problèmes sont à corriger avant de publier."
    return HINDRANCES[told.state]


def tell_proof(proof: Proof | None, keys: Sequence[Key], folder: Folder) -> Told:
    """The proof in words, among the files that it was played on."""
    if proof is None:
        return Told(None, keys)
    known = titles(folder)
    failures = [_line(name, told, known) for name, told in sorted(proof.failures.items())]
    completed = [_line(name, "", known) for name in sorted(proof.completed)]
    return Told(proof, keys, failures, list(_ways(folder, proof.missing, known)), completed)


def stem(file: str) -> str:
    """The name of a scenario, with or without its extension."""
    return file.removesuffix(".yaml")


def _line(file: str, message: str, known: Mapping[Key, str]) -> Failure:
    key = SourceKind.SCENARIO, stem(file)
    if key not in known:
        return Failure("Toute l’épreuve", "", french(message))
    return Failure(known[key], address_of(key), french(message))


def _ways(
    folder: Folder, missing: Iterable[tuple[str, str]], known: Mapping[Key, str]
) -> Iterator[str]:
    """« Mesure : de « Choix » à « Fin » », for each flow."""
    for process, flow_id in missing:
        key = SourceKind.DIAGRAM, process
        names = names_of(folder.sources, key)
        drawn = folder.sources.processes.get(process)
        bodies = drawn.bodies() if drawn else ()
        flow = next((body.flows[flow_id] for body in bodies if flow_id in body.flows), None)
        ends = [names.get(one) or one for one in (flow.source, flow.target)] if flow else []
        way = f"de « {ends[0]} » à « {ends[1]} »" if ends else flow_id
        yield french(f"{title_of(known, key)} : {way}")
