"""A review in a house: convened, prepared, held, accepted."""

from datetime import date, timedelta
from uuid import UUID

from engine.core.calendar import paris_day
from engine.suivi.dossiers.models import Dossier
from engine.suivi.revues.convene import convene
from engine.suivi.revues.models import LigneRevue, Revue
from engine.suivi.revues.write import Decide, decide
from tests.house import PARTAGE, House
from tests.stories import PREDIAGNOSTIC, let_in

PRESENTS = {"date_seance": "2026-09-28", "presents_revue": ["MDL_CHEF", "XLH_PILOTE"]}


def entered(house: House) -> str:
    """The reference of a household in the programme."""
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    house.do(case, "prediagnostic", PREDIAGNOSTIC)
    let_in(house, case)
    house.keep_promises()
    return house.instance(case).reference


def restricted(house: House) -> str:
    """The reference of a dossier that danger has restricted."""
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    house.do(case, "prediagnostic", {**PREDIAGNOSTIC, "danger": "AVERE"})
    house.keep_promises()
    return house.instance(case).reference


def convened(house: House, group: str = "XLH_PILOTE") -> Revue:
    """A review three weeks from now, its lines there."""
    with house.acting(group) as tx:
        convene(tx, in_three_weeks(house), "Les entrées de l’été")
    house.keep_promises()
    return revue(house)


def in_three_weeks(house: House) -> date:
    return paris_day(house.at) + timedelta(days=21)


def held(house: House) -> Revue:
    """The same, its session open."""
    found = convened(house)
    house.do(found.instance_id, "preparer_syntheses", {"syntheses_pretes": "OUI"})
    house.keep_promises()
    return revue(house)


def decided(house: House, reference: str, said: Decide, group: str = "MDL_CHEF") -> None:
    with house.acting(group) as tx:
        decide(tx, revue(house).numero, reference, ligne(house, reference).version, said)


def accepted(house: House, mdl: str = "OUI", bailleur: str = "OUI") -> Revue:
    """The session ends, and each side says what it thinks of the minutes."""
    case: UUID = revue(house).instance_id
    house.do(case, "tenir_seance", PRESENTS)
    house.do(case, "signer_mdl", {"accord_revue_mdl": mdl})
    house.do(case, "signer_bailleur", {"accord_revue_bailleur": bailleur})
    while house.keep_promises():
        pass
    return revue(house)


def revue(house: House) -> Revue:
    (found,) = house.rows(Revue)
    assert isinstance(found, Revue)
    return found


def ligne(house: House, reference: str) -> LigneRevue:
    (dossier,) = house.rows(Dossier, Dossier.reference == reference)
    (found,) = house.rows(LigneRevue, LigneRevue.dossier_id == dossier.id)
    assert isinstance(found, LigneRevue)
    return found
