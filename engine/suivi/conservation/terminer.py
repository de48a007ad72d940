"""The end of one class of one dossier: what it kept goes, in one transaction, once.

The audit chain stays whole: it holds codes only. With the last class, who the household is goes
too, and one row of figures without a name stays.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from uuid import UUID

from sqlalchemy import select, update

from engine.bpm.diagrams.load import compiled
from engine.bpm.forms.share import SHARED, readable
from engine.bpm.instances.answers import form_of, open_answers
from engine.bpm.instances.models import Answer, Instance, InstanceStatus
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.conservation.cercle import close_circle
from engine.suivi.conservation.classes import ORGANISATION, Classe
from engine.suivi.conservation.echeances import echeances
from engine.suivi.conservation.lignes import Key, Portee, find_rows, take_away
from engine.suivi.conservation.maintenir import is_held
from engine.suivi.conservation.mesurer import keep_statistic, measure
from engine.suivi.conservation.models import Evenement
from engine.suivi.conservation.portee import portee_of
from engine.suivi.dossiers.models import Dossier, DossierInstance
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.hand import lock_menages


def end_class(tx: Transaction, event_id: UUID) -> bool:
    """Do an announced end; False when there is nothing to do: done, held back, or not due any more.

    The facts are read again under the lock: a contact of this morning moves the end, and the list
    follows at the next announcement.
    """
    event = tx.session.get(Evenement, event_id, with_for_update=True, populate_existing=True)
    dossier = tx.session.get(Dossier, event.dossier_id) if event else None
    if event is None or dossier is None or event.is_done:
        return False
    _lock(tx, dossier)
    today, classe = paris_day(tx.now), Classe(event.classe)
    ends = {one.classe: one.jour for one in echeances(tx, Dossier.id == dossier.id)}
    is_due = event.prevu_le <= today and classe in ends and ends[classe] <= today
    if not is_due or is_held(tx, dossier.id, event.organisation):
        return False
    instance = entry_instance(tx, dossier.id)
    record(tx, instance, dossier.circle_id, "conservation:ended", event.id, [classe.value])
    portee = portee_of(tx, dossier, classe)
    event.mesures, event.execute_le = measure(tx, portee, classe), tx.now
    tx.flush()
    gone = _end(tx, portee, classe)
    if ends.keys() <= {*portee.finies, classe}:
        keep_statistic(tx, dossier)
        gone = _added(gone, _end_all(tx, dossier))
    else:
        close_circle(tx, dossier, frozenset({*portee.finies, classe}), ends.keys())
    event.compte = gone
    tx.flush()
    return True


def _lock(tx: Transaction, dossier: Dossier) -> None:
    """The dossier's cases, always in the same order, then its household."""
    cas = select(DossierInstance.instance_id).where(DossierInstance.dossier_id == dossier.id)
    query = select(Instance).where(Instance.id.in_(cas)).order_by(Instance.id).with_for_update()
    tx.session.scalars(query, execution_options={"populate_existing": True}).all()
    tx.session.refresh(dossier)
    lock_menages(tx, [dossier.menage_id] if dossier.menage_id else [])


def _end(tx: Transaction, portee: Portee, classe: Classe) -> dict[str, int]:
    """Take away what the class keeps; how many rows of each table."""
    found = find_rows(tx, portee, classe)
    if classe is Classe.SUIVI_BAILLEUR and Classe.SOCIAL not in portee.finies:
        counts = {"answer": _keep_shared(tx, found.pop("answer"))}
        return take_away(tx, found, classe) | {name: n for name, n in counts.items() if n}
    return take_away(tx, found, classe)


def _keep_shared(tx: Transaction, keys: list[Key]) -> int:
    """Of these answers only what both partners read stays; why they were corrected goes."""
    changed = 0
    for (answer_id,) in keys:
        answer = tx.session.get_one(Answer, answer_id)
        instance = tx.session.get_one(Instance, answer.instance_id)
        form = form_of(compiled(tx, instance.release_id), answer.form)
        before = open_answers(tx, answer)
        _, shared = readable(form, before, SHARED)
        if shared != before or answer.reason is not None:
            body = tx.keys.seal(json.dumps(shared).encode(), f"answer:{answer_id}")
            tx.writes.set(answer, body=body, reason=None)
            changed += 1
    tx.flush()
    return changed


def _end_all(tx: Transaction, dossier: Dossier) -> dict[str, int]:
    """The last class has ended: nothing of the dossier stays but the proof of its journal."""
    counts: dict[str, int] = {}
    for classe in (*ORGANISATION, Classe.COMMUN):  # what a late act may have left goes too
        portee = replace(portee_of(tx, dossier, classe), finies=frozenset(ORGANISATION))
        counts = _added(counts, take_away(tx, find_rows(tx, portee, classe), classe))
        if classe is Classe.COMMUN:
            ids = list(portee.cas)
            over = update(Instance).where(Instance.id.in_(ids))
            tx.session.execute(over.values(status=InstanceStatus.ENDED))
    tx.session.expunge(dossier)
    return counts


def _added(some: Mapping[str, int], more: Mapping[str, int]) -> dict[str, int]:
    return {name: some.get(name, 0) + more.get(name, 0) for name in sorted({*some, *more})}
