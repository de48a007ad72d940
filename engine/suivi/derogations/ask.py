"""Ask for a longer measure than the programme's maximum, where the partners have opened it."""

from collections.abc import Mapping
from datetime import date, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select

from engine.bpm.instances.advance import lock_instance
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import NotAllowed, NotFound
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.derogations.errors import DerogationClose, DerogationFermee
from engine.suivi.derogations.models import Derogation, MotifDerogation, StatutDerogation
from engine.suivi.dossiers.models import Dossier, Statut
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.saisie import Saisie
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.regles.read import regle

RULE, OPEN = "DEROGATION_DUREE", "OUVERTE"
KIND = "derogation"
LONGEST = timedelta(days=366)


def is_open(tx: Transaction) -> bool:
    """Whether the dated rule lets a measure last longer today (domain 0.1, point 1: off)."""
    return bool(regle(tx, RULE, paris_day(tx.now)).valeur == OPEN)


def ask_derogation(tx: Transaction, reference: str, typed: Mapping[str, str]) -> Derogation:
    """``nouvelle_date`` as the new last day, a ``motif``, and the situation in words, sealed.

    DerogationFermee while the rule is closed; DerogationClose while another request waits;
    AnswersRefused in words. Nothing of the measure changes before both partners have signed.
    """
    dossier = require_asker(tx, reference)
    if not is_open(tx):
        raise DerogationFermee(reference=reference)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    tx.session.refresh(dossier)
    if waiting_for(tx, dossier.id) is not None:
        raise DerogationClose(reference=reference)
    day, motif, situation = _read(tx, dossier, typed)
    assert dossier.date_fin_max
    row_id = uuid4()
    row = Derogation(
        id=row_id,
        dossier_id=dossier.id,
        circle_id=dossier.circle_id,
        nouvelle_date=day,
        ancienne_date=dossier.date_fin_max,
        motif=motif,
        contenu=seal(tx, KIND, row_id, {"situation": situation}),
        statut=StatutDerogation.DEMANDEE,
        demandee_par=tx.actor.id,
        demandee_le=tx.now,
        close_le=None,
    )
    tx.session.add(row)
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "exemption:asked", reference)
    return row


def withdraw_derogation(tx: Transaction, reference: str, row_id: UUID) -> None:
    """The MDL gives its request up, while it waits."""
    dossier = require_asker(tx, reference)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    row = tx.session.get(Derogation, row_id, populate_existing=True)
    if row is None or row.dossier_id != dossier.id:
        raise NotFound(row_id=row_id)
    if row.statut != StatutDerogation.DEMANDEE:
        raise DerogationClose(row_id=row_id)
    row.statut, row.close_le = StatutDerogation.RETIREE, tx.now
    tx.session.flush()
    record(tx, instance, dossier.circle_id, "exemption:withdrawn", reference)


def waiting_for(tx: Transaction, dossier_id: UUID) -> Derogation | None:
    """The request that waits for signatures, if there is one."""
    waits = (Derogation.dossier_id == dossier_id, Derogation.statut == StatutDerogation.DEMANDEE)
    return tx.session.scalars(select(Derogation).where(*waits)).first()


def _read(tx: Transaction, dossier: Dossier, typed: Mapping[str, str]) -> tuple[date, str, str]:
    """The new last day, why, and the situation; AnswersRefused in words."""
    saisie = Saisie(typed, paris_day(tx.now))
    day = saisie.day("nouvelle_date", ask="Indiquez le nouveau dernier jour.")
    motif = saisie.choice("motif", list(MotifDerogation), ask="Dites pourquoi.")
    situation = saisie.text("situation", most=500, ask="Dites en quelques mots la situation.")
    if dossier.statut != Statut.EN_COURS or dossier.date_fin_max is None:
        saisie.wrong("nouvelle_date", "Seule une mesure en cours se prolonge.")
    elif day and not dossier.date_fin_max < day <= dossier.date_fin_max + LONGEST:
        saisie.wrong("nouvelle_date", "Ce jour vient après la fin prévue, d’un an au plus.")
    saisie.refuse()
    assert day
    return day, motif, situation


def require_asker(tx: Transaction, reference: str) -> Dossier:
    """The dossier, for the MDL's people who write its life; NotAllowed otherwise."""
    dossier = open_rubrique(tx, reference, Rubrique.VIE, write=True)
    if tx.actor.organisation != "MDL":
        raise NotAllowed(reference=reference)
    return dossier
