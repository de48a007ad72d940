"""What the forms about a home can already be filled with (`suivi/prefill.py`)."""

from decimal import ROUND_HALF_UP, Decimal

from engine.core.transaction import Transaction
from engine.suivi.dossiers.models import Dossier
from engine.suivi.dossiers.see import entry_instance
from engine.suivi.logements.besoin import besoin_of
from engine.suivi.logements.codes import EtatMutation
from engine.suivi.logements.rows import accepted_logement, examens_of, lived_in, mutation_in
from engine.suivi.menages.situations import read_situations
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.prefill import Filled, prefills


@prefills("proposer_logement")
def size_looked_for(tx: Transaction, reference: str, form: str) -> Filled:
    """The size that the transfer was engaged for, else the one of the diagnostic."""
    dossier = _open(tx, reference)
    mutation = mutation_in(tx, dossier.id, EtatMutation.ENGAGEE)
    besoin = besoin_of(tx, entry_instance(tx, dossier.id))
    return {"typologie": mutation.typologie if mutation else besoin and besoin.typologie}


@prefills("remise_cles")
def rent_accepted(tx: Transaction, reference: str, form: str) -> Filled:
    """The rent of the home that the household has accepted."""
    logement = accepted_logement(tx, _open(tx, reference).id)
    return {"loyer": logement.loyer, "charges": logement.charges} if logement else {}


@prefills("examen_contradictoire")
def prefet_told(tx: Transaction, reference: str, form: str) -> Filled:
    """When the préfet was told of the period that is examined."""
    occupation = lived_in(tx, _open(tx, reference).id)
    rows = examens_of(tx, occupation) if occupation else []
    told = [row.prefet_informe_le for row in rows if row.realise_le is None]
    return {"date_information_prefet": told[0] if told else None}


@prefills("periode_modifiee")
def period_known(tx: Transaction, reference: str, form: str) -> Filled:
    """The end of the period that is open."""
    occupation = lived_in(tx, _open(tx, reference).id)
    rows = examens_of(tx, occupation) if occupation else []
    return {"fin_periode": next((r.echeance for r in rows if r.realise_le is None), None)}


@prefills("occupation_logement")
def rate_known(tx: Transaction, reference: str, form: str) -> Filled:
    """The taux d'effort of the last budget, for those who read it: whole percents."""
    dossier = open_rubrique(tx, reference, Rubrique.BUDGET)
    found = read_situations(tx, dossier)
    rate = found[0].budget.taux_effort.valeur if found else None
    if rate is None:
        return {}
    return {"taux_effort_pourcent": min(rate, Decimal(100)).quantize(Decimal(1), ROUND_HALF_UP)}


def _open(tx: Transaction, reference: str) -> Dossier:
    return open_rubrique(tx, reference, Rubrique.LOGEMENT)
