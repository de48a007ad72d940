"""A household in maintien with a debt, on its way to a plan; and its accounts, in few words."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from engine.core.calendar import at_paris
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import Arrete, keep_comptes
from engine.suivi.dettes.importer.importer import confirm_import, preview_import
from engine.suivi.dettes.read import DetteLue, read_dette
from engine.suivi.dettes.relier import relier_compte
from engine.suivi.dettes.signaler import report_echeances
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import find_dossier
from tests.house import House
from tests.stories import play_until

D = Decimal
LOCATAIRE = "L-004512"
RENT, AID = D("520.00"), D("210.00")


def maintien(house: House, until: str = "accord_plan", story: str = "maintien_avec_dette") -> UUID:
    """A case of `processes/scenarios` after its step ``until``; the clock has moved.

    Its plan: 900 € in 15 échéances of 60 €, from 5 November 2026.
    """
    return play_until(house, story, until)


def on(house: House, day: date) -> None:
    """Time passes until 10 o'clock of that day: what is due fires, promises are kept."""
    house.time_passes(at_paris(day, 10))


def linked(house: House, case: UUID, locataire: str = LOCATAIRE) -> Dossier:
    """The dossier of that case, its account linked by the intervenant social."""
    dossier = house.dossier(case)
    with house.acting("XLH_IS") as tx:
        relier_compte(tx, dossier.reference, locataire)
    return dossier


def account(day: date, solde: str, paye: str | None = None, **more: Any) -> Arrete:
    """An account with the rent and the aid of our household."""
    paid = None if paye is None else D(paye)
    return Arrete(day, D(solde), RENT, paid, AID, **more)


def keep(house: House, case: UUID, *arretes: Arrete) -> None:
    """These accounts are in, and the case has been told what they show."""
    dossier = house.dossier(case)
    with house.system() as tx:
        keep_comptes(tx, [dossier], {dossier.id: arretes})
    with house.system() as tx:
        report_echeances(tx, tx.session.merge(dossier))
    house.keep_promises()


def dette(house: House, case: UUID, group: str = "MDL_TS") -> DetteLue:
    """The debt as somebody of that group reads it now."""
    with house.acting(group) as tx:
        return found(tx, house.dossier(case).reference)


def found(tx: Transaction, reference: str) -> DetteLue:
    told = read_dette(tx, find_dossier(tx, reference)[0])
    assert told is not None
    return told


def csv(*lines: str, head: str = "reference_locataire;date_arrete;solde_du") -> bytes:
    """A landlord's file, as Excel writes it: its mark, semicolons, Windows line ends."""
    return ("\ufeff" + "\r\n".join((head, *lines)) + "\r\n").encode()


def imported(house: House, data: bytes, *, all_or_nothing: bool = False) -> dict[str, int]:
    """The file previewed and confirmed by the précontentieux; its promises kept."""
    with house.acting("XLH_PREC") as tx:
        import_id = preview_import(tx, data)
    with house.acting("XLH_PREC") as tx:
        counts = confirm_import(tx, import_id, all_or_nothing=all_or_nothing)
    house.at += timedelta(seconds=1)
    house.keep_promises()
    return counts
