"""A photo without what it tells besides the picture: where it was taken, when, by which device.

A picture carries in its markers a position that would give away an address kept secret (domain
3.4), and telephones add a short film after it. Both are cut out; the orientation alone is written
again.
"""

import struct
from collections.abc import Iterator

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
# What is needed to draw a PNG (ISO/IEC 15948); texts, dates and Exif are not.
PNG_CHUNKS = frozenset(b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP sBIT bKGD pHYs".split())
APP0, APP1, APP14, APP15, COM, SOS = 0xE0, 0xE1, 0xEE, 0xEF, 0xFE, 0xDA
ORIENTATION = 0x0112


def without_traces(data: bytes) -> bytes:
    """The same JPEG or PNG without its metadata; one that cannot be walked is left as it is."""
    if data.startswith(PNG_SIGNATURE):
        return PNG_SIGNATURE + b"".join(_chunks(data))
    try:
        parts = list(_segments(data))
    except (struct.error, ValueError, IndexError):
        return data
    kept, orientation = [data[:2]], 1
    for marker, segment in parts:
        if marker == APP1:
            orientation = max(orientation, _orientation(segment))
        elif not (APP1 < marker <= APP15 or marker == COM) or marker == APP14:
            kept.append(segment)
    if orientation > 1:
        kept.insert(1, _only(orientation))
    return b"".join(kept)


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Each marker with its bytes; from the start of the picture on, all that follows in one."""
    place = 2
    while True:
        if data[place] != 0xFF:
            raise ValueError("not a marker")
        marker = data[place + 1]
        if marker == SOS:
            # Within a picture FF is followed by 00: this is where it ends, whatever comes after.
            yield marker, data[place : data.index(b"\xff\xd9", place) + 2]
            return
        (length,) = struct.unpack_from(">H", data, place + 2)
        if length < 2 or place + 2 + length > len(data):
            raise ValueError("cut")
        yield marker, data[place : place + 2 + length]
        place += 2 + length


def _chunks(data: bytes) -> Iterator[bytes]:
    """The chunks of a PNG that draw it; from a damaged one on, the rest as it is."""
    place = len(PNG_SIGNATURE)
    while place < len(data):
        length = int.from_bytes(data[place : place + 4], "big")
        kind, end = data[place + 4 : place + 8], place + 12 + length
        if end > len(data):
            yield data[place:]
            return
        if kind in PNG_CHUNKS:
            yield data[place:end]
        if kind == b"IEND":
            return
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
