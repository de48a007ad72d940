"""Files that leave and come back, unchanged; files that could harm, refused in words."""

import io
import zipfile
from html import unescape
from typing import Any

import pytest

from engine.bpm.dialect.sources import SourceKind
from engine.bpm.workshop.archive import pack
from tests.web.office import Office
from tests.web.test_atelier import FILE, RELAIS, Owner, hugo, ines, words

__all__ = ["hugo", "ines"]

Sent = tuple[bytes, str]


def deposit(owner: Owner, *files: Sent, **fields: str) -> Any:
    """Send files as a browser does."""
    parts = [(io.BytesIO(data), name) for data, name in files]
    return owner.desk.client.post(
        "/atelier/depot",
        data={"csrf_token": owner.desk.csrf(), "fichiers": parts, **fields},
        content_type="multipart/form-data",
    )


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def download(owner: Owner, address: str) -> bytes:
    answer = owner.desk.get(address)
    assert answer.status_code == 200, address
    return answer.data


def test_every_file_goes_out_and_comes_back_byte_for_byte(office: Office, hugo: Owner) -> None:
    for file in office.house.folder.files:
        answer = hugo.desk.get(f"{FILE}/{file.kind}/{file.name}?telecharger=1")
        assert answer.data == file.data
        disposition = answer.headers["Content-Disposition"]
        assert disposition == f"attachment; filename={file.name}.{file.kind.extension}"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.mimetype == "application/octet-stream"
    archive = download(hugo, "/atelier/archive.zip")
    answer = deposit(hugo, (archive, "palier.zip"))
    assert answer.status_code == 200
    assert f"{len(office.house.folder.files)} identiques." in words(answer.text)
    assert "Aucun brouillon" in hugo.overview()


def test_a_file_changed_elsewhere_is_a_draft_and_what_is_the_same_is_not(hugo: Owner) -> None:
    data = download(hugo, f"{RELAIS}?telecharger=1").replace(b"CCAS", b"CIAS")
    same = download(hugo, f"{FILE}/bpmn/mesure?telecharger=1")
    new = data.replace(b'"id": "relais"', b'"id": "relais_bis"')
    sent = (data, "relais (1).form"), (same, "mesure.bpmn"), (new, "x.form"), (b"{", "y.form")
    page = deposit(hugo, *sent)
    assert page.status_code == 200
    told = words(page.text)
    assert "1 créé, 1 modifié, 1 identique, 1 refusé." in told
    assert "relais_bis.form Créé" in told
    assert "relais.form Modifié" in told
    assert "y.form Refusé « y.form »" in told.replace("\u00a0", " ")
    assert hugo.load(RELAIS)[0] == data


def test_a_draft_of_somebody_else_is_left_unless_one_says_so(hugo: Owner, ines: Owner) -> None:
    ines.change(RELAIS, "Relais organisés", "Relais mis en place")
    kept, _ = ines.load(RELAIS)
    mine = kept.replace(b"CCAS", b"CIAS")
    told = words(deposit(hugo, (mine, "relais.form")).text)
    assert "relais.form Laissé Un brouillon est en cours (Inès, à 9 h)" in told.replace(
        "\u00a0", " "
    )
    assert hugo.load(RELAIS)[0] == kept
    assert "1 modifié." in words(deposit(hugo, (mine, "relais.form"), remplacer="oui").text)
    assert hugo.load(RELAIS)[0] == mine


def test_of_two_files_with_one_name_the_second_is_left(hugo: Owner) -> None:
    data = download(hugo, f"{RELAIS}?telecharger=1")
    one, two = data.replace(b"CCAS", b"CIAS"), data.replace(b"CCAS", b"CLIC")
    told = words(deposit(hugo, (one, "relais.form"), (two, "relais.form")).text)
    assert "1 modifié, 1 laissé." in told
    assert hugo.load(RELAIS)[0] == one


def test_a_process_leaves_with_all_that_it_uses_and_the_scenarios_that_go_through_it(
    hugo: Owner,
) -> None:
    with zipfile.ZipFile(
        io.BytesIO(download(hugo, "/atelier/archives/impaye_constitue.zip"))
    ) as archive:
        names = set(archive.namelist())
    assert {
        "diagrammes/impaye_constitue.bpmn",
        "diagrammes/rappels_avant_limite.bpmn",
        "formulaires/etat_compte.form",
        "decisions/D3_IMPAYE_CONSTITUE.dmn",
        "scenarios/impaye_non_constitue.yaml",
    } <= names
    assert "diagrammes/mesure.bpmn" not in names
    assert "scenarios/refus_partage.yaml" not in names
    assert hugo.desk.get("/atelier/archives/inconnu.zip").status_code == 404


def test_an_export_holds_the_drafts(office: Office, hugo: Owner) -> None:
    hugo.change(RELAIS, "Relais organisés", "Relais mis en place")
    data, _ = hugo.load(RELAIS)
    files = {file.key: file for file in office.house.folder.files}
    del files[SourceKind.FORM, "relais"]
    archive = download(hugo, "/atelier/archive.zip")
    assert archive != pack(office.house.folder.files)
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        assert opened.read("formulaires/relais.form") == data


BOMB = zipped(**{"x.yaml": b"0" * 30_000_000})
TWICE = zipped(**{"a/x.yaml": b"processus: p", "b/x.yaml": b"processus: q"})
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>'


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("x.exe", b"MZ\x90\x00", "ni un .bpmn, ni un .form"),
        ("x", b"", "ni un .bpmn"),
        ("x.zip", b"PK\x03\x04 rien", "abîmée"),
        ("x.zip", BOMB, "trop volumineuse"),
        ("x.zip", TWICE, "Deux fichiers se nomment"),
        (
            "x.zip",
            zipped(**{f"f{n}.yaml": b"processus: p" for n in range(501)}),
            "trop volumineuse",
        ),
        ("x.zip", zipped(**{"../../../etc/passwd": b"root:x"}), "ni un .bpmn"),
        ("x.zip", zipped(**{"x.zip": BOMB}), "ni un .bpmn"),
        ("x.bpmn", LAUGHS, "DOCTYPE"),
        ("x.bpmn", b"\x89PNG\r\n\x1a\n\x00\x00", "UTF-8"),
        ("x.dmn", b"<definitions", "x.dmn"),
        ("x.form", b'{"components": 3}', "x.form"),
        ("x.form", b"[" * 100_000, "x.form"),
        ("x.yaml", b"a: &x [1]\nb: *x\n", "ancres"),
        ("x.yaml", b"!!python/object/apply:os.system ['true']", "x.yaml"),
        ("été.yaml", b"processus: p", "lettres sans accent"),
        ("<script>alert(1)</script>.yaml", b"processus: p", "nom"),
        ("x.yaml", b"a" * 300_000, "200"),
    ],
)
def test_a_hostile_file_is_refused_in_words(hugo: Owner, name: str, data: bytes, told: str) -> None:
    answer = deposit(hugo, (data, name))
    assert answer.status_code == 422
    assert "1 refusé." in words(answer.text)
    assert told in unescape(answer.text)
    assert "<script>alert" not in answer.text
    assert "Aucun brouillon" in hugo.overview()


def test_a_name_that_climbs_is_only_a_name(hugo: Owner) -> None:
    answer = deposit(
        hugo, (zipped(**{"../../../scenarios/histoire.yaml": b"processus: p"}), "x.zip")
    )
    assert "histoire.yaml Créé" in words(answer.text)
    assert hugo.load(f"{FILE}/yaml/histoire")[0] == b"processus: p"


def test_no_file_at_all_is_said_and_too_much_is_refused(hugo: Owner) -> None:
    empty = deposit(hugo, (b"", ""))
    assert "Aucun fichier n’a été choisi." in empty.text
    part = b'--x\r\nContent-Disposition: form-data; name="fichiers"; filename="x.bpmn"\r\n\r\n'
    answer = hugo.desk.client.post(
        "/atelier/depot",
        data=part + b"x" * 2_100_000 + b"\r\n--x--\r\n",
        content_type="multipart/form-data; boundary=x",
    )
    assert answer.status_code == 413
    assert "L’envoi est trop volumineux." in answer.text


def test_a_text_that_a_browser_would_run_is_served_so_that_it_cannot(hugo: Owner) -> None:
    data, etag = hugo.load(f"{FILE}/bpmn/mesure")
    script = b'<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script></bpmn:definitions>'
    hugo.save(f"{FILE}/bpmn/mesure", data.replace(b"</bpmn:definitions>", script), etag)
    answer = hugo.desk.get(f"{FILE}/bpmn/mesure")
    assert answer.mimetype == "application/xml"
    assert "default-src 'none'; script-src 'self';" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
