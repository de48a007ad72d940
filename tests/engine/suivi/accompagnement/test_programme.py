"""The trial households have a journal that agrees with their steps."""

from pathlib import Path

import pytest
from sqlalchemy import select

from engine.bpm.dialect.folder import Folder
from engine.bpm.instances.models import Answer
from engine.core.calendar import paris_day
from engine.core.identity.actor import SYSTEM
from engine.core.sealed import unseal
from engine.suivi.accompagnement.models import Contact, Note, RendezVous
from engine.suivi.documents.models import Document
from engine.suivi.documents.read import content_of, documents_of
from engine.suivi.documents.types import is_active, mime_of
from engine.suivi.garde.numeros import forbidden_numbers
from engine.suivi.programme.pieces import pdf_of, plan_png
from tests.engine.suivi.conftest import Played, play


def test_whoever_was_visited_has_been_met(played: Played) -> None:
    dossier = played.dossier("deux_volets")
    contacts = played.rows(Contact, Contact.dossier_id == dossier.id)
    told = played.rows(Answer, Answer.element.in_(["visite_j15", "suivi_mensuel"]))
    heard = {contact.answer_id for contact in contacts}
    mine = [answer for answer in told if answer.circle_id == dossier.circle_id]
    assert mine and {answer.id for answer in mine} <= heard
    assert len(contacts) > len(mine)
    for contact in contacts:
        assert paris_day(contact.ecrit_le) >= contact.jour


def test_rendez_vous_follow_each_other(played: Played) -> None:
    rows = played.rows(RendezVous)
    assert {row.statut for row in rows} >= {"HONORE", "PREVU"}
    for row in rows:
        assert row.debut > row.ecrit_le
        if row.statut in ("HONORE", "ABSENT"):
            assert row.modifie_le > row.debut


def test_each_class_has_notes_and_none_holds_a_number(played: Played) -> None:
    assert {note.classe for note in played.rows(Note)} >= {"PARTAGE", "MDL", "XLH", "VVC"}
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        for note in tx.session.scalars(select(Note)):
            assert not forbidden_numbers(unseal(tx, "note", note.id, note.corps)["texte"])


def test_documents_open_and_are_what_they_say(played: Played) -> None:
    dossier = played.dossier("bail_direct")
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        found = documents_of(tx, dossier)
        assert {one.row.type for one in found} >= {"ETAT_DES_LIEUX"}
        for one in found:
            assert mime_of(content_of(tx, one)) == one.row.mime


def test_the_same_seed_gives_the_same_journal(folder: Folder, tmp_path: Path) -> None:
    told = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        done = play(tmp_path / name, folder, ("bail_direct", "surendettement"))
        notes = sorted((note.jour, note.classe) for note in done.rows(Note))
        planned = sorted((row.debut, row.statut) for row in done.rows(RendezVous))
        papers = sorted((row.type, row.sha256) for row in done.rows(Document))
        told.append((notes, planned, papers))
        done.database.dispose()
    assert told[0] == told[1] and all(told[0])


@pytest.mark.parametrize(
    "data", [pdf_of("Essai (é)", ["Une ligne", "œuvre"]), plan_png(9, [(1, 1, 8, 8)])]
)
def test_the_small_files_are_sound(data: bytes) -> None:
    mime = mime_of(data)
    assert mime and not is_active(data, mime)
