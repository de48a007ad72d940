"""The journal: what is written is kept, corrected within its history, and never destroyed."""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.core.audit.models import AuditEntry
from engine.core.audit.verify import is_intact
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, DocumentTampered, NotAllowed, NotFound
from engine.migrations.metadata import metadata
from engine.suivi.accompagnement.correct_contact import correct_contact
from engine.suivi.accompagnement.correct_note import correct_note
from engine.suivi.accompagnement.given import ContactGiven
from engine.suivi.accompagnement.models import AncienEcrit, Contact, Note
from engine.suivi.accompagnement.opening import open_journal
from engine.suivi.accompagnement.read_journal import Filter, Journal, read_journal
from engine.suivi.accompagnement.record_contact import record_contact
from engine.suivi.accompagnement.withdraw_note import withdraw_note
from engine.suivi.accompagnement.write_note import write_note
from engine.suivi.garde.classes import Classe
from tests.engine.suivi.accompagnement.conftest import met
from tests.house import DAY, House


def journal(house: House, reference: str, group: str = "MDL_TS", **wanted: object) -> Journal:
    with house.acting(group) as tx:
        found = Filter(**wanted)
        return read_journal(tx, open_journal(tx, reference), found)


def texts(read: Journal) -> list[str]:
    return [note.texte for line in read.lines for note in line.notes]


def test_a_contact_is_kept_with_a_text_for_each_class(house: House, reference: str) -> None:
    with house.acting() as tx:
        met(tx, reference, PARTAGE="Point fait.", MDL="Budget serré.")
    (line,) = journal(house, reference).lines
    assert line.contact and line.contact.canal == "TELEPHONE"
    assert [(note.row.classe, note.texte) for note in line.notes] == [
        ("PARTAGE", "Point fait."),
        ("MDL", "Budget serré."),
    ]
    assert line.auteur == "Travailleur social MDL"


def test_the_same_page_sent_twice_is_one_contact(house: House, reference: str) -> None:
    kept = set()
    for _ in range(2):
        with house.acting() as tx:
            given = ContactGiven(paris_day(tx.now), "VAD", "HONORE", numero="abc")
            kept.add(record_contact(tx, reference, given).id)
    assert len(kept) == len(house.rows(Contact)) == 1


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"jour": None}, "jour", "Donnez la date du contact."),
        ({"canal": "PIGEON"}, "canal", "Choisissez parmi les réponses proposées."),
        ({"presence": ""}, "presence", "Choisissez parmi les réponses proposées."),
        ({"duree_min": -1}, "duree_min", "La durée va de 1 à 600 minutes."),
        ({"participants": ("MENAGE", "MENAGE")}, "participants", "Choisissez parmi les réponses"),
        ({"textes": {Classe.MDL: "Sécu 185057800608491"}}, "texte_MDL", "numéro de sécurité"),
    ],
)
def test_what_is_wrong_is_told_by_its_field_and_nothing_is_kept(
    house: House, reference: str, changed: dict[str, object], field: str, told: str
) -> None:
    sound = {"jour": paris_day(house.at), "canal": "VAD", "presence": "HONORE"}
    with pytest.raises(AnswersRefused) as refused, house.acting() as tx:
        record_contact(tx, reference, ContactGiven(**{**sound, **changed}))
    assert list(refused.value.errors) == [field]
    assert told in refused.value.errors[field][0]
    assert house.rows(Contact) == house.rows(Note) == []


def test_a_contact_to_come_is_a_rendez_vous(house: House, reference: str) -> None:
    given = ContactGiven(paris_day(house.at + DAY), "VAD", "HONORE")
    with pytest.raises(AnswersRefused, match="à venir"), house.acting() as tx:
        record_contact(tx, reference, given)


def test_a_corrected_note_says_so_and_keeps_what_it_said(house: House, reference: str) -> None:
    with house.acting() as tx:
        note = write_note(tx, reference, Classe.MDL, "Deux enfants.")
    house.at += timedelta(hours=1)
    with house.acting() as tx:
        correct_note(tx, reference, note.id, "Trois enfants.")
    (line,) = journal(house, reference).lines
    (read,) = line.notes
    assert read.texte == "Trois enfants."
    assert read.row.modifie_le == house.at
    assert [former.fields["texte"] for former in read.formers] == ["Deux enfants."]


def test_saying_the_same_again_changes_nothing(house: House, reference: str) -> None:
    with house.acting() as tx:
        note = write_note(tx, reference, Classe.MDL, "Deux enfants.")
    before = len(house.rows(AuditEntry))
    with house.acting() as tx:
        correct_note(tx, reference, note.id, " Deux enfants. ")
    assert house.row(Note, note.id).modifie_le is None
    assert len(house.rows(AuditEntry)) == before


def test_a_note_is_withdrawn_with_a_reason_and_stays(house: House, reference: str) -> None:
    with house.acting() as tx:
        note = write_note(tx, reference, Classe.PARTAGE, "Écrit par erreur.")
        with pytest.raises(AnswersRefused):
            withdraw_note(tx, reference, note.id, " ")
        withdraw_note(tx, reference, note.id, "Un autre ménage.")
    (read,) = journal(house, reference, "XLH_IS").lines[0].notes
    assert (read.texte, read.motif_retrait) == ("", "Un autre ménage.")
    assert house.row(Note, note.id).corps
    with pytest.raises(AnswersRefused), house.acting() as tx:
        correct_note(tx, reference, note.id, "Autre texte.")


def test_a_note_is_not_emptied_instead_of_withdrawn(house: House, reference: str) -> None:
    with house.acting() as tx:
        contact = met(tx, reference, MDL="Budget serré.")
    (note,) = house.rows(Note)
    for act in (
        lambda tx: correct_note(tx, reference, note.id, "  "),
        lambda tx: correct_contact(
            tx,
            reference,
            contact.id,
            ContactGiven(contact.jour, "VAD", "HONORE", textes={Classe.MDL: ""}),
        ),
    ):
        with pytest.raises(AnswersRefused, match="retirez la note"), house.acting() as tx:
            act(tx)


def test_a_corrected_contact_keeps_what_it_was(house: House, reference: str) -> None:
    with house.acting() as tx:
        contact = met(tx, reference, MDL="Budget serré.")
    house.at += DAY
    with house.acting() as tx:
        given = ContactGiven(
            contact.jour - DAY,
            "VAD",
            "ABSENT",
            textes={Classe.MDL: "Budget serré.", Classe.PARTAGE: "Personne."},
        )
        correct_contact(tx, reference, contact.id, given)
    (line,) = journal(house, reference).lines
    assert line.contact and (line.contact.canal, line.contact.presence) == ("VAD", "ABSENT")
    assert line.formers[0].fields == {
        "jour": contact.jour,
        "canal": "TELEPHONE",
        "presence": "HONORE",
    }
    assert texts(journal(house, reference)) == ["Personne.", "Budget serré."]


def test_only_the_author_and_their_chef_correct(house: House, reference: str) -> None:
    house.hire("bruno")
    with house.acting() as tx:
        contact = met(tx, reference, PARTAGE="Vu.")
    (note,) = house.rows(Note)
    for group in ("bruno", "XLH_IS", "XLH_PILOTE"):
        with pytest.raises(NotAllowed), house.acting(group) as tx:
            correct_note(tx, reference, note.id, "Autre.")
    with pytest.raises(NotAllowed), house.acting("XLH_IS") as tx:
        correct_contact(tx, reference, contact.id, ContactGiven(contact.jour, "VAD", "HONORE"))
    with house.acting("MDL_CHEF") as tx:
        correct_note(tx, reference, note.id, "Autre.")


def test_the_newest_comes_first_and_the_filters_narrow(house: House, reference: str) -> None:
    for text in ("Un", "Deux", "Trois"):
        with house.acting() as tx:
            met(tx, reference, PARTAGE=text)
            write_note(tx, reference, Classe.MDL, f"Note {text}")
        house.at += 10 * DAY
    read = texts(journal(house, reference))
    assert read[:2] == ["Note Trois", "Trois"] or read[:2] == ["Trois", "Note Trois"]
    assert texts(journal(house, reference, type="contact")) == ["Trois", "Deux", "Un"]
    assert texts(journal(house, reference, classe="MDL")) == ["Note Trois", "Note Deux", "Note Un"]
    middle = paris_day(house.at - 20 * DAY)
    assert set(texts(journal(house, reference, since=middle, until=middle))) == {
        "Deux",
        "Note Deux",
    }


def test_what_happens_is_in_the_journal_of_the_dossier_without_its_text(
    house: House, reference: str, case: UUID
) -> None:
    with house.acting() as tx:
        met(tx, reference, PARTAGE="Marqueur")
        write_note(tx, reference, Classe.MDL, "Marqueur")
        write_note(tx, reference, Classe.PARTAGE, "Marqueur")
    entries = house.rows(AuditEntry, AuditEntry.chain_id == case)
    told = {entry.tag: entry.circle_id for entry in entries if entry.tag.startswith("contact")}
    assert told == {"contact:recorded": house.instance(case).circle_id}
    # A note kept for one side is in the chain, and in nobody's page.
    assert [e.circle_id is None for e in entries if e.tag == "note:written"] == [True, False]
    assert "Marqueur" not in repr([vars(entry) for entry in entries])
    with house.system() as tx:
        assert is_intact(tx, house.instance(case))


def test_a_dump_of_the_database_shows_no_text(house: House, reference: str) -> None:
    with house.acting() as tx:
        met(tx, reference, PARTAGE="Marqueur un", MDL="Marqueur deux")
        note = write_note(tx, reference, Classe.BROUILLON, "Marqueur trois")
        correct_note(tx, reference, note.id, "Marqueur quatre")
        withdraw_note(tx, reference, note.id, "Marqueur cinq")
    assert house.rows(AncienEcrit)
    with house.system() as tx:
        rows = [
            repr(tuple(row))
            for table in metadata.sorted_tables
            for row in tx.session.execute(select(table))
        ]
    dump = "\n".join(rows)
    assert len(dump) > 10_000
    assert "arqueur" not in dump
    assert "arqueur" not in json.dumps(rows)


def test_a_text_moved_to_another_row_does_not_open(house: House, reference: str) -> None:
    with house.acting() as tx:
        one = write_note(tx, reference, Classe.MDL, "Un")
        other = write_note(tx, reference, Classe.MDL, "Deux")
        other.corps = one.corps
    with pytest.raises(DocumentTampered):
        journal(house, reference)


def test_a_note_of_another_dossier_is_not_found_here(house: House, reference: str) -> None:
    other = house.instance(house.open_dossier()).reference
    with house.acting() as tx:
        note = write_note(tx, other, Classe.MDL, "Ailleurs.")
    with pytest.raises(NotFound), house.acting() as tx:
        correct_note(tx, reference, note.id, "Ici.")
