"""Two volets of the trial: one in a dossier where a danger is possible, one opened apart.

They are added once all is played, by the people of the household's team, at their own hours:
nothing that the programme draws depends on them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import select

from engine.bpm.diagrams.load import compiled
from engine.bpm.instances.look import expected_events
from engine.bpm.instances.models import Instance
from engine.bpm.messages.notices import HANDLERS
from engine.bpm.messages.receive import report_event
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.models import Task
from engine.bpm.timers.fire import fire_due_timers
from engine.core.calendar import at_paris, next_ouvre, paris_day
from engine.core.errors import EngineError
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay
from engine.suivi.dossiers.models import Dossier, DossierInstance, Role
from engine.suivi.menages.settle import Qui, name_menage
from engine.suivi.programme.followed import Followed
from engine.suivi.programme.motion import Motion
from engine.suivi.violences.ecrire import record_ordonnance, record_protection

DANGER, APART = "danger", "acces_en_cours"
EVENT = "violence_revelee"
WHO = {
    "civilite": "MME",
    "nom": "Dubroca",
    "prenom": "Maylis",
    "date_naissance": "04/06/1991",
}
TOLD = {"contact_sur": "OUI", "accord_referente": "OUI", "protections": ["APPEL", "NUMEROS"]}
FIRST: Mapping[str, Mapping[str, Any]] = {
    "proteger_personne": TOLD,
    "evaluer_securite": {
        "suite_evaluation": "SUIVI",
        "danger_evalue": "A_SURVEILLER",
        "enfants_presents": "OUI",
        "consignes_contact": "Le matin, entre 9 h et 11 h. Ne pas laisser de message.",
    },
    "plan_securite": {
        "plan_reperes": ["NUMEROS", "PAPIERS", "SORTIES", "ECOLE"],
        "plan_signe": "OUI",
    },
    "demander_aide": {"auu_demandee": "OUI"},
}
SECOND: Mapping[str, Mapping[str, Any]] = {
    "proteger_personne": TOLD,
    "evaluer_securite": {
        "suite_evaluation": "SUIVI",
        "danger_evalue": "IMMEDIAT",
        "op_statut": "DEMANDEE",
        "plainte_deposee": "OUI",
    },
    "mettre_a_l_abri": {
        "abri_trouve": "OUI",
        "abri_type": "URGENCE",
        "abri_lieu": "Structure partenaire",
    },
    "plan_securite": {
        "plan_reperes": ["NUMEROS", "MOT_CODE", "TELEPHONE", "LIEU_SUR"],
        "plan_signe": "OUI",
    },
}


@dataclass(frozen=True)
class Scene:
    """Where a volet is played: the trial, and the household's team."""

    motion: Motion
    followed: Followed

    def person(self, group: str) -> UUID:
        return self.motion.people[self.followed.household.team[group].login]


def settle_violences(motion: Motion) -> None:
    """Play both as far as they go; nothing where a household is missing or its diagram differs."""
    for case, followed in motion.followed.items():
        if followed.household.story.name == DANGER:
            _play(Scene(motion, followed), _volet(motion, case), FIRST, days=4)
            break
    for case, followed in motion.followed.items():
        if followed.household.story.name == APART and _open_apart(Scene(motion, followed), case):
            break
    fire_due_timers(motion.database, at=motion.until)
    relay(motion.database, HANDLERS, at=motion.until)


def _open_apart(scene: Scene, case: UUID) -> bool:
    """Violences are revealed three weeks ago; the ordonnance ends in forty-five days."""
    motion, at = scene.motion, _ago(scene.motion, 21)
    known = _references(motion)
    try:
        with motion.database.transaction(scene.person("MDL_TS"), at=at) as tx:
            instance = tx.session.get_one(Instance, case)
            awaited = expected_events(tx, instance, compiled(tx, instance.release_id))
            event = next((one for one in awaited if one.message == EVENT), None)
            if event is None:
                return False
            report_event(tx, case, event.key, f"essai-{EVENT}", {})
    except EngineError:
        return False
    (reference,) = _references(motion).keys() - known.keys()
    with motion.database.transaction(scene.person("MDL_TS"), at=at) as tx:
        name_menage(tx, reference, Qui(typed=WHO))
    volet = _volet_of(motion, _references(motion)[reference])
    _play(scene, volet, SECOND, days=2)
    _protect(scene, reference)
    return True


def _protect(scene: Scene, reference: str) -> None:
    at = _ago(scene.motion, 6)
    today = paris_day(at)
    with scene.motion.database.transaction(scene.person("REFERENTE_VVC"), at=at) as tx:
        begin, end = today - timedelta(days=120), today + timedelta(days=51)
        record_ordonnance(tx, reference, "ACCORDEE", begin, end)
    texts = {
        "consignes": "SMS seulement, jamais le soir.",
        "mot_code": "mimosa",
        "ne_pas_informer": "L’ancien conjoint et sa famille",
    }
    signs = {"tgd": True, "oppi": False, "plainte": True, "adresse_confidentielle": True}
    with scene.motion.database.transaction(scene.person("REFERENTE_VVC"), at=at) as tx:
        record_protection(tx, reference, texts, signs, "DEMANDEE", today)


def _play(
    scene: Scene, volet: UUID | None, answers: Mapping[str, Mapping[str, Any]], days: int
) -> None:
    """Do the volet's tasks one after the other, some days apart, until one has no answer here."""
    last: datetime | None = None
    for element, given in answers.items():
        task = _task(scene.motion, volet, element)
        if task is None:
            return
        after = max(task.opened_at, last or task.opened_at)
        last = after + timedelta(minutes=30)
        if element != "mettre_a_l_abri":
            last = at_paris(next_ouvre(paris_day(after + timedelta(days=days))), 10)
        if last >= scene.motion.until:
            return
        day = {"plan_etabli_le": paris_day(last).isoformat()} if element == "plan_securite" else {}
        with scene.motion.database.transaction(scene.person(task.group_code), at=last) as tx:
            complete_task(tx, task.id, {**given, **day})
        relay(scene.motion.database, HANDLERS, at=last)


def _task(motion: Motion, volet: UUID | None, element: str) -> Task | None:
    with motion.database.transaction(SYSTEM, read_only=True) as tx:
        wanted = (Task.instance_id == volet, Task.element == element, Task.closed_at.is_(None))
        return tx.session.scalars(select(Task).where(*wanted)).first()


def _volet(motion: Motion, case: UUID) -> UUID | None:
    with motion.database.transaction(SYSTEM, read_only=True) as tx:
        mine = select(DossierInstance.dossier_id).where(DossierInstance.instance_id == case)
        dossier_id = tx.session.scalar(mine)
    return _volet_of(motion, dossier_id)


def _volet_of(motion: Motion, dossier_id: UUID | None) -> UUID | None:
    with motion.database.transaction(SYSTEM, read_only=True) as tx:
        mine = (DossierInstance.dossier_id == dossier_id, DossierInstance.role == Role.VIOLENCES)
        found: UUID | None = tx.session.scalar(select(DossierInstance.instance_id).where(*mine))
        return found


def _references(motion: Motion) -> dict[str, UUID]:
    with motion.database.transaction(SYSTEM, read_only=True) as tx:
        rows = tx.session.execute(select(Dossier.reference, Dossier.id))
        return {reference: dossier_id for reference, dossier_id in rows}


def _ago(motion: Motion, days: int) -> datetime:
    return at_paris(paris_day(motion.until) - timedelta(days=days), 10)
