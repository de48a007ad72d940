"""Open a dossier, by MDL's door or by the landlord's."""

import secrets
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite

from engine.bpm.forms.read import Form
from engine.bpm.instances.models import Instance
from engine.bpm.instances.start import newest, start_form, start_instance
from engine.core import access
from engine.core.calendar import paris_day
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Compteur, Dossier, DossierInstance, Role, Statut
from engine.suivi.menages.apart import is_listed_by_name
from engine.suivi.menages.listing import EQUIPE
from engine.suivi.menages.settle import Qui, settle_menage
from engine.suivi.referents.models import MotifReferent, RoleReferent
from engine.suivi.referents.noter import note_first, note_referent

ROOT = "entree_dispositif"
# Who follows the programme's ordinary files on both sides (domain 4.8, class PARTAGE).
CERCLE = ("MDL_TS", "MDL_CHEF", "XLH_IS", "XLH_RELOG", "XLH_PILOTE")


def open_dossier(tx: Transaction, answers: Mapping[str, Any], qui: Qui | None = None) -> Dossier:
    """A new dossier, its household, its circle, and its case from the answers to the start form.

    Somebody of MDL who opens it is its référent; by the landlord's door it has none yet.
    ``qui`` is who the household is (`menages/settle.py` says what is refused); a rehearsal names
    nobody. AnswersRefused leaves nothing behind.
    """
    access.require(tx, access.Permission.CASE_START, None)
    menage_id = settle_menage(tx, qui) if qui else None
    circle_id = access.open_circle(tx, _groups(tx, menage_id), [tx.actor.id] if tx.actor.id else [])
    dossier = Dossier(
        reference=take_reference(tx),
        circle_id=circle_id,
        menage_id=menage_id,
        porte=tx.actor.organisation or None,
        volet=str(answers.get("volet") or "ACCES"),
        statut=Statut.REPERE,
        is_restreint=False,
        referent_id=tx.actor.id if tx.actor.organisation == "MDL" else None,
        ouvert_le=tx.now,
    )
    tx.session.add(dossier)
    tx.session.flush()
    _note_opener(tx, dossier)
    start_entry(tx, dossier, answers)
    return dossier


def start_entry(tx: Transaction, dossier: Dossier, answers: Mapping[str, Any]) -> Instance:
    """The case that carries a dossier, begun by the answers to the start form (AnswersRefused)."""
    instance = start_instance(tx, ROOT, dossier.reference, dossier.circle_id, answers)
    link = DossierInstance(dossier_id=dossier.id, instance_id=instance.id, role=Role.ENTREE)
    tx.session.add(link)
    return instance


def _note_opener(tx: Transaction, dossier: Dossier) -> None:
    """Whoever has met the household follows it for their side."""
    if dossier.referent_id is not None:
        note_first(tx, dossier, dossier.referent_id, MotifReferent.OUVERTURE)
    elif tx.actor.id is not None and "XLH_IS" in tx.actor.groups:
        note_referent(tx, dossier, RoleReferent.BAILLEUR, tx.actor.id, MotifReferent.OUVERTURE)


def opening_form(tx: Transaction) -> Form:
    """The form that opens a dossier."""
    return start_form(newest(tx, ROOT))


def _groups(tx: Transaction, menage_id: UUID | None) -> set[str]:
    """The ordinary circle, without the MDL's team for a household whose list names people."""
    is_by_name = menage_id is not None and is_listed_by_name(tx, menage_id)
    return set(CERCLE) - ({EQUIPE} if is_by_name else set())


def take_reference(tx: Transaction) -> str:
    """A reference of the year, by one statement: the first two dossiers of a year that are opened
    at once do not collide.

    Later than those before it, and not the next one: `numbers_skipped`.
    """
    year, step = paris_day(tx.now).year, 1 + numbers_skipped()
    dialect = postgresql if tx.session.get_bind().dialect.name == "postgresql" else sqlite
    first: Any = dialect.insert(Compteur).values(annee=year, dernier=step)
    following = {"dernier": Compteur.dernier + step}
    number = tx.session.scalar(
        first.on_conflict_do_update(index_elements=["annee"], set_=following).returning(
            Compteur.dernier
        )
    )
    return f"{year}-{number:04d}"


def numbers_skipped() -> int:
    """How many numbers no dossier takes before the next one does: as long as a coin falls so.

    A colleague who sees every ordinary file would read a restricted one, and its day, in the number
    that is missing (domain 4.8: absent from counts). Numbers are missing everywhere.
    """
    count = 0
    while secrets.randbits(1):
        count += 1
    return count
