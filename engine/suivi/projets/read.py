"""Read the project of a dossier: its objectives, its versions, who has signed what."""

from collections.abc import Sequence
from dataclasses import dataclass

from engine.core.calendar import paris_day
from engine.core.identity.models import Person
from engine.core.sealed import unseal
from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.projets.codes import Partie, StatutProjet
from engine.suivi.projets.conclude import TacheSignature, signature_task, signatures_of
from engine.suivi.projets.contenu import Contenu, read_contenu
from engine.suivi.projets.lire_objectifs import ObjectifLu, read_objectifs
from engine.suivi.projets.models import Projet, Signature
from engine.suivi.projets.opening import is_shared, versions_of
from engine.suivi.projets.parties import required_parties
from engine.suivi.projets.write_draft import types_of


@dataclass(frozen=True)
class SignatureLue:
    """A signature: who signed, and before whom."""

    row: Signature
    signataire: str
    trace: str
    """A PNG in base64, or nothing."""
    devant: str


@dataclass(frozen=True)
class ProjetLu:
    """A version with its texts and its signatures."""

    row: Projet
    contenu: Contenu
    signatures: Sequence[SignatureLue]
    manquent: Sequence[Partie]
    """The parties that have not signed yet, of a version that waits for them."""
    tache: TacheSignature | None
    """The open task that its signatures would do."""
    jours: int
    """For how many days it has been waiting for its signatures."""


@dataclass(frozen=True)
class ProjetsLus:
    """The project of a dossier, for somebody who may read it."""

    dossier: Dossier
    is_shared: bool
    """False before the household has agreed that the partners share: there is nothing to read."""
    objectifs: Sequence[ObjectifLu] = ()
    versions: Sequence[ProjetLu] = ()
    types: Sequence[str] = ()
    """Those that the volets of the dossier ask for."""

    def en_cours(self, type: str) -> ProjetLu | None:
        """The version that is written, or that awaits its signatures."""
        waits = (StatutProjet.BROUILLON, StatutProjet.A_SIGNER)
        mine = (one for one in self.versions if one.row.type == type)
        return next((one for one in mine if one.row.statut in waits), None)

    def signe(self, type: str) -> ProjetLu | None:
        """The version that holds."""
        mine = (one for one in self.versions if one.row.type == type)
        return next((one for one in mine if one.row.statut == StatutProjet.SIGNE), None)


def read_projet(tx: Transaction, reference: str) -> ProjetsLus:
    """The project of a dossier; NotFound and NotAllowed as `open_rubrique` says."""
    dossier = open_rubrique(tx, reference, Rubrique.PROJET)
    if not is_shared(tx, dossier):
        return ProjetsLus(dossier, is_shared=False)
    return ProjetsLus(
        dossier=dossier,
        is_shared=True,
        objectifs=read_objectifs(tx, dossier),
        versions=[_read(tx, dossier, row) for row in versions_of(tx, dossier)],
        types=types_of(tx, dossier),
    )


def _read(tx: Transaction, dossier: Dossier, row: Projet) -> ProjetLu:
    signed = [_signature(tx, one) for one in signatures_of(tx, row)]
    done = {one.row.partie for one in signed}
    needed = required_parties(tx, dossier) if row.awaits_signatures else []
    asked = row.statut in (StatutProjet.A_SIGNER, StatutProjet.SIGNE)
    since = paris_day(row.prepare_le) if row.prepare_le else paris_day(tx.now)
    return ProjetLu(
        row=row,
        contenu=read_contenu(tx, row),
        signatures=signed,
        manquent=[one for one in needed if one not in done],
        tache=signature_task(tx, dossier, row) if asked else None,
        jours=(paris_day(tx.now) - since).days,
    )


def _signature(tx: Transaction, row: Signature) -> SignatureLue:
    content = unseal(tx, "signature_projet", row.id, row.corps)
    person = tx.session.get(Person, row.auteur_id) if row.auteur_id else None
    return SignatureLue(row, content["signataire"], content["trace"], person.name if person else "")
