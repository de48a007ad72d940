"""Two reviews of the trial programme: one past, with its minutes, and one that is being prepared.

Both are convened and moved by their diagram. The lines of the past one are put in afterwards: the
dossiers that were open then, whatever they have become.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import delete, or_, select

from engine.bpm.diagrams.publish import newest_release
from engine.bpm.messages.notices import HANDLERS
from engine.bpm.tasks.complete import complete_task
from engine.bpm.tasks.models import Task
from engine.core.calendar import add_ouvres, at_paris, paris_day, previous_ouvre
from engine.core.identity.actor import SYSTEM
from engine.core.outbox.relay import relay
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.programme.households import chance
from engine.suivi.programme.motion import Motion
from engine.suivi.revues.codes import REVUE, Decision, RaisonFin, Suite
from engine.suivi.revues.convene import convene
from engine.suivi.revues.draft import draft_synthese
from engine.suivi.revues.figures import figures_of
from engine.suivi.revues.models import LigneRevue, Revue
from engine.suivi.revues.write import RELEVE, SYNTHESE, write_synthese

PILOTE, CHEF, REFERENT = "david", "claire", "agnes"
AGO, NOTICE, AHEAD = timedelta(days=150), timedelta(days=28), timedelta(days=15)
WRITTEN_BEFORE = timedelta(hours=5)
"""The syntheses are read again the evening before, after all that the households have lived."""
SOON_AFTER = timedelta(days=75)
AGENDA = "Les dossiers ouverts, puis le bilan des entrées depuis la dernière revue."
SYNTHESES = (
    "Le ménage est présent aux rendez-vous. Le projet avance comme prévu.",
    "Les démarches sont engagées ; la réponse de la CAF est attendue.",
    "Le budget tient depuis deux mois. Reste à trouver un logement plus adapté.",
    "Deux rendez-vous manqués ce mois-ci ; une visite est prévue.",
)
RELEVES = {
    Decision.CONTINUER: "L’accompagnement continue sans changement.",
    Decision.AJUSTER: "Revoir le rythme des visites et les objectifs avec le ménage.",
    Decision.CLORE: "Les objectifs sont atteints : préparer la fin avec le ménage.",
}
SESSION = {"presents_revue": ["MDL_CHEF", "MDL_TS", "XLH_IS", "XLH_PILOTE"]}


def settle_revues(motion: Motion) -> None:
    """The past review, then the coming one; neither in a house that publishes no review."""
    with motion.database.transaction(SYSTEM, at=motion.until) as tx:
        is_published = newest_release(tx, REVUE) is not None
    if is_published:
        _settle_past(motion)
        _settle_coming(motion)


def _settle_past(motion: Motion) -> None:
    session = at_paris(previous_ouvre(paris_day(motion.until - AGO)), 14)
    with motion.database.transaction(SYSTEM, at=session) as tx:
        seen = [dossier.id for dossier in _open_then(tx, session)]
    if not seen:
        return
    case = _convene(motion, PILOTE, session - NOTICE, session)
    held = {"date_seance": paris_day(session).isoformat(), **SESSION}
    steps = (
        (REFERENT, "preparer_syntheses", {"syntheses_pretes": "OUI"}, _working_days(session, -3)),
        (CHEF, "tenir_seance", held, timedelta(hours=3)),
        (CHEF, "signer_mdl", {"accord_revue_mdl": "OUI"}, _working_days(session, 1)),
        (PILOTE, "signer_bailleur", {"accord_revue_bailleur": "OUI"}, _working_days(session, 2)),
    )
    for login, element, answers, after in steps:
        _do(motion, case, login, element, answers, session + after)
    with motion.database.transaction(SYSTEM, at=session) as tx:
        _write_past(tx, case, seen)


def _settle_coming(motion: Motion) -> None:
    session = at_paris(previous_ouvre(paris_day(motion.until + AHEAD)), 14)
    case = _convene(motion, CHEF, session - NOTICE + timedelta(days=7), session)
    at = motion.until - WRITTEN_BEFORE
    with motion.database.transaction(motion.people[REFERENT], at=at) as tx:
        revue = tx.session.scalars(select(Revue).where(Revue.instance_id == case)).one()
        mine = select(Dossier).where(
            Dossier.id.in_(select(LigneRevue.dossier_id).where(LigneRevue.revue_id == revue.id)),
            Dossier.referent_id == tx.actor.id,
            Dossier.is_restreint.is_(False),
        )
        for dossier in tx.session.scalars(mine.order_by(Dossier.reference)).all():
            draft = draft_synthese(dossier, figures_of(tx, dossier))
            text = f"{draft}\n{_said(dossier)}"
            write_synthese(tx, revue.numero, dossier.reference, 0, text)


def _convene(motion: Motion, login: str, at: datetime, session: datetime) -> UUID:
    with motion.database.transaction(motion.people[login], at=at) as tx:
        case: UUID = convene(tx, paris_day(session), AGENDA).instance_id
    relay(motion.database, HANDLERS, at=at)
    return case


def _working_days(session: datetime, count: int) -> timedelta:
    return at_paris(add_ouvres(paris_day(session), count), 10) - session


def _do(
    motion: Motion, case: UUID, login: str, element: str, answers: Mapping[str, Any], at: datetime
) -> None:
    with motion.database.transaction(motion.people[login], at=at) as tx:
        mine = (Task.instance_id == case, Task.element == element, Task.closed_at.is_(None))
        complete_task(tx, tx.session.scalars(select(Task.id).where(*mine)).one(), answers)
    relay(motion.database, HANDLERS, at=at)


def _open_then(tx: Transaction, session: datetime) -> Sequence[Dossier]:
    day = paris_day(session)
    still = or_(Dossier.date_sortie.is_(None), Dossier.date_sortie > day)
    opened = select(Dossier).where(Dossier.ouvert_le < session, still)
    return tx.session.scalars(opened.order_by(Dossier.reference)).all()


def _write_past(tx: Transaction, case: UUID, seen: Sequence[UUID]) -> None:
    """The lines of the dossiers that were open then, and no other."""
    revue = tx.session.scalars(select(Revue).where(Revue.instance_id == case)).one()
    tx.session.execute(delete(LigneRevue).where(LigneRevue.revue_id == revue.id))
    chef = tx.session.scalars(select(Task.closed_by).where(Task.element == "tenir_seance")).first()
    for dossier in tx.session.scalars(select(Dossier).where(Dossier.id.in_(seen))).all():
        decision = _decided(dossier, tx.now)
        ligne = LigneRevue(
            id=uuid4(), revue_id=revue.id, dossier_id=dossier.id, circle_id=dossier.circle_id
        )
        ligne.version, ligne.decision, ligne.suite_le = 2, decision.value, tx.now
        ligne.decision_par, ligne.decision_le = chef, tx.now
        ligne.suite = (Suite.SIGNALEE if decision is Decision.CLORE else Suite.AUCUNE).value
        if decision is Decision.CLORE:
            ligne.raison = RaisonFin.OBJECTIFS_ATTEINTS.value
        if not dossier.is_restreint:
            ligne.synthese = seal(tx, SYNTHESE, ligne.id, {"texte": _said(dossier)})
            ligne.synthese_par, ligne.synthese_le = dossier.referent_id, tx.now
            ligne.releve = seal(tx, RELEVE, ligne.id, {"texte": RELEVES[decision]})
        tx.session.add(ligne)
    tx.session.flush()


def _decided(dossier: Dossier, session: datetime) -> Decision:
    """What has happened since is what was decided then."""
    end = dossier.date_sortie
    if end is not None and dossier.date_entree and end < paris_day(session + SOON_AFTER):
        return Decision.CLORE
    return Decision.CONTINUER


def _said(dossier: Dossier) -> str:
    return chance("revue", dossier.reference).choice(SYNTHESES)
