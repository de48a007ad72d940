"""Files go out and come back unchanged; what could harm is refused in words."""

import io
import zipfile

import pytest

from engine.bpm.dialect.folder import Folder
from engine.bpm.dialect.sources import SourceKind
from engine.bpm.workshop.archive import pack, unpack
from engine.bpm.workshop.drafts import FileRefused
from tests.engine.bpm.use_cases.drawing import diagram, end, form, path, start


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return packed.getvalue()


def test_every_shipped_file_goes_out_and_comes_back_byte_for_byte(folder: Folder) -> None:
    archive = pack(folder.files)
    assert sorted(unpack("x.zip", archive).values(), key=lambda f: f.key) == sorted(
        folder.files, key=lambda f: f.key
    )


def test_the_same_files_make_the_same_archive(folder: Folder) -> None:
    assert pack(folder.files) == pack(reversed(folder.files))


def test_a_file_that_a_browser_renamed_keeps_its_own_name() -> None:
    drawn = diagram("essai", start(), end(), path("debut", "fin"))
    assert list(unpack("essai (1).bpmn", drawn.data)) == [(SourceKind.DIAGRAM, "essai")]
    assert list(unpack("copie de x.form", form("x").data)) == [(SourceKind.FORM, "x")]


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("x.exe", b"MZ", "ni un .bpmn"),
        ("x", b"", "ni un .bpmn"),
        ("x.zip", b"PK\3\4 nothing", "abîmée"),
        ("été.yaml", b"processus: p", "lettres sans accent"),
        ("x.zip", zipped(**{"groupes.yaml": b"MDL_TS: {}"}), "n’est pas un scénario"),
        ("x.bpmn", b"<!DOCTYPE a><a/>", "DOCTYPE"),
        ("x.form", b"{", "x.form"),
        (
            "x.zip",
            zipped(**{"a.yaml": b"processus: p", "scenarios/a.yaml": b"processus: p"}),
            "Deux fichiers",
        ),
        ("x.zip", zipped(**{"../../etc/passwd": b"root"}), "ni un .bpmn"),
        ("x.zip", zipped(**{"bomb.yaml": b"0" * 30_000_000}), "trop volumineuse"),
        (
            "x.zip",
            zipped(**{f"f{n}.yaml": b"processus: p" for n in range(501)}),
            "trop volumineuse",
        ),
    ],
)
def test_a_hostile_file_is_refused_in_words(name: str, data: bytes, words: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        unpack(name, data)
    assert words in refusal.value.context["message"]


def test_an_archive_that_lies_about_its_sizes_is_refused() -> None:
    data = zipped(**{"a.yaml": b"processus: p\n" + b"#" * 3_000_000})
    directory = data.index(b"PK\1\2")
    lying = data[: directory + 24] + (10).to_bytes(4, "little") + data[directory + 28 :]
    with pytest.raises(FileRefused):
        unpack("x.zip", lying)


def test_a_name_that_climbs_out_of_its_folder_is_only_a_name() -> None:
    (key,) = unpack("x.zip", zipped(**{"../../scenarios/histoire.yaml": b"processus: p"}))
    assert key == (SourceKind.SCENARIO, "histoire")
