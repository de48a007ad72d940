"""A file is what is in it, whatever it is called; what acts by itself is refused."""

import io
import zipfile
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.suivi.documents.photo import PhotoUnreadable, without_traces
from engine.suivi.documents.types import DOCX, JPEG, ODT, PDF, PNG, is_active, mime_of
from tests.engine.suivi.documents import files


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (files.PDF, PDF),
        (files.jpeg(), JPEG),
        (files.png(), PNG),
        (files.docx(), DOCX),
        (files.odt(), ODT),
    ],
)
def test_the_kinds_that_are_kept_are_known_by_their_content(data: bytes, mime: str) -> None:
    assert mime_of(data) == mime
    assert not is_active(data, mime)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"MZ\x90\0" + b"\0" * 100,
        b"<html><script>alert(1)</script>",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a" + b"\0" * 40,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 512,  # the old Word and Excel
        files.archive(**{"a.txt": b"x"}),
        files.archive(**{"[Content_Types].xml": b"<Types/>", "xl/workbook.xml": b"<x/>"}),
        files.archive(**{"mimetype": b"application/zip", "content.xml": b""}),
        b"%PDF-1.4 without its end",
        b"<script/>%PDF-1.4 %%EOF",
        b"\xff\xd8\xff cut",
        b"PK\x03\x04 cut",
    ],
)
def test_everything_else_is_refused(data: bytes) -> None:
    assert mime_of(data) is None


def packed(objects: bytes) -> bytes:
    stream = zlib.compress(objects)
    return files.pdf(
        b"<</Type /Catalog>>",
        b"<</Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d>>\nstream\n%s\nendstream"
        % (len(stream), stream),
    )


@pytest.mark.parametrize(
    ("data", "mime"),
    [
        (files.pdf(b"<</S /JavaScript /JS (app.alert(1))>>"), PDF),
        (files.pdf(b"<</S /J#61vaScript>>"), PDF),
        (files.pdf(b"<</S /Launch /F (cmd.exe)>>"), PDF),
        (files.pdf(b"<</Type /EmbeddedFile>>"), PDF),
        (files.pdf(b"<</OpenAction <</S /SubmitForm /F (https://ailleurs)>> >>"), PDF),
        (packed(b"7 0 <</S /JavaScript /JS (x)>>"), PDF),
        (packed(b" " * 2_000_000 + b"<</JS (x)>>"), PDF),
        (packed(b"7 0 <</JS (x)>>").replace(b"/ObjStm", b"/Obj#53tm"), PDF),
        (packed(b"7 0 <</JS (x)>>").replace(b"/N 1", b"/N 1 /Pad (obj " + b"a" * 600 + b")"), PDF),
        (packed(b"7 0 <</JS (x)>>").replace(b">>\nstream\n", b">> % obj\nstream\r"), PDF),
        (files.pdf(b"(stream\n)", b"<</S /Launch>>", b"(endstream)"), PDF),
        (files.pdf(b"<</A (>>stream\n) /OpenAction <</S /JavaScript>> /B (endstream)>>"), PDF),
        (files.pdf(b"<</A (>>stream\n)>>") + packed(b"7 0 <</JS (x)>>"), PDF),
        (files.pdf(b"%stream\n", b"<</S /JavaScript>>", b"%endstream"), PDF),
        (files.docx(**{"word/vbaProject.bin": b"x"}), DOCX),
        (files.docx(**{"[Content_Types].xml": b"application/vnd.ms-word.macroEnabled"}), DOCX),
        (files.docx(**{"word/activeX/activeX1.xml": b"x"}), DOCX),
        (files.docx(**{"word/embeddings/oleObject1.bin": b"x"}), DOCX),
        (files.odt(**{"Basic/Standard/Module1.xml": b"x"}), ODT),
        (files.odt(**{"Scripts/python/x.py": b"x"}), ODT),
    ],
)
def test_macros_and_scripts_are_seen(data: bytes, mime: str) -> None:
    assert mime_of(data) == mime
    assert is_active(data, mime)


def test_a_picture_inside_a_pdf_is_not_taken_for_a_script() -> None:
    picture = b"stream\n" + b"\x00 /JS /XFA \xff" * 100 + b"\nendstream"
    assert not is_active(files.pdf(b"<</Subtype /Image>>\n" + picture), PDF)
    assert not is_active(packed(b"7 0 <</Type /Font>>"), PDF)


def test_an_archive_that_unpacks_to_much_is_not_unpacked() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"\0" * 50_000_000)
        archive.writestr("word/document.xml", b"x")
    data = made.getvalue()
    assert len(data) < 100_000
    assert mime_of(data) == DOCX
    assert not is_active(data, DOCX)


@given(st.binary(max_size=400))
def test_any_bytes_are_looked_at_without_harm(data: bytes) -> None:
    for start in (b"", b"%PDF-1.4", b"PK\x03\x04", b"\xff\xd8\xff"):
        mime = mime_of(start + data)
        if mime:
            is_active(start + data, mime)
        with suppress(PhotoUnreadable):
            without_traces(start + data)


# --- photos ------------------------------------------------------------------


@pytest.mark.parametrize("order", ["<", ">"])
def test_a_photo_forgets_where_it_was_taken_and_stays_upright(order: str) -> None:
    told = files.jpeg(files.exif(6, order), files.segment(0xFE, b"Marqueur"))
    clean = without_traces(told)
    assert b"GPS" not in clean and b"Marqueur" not in clean
    assert mime_of(clean) == JPEG
    assert without_traces(clean) == clean
    assert b"Exif\0\0MM" in clean and clean.count(b"pixels") == 1


def test_an_upright_photo_carries_nothing_more_than_its_picture() -> None:
    assert without_traces(files.jpeg(files.exif(1))) == files.jpeg()
    assert without_traces(files.jpeg()) == files.jpeg()


def test_what_a_telephone_adds_after_the_picture_goes() -> None:
    assert mime_of(files.jpeg() + b"ftypmp42" * 500) == JPEG
    assert without_traces(files.jpeg() + b"ftypmp42" * 500) == files.jpeg()


def test_a_png_keeps_what_draws_it_alone() -> None:
    told = files.png(chunks=files.chunk(b"eXIf", b"GPS-43.7") + files.chunk(b"tEXt", b"Marqueur"))
    assert without_traces(told) == files.png() == without_traces(files.png() + b"more")


def test_where_a_photo_was_taken_goes_wherever_it_is_written() -> None:
    """Between two scans, after bytes that only fill, in a marker that draws nothing."""
    scan = files.segment(0xDA, b"\0\1\2") + b"more\xff\x00\xff\xd0pixels"
    place = files.exif()
    told = [
        files.jpeg().replace(b"\xff\xd9", place + scan + place + b"\xff\xd9"),
        files.jpeg(b"\xff" * 3 + place),
        files.jpeg(files.segment(0xF5, b"GPS-43.7")),
    ]
    for photo in told:
        clean = without_traces(photo)
        assert b"GPS" not in clean
        assert mime_of(clean) == JPEG and b"pixels\xff\x00" in clean
        assert without_traces(clean) == clean
    assert b"more\xff\x00\xff\xd0pixels" in without_traces(told[0])


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xd8\xff\xe1\xff\xff",
        b"\xff\xd8",
        b"\xff\xd8\x00\x00" * 9,
        files.jpeg(files.exif()).replace(b"\xff\xdb", b"\x00\xdb"),
        files.jpeg(files.exif())[:-2],
        files.png()[:50],
        files.png()[:-12],
    ],
)
def test_a_photo_that_cannot_be_freed_of_what_it_tells_is_refused(data: bytes) -> None:
    with pytest.raises(PhotoUnreadable):
        without_traces(data)
