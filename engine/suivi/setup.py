"""What a new house needs before its first case: groups, people, published diagrams."""

from collections.abc import Iterable
from uuid import UUID

import engine.bpm.messages.notices
import engine.suivi.dossiers.actions  # noqa: F401  # registers the actions that diagrams name
from engine.bpm.diagrams.publish import Published, publish
from engine.bpm.dialect.folder import Folder
from engine.core.identity.accounts import open_account
from engine.core.identity.models import Group, Organisation
from engine.core.transaction import Transaction
from engine.suivi.dossiers.open import ROOT

ORGANISATIONS = {
    "MDL": "Maison du Logement",
    "XLH": "XL Habitat",
    "CIDFF40": "CIDFF des Landes",
}


def settle_groups(tx: Transaction, folder: Folder) -> None:
    """Organisations and groups as `groupes.yaml` lists them; run again, it updates the labels."""
    for code, name in ORGANISATIONS.items():
        tx.session.merge(Organisation(code=code, name=name))
    tx.session.flush()
    for code, group in folder.groups.items():
        row = Group(code=code, name=group["libelle"], organisation_code=group["organisation"])
        tx.session.merge(row)
    tx.session.flush()


def open_people(tx: Transaction, folder: Folder) -> dict[str, UUID]:
    """One synthetic person a group, for rehearsals. Their passwords are not known to anybody."""
    return {
        code: open_account(
            tx, code.lower(), group["libelle"], group["organisation"], [code], f"{code}-{tx.now}"
        ).id
        for code, group in folder.groups.items()
    }


def publish_folder(
    tx: Transaction, folder: Folder, reason: str, roots: Iterable[str] = (ROOT,)
) -> Published | None:
    """Publish what the folder holds, None when nothing changed; DiagramRefused by a check."""
    return publish(tx, folder.files, folder.sources, roots, reason)
