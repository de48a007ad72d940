"""What forms say of the démarches: nobody ticks them twice."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.bpm.instances.heard import Said, hears
from engine.core.transaction import Transaction
from engine.suivi.demarches.codes import StatutDemarche, TypeDemarche
from engine.suivi.demarches.ecrire import tick, untick
from engine.suivi.dettes.find import dossier_of

T = TypeDemarche


@dataclass(frozen=True)
class Parole:
    """Which field of a form tells démarches, and what its options are called here."""

    key: str
    options: Mapping[str, TypeDemarche]


FORMS: Mapping[str, Parole] = {
    "demarches_installation": Parole(
        "demarches",
        {
            "CAF_APL": T.CAF_APL,
            "FSL_ACCES": T.FSL_ACCES,
            "ASSURANCE": T.ASSURANCE,
            "ENERGIE": T.ENERGIE,
            "EAU": T.EAU,
            "GARANTIE": T.LOCAPASS,
            "SCOLARISATION": T.SCOLARISATION,
            "CHANGEMENT_ADRESSE": T.CHANGEMENT_ADRESSE,
        },
    ),
    "remise_cles": Parole(
        "pieces_cles", {"ETAT_DES_LIEUX": T.EDL_ENTREE, "ASSURANCE": T.ASSURANCE}
    ),
    "organiser_mutation": Parole(
        "demarches_mutation",
        {"ETATS_DES_LIEUX": T.EDL_ENTREE, "ASSURANCE": T.ASSURANCE, "CAF_APL": T.CAF_APL},
    ),
    "acces_droits": Parole(
        "droits_demandes",
        {
            "APL": T.CAF_APL,
            "RSA": T.CAF_AUTRE,
            "AAH": T.CAF_AUTRE,
            "FSL": T.FSL_MAINTIEN,
            "SURENDETTEMENT": T.SURENDETTEMENT,
            "MASP": T.MASP,
        },
    ),
    "strategie_recherche": Parole("secteurs", {"DEMANDE_LOGEMENT": T.DLS}),
}


@hears(*FORMS)
def hear_demarches(tx: Transaction, said: Said) -> None:
    """Tick what the answer says; a correction takes back what it had ticked alone."""
    parole = FORMS[said.form]
    told = {parole.options[one] for one in _said(said, parole.key) if one in parole.options}
    statuts: dict[TypeDemarche, StatutDemarche | None] = dict.fromkeys(sorted(told))
    # The address of somebody who is protected is not told around (domain 5.2, temps 2).
    if said.raw.get("accompagnement_specifique") == "OUI":
        statuts[T.CHANGEMENT_ADRESSE] = StatutDemarche.SANS_OBJET
    if not statuts and said.corrects_id is None:
        return
    dossier = dossier_of(tx, said.instance)
    if dossier is None:
        return
    if said.corrects_id is not None:
        untick(tx, dossier, said.corrects_id)
    tick(tx, dossier, statuts, said.answer_id)


def _said(said: Said, key: str) -> Iterable[str]:
    found = said.raw.get(key)
    return [str(one) for one in found] if isinstance(found, list) else []
