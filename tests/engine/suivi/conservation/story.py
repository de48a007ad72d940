"""A household whose name is written everywhere that a person can write, through the use cases."""

import json
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import select

from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.models import Answer
from engine.bpm.messages.receive import receive_message
from engine.bpm.tasks.draft import save_draft
from engine.core.calendar import paris_day
from engine.core.identity.actor import SYSTEM
from engine.core.sealed import sealed_columns
from engine.core.transaction import Database
from engine.migrations.metadata import metadata
from engine.suivi.accompagnement.correct_note import correct_note
from engine.suivi.accompagnement.given import ContactGiven, RendezVousGiven
from engine.suivi.accompagnement.plan_rendez_vous import plan_rendez_vous
from engine.suivi.accompagnement.record_contact import record_contact
from engine.suivi.accompagnement.withdraw_note import withdraw_note
from engine.suivi.accompagnement.write_note import write_note
from engine.suivi.conservation.conduire import Bilan, run
from engine.suivi.documents.keep import keep_document
from engine.suivi.documents.withdraw import withdraw_document
from engine.suivi.garde.classes import Classe
from engine.suivi.menages.coordonnees import add_coordonnee, correct_coordonnee
from engine.suivi.menages.keep_personne import add_personne
from engine.suivi.menages.models import Coordonnee
from engine.suivi.menages.situations import record_situation
from tests.engine.suivi.dettes.story import account, keep, linked
from tests.engine.suivi.documents.files import PDF
from tests.engine.suivi.menages.homes import dossier_of, open_for
from tests.house import PARTAGE, House

NOM = "Quilichini"
DIT = f"Mme {NOM} dit"
PREDIAGNOSTIC = {
    "date_prediagnostic": "2026-09-07",
    "situation_logement": "CHRS",
    "difficultes": ["RESSOURCES"],
    "atouts": DIT,
    "danger": "NON_ABORDE",
    "adhesion": "OUI",
    "territoire": "DANS",
    "avis_prediagnostic": "FAVORABLE",
}
REFUS = {"date_commission": "2026-09-07"}
AVIS_MDL = {"avis_mdl": "REFUS", "motif_refus": "HORS_PUBLIC", "motif_ecart": DIT, **REFUS}
AVIS_BAILLEUR = {
    "avis_bailleur": "REFUS",
    "motif_refus_bailleur": "HORS_PUBLIC",
    "motivation": DIT,
    **REFUS,
}


def planted(house: House, **who: str) -> str:
    """A dossier refused by both partners, after everybody has written; its reference."""
    reference = open_for(house, "MDL_TS", nom=NOM, nom_naissance=f"{NOM}-Née", **who)
    case = _case(house, reference)
    house.do(case, "information_partage", PARTAGE)
    _tell_household(house, reference)
    _write(house, reference)
    _owe(house, case)
    draft = house.task(case, "prediagnostic")
    with house.acting("MDL_TS") as tx:
        save_draft(tx, draft.id, {"atouts": DIT})
    house.do(case, "prediagnostic", PREDIAGNOSTIC)
    _correct(house, case)
    house.do(case, "avis_mdl", AVIS_MDL)
    house.do(case, "avis_bailleur", AVIS_BAILLEUR)
    with house.system() as tx:
        receive_message(tx, f"m-{reference}", "message_inconnu", reference, {"texte": DIT})
    assert dossier_of(house, reference).statut == "SANS_SUITE"
    return reference


def _case(house: House, reference: str) -> UUID:
    dossier = dossier_of(house, reference)
    found = house.rows(Answer, Answer.circle_id == dossier.circle_id)
    instance: UUID = found[0].instance_id
    return instance


def _tell_household(house: House, reference: str) -> None:
    with house.acting("MDL_TS") as tx:
        child = {"nom": NOM, "prenom": "Léa", "lien": "ENFANT_MINEUR"}
        add_personne(tx, reference, child)
        where = {"type": "ADRESSE", "valeur": f"chez {NOM}", "consigne": f"demander {NOM}"}
        row_id = add_coordonnee(tx, reference, where)
        record_situation(tx, reference, {"au": "2026-09-07", "charge_LOYER": "400"})
    with house.acting("MDL_TS") as tx:
        version = tx.session.get_one(Coordonnee, row_id).version
        correct_coordonnee(tx, reference, row_id, version, {**where, "plages": "le soir"})


def _write(house: House, reference: str) -> None:
    """Contacts, notes of every class, rendez-vous and documents, corrected and withdrawn."""
    with house.acting("MDL_TS") as tx:
        texts = {Classe.PARTAGE: DIT, Classe.MDL: DIT}
        met = ContactGiven(paris_day(tx.now), "VAD", "HONORE", textes=texts)
        record_contact(tx, reference, met)
        note = write_note(tx, reference, Classe.BROUILLON, DIT).id
        gone = write_note(tx, reference, Classe.MDL, DIT).id
        soon = RendezVousGiven(tx.now + timedelta(days=2), 30, "AUTRE", precision=f"chez {NOM}")
        plan_rendez_vous(tx, reference, soon)
        paper = keep_document(tx, dossier_of(house, reference), "AUTRE", "MDL", f"{NOM}.pdf", PDF)
    with house.acting("MDL_TS") as tx:
        correct_note(tx, reference, note, f"{DIT} encore")
        withdraw_note(tx, reference, gone, f"c’est {NOM}")
        withdraw_document(tx, reference, paper.id, f"c’est {NOM}")
    with house.acting("XLH_IS") as tx:
        theirs = write_note(tx, reference, Classe.XLH, DIT).id
        keep_document(tx, dossier_of(house, reference), "AUTRE", "XLH", f"{NOM}.pdf", PDF)
    with house.acting("XLH_IS") as tx:
        correct_note(tx, reference, theirs, f"{DIT} bien")


def _owe(house: House, case: UUID) -> None:
    linked(house, case, f"L-{NOM.upper()[:6]}-001")
    keep(house, case, account(paris_day(house.at), "640.00"))


def _correct(house: House, case: UUID) -> None:
    mine = (Answer.instance_id == case, Answer.element == "prediagnostic")
    (answer,) = house.rows(Answer, *mine)
    with house.acting("MDL_TS") as tx:
        correct_answer(tx, answer.id, {**PREDIAGNOSTIC, "atouts": f"{DIT} !"}, f"vu {NOM}")


# --- looking -----------------------------------------------------------------


def opened(database: Database, *names: str) -> Iterator[str]:
    """Every sealed column that, opened with the keys, says one of these names."""
    with database.transaction(SYSTEM, read_only=True) as tx:
        for key, column, kind in sealed_columns():
            for row_id, sealed in tx.session.execute(select(key, column)):
                plain = tx.keys.open(sealed, f"{kind}:{row_id}") if sealed else b""
                if any(name in _read(plain) for name in names):
                    yield f"{column.class_.__tablename__}.{column.key}"


def _read(plain: bytes) -> str:
    """The text; what JSON writes by numbers (« \\u00e9 ») in letters."""
    text = plain.decode(errors="replace")
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text


def clear(database: Database, *names: str) -> Iterator[str]:
    """Every clear column of the schema whose text says one of these names."""
    with database.transaction(SYSTEM, read_only=True) as tx:
        for table in metadata.sorted_tables:
            for row in tx.session.execute(select(table)).mappings():
                for column, value in row.items():
                    shown = value.decode(errors="replace") if isinstance(value, bytes) else value
                    if any(name in str(shown) for name in names):
                        yield f"{table.name}.{column}"


def days_pass(house: House, days: int) -> None:
    """The clock alone moves."""
    house.at += timedelta(days=days)


def daily(house: House) -> Bilan:
    """What the worker does each day, now."""
    return run(house.database, at=house.at)


def ends(house: House, *days: int) -> None:
    """A run after each of these waits, in days."""
    for wait in days:
        days_pass(house, wait)
        daily(house)
