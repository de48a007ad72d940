"""Write what protects a person: on the page of the volet, or by the answer of one of its tasks."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.look import expected_events
from engine.bpm.messages.receive import report_event
from engine.core.audit.record import record
from engine.core.calendar import add_months, paris_day
from engine.core.errors import AnswersRefused, NotFound
from engine.core.sealed import seal, unseal
from engine.core.transaction import Transaction
from engine.suivi.garde.textes import check_texts
from engine.suivi.regles.read import whole
from engine.suivi.violences.codes import Aide, Ordonnance, Repere, TypeAbri
from engine.suivi.violences.contenu import change_contenu
from engine.suivi.violences.lire import Ouvert, open_volet
from engine.suivi.violences.models import MiseAbri, PlanSecurite, Protection

TEXTES = ("ne_pas_informer", "mot_code", "consignes")
AT_MOST = 500
OP_DELIVREE = "op_delivree"


def record_protection(
    tx: Transaction,
    reference: str,
    textes: dict[str, str],
    signes: dict[str, bool],
    auu: str,
    auu_le: date | None,
) -> None:
    """Keep the three texts, the signs (oppi, tgd, plainte, adresse_confidentielle) and AUU.

    AnswersRefused tells a text that is too long or holds a forbidden number.
    """
    ouvert = open_volet(tx, reference, write=True)
    kept = {name: textes.get(name, "").strip() for name in TEXTES}
    check_texts(kept, AT_MOST)
    instance = lock_instance(tx, ouvert.instance.id)
    changes: dict[str, Any] = {**kept, **signes, "auu": Aide(auu), "auu_demandee_le": auu_le}
    change_contenu(tx, ouvert.protection, **changes)
    record(tx, instance, instance.circle_id, "protection:changed", ouvert.dossier.reference)


def record_ordonnance(
    tx: Transaction, reference: str, statut: str, debut: date | None, fin: date | None
) -> None:
    """Keep where the ordonnance stands; with its dates, its renewal is awaited in time (T14).

    AnswersRefused: dates missing or upside down, or more than the law's months
    (règle OP_DUREE_MAX; loi 2024-536 of 13/06/2024).
    """
    ouvert = open_volet(tx, reference, write=True)
    code = Ordonnance(statut)
    if code is not Ordonnance.ACCORDEE:
        instance = lock_instance(tx, ouvert.instance.id)
        change_contenu(tx, ouvert.protection, op=code, op_debut=None, op_fin=None)
        record(tx, instance, instance.circle_id, "protection:changed", ouvert.dossier.reference)
        return
    begin, end = check_ordonnance(tx, debut, fin)
    release = compiled(tx, ouvert.instance.release_id)
    awaited = expected_events(tx, ouvert.instance, release)
    event = next((one for one in awaited if one.message == OP_DELIVREE), None)
    if event is None:  # the volet is over, or its diagram waits for no such thing
        instance = lock_instance(tx, ouvert.instance.id)
        change_contenu(tx, ouvert.protection, op=code, op_debut=begin, op_fin=end)
        record(tx, instance, instance.circle_id, "protection:changed", ouvert.dossier.reference)
        return
    answers = {"op_debut": begin.isoformat(), "op_fin": end.isoformat()}
    report_event(tx, ouvert.instance.id, event.key, f"{OP_DELIVREE}-{uuid4()}", answers)


def check_ordonnance(tx: Transaction, debut: date | None, fin: date | None) -> tuple[date, date]:
    """The dates of an ordonnance that was granted, or AnswersRefused by the name of the field."""
    if debut is None or fin is None:
        missing = {"op_debut": debut, "op_fin": fin}
        told = {name: ["Indiquez la date."] for name, day in missing.items() if day is None}
        raise AnswersRefused(errors=told)
    if debut > paris_day(tx.now):
        raise AnswersRefused(errors={"op_debut": ["Cette date est dans l’avenir."]})
    months = whole(tx, "OP_DUREE_MAX", debut)
    if not debut < fin <= add_months(debut, months):
        told_fin = f"La fin vient après le début, {months} mois plus tard au plus."
        raise AnswersRefused(errors={"op_fin": [told_fin]})
    return debut, fin


def record_plan(
    tx: Transaction, reference: str, reperes: Iterable[str], precisions: str, *, signe: bool
) -> None:
    """A new version of the safety plan, of today. AnswersRefused without any item."""
    ouvert = open_volet(tx, reference, write=True)
    chosen = [code for code in Repere if code in set(reperes)]
    check_texts({"precisions": precisions.strip()}, AT_MOST)
    if not chosen:
        raise AnswersRefused(errors={"reperes": ["Choisissez au moins un repère."]})
    instance = lock_instance(tx, ouvert.instance.id)
    add_plan(tx, ouvert.protection, chosen, precisions.strip(), paris_day(tx.now), signe=signe)
    record(tx, instance, instance.circle_id, "protection:changed", ouvert.dossier.reference)


def add_plan(
    tx: Transaction,
    protection: Protection,
    reperes: Iterable[str],
    precisions: str,
    jour: date,
    *,
    signe: bool,
    answer_id: UUID | None = None,
) -> None:
    """The row of a version of the plan."""
    content = {
        "reperes": list(reperes),
        "precisions": precisions,
        "etabli_le": jour,
        "signe": signe,
    }
    _insert(tx, PlanSecurite, "plan_securite", protection, content, answer_id)


def record_abri(
    tx: Transaction, reference: str, type_: str, debut: date | None, fin: date | None, lieu: str
) -> None:
    """A stay in a safe place. AnswersRefused: no day, or an end before the beginning."""
    ouvert = open_volet(tx, reference, write=True)
    check_texts({"lieu": lieu.strip()}, AT_MOST)
    if debut is None:
        raise AnswersRefused(errors={"debut": ["Indiquez la date."]})
    _check_end(debut, fin)
    instance = lock_instance(tx, ouvert.instance.id)
    add_abri(tx, ouvert.protection, TypeAbri(type_), debut, fin, lieu.strip())
    record(tx, instance, instance.circle_id, "protection:changed", ouvert.dossier.reference)


def end_abri(tx: Transaction, reference: str, abri_id: UUID, fin: date | None) -> None:
    """Say when a stay ended, or that it goes on after all (``fin`` None)."""
    ouvert = open_volet(tx, reference, write=True)
    row = _abri_of(tx, ouvert, abri_id)
    content = unseal(tx, "mise_a_l_abri", row.id, row.corps)
    _check_end(date.fromisoformat(content["debut"]), fin)
    instance = lock_instance(tx, ouvert.instance.id)
    content["fin"] = fin
    tx.writes.set(row, corps=seal(tx, "mise_a_l_abri", row.id, content, apart=True))
    record(tx, instance, instance.circle_id, "protection:changed", ouvert.dossier.reference)


def add_abri(
    tx: Transaction,
    protection: Protection,
    type_: str,
    debut: date,
    fin: date | None,
    lieu: str,
    answer_id: UUID | None = None,
) -> None:
    """The row of a stay."""
    content = {"type": type_, "debut": debut, "fin": fin, "lieu": lieu}
    _insert(tx, MiseAbri, "mise_a_l_abri", protection, content, answer_id)


def _check_end(debut: date, fin: date | None) -> None:
    if fin is not None and fin < debut:
        raise AnswersRefused(errors={"fin": ["La fin vient après le début."]})


def _abri_of(tx: Transaction, ouvert: Ouvert, abri_id: UUID) -> MiseAbri:
    wanted = (MiseAbri.id == abri_id, MiseAbri.protection_id == ouvert.protection.id)
    row = tx.session.scalar(select(MiseAbri).where(*wanted))
    if row is None:
        raise NotFound(mise_a_l_abri=abri_id)
    return row


def _insert(
    tx: Transaction,
    model: Any,
    kind: str,
    protection: Protection,
    content: dict[str, Any],
    answer_id: UUID | None,
) -> None:
    """A new row, or that of the answer which this one corrects, sealed anew."""
    row_id = uuid4()
    row = {
        "id": row_id,
        "protection_id": protection.id,
        "circle_id": protection.circle_id,
        "corps": seal(tx, kind, row_id, content, apart=True),
        "ecrit_le": tx.now,
        "answer_id": answer_id,
    }
    tx.writes.insert(model, [row])
