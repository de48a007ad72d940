"""The printed pack of a review: for whoever asks, with what they may read, and never kept."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from engine.core.calendar import paris_day
from engine.core.french import day_fr, plural
from engine.core.pdf import make_pdf
from engine.core.transaction import Transaction
from engine.suivi.menages.montants import euros
from engine.suivi.revues.codes import DECISIONS, ETATS, RAISONS, Decision, Etat, RaisonFin
from engine.suivi.revues.draft import MODES
from engine.suivi.revues.figures import Chiffres
from engine.suivi.revues.find import textes_of
from engine.suivi.revues.models import Revue
from engine.suivi.revues.read import Fiche, LigneLue, fiche_of, lignes, totals

TEMPLATE = (Path(__file__).parent / "revue.typ").read_bytes()


def print_revue(tx: Transaction, revue: Revue, words: Mapping[str, str]) -> bytes:
    """A tagged PDF: a cover with totals by volet and state, then a page a dossier.

    Only the lines that the actor may see count or appear, a restricted dossier as « suivi en
    cours ». ``words`` are the French words of volets and states.
    """
    read = lignes(tx, revue)
    return make_pdf(TEMPLATE, donnees(tx, revue, read, words), tx.now).data


def donnees(
    tx: Transaction, revue: Revue, read: Sequence[LigneLue], words: Mapping[str, str]
) -> dict[str, Any]:
    """What the template shows, every text ready to be read."""
    return {
        "titre": f"Revue partenariale {revue.numero}",
        "fait": f"fait le {day_fr(paris_day(tx.now))}",
        "dit": list(_told(revue)),
        "ordre_du_jour": textes_of(tx, revue).get("ordre_du_jour", ""),
        "combien": f"{len(read)} dossier{'s' if len(read) > 1 else ''}",
        "totaux": _totals(read, words),
        "liste": [_row(one, words) for one in read],
        "fiches": [_sheet(fiche_of(tx, one), words) for one in read],
    }


def _told(revue: Revue) -> Iterator[str]:
    yield "XL Habitat et la Maison du Logement."
    yield f"{ETATS[Etat(revue.etat)]}."
    if revue.tenue_le or revue.prevue_le:
        held = revue.tenue_le is not None
        day = revue.tenue_le or revue.prevue_le
        yield f"{'Tenue' if held else 'Prévue'} le {day_fr(day)}." if day else ""
    yield "Les dossiers sont ceux que peut lire la personne qui a demandé ce support."


def _totals(read: Sequence[LigneLue], words: Mapping[str, str]) -> list[list[str]]:
    counted = totals(read)
    rows = [(f"Volet {words.get(code, code).lower()}", n) for code, n in counted["volet"].items()]
    rows += [(words.get(code, code), n) for code, n in counted["statut"].items()]
    rows += [
        (f"Décision\u00a0: {DECISIONS[Decision(code)].lower()}", n)
        for code, n in counted["decision"].items()
        if code
    ]
    return [[label, str(count)] for label, count in rows]


def _row(ligne: LigneLue, words: Mapping[str, str]) -> list[str]:
    volets = " et ".join(words.get(one, one) for one in ligne.volets)
    statut = words.get(ligne.dossier.statut, ligne.dossier.statut)
    return [ligne.reference, volets, statut, _left(ligne) or "–", _decision(ligne) or "–"]


def _sheet(fiche: Fiche, words: Mapping[str, str]) -> dict[str, Any]:
    ligne = fiche.ligne
    _, volets, statut, left, decision = _row(ligne, words)
    days = ligne.jours_restants
    until = "" if days is None else f" · {f'il reste {left}' if days >= 0 else f'durée {left}'}"
    follow_up = f", pour le {day_fr(ligne.a_revoir_le)}" if ligne.a_revoir_le else ""
    return {
        "reference": ligne.reference,
        "tete": f"{volets} · {statut}{until}",
        "faits": [list(one) for one in _facts(fiche.chiffres)] if fiche.chiffres else [],
        "synthese": ligne.synthese or fiche.brouillon,
        "decision": f"{decision}{follow_up}" if ligne.decision else "",
        "releve": ligne.releve,
    }


def _facts(about: Chiffres) -> Iterator[tuple[str, str]]:
    if about.dette is not None and about.arrete_au is not None:
        yield "Dette", f"{euros(about.dette)} au {day_fr(about.arrete_au)}"
        if about.plan_prevoit is not None:
            yield "Prévu par le plan", euros(about.plan_prevoit)
        known = {True: "repris", False: "non repris", None: "pas connu"}
        yield "Loyer courant", known[about.loyer_repris]
    if about.mode:
        since = f", depuis le {day_fr(about.entree_logement)}" if about.entree_logement else ""
        yield "Logement", f"{MODES.get(about.mode, about.mode)}{since}"
    if about.dernier_contact:
        yield "Dernier contact", day_fr(about.dernier_contact)
    if about.objectifs:
        yield "Objectifs en cours", "\u00a0; ".join(about.objectifs)
    if about.etapes:
        yield "Étapes en cours", ", ".join(about.etapes)


def _left(ligne: LigneLue) -> str:
    days = ligne.jours_restants
    if days is None:
        return ""
    told = plural(abs(days), "jour")
    return told if days >= 0 else f"dépassée de {told}"


def _decision(ligne: LigneLue) -> str:
    if ligne.decision is None:
        return ""
    reason = f" ({RAISONS[RaisonFin(ligne.raison)].lower()})" if ligne.raison else ""
    return f"{DECISIONS[Decision(ligne.decision)]}{reason}"
