"""Nothing in the database names anybody: no byte of its file, no line of its dump."""

from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import select

from engine.core.audit.models import AuditEntry
from engine.core.crypto import Keyring, new_key
from engine.core.reseal import reseal_all
from engine.core.sealed import sealed_columns, unseal
from engine.core.transaction import Database
from engine.suivi.menages.coordonnees import add_coordonnee, correct_coordonnee
from engine.suivi.menages.keep_apart import keep_apart
from engine.suivi.menages.keep_personne import add_personne, correct_personne
from engine.suivi.menages.merge import merge
from engine.suivi.menages.models import Personne
from engine.suivi.menages.situations import record_situation
from tests.engine.suivi.menages.homes import agree, open_for, read, restrict
from tests.house import House

SECRETS = (
    "Zabaloetxe",
    "Philomène",
    "Oyhenard",
    "Barnabé",
    "14/07/1977",
    "1977-07-14",
    "0639980042",
    "06 39 98 00 42",
    "Tchalabart",
    "ne rien dire à Anatole",
    "occitan",
    "1313,13",
    "1313.13",
    "CURATELLE",
)
WHO = {
    "civilite": "MME",
    "nom": "Zabaloetxe",
    "nom_naissance": "Oyhenard",
    "prenom": "Philomène",
    "date_naissance": "14/07/1977",
}


def live(house: House) -> None:
    """All that can be kept of a household is, then corrected, merged, marked and restricted."""
    house.hire("COLLEGUE")
    reference, twin = open_for(house, **WHO), open_for(house, **WHO)
    other = open_for(house, "COLLEGUE", nom="Barnabé")
    for one in (reference, twin, other):
        agree(house, one)
    with house.acting() as tx:
        person = add_personne(
            tx,
            reference,
            {
                **WHO,
                "prenom": "Barnabé",
                "lien": "CONJOINT",
                "langue": "occitan",
                "protection": "CURATELLE",
            },
        )
        correct_personne(tx, reference, person, 1, {**WHO, "lien": "CONJOINT"})
        phone = add_coordonnee(
            tx,
            reference,
            {
                "type": "TELEPHONE",
                "valeur": "06 39 98 00 42",
                "consigne": "ne rien dire à Anatole",
                "protegee": "1",
            },
        )
        home = {"type": "ADRESSE", "valeur": "9 chemin de Tchalabart, Dax"}
        correct_coordonnee(tx, reference, phone, 1, home)
        typed = {"ressource_type_0": "RSA", "ressource_montant_0": "1313,13"}
        record_situation(tx, reference, {"au": "01/09/2026", **typed})
    with house.acting("MDL_CHEF") as tx:
        merge(tx, reference, twin)
        keep_apart(tx, reference, other, "VOISINAGE")
    restrict(house, twin)
    assert read(house, twin) is not None


def found_in(text: bytes) -> list[str]:
    return [word for word in SECRETS if word.encode() in text]


def test_no_byte_of_the_sqlite_file_names_anybody(sqlite_house: House) -> None:
    live(sqlite_house)
    sqlite_house.database.dispose()
    place = Path(sqlite_house.url.removeprefix("sqlite:///"))
    kept = b"".join(path.read_bytes() for path in place.parent.glob(f"{place.name}*"))
    assert len(kept) > 100_000
    assert found_in(kept) == []


def test_no_line_of_a_dump_of_postgresql_names_anybody(postgres_house: House) -> None:
    live(postgres_house)
    lines = []
    with psycopg.connect(postgres_house.url) as connection:
        tables = connection.execute(
            "select tablename from pg_tables where schemaname = 'public'"
        ).fetchall()
        for (table,) in tables:
            statement = sql.SQL("copy {} to stdout").format(sql.Identifier(table))
            with connection.cursor().copy(statement) as copy:
                lines += [bytes(part) for part in copy]
    dump = b"".join(lines)
    # bytea is dumped in hexadecimal: a text left open would be there in that form.
    hexadecimal = [word for word in SECRETS if word.encode().hex().encode() in dump]
    assert (found_in(dump), hexadecimal) == ([], [])
    assert len(dump) > 10_000


def test_the_journal_keeps_no_value(house: House) -> None:
    live(house)
    told = str([(e.tag, e.subject, e.fields) for e in house.rows(AuditEntry)])
    assert found_in(told.encode()) == []


def test_a_new_key_opens_and_seals_all_of_it_again(house: House) -> None:
    live(house)
    both = Keyring({1: house.key, 2: new_key()})
    database = Database(house.url, both)
    assert reseal_all(database) > 10
    assert {row.identite[0] for row in house.rows(Personne)} == {2}
    database.dispose()


@pytest.mark.parametrize("word", ["Zabaloetxe", "CURATELLE"])
def test_the_words_looked_for_are_really_there_once_opened(sqlite_house: House, word: str) -> None:
    """So that the tests above would see them."""
    live(sqlite_house)
    with sqlite_house.system() as tx:
        opened = [
            str(unseal(tx, kind, row_id, text))
            for key, column, kind in sealed_columns()
            if kind in ("personne", "etat_anterieur")
            for row_id, text in tx.session.execute(select(key, column))
        ]
    assert any(word in text for text in opened)
