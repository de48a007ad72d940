"""Name who follows a dossier besides the MDL's référent, and who may stand in."""

from uuid import UUID

from flask import flash, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from engine.suivi.menages.name_referent import REASONS, people_of_trade
from engine.suivi.referents.models import RoleReferent
from engine.suivi.referents.name_others import (
    TRADES,
    name_other,
    name_suppleant,
    require_namer,
    withdraw_suppleant,
)
from web.dossiers.menage.mots import Choices
from web.dossiers.menage.saisies import attempt
from web.dossiers.room import blueprint
from web.dossiers.vie import mots
from web.dossiers.vie.champs import Champ, Formulaire

PARTS = {"bailleur": RoleReferent.BAILLEUR, "unique": RoleReferent.VVC}
CHOICES: Choices = {code: mots.RAISONS[code].capitalize() for code in REASONS}


@blueprint.get("/<reference>/vie/referents/<part>")
def new_follower(reference: str, part: str) -> ResponseReturnValue:
    role = _role(part)
    return _form(role).ask(require_namer(g.tx, reference, role), {"motif": REASONS[0]})


@blueprint.post("/<reference>/vie/referents/<part>")
def create_follower(reference: str, part: str) -> ResponseReturnValue:
    role = _role(part)
    return _form(role).send(
        reference,
        lambda sent: name_other(
            g.tx, reference, role, sent.get("person", ""), sent.get("motif", "")
        ),
    )


@blueprint.post("/<reference>/vie/suppleants")
def create_suppleant(reference: str) -> ResponseReturnValue:
    wanted = request.form.get("suppleant", "")
    errors = attempt(lambda: name_suppleant(g.tx, reference, wanted))
    told = "Le remplaçant est désigné ; il ne voit le dossier que pendant une absence du référent."
    flash(errors["suppleant"][0] if errors else told, "warning" if errors else "success")
    return redirect(url_for("dossiers.show_life", reference=reference))


@blueprint.post("/<reference>/vie/suppleants/<uuid:row_id>/retrait")
def destroy_suppleant(reference: str, row_id: UUID) -> ResponseReturnValue:
    withdraw_suppleant(g.tx, reference, row_id)
    flash("Cette personne ne remplace plus sur ce dossier.", "success")
    return redirect(url_for("dossiers.show_life", reference=reference))


def _role(part: str) -> RoleReferent:
    if part not in PARTS:
        raise NotFound
    return PARTS[part]


def _form(role: RoleReferent) -> Formulaire:
    people = {str(one): name for one, name in people_of_trade(g.tx, TRADES[role])}
    who = mots.ROLES[role]
    return Formulaire(
        f"{who} : qui suit ce dossier",
        "Être désigné n’ouvre aucun accès : la personne voit déjà ce dossier par son métier.",
        (Champ("person", who, "choix", people), Champ("motif", "Motif", "choix", CHOICES)),
        "Désigner",
        "La personne est désignée.",
    )
