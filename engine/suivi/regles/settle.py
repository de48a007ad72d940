"""The rules of `processes/regles.yaml`, put in the database; read strictly."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from sqlalchemy import select

from engine.core.transaction import Transaction
from engine.suivi.regles.models import Origine, Regle

FILE = "regles.yaml"
ASKED = {"code", "theme", "libelle", "unite", "versions"}
SAID = {"valeur", "du", "origine", "base", "source"}


class BadRegles(ValueError):
    """The file of the rules does not have the form that is expected."""


def settle_regles(tx: Transaction, folder: Path) -> None:
    """Add and update the rules that the file holds; those it no longer holds stay, for the past.

    Run again, it changes nothing. BadRegles for a slip of the pen: two versions of one day, an
    end before its beginning, an unknown origin.
    """
    known = {(row.code, row.valide_du): row for row in tx.session.scalars(select(Regle))}
    for said in read_regles(folder / FILE):
        row = known.get((said["code"], said["valide_du"]))
        if row is None:
            tx.session.add(Regle(**said))
        else:
            for name, value in said.items():
                if getattr(row, name) != value:
                    setattr(row, name, value)
    tx.session.flush()


def read_regles(path: Path) -> list[dict[str, Any]]:
    """Each version of each rule of the file as the columns of its row; none without a file."""
    content = yaml.safe_load(path.read_text()) if path.exists() else []
    if not isinstance(content, list):
        raise BadRegles("une liste de règles est attendue")
    rows = [row for rang, one in enumerate(content, 1) for row in _versions(rang, one)]
    seen = [(row["code"], row["valide_du"]) for row in rows]
    if len(seen) != len(set(seen)):
        raise BadRegles("une règle a deux versions du même jour")
    return rows


def _versions(rang: int, one: Any) -> Iterable[dict[str, Any]]:
    if not isinstance(one, dict) or one.keys() != ASKED or not one["versions"]:
        raise BadRegles(f"règle {rang} : {sorted(ASKED)} attendus")
    following = [said["du"] for said in one["versions"][1:]]
    for said, begins in zip(one["versions"], [*following, None], strict=True):
        yield _row(rang, one, said, begins)


def _row(
    rang: int, one: dict[str, Any], said: dict[str, Any], begins: date | None
) -> dict[str, Any]:
    """``begins``: the first day of the version that follows, when there is one."""
    named = f"{one['code']} du {said.get('du')}"
    if SAID - said.keys() or said.keys() - SAID - {"au"}:
        raise BadRegles(f"{named} : {sorted(SAID)} attendus, « au » si elle finit")
    if isinstance(said["valeur"], float):
        raise BadRegles(f"{named} : un montant ou une part s’écrit entre guillemets")
    last = said.get("au")
    if (last is not None and last < said["du"]) or (begins is not None and not _ends(last, begins)):
        raise BadRegles(f"{named} : elle finit avant que la suivante commence, et après son début")
    return {
        "code": one["code"],
        "theme": one["theme"],
        "libelle": one["libelle"],
        "unite": one["unite"],
        "rang": rang,
        "valeur": said["valeur"],
        "origine": Origine(said["origine"]).value,
        "base_legale": said["base"],
        "source": said["source"],
        "valide_du": said["du"],
        "valide_au": last,
    }


def _ends(last: date | None, begins: date) -> bool:
    return last is not None and last < begins
