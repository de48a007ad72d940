"""The independent count: every case past a threshold, and what the rows say was done about it.

What is expected comes from `attendu.py`; what was done, from notices, tasks, steps and the audit.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from engine.core.calendar import at_paris
from engine.suivi.repetition.attendu import SEUILS, Seuil, eight_oclock, plus_months
from engine.suivi.repetition.releve import Releve

DELAY = timedelta(hours=1)
"""A reminder is promised when its timer fires and kept by the outbox right after."""
DUREE = 12


@dataclass
class Compte:
    """How many dossiers came to a threshold, and what each of them was owed."""

    code: str
    libelle: str
    dossiers: int = 0
    deja_passes: int = 0
    """Already passed when the entry was written down: noted on the dossier, nobody is told."""
    rappels: int = 0
    """Reminders sent."""
    manquements: list[str] = field(default_factory=list)
    """Reference and what is missing, or too many; empty when all is well."""


def count_seuils(releves: Sequence[Releve], until: datetime) -> list[Compte]:
    """Each threshold of the cap, over the dossiers that entered; ``until`` is the last instant."""
    comptes = {seuil.code: Compte(seuil.code, seuil.libelle) for seuil in SEUILS}
    for releve in releves:
        if releve.date_entree is None:
            continue
        end = min(one for one in (releve.left, releve.ended, until) if one is not None)
        for seuil in SEUILS:
            for at in _instants(releve, seuil):
                _judge(comptes[seuil.code], releve, seuil, at, end)
    return list(comptes.values())


def _instants(releve: Releve, seuil: Seuil) -> Iterator[datetime]:
    """When the threshold falls: at the first last day, and again at another one decided since."""
    assert releve.date_entree is not None and releve.date_fin_max is not None
    first = plus_months(releve.date_entree, DUREE)
    at = eight_oclock(seuil.day(releve.date_entree, first))
    if not seuil.follows_end or releve.changed is None:
        yield at
        return
    if at <= releve.changed:
        yield at
    again = eight_oclock(seuil.day(releve.date_entree, releve.date_fin_max))
    if again > releve.changed:
        yield again


def _judge(compte: Compte, releve: Releve, seuil: Seuil, at: datetime, end: datetime) -> None:
    if at >= end:
        return
    if at <= _entered(releve):
        compte.deja_passes += 1
        if seuil.element not in releve.passed:
            compte.manquements.append(f"{releve.nom} : seuil déjà passé à l’entrée, non noté")
        return
    compte.dossiers += 1
    templates = {template for template, _ in seuil.told}
    told = sum(len(_told(releve, pair, at)) for pair in releve.told if pair[0] in templates)
    compte.rappels += told
    if told > len(seuil.told):
        compte.manquements.append(f"{releve.nom} : {told} rappels pour {len(seuil.told)} attendus")
    for template, group in seuil.told:
        # On a file closed to the landlord, one trade may hear what two were to be told.
        if not any(_told(releve, (template, trade), at) for trade in releve.trades(group)):
            told_to = f"{releve.nom} : rien n’a été transmis à {group}"
            compte.manquements.append(f"{told_to} ({template})")
    if seuil.asked and not _asked(releve, seuil.asked, at):
        compte.manquements.append(f"{releve.nom} : la tâche {seuil.asked} ne s’est pas ouverte")
    if releve.audited.get(seuil.element, []).count(at) != 1:
        compte.manquements.append(f"{releve.nom} : l’audit ne dit pas une fois {seuil.element}")


def _entered(releve: Releve) -> datetime:
    """When the entry was written down; where no form says it, the midnight of its day."""
    assert releve.date_entree is not None
    return releve.entered or at_paris(releve.date_entree, 0)


def _told(releve: Releve, pair: tuple[str, str], at: datetime) -> list[datetime]:
    return [one for one in releve.told.get(pair, ()) if at <= one < at + DELAY]


def _asked(releve: Releve, form: str, at: datetime) -> bool:
    return any(one.form == form and at <= one.opened < at + DELAY for one in releve.faits)
