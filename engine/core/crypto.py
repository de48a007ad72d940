"""Encryption at rest: AES-256-GCM, each text bound to its row, keys outside the database.

The violences volet has keys of its own, in a file of their own (domain 4.6): a text says by its
key's number under which of the two it is sealed, so that it can only be read where both are.

Layout of a sealed text: one byte with the key's number, 12 bytes of nonce, then the
ciphertext with its tag. The row's identity is the associated data, so a text copied to
another row does not open.
"""

import base64
import hmac
import json
import os
import secrets
from collections.abc import Mapping
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from engine.core.errors import ApartUnreadable, DocumentTampered

NONCE_BYTES = 12
KEY_BITS = 256
APART = 128
"""Numbers from here on are those of the volet's own keys."""


class Keyring:
    """Numbered keys; the highest number seals, all of them open.

    ``apart`` are the volet's own, numbered from 1 too; without them its texts stay closed, and
    nothing else does.
    """

    def __init__(self, keys: Mapping[int, bytes], apart: Mapping[int, bytes] | None = None) -> None:
        if not keys:
            raise ValueError("a keyring needs at least one key")
        if max([*keys, *(apart or {})]) >= APART:
            raise ValueError("too many keys")
        self._keys = dict(keys)
        ours = {APART + number: key for number, key in (apart or {}).items()}
        self._ciphers = {number: AESGCM(key) for number, key in {**keys, **ours}.items()}
        self.current = max(keys)
        self.current_apart = max(ours, default=None)

    def derive(self, purpose: str) -> bytes:
        """A secret of 32 bytes for another use than sealing (signing cookies)."""
        return hmac.digest(self._keys[self.current], purpose.encode(), "sha256")

    def derive_stable(self, purpose: str) -> bytes:
        """The same for marks that must outlive the addition of a key: from the oldest key."""
        return hmac.digest(self._keys[min(self._keys)], purpose.encode(), "sha256")

    def seal(self, plain: bytes, row: str, *, apart: bool = False) -> bytes:
        """Encrypt ``plain`` for ``row`` (an identity such as ``answer:<uuid>``).

        ``apart``: under the volet's own key; ApartUnreadable without one.
        """
        number = self.current_apart if apart else self.current
        if number is None:
            raise ApartUnreadable
        nonce = secrets.token_bytes(NONCE_BYTES)
        body = self._ciphers[number].encrypt(nonce, plain, row.encode())
        return bytes([number]) + nonce + body

    def open(self, sealed: bytes, row: str) -> bytes:
        """Decrypt what was sealed for ``row``; refuse anything else with DocumentTampered.

        ApartUnreadable when it was sealed under keys of the volet that are not these.
        """
        nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
        try:
            return self._ciphers[sealed[0]].decrypt(nonce, body, row.encode())
        except (InvalidTag, KeyError, IndexError, ValueError) as error:
            refusal = ApartUnreadable if is_apart(sealed) else DocumentTampered
            raise refusal(row=row) from error

    def reseal(self, sealed: bytes, row: str) -> bytes:
        """The same text under the current key of the same file; unchanged when it already is.

        So is a text of the volet where its keys are not: whoever has them seals it again.
        """
        apart = is_apart(sealed)
        if sealed[0] == self.current or (apart and self.current_apart in (None, sealed[0])):
            return sealed
        return self.seal(self.open(sealed, row), row, apart=apart)


def is_apart(sealed: bytes) -> bool:
    """Whether a text was sealed under a key of the volet's own."""
    return bool(sealed) and sealed[0] >= APART


def new_key() -> bytes:
    """A fresh random key."""
    return AESGCM.generate_key(bit_length=KEY_BITS)


def load_keyring(path: Path, apart: Path | None = None) -> Keyring:
    """Read the keys file (JSON: number -> base64), and the volet's where there is one."""
    return Keyring(_read(path), _read(apart) if apart and apart.exists() else None)


def add_key(path: Path) -> int:
    """Create the keys file, or add a key to it (rotation). Returns the new key's number."""
    keys = _read(path) if path.exists() else {}
    number = max(keys, default=0) + 1
    keys[number] = new_key()
    text = json.dumps({str(n): base64.b64encode(key).decode() for n, key in keys.items()})
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        os.fchmod(file.fileno(), 0o600)  # whoever may have left a file of that name
        file.write(text)
        file.flush()
        os.fsync(file.fileno())  # without its keys, a database is lost
    fresh.replace(path)
    return number


def _read(path: Path) -> dict[int, bytes]:
    return {
        int(number): base64.b64decode(key) for number, key in json.loads(path.read_text()).items()
    }
