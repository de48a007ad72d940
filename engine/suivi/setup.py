"""What a new house needs before its first case: groups, people, published diagrams."""

from collections.abc import Iterable
from uuid import UUID

import engine.bpm.messages.digest  # registers what Monday sends
import engine.bpm.messages.notices
import engine.suivi.accompagnement.heard  # registers the forms that tell a visit
import engine.suivi.accompagnement.rappeler  # registers the reminders of rendez-vous
import engine.suivi.consentements.entendre  # registers the forms that tell an agreement
import engine.suivi.conservation.prevenir  # registers what the DPO is sent
import engine.suivi.demarches.entendre  # registers the forms that tell a démarche
import engine.suivi.dettes.actions
import engine.suivi.dettes.entendre
import engine.suivi.dettes.prefill
import engine.suivi.dettes.signaler  # registers what a debt is asked and hears
import engine.suivi.dossiers.actions  # registers the actions that diagrams name
import engine.suivi.garde.textes  # registers what no form's text may hold
import engine.suivi.logements.actions
import engine.suivi.logements.muter
import engine.suivi.logements.occuper
import engine.suivi.logements.prefill
import engine.suivi.logements.proposer  # registers the forms that tell a home
import engine.suivi.menages.prefill
import engine.suivi.partage.fermer  # registers the end of an exceptional access
import engine.suivi.procedures.entendre  # registers the forms that tell a step
import engine.suivi.processes.actions  # registers how actions are called
import engine.suivi.projets.entendre
import engine.suivi.projets.prefill  # registers the forms of a project
import engine.suivi.referents.prevenir  # registers who a reminder is for
import engine.suivi.referents.stand_in  # registers the promises of an absence
import engine.suivi.regles.feel
import engine.suivi.revues.actions
import engine.suivi.revues.carry
import engine.suivi.revues.fill
import engine.suivi.revues.hear  # registers what a review does and hears
import engine.suivi.violences.actions
import engine.suivi.violences.entendre  # noqa: F401  # registers what the volet does and hears
from engine.bpm.diagrams.publish import Published, publish
from engine.bpm.dialect.folder import Folder
from engine.core.identity.accounts import open_account
from engine.core.identity.models import Group, Organisation
from engine.core.transaction import Transaction
from engine.suivi.dossiers.open import ROOT
from engine.suivi.regles.settle import settle_regles
from engine.suivi.revues.codes import REVUE, SUITE
from engine.suivi.violences.ouvrir import PROCESS

ROOTS = (ROOT, REVUE, SUITE, PROCESS)
"""What cases begin with: a dossier, a review, what it asks of a dossier, a volet apart."""

ORGANISATIONS = {
    "MDL": "Maison du Logement",
    "XLH": "XL Habitat",
    "CIDFF40": "CIDFF des Landes",
}


def settle_groups(tx: Transaction, folder: Folder) -> None:
    """Organisations, groups and dated rules as the folder lists them; run again, they follow."""
    for code, name in ORGANISATIONS.items():
        tx.session.merge(Organisation(code=code, name=name))
    tx.session.flush()
    for code, group in folder.groups.items():
        row = Group(code=code, name=group["libelle"], organisation_code=group["organisation"])
        tx.session.merge(row)
    settle_regles(tx, folder.path)
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
    tx: Transaction, folder: Folder, reason: str, roots: Iterable[str] = ROOTS
) -> Published | None:
    """Publish what the folder holds, None when nothing changed; DiagramRefused by a check."""
    return publish(tx, folder.files, folder.sources, roots, reason)
