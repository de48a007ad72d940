"""What is personal is kept sealed for its row; each such column says so, and is found again.

A sealed column holds a JSON text under the current key, with « kind:id » as its row's identity.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.orm import InstrumentedAttribute

from engine.core.db import SEALED, Base
from engine.core.transaction import Transaction


def seal(
    tx: Transaction, kind: str, row_id: UUID, content: Mapping[str, Any], *, apart: bool = False
) -> bytes:
    """``content`` as JSON, sealed for that row; dates and decimals become texts.

    ``apart``: under the key of the violences volet alone.
    """
    text = json.dumps(content, ensure_ascii=False, default=_text, separators=(",", ":"))
    return tx.keys.seal(text.encode(), f"{kind}:{row_id}", apart=apart)


def unseal(tx: Transaction, kind: str, row_id: UUID, sealed: bytes) -> dict[str, Any]:
    """What was sealed for that row; DocumentTampered when it was not."""
    content: dict[str, Any] = json.loads(tx.keys.open(sealed, f"{kind}:{row_id}"))
    return content


def blind(tx: Transaction, purpose: str, text: str) -> str:
    """A keyed mark of ``text``, equal for equal texts and telling nothing else: to search exactly.

    It does not change when a key is added, so rows need not be marked again.
    """
    return hmac.digest(tx.keys.derive_stable(purpose), text.encode(), "sha256").hex()


Column = InstrumentedAttribute[Any]


def sealed_columns() -> Iterator[tuple[Column, Column, str]]:
    """Every sealed column of the program with its table's key and its kind."""
    for mapper in sorted(Base.registry.mappers, key=lambda m: m.class_.__tablename__):
        for column in mapper.columns:
            if SEALED in column.info:
                key = getattr(mapper.class_, str(mapper.primary_key[0].key))
                yield key, getattr(mapper.class_, str(column.key)), column.info[SEALED]


def _text(value: object) -> str:
    if isinstance(value, date | Decimal | UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be sealed")
