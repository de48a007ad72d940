"""The trial households' journal: contacts, notes, rendez-vous and documents, as the steps are done.

Each is written by who does the step, in its transaction and at its hour, through the use cases of
the journal's pages; nothing of it decides what the household does next.
"""

from collections.abc import Iterator
from contextlib import suppress
from random import Random

from sqlalchemy import select

from engine.core.calendar import add_ouvres, at_paris, paris_day
from engine.core.errors import EngineError
from engine.core.transaction import Transaction
from engine.suivi.accompagnement.codes import Statut
from engine.suivi.accompagnement.given import ContactGiven, RendezVousGiven
from engine.suivi.accompagnement.models import RendezVous
from engine.suivi.accompagnement.plan_rendez_vous import plan_rendez_vous
from engine.suivi.accompagnement.record_contact import record_contact
from engine.suivi.accompagnement.settle_rendez_vous import settle_rendez_vous
from engine.suivi.accompagnement.write_note import write_note
from engine.suivi.documents.keep import keep_document
from engine.suivi.documents.read import open_documents
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.garde.classes import Classe
from engine.suivi.programme.ecrits import (
    ENTRETIENS,
    IN_DANGER,
    LAST,
    MEETS_AGAIN,
    NOTES,
    PRECISIONS,
    VISITS,
    Note,
)
from engine.suivi.programme.households import Household
from engine.suivi.programme.people import weighted
from engine.suivi.programme.pieces import pdf_of, plan_png

WAYS = {"AUCUN": 2, "SMS": 4, "APPEL": 2, "LETTRE": 1, "MAIN_PROPRE": 1}
CAME = {Statut.HONORE: 8, Statut.ABSENT: 1, Statut.EXCUSE: 1}
INTERPRETED = 0.12
"""How often a household needs an interpreter; the same one all along."""
ENTRY = ("État des lieux", "Entrée dans les lieux.", "Compteurs relevés.", "Bon état général.")
INCOME = ("Justificatifs de ressources", "Relevé des ressources du foyer.", "Trois derniers mois.")
SIGNAL = ("Signalement", "Signalement de l’impayé.", "Accusé de réception joint.")
Piece = tuple[str, str, str, bytes]


def follow(tx: Transaction, household: Household, reference: str, task: str) -> None:
    """What whoever has done this task writes in the journal beside it, if anything.

    A refusal (a file that the task has just closed to them) leaves the task done.
    """
    luck = household.luck("journal", task, household.turn(f"journal/{task}"))
    with suppress(EngineError), tx.attempt():
        if task in VISITS or task in LAST:
            _settle(tx, reference, luck, is_last=task in LAST)
        _meet(tx, household, reference, task, luck)
        for note in _notes(household, task):
            if luck.random() < note.often:
                write_note(tx, reference, Classe(note.classe), luck.choice(note.texts))
        for piece in _pieces(household, task, luck):
            keep_document(tx, open_documents(tx, reference), *piece)
        if task in MEETS_AGAIN:
            _plan(tx, household, reference, luck)


def _meet(tx: Transaction, household: Household, reference: str, task: str, luck: Random) -> None:
    met = ENTRETIENS.get(f"{task}/{household.story.volet}") or ENTRETIENS.get(task)
    if met is None or luck.random() > met.often:
        return
    texts = {Classe.PARTAGE: luck.choice(met.partage)} if met.partage else {}
    if met.mdl and tx.actor.organisation == "MDL":
        texts[Classe.MDL] = luck.choice(met.mdl)
    given = ContactGiven(
        jour=paris_day(tx.now),
        canal=met.canal,
        presence="HONORE",
        duree_min=luck.choice(met.minutes),
        participants=met.participants,
        textes=texts,
    )
    record_contact(tx, reference, given)


def _notes(household: Household, task: str) -> tuple[Note, ...]:
    in_danger = household.story.name == "danger" and task in MEETS_AGAIN
    return NOTES.get(task, ()) + (IN_DANGER if in_danger else ())


def _settle(tx: Transaction, reference: str, luck: Random, is_last: bool) -> None:
    """The rendez-vous that have come since are held, most of them; the last step leaves none."""
    dossier, _ = find_dossier(tx, reference)
    mine = (RendezVous.dossier_id == dossier.id, RendezVous.statut == Statut.PREVU)
    for row in tx.session.scalars(select(RendezVous).where(*mine).order_by(RendezVous.debut)).all():
        if row.debut <= tx.now:
            settle_rendez_vous(tx, reference, row.id, weighted(luck, CAME))
        elif is_last:
            settle_rendez_vous(tx, reference, row.id, Statut.ANNULE)


def _plan(tx: Transaction, household: Household, reference: str, luck: Random) -> None:
    """Another rendez-vous, in three to five weeks, at an hour of the office."""
    day = add_ouvres(paris_day(tx.now), luck.randint(15, 24))
    speaks = household.luck("interprète")
    place = luck.choice(("DOMICILE", "DOMICILE", "BUREAU"))
    given = RendezVousGiven(
        debut=at_paris(day, luck.choice((9, 10, 11, 14, 15, 16)), luck.choice((0, 30))),
        duree_min=luck.choice((30, 45, 60)),
        lieu=place,
        precision=luck.choice(PRECISIONS[place]),
        lieu_sensible=household.story.name == "danger",
        langue=speaks.choice(("ar", "uk", "es")) if speaks.random() < INTERPRETED else "",
        rappel=weighted(luck, WAYS),
    )
    plan_rendez_vous(tx, reference, given)


def _pieces(household: Household, task: str, luck: Random) -> Iterator[Piece]:
    """The documents that come with a step: type, class, name of the file, bytes."""
    if task == "remise_cles":
        yield "ETAT_DES_LIEUX", "PARTAGE", "etat-des-lieux.pdf", _page(household, *ENTRY)
    if task == "visite_j15" and luck.random() < 0.7:
        walls = ((4, 4, 120, 80), (4, 79, 70, 156), (69, 79, 156, 156), (119, 4, 156, 80))
        yield "PHOTO", "PARTAGE", "plan-du-logement.png", plan_png(160, walls)
    if task == "diagnostic_maintien" and luck.random() < 0.6:
        yield "RESSOURCES", "MDL", "ressources.pdf", _page(household, *INCOME)
    if task == "signalement_caf":
        yield "PROCEDURE", "XLH", "signalement.pdf", _page(household, *SIGNAL)


def _page(household: Household, title: str, *lines: str) -> bytes:
    return pdf_of(title, (*lines, f"Pièce d’essai n° {household.number}"))
