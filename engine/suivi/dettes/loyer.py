"""After an account has come: tell the case, once, that the rent is unpaid again.

« À nouveau »: the account before showed the month's rent paid whole. A household that already
pays nothing is followed by its plan, and its case is not told each month.
"""

from sqlalchemy import select

from engine.bpm.messages.models import Subscription
from engine.bpm.messages.receive import receive_message
from engine.core.errors import DuplicateMessage
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import comptes_of, is_rent_paid
from engine.suivi.dossiers.models import Dossier

MESSAGE = "loyer_impaye_nouveau"


def report_rent(tx: Transaction, dossier: Dossier) -> bool:
    """Whether the case was told now. One month is told once, by the message's identifier.

    Nothing where the case does not wait for it (only the maintien does), nor when an account
    does not say what was paid.
    """
    comptes = comptes_of(tx, dossier.id)[-2:]
    if [is_rent_paid(compte) for compte in comptes] != [True, False]:
        return False
    tx.flush()
    waits = select(Subscription.key).where(
        Subscription.message == MESSAGE, Subscription.correlation_key == dossier.reference
    )
    if tx.session.scalar(waits.limit(1)) is None:
        return False
    month = comptes[-1].arrete_au.replace(day=1)
    try:
        message_id, said = f"{MESSAGE}:{dossier.id}:{month:%Y-%m}", {"mois_impaye": str(month)}
        receive_message(tx, message_id, MESSAGE, dossier.reference, said)
    except DuplicateMessage:
        return False
    return True
