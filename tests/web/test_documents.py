"""Documents by their pages: deposited, seen, sent as nothing that a browser would run."""

import io
import re
from pathlib import Path
from typing import Any

import pytest

from engine.suivi.documents.models import Document
from tests.engine.suivi.documents import files
from tests.web.office import Desk, Office, flashes


@pytest.fixture
def address(office: Office) -> str:
    """Where the documents of a dossier are, its household agreeing to the sharing."""
    return f"{office.assessed()[1]}/documents"


def deposit(desk: Desk, address: str, data: bytes, name: str = "bail.pdf", **fields: str) -> Any:
    form = {"csrf_token": desk.csrf(), "type": "BAIL", "classe": "PARTAGE", **fields}
    return desk.client.post(address, data={**form, "fichier": (io.BytesIO(data), name)})


def kept(office: Office) -> Document:
    (document,) = office.house.rows(Document)
    assert isinstance(document, Document)
    return document


def test_a_document_is_deposited_listed_and_sent(
    office: Office, agnes: Desk, landlord: Desk, address: str
) -> None:
    assert "Aucun document pour le moment." in agnes.read(address)
    assert deposit(agnes, address, files.PDF).status_code == 302
    page = agnes.read(address)
    assert flashes(page) == ["Le document est déposé."]
    assert "Bail ou convention" in page and "bail.pdf" in page
    sent = landlord.get(f"{address}/{kept(office).id}")
    assert sent.data == files.PDF
    assert "Déposer un document" not in office.desk("REFERENTE_VVC").get(address).text


def test_it_is_sent_as_nothing_that_a_browser_would_run(
    office: Office, agnes: Desk, address: str
) -> None:
    deposit(agnes, address, files.PDF, name="Mme Dupin <script>.pdf")
    headers = agnes.get(f"{address}/{kept(office).id}").headers
    assert headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Type"] == "application/pdf"
    assert headers["Cache-Control"] == "no-store"
    assert headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''2026-0001-bail-2026-09-07.pdf"
    )
    assert "sandbox" not in agnes.get(address).headers["Content-Security-Policy"]
    missing = agnes.get(f"{address}/{kept(office).id}x")
    assert "sandbox" not in missing.headers["Content-Security-Policy"]


def test_a_picture_is_seen_in_its_page_and_nothing_else_is(
    office: Office, agnes: Desk, address: str
) -> None:
    deposit(agnes, address, files.png(), "plan.png", type="PHOTO")
    preview = f"{address}/{kept(office).id}/apercu"
    assert f'src="{preview}"' in agnes.read(address)
    shown = agnes.get(preview)
    assert shown.headers["Content-Type"] == "image/png"
    assert shown.headers["Content-Disposition"].startswith("inline")
    assert "sandbox" in shown.headers["Content-Security-Policy"]
    deposit(agnes, address, files.PDF)
    other = next(d for d in office.house.rows(Document) if d.mime != "image/png")
    assert agnes.get(f"{address}/{other.id}/apercu").status_code == 404


@pytest.mark.parametrize(
    ("data", "fields", "told"),
    [
        (b"", {}, "Choisissez un fichier."),
        (b"<svg onload=alert(1)>", {}, "pas d’un type accepté"),
        (files.docx(**{"word/vbaProject.bin": b"x"}), {}, "macros"),
        (files.PDF, {"type": ""}, "Choisissez parmi"),
        (files.PDF + b"0" * 10_000_000 + b"%%EOF", {}, "dépasse 10 Mo"),
    ],
)
def test_a_refusal_is_told_and_the_rest_stays(
    office: Office, agnes: Desk, address: str, data: bytes, fields: dict[str, str], told: str
) -> None:
    answer = deposit(agnes, address, data, "x.pdf", **fields)
    assert answer.status_code == 422
    assert told in answer.text
    assert re.search(r'value="PARTAGE" required checked', answer.text)
    assert office.house.rows(Document) == []


def test_only_this_address_takes_more_than_two_megabytes(
    office: Office, agnes: Desk, address: str
) -> None:
    big = files.pdf(b"<<>>", body=b"%" + b"x" * 5_000_000 + b"\n")
    assert deposit(agnes, address, big).status_code == 302
    assert deposit(agnes, address, b"x" * 10_300_000).status_code == 413
    assert deposit(agnes, address.replace("documents", "visite"), big).status_code == 413
    stranger = Desk(office.app.test_client())
    assert deposit(stranger, address, big).status_code == 413


def test_each_class_of_document_for_each_trade(office: Office, agnes: Desk, address: str) -> None:
    deposit(agnes, address, files.PDF, classe="MDL")
    document = kept(office)
    for group, status in (("MDL_CHEF", 200), ("XLH_IS", 404), ("XLH_PILOTE", 404)):
        desk = office.desk(group)
        assert desk.get(f"{address}/{document.id}").status_code == status
        assert desk.post(f"{address}/{document.id}/retrait", motif="x").status_code in (302, 404)
        assert ("bail.pdf" in desk.read(address)) is False or group == "MDL_CHEF"
    assert deposit(agnes, address, files.PDF, classe="XLH").status_code == 403
    assert deposit(agnes, address, files.PDF, classe="tous").status_code == 403


def test_a_document_is_withdrawn_with_a_reason(office: Office, agnes: Desk, address: str) -> None:
    deposit(agnes, address, files.PDF)
    one = f"{address}/{kept(office).id}"
    refused = agnes.post(f"{one}/retrait", motif="1 85 05 78 006 084 91")
    assert refused.status_code == 422 and "sécurité sociale" in refused.text
    agnes.post(f"{one}/retrait", motif="Déposé par erreur")
    page = agnes.read(address)
    assert "1\xa0document retiré" in page and "Déposé par erreur" in page
    assert f'href="{one}"' not in page
    assert agnes.get(one).status_code == agnes.get(f"{one}/apercu").status_code == 404


def test_an_antivirus_that_is_silent_keeps_the_file_out(
    office: Office, agnes: Desk, address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PALIER_CLAMD", str(tmp_path / "nobody"))
    answer = deposit(agnes, address, files.PDF)
    assert answer.status_code == 503
    assert "L’antivirus ne répond pas" in answer.text
    assert office.house.rows(Document) == []
