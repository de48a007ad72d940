"""Somebody to protect: a dossier whose pré-diagnostic finds a danger, and its volet."""

from typing import Any
from uuid import UUID

from engine.core.access.models import CircleMember
from engine.suivi.dossiers.models import DossierInstance, Role
from tests.engine.suivi.menages.homes import DANGER
from tests.house import PARTAGE, House

GROUPS = ("MDL_TS", "MDL_CHEF", "REFERENTE_VVC", "XLH_IS", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE")
OUI = {"contact_sur": "OUI", "accord_referente": "OUI", "protections": ["APPEL"]}
IMMEDIAT = {"suite_evaluation": "SUIVI", "danger_evalue": "IMMEDIAT"}
SURVEILLE = {"suite_evaluation": "SUIVI", "danger_evalue": "A_SURVEILLER"}
PLAN = {"plan_reperes": ["NUMEROS", "SAC"], "plan_etabli_le": "2026-09-08", "plan_signe": "OUI"}


def in_danger(house: House) -> tuple[UUID, UUID]:
    """The case of a dossier, and that of its volet."""
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    house.do(case, "prediagnostic", DANGER)
    return case, volet_of(house, house.dossier(case).id)


def volet_of(house: House, dossier_id: UUID) -> UUID:
    """The case of a dossier's volet."""
    mine = (DossierInstance.dossier_id == dossier_id, DossierInstance.role == Role.VIOLENCES)
    (link,) = house.rows(DossierInstance, *mine)
    found: UUID = link.instance_id
    return found


def agreed(house: House, **evaluation: Any) -> tuple[UUID, UUID]:
    """The same once the référente unique was told, and has evaluated."""
    case, volet = in_danger(house)
    house.do(volet, "proteger_personne", OUI)
    house.do(volet, "evaluer_securite", {**SURVEILLE, **evaluation})
    return case, volet


def listed(house: House, volet: UUID) -> set[str]:
    """Who is on the volet's list, by group."""
    names = {person: group for group, person in house.people.items()}
    members = house.rows(CircleMember, CircleMember.circle_id == house.instance(volet).circle_id)
    return {member.group_code or names[member.person_id] for member in members}
