"""What the answers of the volet's tasks say of the protection, so that nobody types it twice."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from sqlalchemy import delete

from engine.bpm.instances.heard import Said, hears
from engine.core.calendar import iso_day, paris_day
from engine.core.transaction import Transaction
from engine.suivi.violences.codes import Aide, Danger, Ordonnance
from engine.suivi.violences.contenu import (
    Contenu,
    change_contenu,
    open_protection,
    protection_of,
    read_contenu,
)
from engine.suivi.violences.ecrire import add_abri, add_plan
from engine.suivi.violences.lire import volet_dossier
from engine.suivi.violences.models import MiseAbri, PlanSecurite, Protection

Changes = Mapping[str, Any]


def _protect(raw: Changes, known: Contenu, today: date) -> Changes:
    return {"contact_sur": _yes(raw.get("contact_sur"))}


def _evaluate(raw: Changes, known: Contenu, today: date) -> Changes:
    return {
        "danger": raw.get("danger_evalue") or known.danger,
        "evalue_le": today,
        "enfants": _yes(raw.get("enfants_presents")),
        "op": known.op if known.op_fin else raw.get("op_statut") or known.op,
        "plainte": raw.get("plainte_deposee") == "OUI",
        "consignes": raw.get("consignes_contact") or known.consignes,
    }


def _deliver(raw: Changes, known: Contenu, today: date) -> Changes:
    begin, end = iso_day(raw.get("op_debut")), iso_day(raw.get("op_fin"))
    return {"op": Ordonnance.ACCORDEE, "op_debut": begin, "op_fin": end}


def _help(raw: Changes, known: Contenu, today: date) -> Changes:
    asked = raw.get("auu_demandee") == "OUI"
    return {
        "auu": Aide.DEMANDEE if asked else Aide.NON_DEMANDEE,
        "auu_demandee_le": today if asked else None,
    }


def _act(raw: Changes, known: Contenu, today: date) -> Changes:
    done = list(raw.get("demarches_faites") or [])
    return {
        "demarches": done,
        "tgd": known.tgd or "TGD" in done,
        "plainte": known.plainte or "PLAINTE" in done,
        "lrar_le": iso_day(raw.get("lrar_presentee_le")),
    }


def _house(raw: Changes, known: Contenu, today: date) -> Changes:
    return {
        "logement": raw.get("mode_logement") or "",
        "logement_le": today,
        "adresse_confidentielle": raw.get("adresse_confidentielle") == "OUI",
    }


def _review(raw: Changes, known: Contenu, today: date) -> Changes:
    danger = Danger.IMMEDIAT if raw.get("suite_suivi") == "DANGER" else known.danger
    return {"revu_le": today, "danger": danger}


HEARD: Mapping[str, Callable[[Changes, Contenu, date], Changes]] = {
    "proteger_personne": _protect,
    "evaluation_securite": _evaluate,
    "op_delivree": _deliver,
    "aide_urgence": _help,
    "demarches_protection": _act,
    "logement_securise": _house,
    "revue_securite": _review,
}


@hears(*HEARD)
def hear_protection(tx: Transaction, said: Said) -> None:
    """Change what is known of the protection; a case without its volet keeps nothing."""
    protection = _protection(tx, said)
    if protection is not None:
        known = read_contenu(tx, protection)
        changes = HEARD[said.form](said.raw, known, paris_day(tx.now))
        change_contenu(tx, protection, **changes)


@hears("plan_securite")
def hear_plan(tx: Transaction, said: Said) -> None:
    """A version of the plan; a correction replaces the one that it corrects."""
    protection = _protection(tx, said)
    if protection is not None:
        _replace(tx, PlanSecurite, said)
        day = iso_day(said.raw.get("plan_etabli_le")) or paris_day(tx.now)
        words = said.raw.get("plan_precisions") or ""
        signed = said.raw.get("plan_signe") == "OUI"
        reperes = said.raw.get("plan_reperes") or []
        add_plan(tx, protection, reperes, words, day, signe=signed, answer_id=said.answer_id)


@hears("mise_a_l_abri")
def hear_abri(tx: Transaction, said: Said) -> None:
    """The stay that was found, where one was."""
    protection = _protection(tx, said)
    if protection is not None:
        _replace(tx, MiseAbri, said)
        if said.raw.get("abri_trouve") == "OUI":
            begin = iso_day(said.raw.get("abri_debut")) or paris_day(tx.now)
            type_, place = said.raw.get("abri_type") or "URGENCE", said.raw.get("abri_lieu") or ""
            add_abri(tx, protection, type_, begin, None, place, said.answer_id)


def _protection(tx: Transaction, said: Said) -> Protection | None:
    """The protection of the case's dossier; in a rehearsal the case begins without one."""
    dossier = volet_dossier(tx, said.instance)
    if dossier is None:
        return None
    known = protection_of(tx, dossier.id)
    return known or open_protection(tx, dossier.id, said.instance.circle_id)


def _replace(tx: Transaction, model: Any, said: Said) -> None:
    if said.corrects_id is not None:
        tx.session.execute(delete(model).where(model.answer_id == said.corrects_id))


def _yes(answer: object) -> bool | None:
    return None if answer in (None, "") else answer == "OUI"
