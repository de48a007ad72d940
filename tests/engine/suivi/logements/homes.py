"""Scenarios of `processes/` played up to a step, and what the records then say of the home."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.models import Answer
from engine.suivi.demarches.checklist import Checklist, read_checklist
from engine.suivi.demarches.codes import StatutDemarche
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.logements.read import LogementSuivi, read_logements
from tests.engine.suivi.dettes.story import maintien
from tests.house import House

GLISSANT, MUTATION = "bail_glissant_mediation", "mutation_acceptee"
T2 = {
    "logement_reference": "LOT-118",
    "commune": "Dax",
    "typologie": "T2",
    "loyer": 412.5,
    "charges": 65,
    "date_proposition": "2026-10-05",
}


def played(house: House, until: str, story: str = GLISSANT) -> UUID:
    """A case after that step; the clock has moved."""
    return maintien(house, until=until, story=story)


def seen(house: House, case: UUID, group: str = "MDL_TS") -> LogementSuivi:
    """The home of that dossier, as somebody of that group reads it."""
    with house.acting(group) as tx:
        dossier, _ = find_dossier(tx, house.dossier(case).reference)
        return read_logements(tx, dossier)


def listed(house: House, case: UUID) -> Checklist:
    with house.acting() as tx:
        dossier, _ = find_dossier(tx, house.dossier(case).reference)
        return read_checklist(tx, dossier)


def statuts(found: Checklist) -> dict[str, str]:
    """What is said of each line that is not to be done any more, or not yet."""
    waits = StatutDemarche.A_FAIRE
    return {line.type.value: line.statut.value for line in found.lignes if line.statut != waits}


def correct(house: House, case: UUID, form: str, answers: Mapping[str, Any], group: str) -> None:
    """The last answers to that form are put right by who gave them."""
    found = house.rows(Answer, Answer.instance_id == case, Answer.form == form)
    last = max(found, key=lambda one: (one.at, one.corrects_id is not None))
    with house.acting(group) as tx:
        correct_answer(tx, last.id, answers, "Erreur de saisie.")
