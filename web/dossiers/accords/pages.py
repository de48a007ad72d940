"""What a household agreed to: the page, a new answer, a withdrawal, the sheet to be signed."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.look import expected_events
from engine.core.access import Permission
from engine.core.errors import AnswersRefused
from engine.suivi.consentements.codes import DEMANDES, MODES, RESERVEES, VERSION_TEXTE, Finalite
from engine.suivi.consentements.collect import (
    STEERED,
    WITHDRAWAL,
    AccordGiven,
    collect_accord,
    withdraw_accord,
)
from engine.suivi.consentements.read import AccordsLus, read_accords
from engine.suivi.documents.antivirus import AntivirusSilent, FileInfected
from engine.suivi.documents.keep import MAX_BYTES
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.read import read_menage
from engine.suivi.partage.lire import may_read, may_write
from engine.suivi.partage.rubriques import Rubrique
from web.display import allowed, today
from web.dossiers.accompagnement.champs import Typed, day_typed, id_typed, typed
from web.dossiers.room import blueprint
from web.errors import SENTENCES

MAX_POSTED = MAX_BYTES + 200_000
EVENTS = {Finalite.PARTAGE_BAILLEUR: WITHDRAWAL, Finalite.ENTREE_DISPOSITIF: "demande_abandon"}
"""The events by which the agreements that steer a dossier are taken back."""
CHAMPS = {
    "finalite": "Pour quoi",
    "personne": "Qui répond",
    "accorde": "Réponse",
    "mode": "Comment",
    "recueilli_le": "Date",
    "fichier": "Papier signé",
}
ANSWERS = {"OUI": True, "NON": False}


@blueprint.url_value_preprocessor
def let_an_agreement_in(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """A signed paper may be bigger than other posts; signed in only."""
    if endpoint == "dossiers.create_accord" and "person" in session:
        request.max_content_length = MAX_POSTED


@blueprint.get("/<reference>/accords")
def show_accords(reference: str) -> ResponseReturnValue:
    first = {"recueilli_le": today().isoformat(), "finalite": request.args.get("finalite", "")}
    return _page(reference, Typed(first))


@blueprint.post("/<reference>/accords")
def create_accord(reference: str) -> ResponseReturnValue:
    form, file = typed(), request.files.get("fichier")
    name, data = (file.filename or "", file.read()) if file else ("", b"")
    given = AccordGiven(
        finalite=form.get("finalite", ""),
        accorde=ANSWERS.get(form.get("accorde", "")),
        mode=form.get("mode", ""),
        recueilli_le=day_typed(form.get("recueilli_le", "")),
        personne_id=id_typed(form.get("personne", "")),
        nom_fichier=name,
        fichier=data,
    )
    try:
        with g.tx.attempt():
            row = collect_accord(g.tx, reference, given)
    except AnswersRefused as refusal:
        return _page(reference, form, refusal.errors), 422
    except (FileInfected, AntivirusSilent) as refusal:
        status, sentence = SENTENCES[refusal.code]
        return _page(reference, form, {"fichier": [sentence]}), status
    flash("L’accord est noté." if row.accorde else "Le refus est noté.", "success")
    return redirect(url_for("dossiers.show_accords", reference=reference))


@blueprint.post("/<reference>/accords/<uuid:consentement_id>/retrait")
def create_accord_withdrawal(reference: str, consentement_id: UUID) -> ResponseReturnValue:
    withdraw_accord(g.tx, reference, consentement_id)
    flash(
        "L’accord ne vaut plus, dès aujourd’hui. S’il est donné de nouveau, notez-le plus bas.",
        "success",
    )
    return redirect(url_for("dossiers.show_accords", reference=reference))


@blueprint.get("/<reference>/accords/papier")
def show_accords_paper(reference: str) -> ResponseReturnValue:
    """The sheet that the household signs. What tells of violences is on a sheet of its own."""
    read = read_accords(g.tx, reference)
    is_apart = "reserve" in request.args
    menage = read_menage(g.tx, read.dossier)
    return render_template(
        "accords_papier.html",
        dossier=read.dossier,
        asked=[f for f in read.finalites if (f in RESERVEES) == is_apart],
        nom=menage.nom_long if menage else "",
        DEMANDES=DEMANDES,
        VERSION_TEXTE=VERSION_TEXTE,
    )


def _page(reference: str, form: Typed, errors: Mapping[str, list[str]] | None = None) -> str:
    read = read_accords(g.tx, reference)
    return render_template(
        "accords.html",
        dossier=read.dossier,
        read=read,
        form=form,
        errors=errors or {},
        can_write=may_write(g.tx, Rubrique.CONSENTEMENTS) and read.is_shared,
        can_download=may_read(g.tx, Rubrique.DOCUMENTS),
        offered={f: DEMANDES[f].nom for f in read.finalites if f not in STEERED},
        people={"": "Le ménage"} | {str(key): name for key, name in read.personnes},
        events=_events(read.dossier, read),
        STEERED=STEERED,
        RESERVEES=RESERVEES,
        DEMANDES=DEMANDES,
        MODES=MODES,
        CHAMPS=CHAMPS,
    )


def _events(dossier: Dossier, read: AccordsLus) -> dict[str, tuple[str, str]]:
    """By purpose, the event that takes the agreement back, where it can be told now."""
    if not read.is_shared:
        return {}
    instance = entry_instance(g.tx, dossier.id)
    known = expected_events(g.tx, instance, compiled(g.tx, instance.release_id))
    found = {}
    for finalite, message in EVENTS.items():
        for event in known:
            if event.message == message and allowed(Permission.MESSAGE_SEND, event):
                found[finalite.value] = (event.element, event.name)
    return found
