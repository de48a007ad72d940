"""The independent count of late tasks: every one past a degree, and who was told of it.

What is expected comes from `attendu_retards.py`; what was done, from notices, their readers and
the audit. Whoever was told of a task's lateness once is not owed it again (domain 0.1, 14).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from uuid import UUID

from engine.core.calendar import paris_day
from engine.suivi.repetition.attendu_retards import (
    ASSIGNE,
    DEGRES,
    REMPLACANT,
    Degre,
    chef,
    mornings,
)
from engine.suivi.repetition.controle import DELAY, Compte
from engine.suivi.repetition.releve_retards import Lus, Tache


def count_retards(lus: Lus, until: datetime, noms: Mapping[str, str] | None = None) -> list[Compte]:
    """Each degree of lateness, over every task with a day; ``until`` is the last instant.

    ``noms``: what a fault calls a case, by its reference.
    """
    comptes = {degre: Compte(degre.code, degre.libelle) for degre in DEGRES}
    for tache in lus.taches:
        where = f"{(noms or {}).get(tache.reference, tache.reference)}, {tache.element}"
        crossed = list(_crossed(lus, tache, until))
        for degre, at in crossed:
            _judge(comptes[degre], lus, tache, degre, at, f"{where} (+ {degre.jours})")
        _judge_excess(comptes[DEGRES[0]], lus, tache, {at for _, at in crossed}, where)
    return list(comptes.values())


def _crossed(lus: Lus, tache: Tache, until: datetime) -> Iterator[tuple[Degre, datetime]]:
    """The first morning at which the task, still to be done, had come to each degree."""
    end = min(tache.closed or until, until)
    waiting = list(DEGRES)
    for late, at in mornings(tache.due, tache.opened, end):
        counted = 2 * late if lus.is_assigned(tache.dossier, at) else late
        while waiting and counted >= waiting[0].jours:
            # Done at that very instant: before or after the alert, both are right.
            if at < end:
                yield waiting[0], at
            waiting.pop(0)


def _judge(compte: Compte, lus: Lus, tache: Tache, degre: Degre, at: datetime, where: str) -> None:
    owed = _owed(lus, tache, degre, at)
    if owed is None:
        return
    compte.dossiers += 1
    before = {person for told, person in lus.told[tache.id] if told < at}
    now = {person for told, person in lus.told[tache.id] if at <= told < at + DELAY}
    compte.rappels += len(now - before)
    if not owed <= before | now:
        compte.manquements.append(f"{where} : rien n’a été transmis à {degre.qui}")
    elif owed <= before:
        compte.deja_passes += 1
    if now and (tache.case, at) not in lus.audited:
        compte.manquements.append(f"{where} : l’audit n’en dit rien")


def _judge_excess(compte: Compte, lus: Lus, tache: Tache, known: set[datetime], where: str) -> None:
    for _, count in Counter(person for _, person in lus.told[tache.id]).items():
        if count > 1:
            compte.manquements.append(f"{where} : la même personne prévenue {count} fois du retard")
    # At the very instant when it was asked or done, told or not told, both are right.
    ends = {one for one in (tache.opened, tache.closed) if one}
    for told in sorted({at for at, _ in lus.told[tache.id]}):
        if not any(at <= told < at + DELAY for at in known | ends):
            compte.manquements.append(
                f"{where} : une alerte de retard sans retard, {told:%d/%m/%Y}"
            )


def _owed(lus: Lus, tache: Tache, degre: Degre, at: datetime) -> set[UUID] | None:
    """The people who must have been told by then; None where the file's list has nobody."""
    team = lus.team(tache.circle, tache.metier)
    if degre.qui == ASSIGNE:
        return _holders(lus, tache, at, team)
    if degre.qui == REMPLACANT:
        return _replacements(lus, tache, at, team)
    trade = chef(tache.metier, degre.qui)
    trade = (tache.stand_ins or {}).get(trade.partition("_")[0], trade)
    return lus.team(tache.circle, trade) or None


def _holders(lus: Lus, tache: Tache, at: datetime, team: set[UUID]) -> set[UUID] | None:
    """Who has the task in hand, else who follows the dossier; away, who stands in.

    With nobody of these on the file's list, the team.
    """
    person = _whose(lus, tache, at)
    if person is not None and lus.absence(person, at):
        person = _stand_in(lus, person, at)
    if person is not None and lus.is_listed(tache.circle, person):
        return {person}
    return _here(lus, team, at)


def _replacements(lus: Lus, tache: Tache, at: datetime, team: set[UUID]) -> set[UUID] | None:
    """Who stands in for whoever has the task; with nobody named, the rest of the team."""
    person = _whose(lus, tache, at)
    other = _stand_in(lus, person, at) if person else None
    if other is not None and lus.is_listed(tache.circle, other):
        return {other}
    return _here(lus, team, at)


def _stand_in(lus: Lus, person: UUID, at: datetime) -> UUID | None:
    """Who stands in for somebody away; where that one is away too, who stands in for them."""
    met, absence = {person}, lus.absence(person, at)
    while absence and absence.remplacant_id and absence.remplacant_id not in met:
        other: UUID = absence.remplacant_id
        met.add(other)
        absence = lus.absence(other, at)
        if absence is None:
            return other
    return None


def _whose(lus: Lus, tache: Tache, at: datetime) -> UUID | None:
    """Who had the task in hand then, else who followed the dossier that day."""
    taken = next((who for when, who in reversed(lus.taken[str(tache.id)]) if when <= at), None)
    if taken is not None and lus.absence(taken, at):
        # An absence hands it over, or to the team; nobody's name for that is kept.
        taken = _stand_in(lus, taken, at)
    if taken is not None and lus.is_listed(tache.circle, taken):
        return taken
    return lus.follower(tache.dossier, tache.metier, paris_day(at))


def _here(lus: Lus, team: set[UUID], at: datetime) -> set[UUID] | None:
    """Those of a team who are at work that day; None when nobody is."""
    return {one for one in team if not lus.absence(one, at)} or None
