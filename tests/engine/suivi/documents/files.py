"""Small files of each kind, made here."""

import io
import struct
import zipfile
import zlib

ODT = b"application/vnd.oasis.opendocument.text"


def pdf(*objects: bytes, body: bytes = b"") -> bytes:
    parts = b"".join(b"%d 0 obj\n%s\nendobj\n" % (n, o) for n, o in enumerate(objects, 1))
    return b"%PDF-1.4\n" + parts + body + b"trailer<</Root 1 0 R>>\n%%EOF\n"


PDF = pdf(b"<</Type /Catalog>>")


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 2, height: int = 2, chunks: bytes = b"") -> bytes:
    rows = (b"\0" + b"\xff\0\0" * width) * height
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    picture = chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + head + chunks + picture


def segment(marker: int, data: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(data) + 2) + data


def exif(orientation: int = 6, order: str = "<") -> bytes:
    """An Exif segment that tells an orientation and where the photo was taken."""
    head = struct.pack(f"{order}2sHI", b"II" if order == "<" else b"MM", 42, 8)
    entries = struct.pack(f"{order}HHIHH", 0x0112, 3, 1, orientation, 0)
    entries += struct.pack(f"{order}HHII", 0x8825, 4, 1, 38)
    directory = struct.pack(f"{order}H", 2) + entries + struct.pack(f"{order}I", 0)
    return segment(0xE1, b"Exif\0\0" + head + directory + b"GPS-43.7-1.05")


def jpeg(*segments: bytes) -> bytes:
    picture = segment(0xDB, b"\0" * 64) + segment(0xDA, b"\0\1\2") + b"pixels\xff\x00\xff\xd9"
    return b"\xff\xd8" + segment(0xE0, b"JFIF\0\1\1") + b"".join(segments) + picture


def archive(**entries: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in entries.items():
            packed.writestr(name, content)
    return made.getvalue()


def docx(**more: bytes) -> bytes:
    kinds = b"<Types><Override ContentType='application/vnd.openxmlformats'/></Types>"
    return archive(**{"[Content_Types].xml": kinds, "word/document.xml": b"<w/>", **more})


def odt(**more: bytes) -> bytes:
    return archive(**{"mimetype": ODT, "content.xml": b"<office/>", **more})
