"""What forms say of a project becomes its rows: whoever answers a task types nothing twice.

The drafting gives the draft its texts, and its objectives when none is noted yet: one a line. The
signature marks the version that waits as signed, with who is said to have signed.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import uuid4

from sqlalchemy import select

from engine.bpm.instances.heard import Said, hears
from engine.bpm.tasks.models import Task
from engine.core.calendar import paris_day
from engine.core.sealed import seal
from engine.core.transaction import Transaction
from engine.suivi.dettes.find import dossier_of
from engine.suivi.dossiers.models import Dossier
from engine.suivi.projets.codes import PARTIES, THEMES, ModeSignature, Partie, TypeProjet
from engine.suivi.projets.conclude import FORM, asks_for, mark_signed, signatures_of
from engine.suivi.projets.contenu import read_contenu, seal_contenu
from engine.suivi.projets.given import ObjectifGiven
from engine.suivi.projets.keep_objectif import add_objectif
from engine.suivi.projets.models import Projet, Signature
from engine.suivi.projets.opening import VIVANTS, objectifs_of, versions_of
from engine.suivi.projets.write_draft import add_draft

DRAFTED = {"redaction_ppal": TypeProjet.PPAL, "redaction_maintien": TypeProjet.PPML}
BULLETS = "-–—•*· \t"
MODES = {"PAPIER": ModeSignature.MANUSCRITE_SCAN, "ELECTRONIQUE": ModeSignature.ELECTRONIQUE}


@hears(*DRAFTED)
def hear_draft(tx: Transaction, said: Said) -> None:
    """The texts of the drafting go to the draft; a version prepared already stays as it is."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    projet = _drafted(tx, dossier, DRAFTED[said.form])
    if projet is None:
        return
    contenu = read_contenu(tx, projet)
    engagements = str(said.raw.get("engagements") or contenu.engagements).strip()
    contenu = replace(contenu, engagements=engagements)
    projet.corps = seal_contenu(tx, projet.id, contenu)
    projet.answer_id = said.answer_id
    # Whoever is helped by a translated summary is helped by short sentences too.
    projet.langue_simple = projet.langue_simple or said.raw.get("langue_simple") == "OUI"
    if not objectifs_of(tx, dossier):
        themes = [code for code in said.raw.get("themes_projet") or () if code in THEMES]
        for rang, line in enumerate(_lines(said.raw.get("objectifs")), 1):
            theme = themes[min(rang, len(themes)) - 1] if themes else next(iter(THEMES))
            add_objectif(tx, dossier, ObjectifGiven(theme, line), rang)
    tx.session.flush()


@hears(FORM)
def hear_signature(tx: Transaction, said: Said) -> None:
    """The version that waits is signed, as the task tells; nothing where it is already."""
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    if said.corrects_id is not None:
        _correct(tx, said)
        return
    parties = [one for one in said.raw.get("signataires") or () if one in PARTIES]
    versions = versions_of(tx, dossier)
    projet = _waiting(tx, said, versions)
    if projet is None or Partie.MENAGE not in parties:
        return
    signed = list(signatures_of(tx, projet))
    known = {one.partie for one in signed}
    signed += [_told(tx, projet, one, said) for one in parties if one not in known]
    mark_signed(tx, projet, signed, versions)


def _drafted(tx: Transaction, dossier: Dossier, type: str) -> Projet | None:
    """The draft that these answers are about; a new one where no version exists."""
    mine = versions_of(tx, dossier, type)
    if not mine:
        return add_draft(tx, dossier, type, mine)
    return next((one for one in mine if one.is_draft), None)


def _lines(text: Any) -> list[str]:
    lines = [line.strip(BULLETS) for line in str(text or "").splitlines()]
    return [line for line in lines if line]


def _waiting(tx: Transaction, said: Said, versions: Sequence[Projet]) -> Projet | None:
    """The version to sign of the volet whose task it is: one that was prepared comes first."""
    processes = [
        row.process
        for row in tx.session.identity_map.values()
        if isinstance(row, Task) and row.form == FORM and row.instance_id == said.instance.id
    ]
    waiting = [one for one in versions if one.statut in VIVANTS]
    if len(processes) == 1:
        waiting = [one for one in waiting if asks_for(processes[0], one.type)]
    return min(waiting, key=lambda one: one.is_draft, default=None)


def _told(tx: Transaction, projet: Projet, partie: str, said: Said) -> Signature:
    """A signature that a form tells: by whom of that party, it does not say."""
    signature_id = uuid4()
    told = said.raw.get("date_signature")
    signature = Signature(
        id=signature_id,
        dossier_id=projet.dossier_id,
        circle_id=projet.circle_id,
        auteur_id=tx.actor.id,
        ecrit_le=tx.now,
        projet_id=projet.id,
        partie=partie,
        mode=MODES.get(str(said.raw.get("mode_signature")), ModeSignature.MANUSCRITE_SCAN),
        jour=date.fromisoformat(str(told)) if told else paris_day(tx.now),
        sha256=None,
        answer_id=said.answer_id,
        corps=seal(tx, "signature_projet", signature_id, {"signataire": "", "trace": ""}),
    )
    tx.session.add(signature)
    return signature


def _correct(tx: Transaction, said: Said) -> None:
    """Another day, for the signatures that the corrected answer had told."""
    told = said.raw.get("date_signature")
    mine = select(Signature).where(Signature.answer_id == said.corrects_id)
    for signature in tx.session.scalars(mine):
        signature.answer_id = said.answer_id
        if told:
            signature.jour = date.fromisoformat(str(told))
    tx.session.flush()
