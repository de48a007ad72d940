"""What protects, written on the page: the ordonnance, the signs, the plan, the stays."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from flask import flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import BadRequest

from engine.core.calendar import PARIS, paris_day
from engine.core.errors import AnswersRefused
from engine.suivi.violences import ecrire
from engine.suivi.violences.contenu import read_contenu
from engine.suivi.violences.lire import open_volet, read_volet
from web.dossiers.menage.saisies import attempt, typed
from web.dossiers.room import blueprint
from web.dossiers.specifique.lire import HERE
from web.dossiers.specifique.mots import SIGNES, words


@blueprint.get(f"{HERE}/protection")
def edit_protection(reference: str) -> ResponseReturnValue:
    known = read_contenu(g.tx, open_volet(g.tx, reference, write=True).protection)
    values = {name: getattr(known, name) for name in (*ecrire.TEXTES, *SIGNES, "auu")}
    return _form(reference, "protection", {**values, "auu_le": _day(known.auu_demandee_le)})


@blueprint.post(f"{HERE}/protection")
def change_protection(reference: str) -> ResponseReturnValue:
    open_volet(g.tx, reference, write=True)
    sent = typed()

    def keep() -> None:
        day = typed_day(sent, "auu_le")
        signs = {name: name in sent for name in SIGNES}
        ecrire.record_protection(g.tx, reference, sent, signs, sent.get("auu", ""), day)

    return _kept(reference, "protection", keep, sent)


@blueprint.get(f"{HERE}/ordonnance")
def edit_ordonnance(reference: str) -> ResponseReturnValue:
    known = read_contenu(g.tx, open_volet(g.tx, reference, write=True).protection)
    days = {"op_debut": _day(known.op_debut), "op_fin": _day(known.op_fin)}
    return _form(reference, "ordonnance", {"op": known.op, **days})


@blueprint.post(f"{HERE}/ordonnance")
def change_ordonnance(reference: str) -> ResponseReturnValue:
    open_volet(g.tx, reference, write=True)
    sent = typed()

    def keep() -> None:
        days = typed_day(sent, "op_debut"), typed_day(sent, "op_fin")
        ecrire.record_ordonnance(g.tx, reference, sent.get("op", ""), *days)

    return _kept(reference, "ordonnance", keep, sent)


@blueprint.get(f"{HERE}/plan")
def edit_plan(reference: str) -> ResponseReturnValue:
    open_volet(g.tx, reference, write=True)
    known = read_volet(g.tx, reference).plan
    values = {"precisions": known.precisions} if known else {}
    return _form(reference, "plan", values, chosen=known.reperes if known else ())


@blueprint.post(f"{HERE}/plan")
def change_plan(reference: str) -> ResponseReturnValue:
    open_volet(g.tx, reference, write=True)
    sent, chosen = typed(), request.form.getlist("reperes")

    def keep() -> None:
        words_ = sent.get("precisions", "")
        ecrire.record_plan(g.tx, reference, chosen, words_, signe="signe" in sent)

    return _kept(reference, "plan", keep, sent, chosen=chosen)


@blueprint.get(f"{HERE}/abris")
def new_stay(reference: str) -> ResponseReturnValue:
    open_volet(g.tx, reference, write=True)
    return _form(reference, "abri", {"debut": paris_day(g.tx.now).isoformat(), "type": "URGENCE"})


@blueprint.post(f"{HERE}/abris")
def create_stay(reference: str) -> ResponseReturnValue:
    open_volet(g.tx, reference, write=True)
    sent = typed()

    def keep() -> None:
        days = typed_day(sent, "debut"), typed_day(sent, "fin")
        ecrire.record_abri(g.tx, reference, sent.get("type", ""), *days, sent.get("lieu", ""))

    return _kept(reference, "abri", keep, sent)


@blueprint.post(f"{HERE}/abris/<uuid:abri_id>/fin")
def end_stay(reference: str, abri_id: UUID) -> ResponseReturnValue:
    open_volet(g.tx, reference, write=True)
    goes_on = "reprendre" in request.form
    errors = attempt(
        lambda: ecrire.end_abri(g.tx, reference, abri_id, None if goes_on else paris_day(g.tx.now))
    )
    told = "Le séjour continue." if goes_on else "La fin du séjour est notée à aujourd’hui."
    problem = " ".join(text for texts in (errors or {}).values() for text in texts)
    flash(problem or told, "warning" if problem else "success")
    return redirect(url_for("dossiers.show_specifique", reference=reference))


def typed_day(sent: Mapping[str, str], name: str) -> date | None:
    """A day as a browser sends it, or as one types it; AnswersRefused for anything else."""
    text = sent.get(name, "").strip()
    for pattern in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            moment = datetime.strptime(text, pattern).replace(tzinfo=PARIS) if text else None
            return moment.date() if moment else None
        except ValueError:
            continue
    raise AnswersRefused(errors={name: ["Cette date n’existe pas : écrivez-la comme 12/03/2026."]})


def _kept(
    reference: str, what: str, keep: Any, sent: Mapping[str, str], **more: Any
) -> ResponseReturnValue:
    """Do it and go back to the page, or show what was typed with what is wrong."""
    try:
        errors = attempt(keep)
    except ValueError:  # a code that no list of ours offers
        raise BadRequest from None
    if errors:
        return _form(reference, what, sent, errors, **more), 422
    flash("C’est enregistré.", "success")
    return redirect(url_for("dossiers.show_specifique", reference=reference))


def _form(
    reference: str,
    what: str,
    values: Mapping[str, Any],
    errors: Mapping[str, list[str]] | None = None,
    chosen: Any = (),
) -> str:
    return render_template(
        "specifique_saisie.html",
        reference=reference,
        what=what,
        valeurs=values,
        erreurs=errors or {},
        chosen=set(chosen),
        **words(),
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
