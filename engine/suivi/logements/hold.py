"""Take the home of a dossier in hand, to note what no task asks."""

from dataclasses import dataclass
from datetime import date

from engine.bpm.instances.advance import lock_instance
from engine.bpm.instances.models import Instance
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.saisie import Saisie
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique


@dataclass(frozen=True)
class Held:
    """A dossier whose case, which owns the audit chain, is locked."""

    dossier: Dossier
    instance: Instance


def hold(tx: Transaction, reference: str) -> Held:
    """NotFound and NotAllowed as for any part of a dossier; LOGEMENT is written."""
    dossier = open_rubrique(tx, reference, Rubrique.LOGEMENT, write=True)
    return Held(dossier, lock_instance(tx, entry_instance(tx, dossier.id).id))


def read_one_day(tx: Transaction, field: str, typed: str, *, ask: str, latest: bool) -> date:
    """One day typed in a field of its own; AnswersRefused in words, by that field."""
    today = paris_day(tx.now)
    saisie = Saisie({field: typed}, today)
    jour = saisie.day(field, ask=ask, latest=today if latest else None)
    saisie.refuse()
    assert jour is not None
    return jour
