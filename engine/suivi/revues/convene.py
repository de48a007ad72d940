"""Convene a review: by a partner, or by the year's dates."""

import re
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from engine.bpm.diagrams.publish import newest_release
from engine.bpm.instances.start import begin, newest
from engine.core import access
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, NotAllowed
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database, Transaction
from engine.suivi.garde.textes import check_texts
from engine.suivi.partage.lire import may_write
from engine.suivi.partage.rubriques import LECTURE, Rubrique
from engine.suivi.regles.read import regle
from engine.suivi.revues.actions import PREFIX, next_numero
from engine.suivi.revues.codes import REVUE, Etat
from engine.suivi.revues.errors import RevueEnCours
from engine.suivi.revues.find import keep_textes, revue_of
from engine.suivi.revues.models import Revue

MAX_AGENDA = 1_000
DAY_AND_MONTH = re.compile(r"(\d\d)/(\d\d)")
STILL_DUE = timedelta(days=45)
"""A date that nobody has seen for so long is not made up for (the program was not running)."""


def convene(tx: Transaction, jour: date, ordre_du_jour: str = "") -> Revue:
    """A review on that day, by the pilote or the chef de service; its preparation begins at once.

    NotAllowed for another trade; RevueEnCours while one is not over; AnswersRefused for a day
    that is past, and for what `check_texts` refuses.
    """
    if not may_write(tx, Rubrique.REVUE):
        raise NotAllowed(rubrique=Rubrique.REVUE.value, person=str(tx.actor.id))
    _refuse_another(tx)
    if jour < paris_day(tx.now):
        raise AnswersRefused(errors={"date_revue": ["Cette date est passée."]})
    check_texts({"ordre_du_jour": ordre_du_jour}, MAX_AGENDA)
    revue = _begin(tx, jour)
    keep_textes(tx, revue, ordre_du_jour=ordre_du_jour)
    tx.session.flush()
    return revue


def open_due_revue(database: Database, *, at: datetime | None = None) -> int:
    """Open the review whose date has come (rule REVUE_DATES), once; how many were opened.

    The programme holds two a year (fiche projet). It begins by the task « Convoquer »; nothing
    is opened before the diagram of reviews is published.
    """
    with database.transaction(SYSTEM, at=at) as tx:
        if newest_release(tx, REVUE) is None:
            return 0
        due = _last_due(tx, paris_day(tx.now))
        if due is None or _has_one_since(tx, due):
            return 0
        try:
            _refuse_another(tx)
        except RevueEnCours:
            return 0
        _begin(tx, None)
        return 1


def _begin(tx: Transaction, jour: date | None) -> Revue:
    reference = f"{PREFIX}{next_numero(tx)}"
    circle_id: UUID = access.open_circle(tx, LECTURE[Rubrique.REVUE])
    variables = {"reference": reference, "date_revue": jour}
    instance, _ = begin(tx, newest(tx, REVUE), reference, circle_id, variables)
    record(tx, instance, circle_id, "case:started", instance.id)
    revue = revue_of(tx, instance.id)
    if revue is None:  # two were convened at the same moment: the other has taken the number
        raise RevueEnCours
    return revue


def _refuse_another(tx: Transaction) -> None:
    open_one = select(Revue.numero).where(Revue.etat != Etat.TERMINEE).limit(1)
    if (numero := tx.session.scalar(open_one)) is not None:
        raise RevueEnCours(numero=numero)


def _last_due(tx: Transaction, today: date) -> date | None:
    """The last of the year's dates (« 15/04 et 15/10 ») that has come, and is not too old."""
    told = DAY_AND_MONTH.findall(str(regle(tx, "REVUE_DATES", today).valeur))
    years = (today.year - 1, today.year)
    days = [date(year, int(month), int(day)) for year in years for day, month in told]
    come = [day for day in days if today - STILL_DUE <= day <= today]
    return max(come, default=None)


def _has_one_since(tx: Transaction, due: date) -> bool:
    """A review that a partner has convened shortly before stands for the one of the date."""
    rows = tx.session.scalars(select(Revue.ouverte_le))
    return any(paris_day(opened) >= due - STILL_DUE for opened in rows)
