"""Encryption at rest."""

import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.core.crypto import Keyring, add_key, load_keyring, new_key
from engine.core.errors import DocumentTampered

KEY = new_key()
OLD, BOTH = Keyring({1: KEY}), Keyring({1: KEY, 2: new_key()})


@given(st.binary(max_size=500), st.text(max_size=40))
def test_a_sealed_text_opens_for_its_row(plain: bytes, row: str) -> None:
    assert BOTH.open(BOTH.seal(plain, row), row) == plain


def test_a_text_moved_to_another_row_does_not_open() -> None:
    sealed = OLD.seal(b"compte rendu", "answer:1")
    with pytest.raises(DocumentTampered):
        OLD.open(sealed, "answer:2")


@given(st.data())
def test_a_text_changed_by_one_bit_does_not_open(data: st.DataObject) -> None:
    sealed = bytearray(OLD.seal(b"compte rendu", "answer:1"))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(DocumentTampered):
        OLD.open(bytes(sealed), "answer:1")


@pytest.mark.parametrize("sealed", [b"", b"\x01", b"\x01" + b"0" * 12, b"en clair"])
def test_what_was_never_sealed_is_refused(sealed: bytes) -> None:
    with pytest.raises(DocumentTampered):
        OLD.open(sealed, "answer:1")


def test_the_same_text_sealed_twice_looks_different() -> None:
    assert OLD.seal(b"texte", "answer:1") != OLD.seal(b"texte", "answer:1")


def test_after_a_rotation_old_texts_open_and_new_ones_take_the_new_key() -> None:
    old = OLD.seal(b"texte", "answer:1")
    assert BOTH.open(old, "answer:1") == b"texte"
    fresh = BOTH.seal(b"texte", "answer:1")
    with pytest.raises(DocumentTampered):
        OLD.open(fresh, "answer:1")


def test_resealing_moves_a_text_to_the_new_key_once() -> None:
    old = OLD.seal(b"texte", "answer:1")
    fresh = BOTH.reseal(old, "answer:1")
    assert fresh != old
    assert BOTH.reseal(fresh, "answer:1") == fresh
    assert BOTH.open(fresh, "answer:1") == b"texte"


def test_resealing_for_another_row_is_refused() -> None:
    with pytest.raises(DocumentTampered):
        BOTH.reseal(OLD.seal(b"texte", "answer:1"), "answer:2")


def test_a_derived_secret_is_neither_the_key_nor_the_secret_of_another_use() -> None:
    assert len({KEY, OLD.derive("cookies"), OLD.derive("liens")}) == 3


def test_a_keyring_without_keys_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one key"):
        Keyring({})


def test_only_the_owner_reads_the_keys_file(tmp_path: Path) -> None:
    path = tmp_path / "secret" / "keys.json"
    assert add_key(path) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_left_open_to_all_does_not_lend_its_rights_to_the_keys(tmp_path: Path) -> None:
    left = tmp_path / "keys.new"
    left.touch(mode=0o644)
    add_key(tmp_path / "keys.json")
    assert stat.S_IMODE((tmp_path / "keys.json").stat().st_mode) == 0o600


def test_adding_a_key_keeps_those_before(tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    add_key(path)
    sealed = load_keyring(path).seal(b"texte", "answer:1")
    assert add_key(path) == 2
    ring = load_keyring(path)
    assert ring.current == 2
    assert ring.open(sealed, "answer:1") == b"texte"
    assert [file.name for file in tmp_path.iterdir()] == ["keys.json"]
