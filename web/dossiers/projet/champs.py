"""What was typed in the pages of a project, read without being judged: the engine judges."""

import base64
import binascii
from datetime import date
from uuid import UUID

from engine.suivi.projets.codes import ModeSignature
from engine.suivi.projets.contenu import TEXTES
from engine.suivi.projets.given import ActionGiven, BrouillonGiven, ObjectifGiven
from engine.suivi.projets.settle import Avancee
from engine.suivi.projets.sign import SignatureGiven
from web.dossiers.accompagnement.champs import Typed, day_typed

DRAWN = "data:image/png;base64,"
OBJECTIF, ACTION = "objectif_", "action_"


def objectif_typed(form: Typed) -> ObjectifGiven:
    day, is_read = _day(form, "echeance")
    return ObjectifGiven(
        theme=form.get("theme", ""),
        libelle=form.get("libelle", ""),
        cible=form.get("cible", ""),
        statut=form.get("statut", "A_FAIRE"),
        echeance=day,
        is_day_read=is_read,
    )


def action_typed(form: Typed) -> ActionGiven:
    day, is_read = _day(form, "echeance")
    return ActionGiven(
        responsable=form.get("responsable", ""),
        libelle=form.get("libelle", ""),
        statut=form.get("statut", "PLANIFIEE"),
        echeance=day,
        is_day_read=is_read,
    )


def brouillon_typed(form: Typed) -> BrouillonGiven:
    days = {name: _day(form, name) for name in ("debut", "fin")}
    return BrouillonGiven(
        textes={name: form[name] for name in TEXTES if name in form},
        langue_resume=form.get("langue_resume", ""),
        langue_simple="langue_simple" in form,
        debut=days["debut"][0],
        fin=days["fin"][0],
        unread=[name for name, (_, is_read) in days.items() if not is_read],
    )


def avancee_typed(form: Typed) -> Avancee:
    """What was ticked, on the project's page or at a visit."""
    return Avancee(_statuts(form, OBJECTIF), _statuts(form, ACTION))


def signature_typed(form: Typed, partie: str, name: str, data: bytes) -> SignatureGiven:
    """A signature; ``name`` and ``data`` are those of the file that was sent."""
    is_paper = form.get("mode") == ModeSignature.MANUSCRITE_SCAN
    return SignatureGiven(
        partie=partie,
        mode=form.get("mode", ""),
        signataire=form.get("signataire_papier" if is_paper else "signataire", ""),
        jour=day_typed(form.get("jour", "")),
        trace=_drawn(form.get("trace", "")),
        is_said="je_signe" in form,
        nom_fichier=name,
        fichier=data,
    )


def _statuts(form: Typed, prefix: str) -> dict[UUID, str]:
    found = {}
    for name, value in form.items():
        try:
            if name.startswith(prefix) and value:
                found[UUID(name.removeprefix(prefix))] = value
        except ValueError:
            continue
    return found


def _day(form: Typed, name: str) -> tuple[date | None, bool]:
    """The day, and whether what was typed could be read; nothing typed is read."""
    text = form.get(name, "").strip()
    day = day_typed(text) if text else None
    return day, day is not None or not text


def _drawn(text: str) -> bytes:
    """The picture that the script of the page sends; what is none is refused by the engine."""
    if not text:
        return b""
    try:
        return base64.b64decode(text.removeprefix(DRAWN), validate=True) or b"?"
    except binascii.Error:
        return b"?"
