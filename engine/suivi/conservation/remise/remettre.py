"""Give a person what the programme keeps of them (RGPD, art. 15), by the MDL's chef de service.

Never in it: what another person of the household may keep to themselves, anything about violences,
and what the other partner wrote for itself, which that partner gives by itself.
"""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

from engine.bpm.instances.advance import lock_instance
from engine.core.audit.record import record
from engine.core.calendar import paris_day
from engine.core.errors import AnswersRefused, NotFound
from engine.core.pdf import make_pdf
from engine.core.transaction import Transaction
from engine.suivi.conservation.durees import durations
from engine.suivi.conservation.remise.autres import other_sections
from engine.suivi.conservation.remise.ecrits import written_sections
from engine.suivi.conservation.remise.forme import Remise, Section
from engine.suivi.conservation.remise.menage import household_sections
from engine.suivi.conservation.remise.qui import Demandeur, demandeur_of
from engine.suivi.conservation.remise.reponses import answer_section
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.menages.direction import require_direction
from engine.suivi.menages.personnes import PersonneLue
from engine.suivi.menages.read import read_menage
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique

TEMPLATE = (Path(__file__).parent / "remise.typ").read_bytes()
NON_COMPRIS = (
    "Ce que XL Habitat a écrit pour son seul usage : demandez-le à XL Habitat, qui en répond.",
    "Ce qui concerne une autre personne de votre ménage : elle seule peut le demander.",
    "Ce que d’autres services tiennent pour leur compte : chacun d’eux vous répond.",
    "Le contenu des documents déposés : une copie vous est remise si vous la demandez.",
)
RESTREINT = (
    "Ce dossier est restreint et d’autres adultes sont du ménage : la remise se prépare avec la "
    "référente unique."
)


def people_of(tx: Transaction, reference: str) -> Sequence[PersonneLue]:
    """Whom something can be given to; NotAllowed for others than the MDL's direction."""
    require_direction(tx)
    dossier = open_rubrique(tx, reference, Rubrique.COMPOSITION)
    menage = read_menage(tx, dossier)
    return menage.personnes if menage else []


def give(tx: Transaction, reference: str, personne_id: UUID) -> Remise:
    """What is kept of that person, told to the dossier's journal without saying what.

    NotFound when the person is not of that household; AnswersRefused on a restricted dossier whose
    household has other adults.
    """
    require_direction(tx)
    dossier = open_rubrique(tx, reference, Rubrique.COMPOSITION)
    instance = lock_instance(tx, entry_instance(tx, dossier.id).id)
    who = demandeur_of(tx, dossier, personne_id)
    if who is None:
        raise NotFound(personne_id=personne_id)
    if dossier.is_restreint and not who.is_alone:
        raise AnswersRefused(errors={"personne": [RESTREINT]})
    given = Remise(
        personne=who.nom,
        reference=dossier.reference,
        etabli_le=paris_day(tx.now),
        sections=_sections(tx, dossier, who),
        durees=durations(tx),
        non_compris=NON_COMPRIS,
    )
    record(tx, instance, dossier.circle_id, "personne:informed", personne_id)
    return given


def print_remise(tx: Transaction, given: Remise) -> bytes:
    """The same on paper: a tagged PDF."""
    return make_pdf(TEMPLATE, given.as_data(), tx.now).data


def _sections(tx: Transaction, dossier: Dossier, who: Demandeur) -> list[Section]:
    found = [
        *household_sections(tx, dossier, who),
        answer_section(tx, dossier),
        *written_sections(tx, dossier, who),
        *other_sections(tx, dossier, who),
    ]
    return [section for section in found if section.elements]
