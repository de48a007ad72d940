"""The forms of a review become its rows: who was there, what each side says of the minutes."""

from collections.abc import Mapping
from typing import Any

from engine.bpm.instances.heard import Said, hears
from engine.core.calendar import iso_day
from engine.core.transaction import Transaction
from engine.suivi.revues.find import keep_textes, revue_of
from engine.suivi.revues.models import Revue

TEXTS = ("ordre_du_jour", "mot_des_referents", "mot_de_seance")


@hears("convoquer_revue", "preparer_syntheses", "seance_revue", "signer_mdl", "signer_bailleur")
def hear(tx: Transaction, said: Said) -> None:
    """Keep what these forms tell of the review whose case they are asked by."""
    revue = revue_of(tx, said.instance.id)
    if revue is None:  # another house's diagram asks the same form
        return
    keep_textes(tx, revue, **{name: str(said.raw.get(name) or "") for name in TEXTS})
    HEARD[said.form](tx, revue, said.raw)
    tx.session.flush()


def _convened(_tx: Transaction, revue: Revue, raw: Mapping[str, Any]) -> None:
    revue.prevue_le = iso_day(raw.get("date_revue")) or revue.prevue_le


def _prepared(_tx: Transaction, _revue: Revue, _raw: Mapping[str, Any]) -> None:
    """Its words are kept already."""


def _held(_tx: Transaction, revue: Revue, raw: Mapping[str, Any]) -> None:
    revue.tenue_le = iso_day(raw.get("date_seance")) or revue.tenue_le
    revue.presents = sorted(str(one) for one in raw.get("presents_revue") or [])


def _by_mdl(tx: Transaction, revue: Revue, raw: Mapping[str, Any]) -> None:
    revue.accepte_mdl_le = tx.now if raw.get("accord_revue_mdl") == "OUI" else None
    keep_textes(tx, revue, reserve_mdl=str(raw.get("reserve_revue_mdl") or ""))


def _by_bailleur(tx: Transaction, revue: Revue, raw: Mapping[str, Any]) -> None:
    revue.accepte_bailleur_le = tx.now if raw.get("accord_revue_bailleur") == "OUI" else None
    keep_textes(tx, revue, reserve_bailleur=str(raw.get("reserve_revue_bailleur") or ""))


HEARD = {
    "convoquer_revue": _convened,
    "preparer_syntheses": _prepared,
    "seance_revue": _held,
    "signer_mdl": _by_mdl,
    "signer_bailleur": _by_bailleur,
}
