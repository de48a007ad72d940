"""Small files made for the trial: a page of text as a PDF, a plan as a picture."""

import struct
import zlib
from collections.abc import Sequence

A4 = "0 0 595 842"


def pdf_of(title: str, lines: Sequence[str]) -> bytes:
    """A PDF of one page in Latin characters: a title, then one line each."""
    shown = [f"BT /F1 16 Tf 60 780 Td ({_escaped(title)}) Tj ET"]
    shown += [
        f"BT /F1 11 Tf 60 {740 - 20 * rank} Td ({_escaped(line)}) Tj ET"
        for rank, line in enumerate(lines)
    ]
    page = "\n".join(shown).encode("cp1252", "replace")
    objects = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
        f"<</Type /Page /Parent 2 0 R /MediaBox [{A4}] /Contents 4 0 R"
        " /Resources <</Font <</F1 5 0 R>>>>>>".encode(),
        b"<</Length %d>>\nstream\n%s\nendstream" % (len(page), page),
        b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
    ]
    return _assembled(objects)


def plan_png(width: int, rooms: Sequence[tuple[int, int, int, int]]) -> bytes:
    """A square plan: each room a frame (left, top, right, bottom) in pixels."""
    rows = [bytearray(b"\xff" * width) for _ in range(width)]
    for left, top, right, bottom in rooms:
        for x in range(left, right):
            rows[top][x] = rows[bottom - 1][x] = 0x33
        for y in range(top, bottom):
            rows[y][left] = rows[y][right - 1] = 0x33
    head = struct.pack(">IIBBBBB", width, width, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows), 9)
    parts = _chunk(b"IHDR", head) + _chunk(b"IDAT", packed) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def _escaped(text: str) -> str:
    plain = text.replace("\u00a0", " ").replace("\u202f", " ")
    return plain.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def _assembled(objects: Sequence[bytes]) -> bytes:
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    tail = b"trailer\n<</Size %d /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n"
    return data + head + table + tail % (len(objects) + 1, len(data))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
