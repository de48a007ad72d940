"""Documents are kept sealed, read by their class, withdrawn with a reason, never destroyed."""

import socket
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Thread
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.core.access import widen_circle
from engine.core.audit.models import AuditEntry
from engine.core.crypto import Keyring, new_key
from engine.core.errors import AnswersRefused, DocumentTampered, NotAllowed, NotFound
from engine.core.reseal import reseal_all
from engine.core.transaction import Database
from engine.suivi.documents.antivirus import AntivirusSilent, FileInfected, scan
from engine.suivi.documents.keep import MAX_BYTES, keep_document
from engine.suivi.documents.models import Document, PartieDocument
from engine.suivi.documents.read import content_of, documents_of, find_document, open_documents
from engine.suivi.documents.withdraw import withdraw_document
from tests.engine.suivi.documents import files
from tests.house import PARTAGE, House


@pytest.fixture
def case(house: House) -> UUID:
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    return case


@pytest.fixture
def reference(house: House, case: UUID) -> str:
    return house.instance(case).reference


def keep(
    house: House,
    reference: str,
    data: bytes = files.PDF,
    classe: str = "PARTAGE",
    group: str = "MDL_TS",
    name: str = "bail signé.pdf",
    type: str = "BAIL",
) -> Document:
    with house.acting(group) as tx:
        return keep_document(tx, open_documents(tx, reference), type, classe, name, data)


def content(house: House, reference: str, document: Document, group: str = "MDL_TS") -> bytes:
    with house.acting(group) as tx:
        return content_of(tx, find_document(tx, reference, document.id))


def test_a_document_is_given_back_as_it_came(house: House, reference: str) -> None:
    big = files.pdf(b"<</Type /Catalog>>", body=b"%" + b"Marqueur" * 100_000 + b"\n")
    document = keep(house, reference, big)
    assert content(house, reference, document) == big
    assert (document.mime, document.taille) == ("application/pdf", len(big))
    parts = house.rows(PartieDocument, PartieDocument.document_id == document.id)
    assert len(parts) == 4
    assert not any(b"arqueur" in part.contenu for part in parts)
    with house.acting() as tx:
        (read,) = documents_of(tx, open_documents(tx, reference))
    assert (read.nom, read.auteur) == ("bail signé.pdf", "Travailleur social MDL")


def test_its_name_and_content_are_nowhere_in_clear(
    house: House, reference: str, case: UUID
) -> None:
    document = keep(house, reference, name="Mme Marqueur.pdf")
    row = house.row(Document, document.id)
    assert b"Marqueur" not in row.nom
    entries = house.rows(AuditEntry, AuditEntry.chain_id == case)
    assert "Marqueur" not in repr([vars(entry) for entry in entries])


@pytest.mark.parametrize(
    ("changed", "field", "told"),
    [
        ({"data": b""}, "fichier", "Choisissez un fichier."),
        ({"name": ""}, "fichier", "Choisissez un fichier."),
        ({"data": b"MZ"}, "fichier", "n’est pas d’un type accepté (PDF, JPG, PNG, DOCX, ODT)"),
        ({"data": files.docx(**{"word/vbaProject.bin": b"x"})}, "fichier", "macros"),
        ({"data": b"%PDF-" + b"0" * MAX_BYTES + b"%%EOF"}, "fichier", "dépasse 10 Mo"),
        ({"type": "ROMAN"}, "type", "Choisissez parmi"),
        ({"name": "185057800608491.pdf"}, "fichier", "numéro de sécurité sociale"),
    ],
)
def test_what_is_refused_is_told_and_leaves_nothing(
    house: House, reference: str, changed: dict[str, Any], field: str, told: str
) -> None:
    with pytest.raises(AnswersRefused) as refused:
        keep(house, reference, **changed)
    assert told in refused.value.errors[field][0]
    assert house.rows(Document) == house.rows(PartieDocument) == []


def test_the_folder_of_a_file_is_not_kept_with_its_name(house: House, reference: str) -> None:
    document = keep(house, reference, name=r"C:\Users\Dupin\bail.pdf")
    with house.acting() as tx:
        assert find_document(tx, reference, document.id).nom == "bail.pdf"


def test_each_class_is_read_by_its_own(house: House, case: UUID, reference: str) -> None:
    house.hire("collegue")
    with house.system() as tx:
        for group in ("XLH_PREC", "REFERENTE_VVC"):
            widen_circle(tx, house.dossier(case).circle_id, group)
    writers = {"PARTAGE": "MDL_TS", "MDL": "MDL_TS", "XLH": "XLH_IS", "VVC": "REFERENTE_VVC"}
    for classe, group in writers.items():
        keep(house, reference, classe=classe, group=group)
    read = {
        "MDL_TS": {"PARTAGE", "MDL", "VVC"},
        "collegue": {"PARTAGE", "MDL"},
        "MDL_CHEF": {"PARTAGE", "MDL"},
        "XLH_IS": {"PARTAGE", "XLH"},
        "XLH_PILOTE": {"PARTAGE", "XLH"},
        "XLH_PREC": {"XLH"},
        "REFERENTE_VVC": {"VVC"},
    }
    documents = house.rows(Document)
    for group, classes in read.items():
        with house.acting(group) as tx:
            found = documents_of(tx, open_documents(tx, reference))
            assert {one.row.classe for one in found} == classes, group
        for document in documents:
            if document.classe in classes:
                assert content(house, reference, document, group)
            else:
                with pytest.raises(NotFound):
                    content(house, reference, document, group)


@pytest.mark.parametrize(
    ("group", "classe"),
    [("MDL_TS", "XLH"), ("XLH_IS", "MDL"), ("MDL_CHEF", "VVC"), ("XLH_PILOTE", "PARTAGE"),
     ("XLH_PILOTE", "XLH"), ("XLH_RELOG", "XLH")],
)  # fmt: skip
def test_nobody_keeps_a_document_of_a_class_not_their_own(
    house: House, reference: str, group: str, classe: str
) -> None:
    with pytest.raises(NotAllowed):
        keep(house, reference, classe=classe, group=group)


def test_a_withdrawn_document_stays_and_is_given_to_nobody(house: House, reference: str) -> None:
    document = keep(house, reference)
    with pytest.raises(NotAllowed), house.acting("XLH_IS") as tx:
        withdraw_document(tx, reference, document.id, "Erreur")
    with pytest.raises(AnswersRefused), house.acting() as tx:
        withdraw_document(tx, reference, document.id, " ")
    with house.acting() as tx:
        withdraw_document(tx, reference, document.id, "D’un autre ménage")
    with pytest.raises(NotFound):
        content(house, reference, document)
    with house.acting("XLH_IS") as tx:
        (told,) = documents_of(tx, open_documents(tx, reference))
        assert (told.motif_retrait, told.is_withdrawable) == ("D’un autre ménage", False)
    assert house.rows(PartieDocument)


def test_a_document_of_another_dossier_is_not_found_here(house: House, reference: str) -> None:
    other = house.instance(house.open_dossier()).reference
    document = keep(house, other)
    with pytest.raises(NotFound):
        content(house, reference, document)


def test_parts_that_were_exchanged_are_seen(house: House, reference: str) -> None:
    document = keep(house, reference, files.pdf(b"<<>>", body=b"%" + b"ab" * 400_000 + b"\n"))
    with house.system() as tx:
        one, two = tx.session.scalars(
            select(PartieDocument).order_by(PartieDocument.rang).limit(2)
        ).all()
        one.rang = 99
        tx.session.flush()
        two.rang = 0
        tx.session.flush()
        one.rang = 1
    with pytest.raises(DocumentTampered):
        content(house, reference, document)


def test_a_photo_is_kept_without_what_it_tells(house: House, reference: str) -> None:
    document = keep(house, reference, files.jpeg(files.exif()), name="a.jpg", type="PHOTO")
    assert b"GPS" not in content(house, reference, document)


def test_a_damaged_photo_is_not_kept_with_what_it_tells(house: House, reference: str) -> None:
    cut = files.jpeg(files.exif()).replace(b"\xff\xdb", b"\x00\xdb")
    with pytest.raises(AnswersRefused, match="abîmée"):
        keep(house, reference, cut, name="a.jpg", type="PHOTO")
    assert house.rows(PartieDocument) == []


def test_a_new_key_seals_the_documents_again(house: House, reference: str) -> None:
    document = keep(house, reference)
    database = Database(house.url, Keyring({1: house.key, 2: new_key()}))
    try:
        assert reseal_all(database) >= 2
    finally:
        database.dispose()
    (part,) = house.rows(PartieDocument, PartieDocument.document_id == document.id)
    assert part.contenu[0] == 2


# --- the antivirus -----------------------------------------------------------


@contextmanager
def clamd(answer: bytes, path: Path | None = None) -> Iterator[tuple[str, list[bytes]]]:
    """A clamd that reads one INSTREAM and gives that answer; what it was sent."""
    family = socket.AF_UNIX if path else socket.AF_INET
    with socket.socket(family) as server:
        server.bind(str(path) if path else ("127.0.0.1", 0))
        server.listen(1)
        sent: list[bytes] = []
        thread = Thread(target=_serve, args=(server, answer, sent))
        thread.start()
        yield (str(path) if path else f"127.0.0.1:{server.getsockname()[1]}"), sent
        thread.join(10)


def _serve(server: socket.socket, answer: bytes, sent: list[bytes]) -> None:
    connection, _ = server.accept()
    with connection, connection.makefile("rb") as stream:
        sent.append(stream.read(10))
        while length := struct.unpack(">I", stream.read(4))[0]:
            sent.append(stream.read(length))
        connection.sendall(answer)


@pytest.mark.parametrize("is_local", [True, False])
def test_a_clean_file_passes_whole(tmp_path: Path, is_local: bool) -> None:
    data = bytes(range(256)) * 600
    with clamd(b"stream: OK\0", tmp_path / "clamd" if is_local else None) as (address, sent):
        scan(data, address)
    assert sent[0] == b"zINSTREAM\0"
    assert b"".join(sent[1:]) == data


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (b"stream: Eicar-Test-Signature FOUND\0", FileInfected),
        (b"INSTREAM size limit exceeded. ERROR\0", AntivirusSilent),
        (b"", AntivirusSilent),
    ],
)
def test_anything_else_keeps_the_file_out(answer: bytes, error: type[Exception]) -> None:
    with clamd(answer) as (address, _), pytest.raises(error):
        scan(b"x", address)


@pytest.mark.parametrize("address", ["127.0.0.1:1", "/nowhere/clamd", "nonsense", "host:port"])
def test_an_antivirus_that_is_set_and_silent_lets_nothing_in(address: str) -> None:
    with pytest.raises(AntivirusSilent):
        scan(b"x", address)


def test_without_one_nothing_is_asked() -> None:
    scan(b"x", "")


def test_a_document_is_looked_at_before_it_is_kept(
    house: House, reference: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with clamd(b"stream: Eicar FOUND\0") as (address, _):
        monkeypatch.setenv("PALIER_CLAMD", address)
        with pytest.raises(FileInfected):
            keep(house, reference)
    assert house.rows(Document) == []
