"""What will come in a dossier, and another date for it."""

from collections.abc import Mapping, Sequence
from datetime import date

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.models import Instance
from engine.bpm.timers.coming import Coming, coming
from engine.bpm.timers.move import DAY, move_timer, put_back_timer
from engine.core.access import Permission, require
from engine.core.calendar import paris_day
from engine.core.errors import NotFound, TimerNotWaiting
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance, find_dossier, is_whole
from engine.suivi.menages.saisie import Saisie


def coming_of(tx: Transaction, instance: Instance) -> Sequence[Coming]:
    """What time will do in a dossier that its actor reads whole."""
    return coming(tx, instance, compiled(tx, instance.release_id))


def find_coming(tx: Transaction, reference: str, key: str) -> tuple[Dossier, Coming]:
    """One of them, for whoever may move it; TimerNotWaiting once it has come."""
    dossier, instance = _open(tx, reference)
    require(tx, Permission.TIMER_MOVE, instance)
    for one in coming_of(tx, instance):
        if one.key == key:
            return dossier, one
    raise TimerNotWaiting(key=key)


def move_echeance(tx: Transaction, reference: str, key: str, typed: Mapping[str, str]) -> Coming:
    """To the day ``jour``, for a ``motif``, as it is then; AnswersRefused in words.

    Not after the last day of the measure (domain 5.8: its reminders are counted from that day),
    unless the diagram itself plans later; and what guards a limit is only brought forward, so
    that no T01, T02 or legal reminder can be put off.
    """
    dossier, instance = _open(tx, reference)
    saisie = Saisie(typed, paris_day(tx.now))
    day = saisie.day(DAY, ask="Indiquez le nouveau jour.")
    motif = saisie.text("motif", most=500, ask="Dites pourquoi la date change.")
    saisie.refuse()
    assert day
    move_timer(tx, instance.id, key, day, motif, latest=last_day(dossier))
    tx.flush()
    return find_coming(tx, reference, key)[1]


def put_back_echeance(tx: Transaction, reference: str, key: str) -> Coming:
    """To the date that the diagram plans, as it is then."""
    _, instance = _open(tx, reference)
    put_back_timer(tx, instance.id, key)
    tx.flush()
    return find_coming(tx, reference, key)[1]


def last_day(dossier: Dossier) -> date | None:
    """The last day of the measure, while it goes on."""
    return None if dossier.date_sortie else dossier.date_fin_max


def _open(tx: Transaction, reference: str) -> tuple[Dossier, Instance]:
    dossier, _ = find_dossier(tx, reference)
    if not is_whole(tx, dossier):
        raise NotFound(reference=reference)
    return dossier, entry_instance(tx, dossier.id)
