"""Rehearse the programme: invented households through real files, and what comes out of it."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from engine.bpm.dialect.folder import Folder
from engine.bpm.messages.notices import NEW_TASK
from engine.core.identity.actor import SYSTEM
from engine.core.transaction import Database
from engine.suivi.aside import throw_away
from engine.suivi.repetition import charge, cout
from engine.suivi.repetition.charge import count_load, hours_by_trade
from engine.suivi.repetition.chemins import draw_menages
from engine.suivi.repetition.chiffres import (
    count_durees,
    count_motifs,
    count_natures,
    count_volet,
)
from engine.suivi.repetition.controle import Compte, count_seuils
from engine.suivi.repetition.controle_contacts import count_contacts, read_rencontres
from engine.suivi.repetition.controle_courriels import NATURES, Courriels, count_courriels
from engine.suivi.repetition.controle_retards import count_retards
from engine.suivi.repetition.cout import count_cost
from engine.suivi.repetition.gens import draw_absences
from engine.suivi.repetition.hypotheses import tell_hypotheses
from engine.suivi.repetition.jouer import Joueur, Tell
from engine.suivi.repetition.periode import Periode
from engine.suivi.repetition.releve import Releve, open_incidents, read_releves
from engine.suivi.repetition.releve_retards import read_retards
from engine.suivi.repetition.scene import NAME, settle_scene
from engine.suivi.repetition.veilles import VEILLES

MOTIFS = "motif_sortie"
VOLETS = ("ACCES", "MAINTIEN")
CLES: Mapping[str, str] = {
    "parametres": "ce qui a été demandé : ménages, mois, graine, premier et dernier jour",
    "volets": "par volet : repérés, entrés, sans suite, en cours à la fin, sortis",
    "durees": "mesures closes, en mois : moyenne, médiane, parts au-delà de 6 et de 12 mois",
    "sorties": "sorties par nature et par motif, ensemble et par volet",
    "plafond": "par seuil des douze mois : dossiers, rappels transmis, manquements",
    "rappels": "messages transmis, par modèle ; « tâche à faire » compté à part",
    "cout": "coût d’un parcours en euros, sa formule et ses hypothèses",
    "charge": "par mois : mesures, actes, heures, part des 1,5 poste ; hypothèses",
    "gens": "absences jouées, avec remplacement ou non ; tâches faites",
    "contacts": "par délai sans rencontre : dossiers, rappels transmis, manquements",
    "courriels": "courriels partis, par nature ; messages qui devaient partir ; manquements",
    "retards": "par degré de la table D6 : tâches en retard, personnes prévenues, manquements",
    "hypotheses": "ce qui est supposé : poids de chaque parcours, gens, ce qui n’est pas joué",
    "controle": "dossiers bloqués, actes refusés, manquements aux seuils ; vides si tout va bien",
}
"""What each key of ``--json`` holds. Counts are whole; months, hours and shares are rounded."""


@dataclass(frozen=True)
class Repetition:
    """What came out: everything that is told, and whether all that was owed was done."""

    resultat: Mapping[str, Any]
    libelles: Mapping[str, str]
    """How the form of exits calls each reason."""

    @property
    def is_kept(self) -> bool:
        """No threshold without its escalation, no case stuck."""
        controle = self.resultat["controle"]
        return not controle["manquements"] and not controle["blocages"]

    def as_json(self) -> str:
        """The same text for the same request, byte for byte."""
        return json.dumps(self.resultat, ensure_ascii=False, indent=2)


def rehearse(folder: Folder, menages: int, mois: int, graine: int, tell: Tell) -> Repetition:
    """Play ``menages`` households over ``mois`` months on a base that is thrown away.

    DiagramRefused when a file of ``folder`` must be mended before it can be in force.
    """
    periode = Periode(mois=mois)
    with throw_away(NAME) as database:
        gens = settle_scene(database, folder, periode)
        absences = draw_absences(periode, graine)
        joueur = Joueur(database, gens, periode.finit, absences, veilles=VEILLES)
        joueur.play(draw_menages(menages, periode, graine), tell)
        demande = {"menages": menages, "mois": mois, "graine": graine}
        return tell_all(database, folder, periode, joueur, demande)


def tell_all(
    database: Database,
    folder: Folder,
    periode: Periode,
    joueur: Joueur,
    demande: Mapping[str, Any],
) -> Repetition:
    """Everything that the rows say once all is played."""
    with database.transaction(SYSTEM, read_only=True, at=periode.finit) as tx:
        releves, stuck, lus = read_releves(tx), open_incidents(tx), read_retards(tx)
        courriels = count_courriels(tx, lus, periode.finit)
        rencontres = read_rencontres(tx)
    comptes = count_seuils(releves, periode.finit)
    noms = {one.reference: one.nom for one in releves}
    retards = count_retards(lus, periode.finit, noms)
    contacts = count_contacts(releves, rencontres, periode.finit)
    tous: Sequence[Compte | Courriels] = (*comptes, *retards, *contacts, courriels)
    resultat = {
        "parametres": {**demande, **_days(periode)},
        "volets": {v: asdict(count_volet(_of(releves, v))) for v in VOLETS},
        "durees": {"ENSEMBLE": _durees(releves)} | {v: _durees(_of(releves, v)) for v in VOLETS},
        "sorties": {"ENSEMBLE": _sorties(releves)} | {v: _sorties(_of(releves, v)) for v in VOLETS},
        "plafond": [asdict(compte) for compte in comptes],
        "rappels": _rappels(releves, folder),
        "cout": _cout(releves, demande["menages"], periode.mois),
        "charge": _charge(releves, periode),
        "gens": _gens(joueur),
        "contacts": [asdict(compte) for compte in contacts],
        "courriels": _courriels(courriels),
        "retards": [asdict(compte) for compte in retards],
        "hypotheses": tell_hypotheses(),
        "controle": _controle(tous, stuck, joueur),
    }
    return Repetition(resultat, _libelles(folder))


def _controle(
    tous: Sequence[Compte | Courriels], stuck: Sequence[tuple[str, str]], joueur: Joueur
) -> dict[str, list[str]]:
    """What went wrong, in words; nothing of the rest is worth reading before it."""
    refused = Counter(refusal[1:] for refusal in joueur.refused)
    return {
        "manquements": [fault for one in tous for fault in one.manquements],
        "blocages": [" ".join(one) for one in sorted(stuck)],
        "refus": [f"{what} : {why} ({count})" for (what, why), count in sorted(refused.items())],
    }


def _days(periode: Periode) -> dict[str, str]:
    return {"debut": periode.debut.isoformat(), "fin": periode.dernier.isoformat()}


def _of(releves: Sequence[Releve], volet: str) -> list[Releve]:
    """A household counts once, by its entry volet (domain 0.1, 15)."""
    return [one for one in releves if one.volet == volet]


def _durees(releves: Sequence[Releve]) -> dict[str, Any]:
    found = asdict(count_durees(releves))
    return {key: value if value is None else round(value, 2) for key, value in found.items()}


def _sorties(releves: Sequence[Releve]) -> dict[str, Any]:
    natures = count_natures(releves)
    names = ("POSITIVE", "NEUTRE", "NEGATIVE")
    return {
        "natures": {name: natures.get(name, 0) for name in names},
        "motifs": count_motifs(releves),
    }


def _libelles(folder: Folder) -> dict[str, str]:
    form = folder.sources.forms.get(MOTIFS)
    return {
        value: label
        for question in (form.fields if form else ())
        for value, label in question.options
    }


def _rappels(releves: Sequence[Releve], folder: Folder) -> dict[str, Any]:
    counts: Counter[str] = Counter()
    for releve in releves:
        for (template, _), times in releve.told.items():
            counts[template] += len(times)
    tasks, labels = counts.pop(NEW_TASK, 0), folder.messages
    models = {
        template: {"libelle": labels.get(template, {}).get("libelle", template), "nombre": count}
        for template, count in sorted(counts.items())
    }
    return {"total": sum(counts.values()), "taches_annoncees": tasks, "modeles": models}


def _courriels(courriels: Courriels) -> dict[str, Any]:
    natures = {
        nature: {"libelle": libelle, "nombre": courriels.envoyes.get(nature, 0)}
        for nature, libelle in NATURES.items()
    }
    return {**asdict(courriels), "envoyes": natures}


def _cout(releves: Sequence[Releve], menages: int, mois: int) -> dict[str, Any]:
    found = count_cost(menages, sum(one.date_entree is not None for one in releves), mois)
    euros = {key: None if value is None else int(value) for key, value in asdict(found).items()}
    return {**euros, "formule": cout.FORMULE, "hypotheses": list(cout.HYPOTHESES)}


def _charge(releves: Sequence[Releve], periode: Periode) -> dict[str, Any]:
    months = [
        {**asdict(one), "heures": round(one.heures, 1), "part": round(one.part, 3)}
        for one in count_load(releves, periode)
    ]
    trades = {trade: round(hours, 1) for trade, hours in hours_by_trade(releves).items()}
    return {
        "postes": charge.POSTES,
        "mois": months,
        "heures_par_metier": trades,
        "hypotheses": list(charge.HYPOTHESES),
    }


def _gens(joueur: Joueur) -> dict[str, int]:
    absences = joueur.presence.absences
    return {
        "absences": len(absences),
        "absences_remplacees": sum(one.remplacant is not None for one in absences),
        "taches_faites": len(joueur.done),
        "oublis": joueur.oublis,
        "oublis_rappeles": joueur.rappeles,
        "actes_par_un_remplacant": joueur.remplacees,
    }
