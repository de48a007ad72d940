"""Files in and out: one alone, or several as a zip laid out like `processes/`."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from pathlib import PurePosixPath

from lxml import etree

from engine.bpm.dialect.folder import FOLDERS
from engine.bpm.dialect.sources import Key, Source, SourceKind
from engine.bpm.dialect.xml import NAMESPACES, Unreadable, read_xml
from engine.bpm.dialect.yaml_text import read_yaml
from engine.bpm.forms.read import read_form
from engine.bpm.workshop.drafts import FileRefused, NameRefused, require_name, require_readable

MAX_FILES = 500
MAX_BYTES = 20_000_000
# The date of every file of an archive: the same files make the same archive.
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def pack(files: Iterable[Source]) -> bytes:
    """A zip of these files, each in the folder of its kind."""
    folders = {kind: folder for folder, kind in FOLDERS.items()}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(files, key=lambda file: file.key):
            entry = zipfile.ZipInfo(
                f"{folders[file.kind]}/{file.name}.{file.kind.extension}", LONG_AGO
            )
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.data)
    return packed.getvalue()


def unpack(filename: str, data: bytes) -> dict[Key, Source]:
    """The files of a zip, or the one file, each under the id that it gives itself.

    Whatever else an archive holds is refused, not left out: FileRefused says which file and why.
    """
    found: dict[Key, Source] = {}
    for name, text in _entries(data) if data.startswith(b"PK") else [(filename, data)]:
        file = _source(name, text)
        if file.key in found:
            raise FileRefused(line=1, message=f"Deux fichiers se nomment « {file.name} ».")
        found[file.key] = file
    return found


def _entries(data: bytes) -> Iterable[tuple[str, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if len(entries) > MAX_FILES or sum(e.file_size for e in entries) > MAX_BYTES:
                raise FileRefused(line=1, message="L’archive est trop volumineuse.")
            # What an entry says of its size is checked while it is read: zipfile stops there.
            return [(entry.filename, archive.read(entry)) for entry in entries]
    except (
        zipfile.BadZipFile,
        RuntimeError,
        NotImplementedError,
        EOFError,
        OSError,
        zlib.error,
    ) as error:
        message = "L’archive est abîmée, chiffrée ou d’un autre format que zip."
        raise FileRefused(line=1, message=message) from error


def _source(filename: str, data: bytes) -> Source:
    path = PurePosixPath(filename.replace("\\", "/"))
    try:
        kind = SourceKind(path.suffix.removeprefix(".").lower())
    except ValueError as error:
        message = f"« {path.name} » n’est ni un .bpmn, ni un .form, ni un .dmn, ni un .yaml."
        raise FileRefused(line=1, message=message) from error
    try:
        require_readable(kind, data)
        name = _own_name(kind, data) or path.stem
        require_name(name)
    except FileRefused as error:
        message = f"« {path.name} » : {error.context['message']}"
        raise FileRefused(line=error.context["line"], message=message) from error
    except NameRefused as error:
        message = f"« {path.name} » : un nom s’écrit en lettres sans accent, chiffres et « _ »."
        raise FileRefused(line=1, message=message) from error
    if kind is SourceKind.SCENARIO:
        kind = _yaml_kind(path.name, data)
    return Source(kind, name, data)


def _yaml_kind(name: str, data: bytes) -> SourceKind:
    """A scenario says which process it plays, a message has a subject; groups are YAML too."""
    content = read_yaml(data)
    if isinstance(content, dict) and "processus" in content:
        return SourceKind.SCENARIO
    if isinstance(content, dict) and "objet" in content:
        return SourceKind.MESSAGE
    message = f"« {name} » n’est pas un scénario (« processus »), ni un message (« objet »)."
    raise FileRefused(line=1, message=message)


def _own_name(kind: SourceKind, data: bytes) -> str:
    """A browser may have renamed the file: a process and a form carry their name inside."""
    if kind is SourceKind.FORM:
        return read_form(data)[0].id
    if kind is not SourceKind.DIAGRAM:
        return ""
    try:
        process: etree._Element | None = read_xml(data).find("bpmn:process", NAMESPACES)
    except Unreadable:  # told when the file is checked
        return ""
    return "" if process is None else process.get("id") or ""
