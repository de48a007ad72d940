"""The journal d'accompagnement: the timeline of a dossier, filtered."""

from typing import Any

from flask import g, render_template, request
from flask.sansio.blueprints import BlueprintSetupState
from flask.typing import ResponseReturnValue

from engine.suivi.accompagnement.codes import Statut
from engine.suivi.accompagnement.opening import SHARED, classes_to_write, open_journal
from engine.suivi.accompagnement.radar import quiet_dossiers
from engine.suivi.accompagnement.read_journal import TYPES, Filter, read_journal
from engine.suivi.accompagnement.read_rendez_vous import next_one, rendez_vous_of
from engine.suivi.garde.classes import Classe, readable_classes
from engine.suivi.partage.lire import may_read, may_write
from web.dossiers.accompagnement.champs import day_typed
from web.dossiers.accompagnement.mots import words
from web.dossiers.room import blueprint


def install(state: BlueprintSetupState) -> None:
    """Give the list of dossiers its radar: ``sans_contact(dossiers)``."""
    radar: dict[str, Any] = {"sans_contact": lambda dossiers: quiet_dossiers(g.tx, dossiers)}
    state.app.jinja_env.globals.update(radar)


blueprint.record_once(install)


@blueprint.get("/<reference>/accompagnement")
def show_journal(reference: str) -> ResponseReturnValue:
    dossier = open_journal(g.tx, reference)
    wanted = _wanted()
    journal = read_journal(g.tx, dossier, wanted)
    planned = rendez_vous_of(g.tx, dossier)
    readable = readable_classes(g.tx, dossier, SHARED) | {Classe.BROUILLON}
    return render_template(
        "journal_accompagnement.html",
        dossier=dossier,
        journal=journal,
        wanted=wanted,
        is_filtered=wanted != Filter(),
        suivant=next_one(g.tx, planned),
        awaited=[one for one in planned if one.is_awaited],
        readable=[classe for classe in Classe if classe in readable],
        writable=classes_to_write(g.tx, dossier),
        is_shared=may_read(g.tx, SHARED),
        may_record=may_write(g.tx, SHARED),
        quiet=quiet_dossiers(g.tx, [dossier]).get(dossier.id),
        Statut=Statut,
        **words(),
    )


def _wanted() -> Filter:
    kind, classe = request.args.get("type", ""), request.args.get("classe", "")
    return Filter(
        type=kind if kind in TYPES else "",
        classe=classe if classe in set(Classe) else "",
        since=day_typed(request.args.get("du", "")),
        until=day_typed(request.args.get("au", "")),
    )
