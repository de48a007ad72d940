"""Ask a clamd to look at a file before it is kept (INSTREAM), where one is set.

``PALIER_CLAMD`` names it: ``host:port``, or the path of its socket. Without it nothing is asked.
An antivirus that is set and does not answer refuses the file: it is not let in unseen.
"""

import os
import socket
import struct

from engine.core.errors import EngineError

CHUNK = 64 * 1024
PATIENCE = 20.0
"""Seconds for the whole answer: the request holds its transaction meanwhile."""


class FileInfected(EngineError):
    """The antivirus has found something in the file."""

    code = "file_infected"


class AntivirusSilent(EngineError):
    """The antivirus that is set does not answer, or answers something else."""

    code = "antivirus_silent"


def scan(data: bytes, address: str | None = None) -> None:
    """Nothing when the file is clean or no antivirus is set; FileInfected, AntivirusSilent."""
    where = os.environ.get("PALIER_CLAMD", "") if address is None else address
    if not where:
        return
    try:
        answer = _ask(where, data)
    except OSError as error:
        raise AntivirusSilent from error
    if answer.endswith(" FOUND"):
        raise FileInfected
    if not answer.endswith(": OK"):
        raise AntivirusSilent


def _ask(where: str, data: bytes) -> str:
    with _connect(where) as connection:
        connection.sendall(b"zINSTREAM\0")
        for start in range(0, len(data), CHUNK):
            part = data[start : start + CHUNK]
            connection.sendall(struct.pack(">I", len(part)) + part)
        connection.sendall(struct.pack(">I", 0))
        answer = b""
        while not answer.endswith(b"\0") and len(answer) < 1_000:
            piece = connection.recv(1_000)
            if not piece:
                break
            answer += piece
    return answer.rstrip(b"\0\n").decode(errors="replace")


def _connect(where: str) -> socket.socket:
    if where.startswith("/"):
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(PATIENCE)
        try:
            connection.connect(where)
        except OSError:
            connection.close()
            raise
        return connection
    host, _, port = where.rpartition(":")
    try:
        return socket.create_connection((host, int(port)), timeout=PATIENCE)
    except ValueError as error:
        raise OSError(f"{where!r} is no address") from error
