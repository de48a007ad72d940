"""A photo without what it tells besides the picture: where it was taken, when, by which device.

A picture carries in its markers a position that would give away an address kept secret (domain
3.4), and telephones add a short film after it. Both are cut out; the orientation alone is written
again.
"""

import re
import struct
from collections.abc import Iterator

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What is needed to draw a PNG (ISO/IEC 15948); texts, dates and Exif are not.
PNG_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())
# And a JPEG (ITU-T T.81, table B.1): frames and scans, tables, restarts, JFIF and Adobe's colours.
APP0, APP1, APP14, SOS, EOI = 0xE0, 0xE1, 0xEE, 0xDA, 0xD9
DRAWS = frozenset({*range(0xC0, 0xE0), APP0, APP14}) - {0xC8}
ALONE = frozenset({0x01, *range(0xD0, 0xD8)})
"""Markers that nothing follows."""
NEXT_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""Within a picture FF is followed by 00, or by a restart: anything else ends it."""
ORIENTATION = 0x0112


class PhotoUnreadable(Exception):
    """The file is no picture from one end to the other: what it tells cannot be taken out."""


def without_traces(data: bytes) -> bytes:
    """The same JPEG or PNG without its metadata; PhotoUnreadable when it cannot be walked."""
    try:
        if data.startswith(PNG_SIGNATURE):
            return PNG_SIGNATURE + b"".join(_chunks(data))
        parts = list(_segments(data))
    except (struct.error, ValueError, IndexError) as error:
        raise PhotoUnreadable from error
    orientation = max([1, *(_orientation(part) for marker, part in parts if marker == APP1)])
    kept = [data[:2], *(part for marker, part in parts if marker in DRAWS)]
    if orientation > 1:
        kept.insert(1, _only(orientation))
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its bytes, a scan with its picture, until the end of the image."""
    place, marker = 2, 0
    while marker != EOI:
        if data[place] != 0xFF:
            raise ValueError("not a marker")
        while data[place + 1] == 0xFF:  # any number of them may stand before a marker
            place += 1
        marker, end = data[place + 1], place + 2
        if marker != EOI and marker not in ALONE:
            end = _end(data, place, is_scan=marker == SOS)
        yield marker, data[place:end]
        place = end


def _end(data: bytes, place: int, *, is_scan: bool) -> int:
    """Where the segment that begins at ``place`` ends, with the picture that follows a scan."""
    (length,) = struct.unpack_from(">H", data, place + 2)
    end: int = place + 2 + length
    if length < 2 or end > len(data):
        raise ValueError("cut")
    if is_scan:
        following = NEXT_MARKER.search(data, end)
        if following is None:
            raise ValueError("no end")
        end = following.start()
    return end


def _chunks(data: bytes) -> Iterator[bytes]:
    """The chunks of a PNG that draw it, until the last one."""
    place, kind = len(PNG_SIGNATURE), b""
    while kind != b"IEND":
        (length,) = struct.unpack_from(">I", data, place)
        kind, end = data[place + 4 : place + 8], place + 12 + length
        if end > len(data):
            raise ValueError("cut")
        if kind in PNG_CHUNKS:
            yield data[place:end]
        place = end


def _orientation(segment: bytes) -> int:
    """The orientation (1 to 8) that an Exif segment tells; 1 when it tells none."""
    if segment[4:10] != b"Exif\0\0":
        return 1
    tiff = segment[10:]
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        for rank in range(count):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * rank)
            if tag == ORIENTATION:
                return int(value) if 1 <= value <= 8 else 1
    except (KeyError, struct.error):
        pass
    return 1


def _only(orientation: int) -> bytes:
    """An Exif segment that tells the orientation and nothing else."""
    tiff = struct.pack(">2sHIH", b"MM", 42, 8, 1)
    tiff += struct.pack(">HHIHH", ORIENTATION, 3, 1, orientation, 0) + struct.pack(">I", 0)
    body = b"Exif\0\0" + tiff
    return struct.pack(">BBH", 0xFF, APP1, len(body) + 2) + body
