"""What the diagnostics can already be filled with: the last budget (`suivi/prefill.py`)."""

from engine.core.transaction import Transaction
from engine.suivi.menages.situations import read_situations
from engine.suivi.partage.lire import open_rubrique
from engine.suivi.partage.rubriques import Rubrique
from engine.suivi.prefill import Filled, prefills


@prefills("diagnostic", "diagnostic_maintien")
def means_known(tx: Transaction, reference: str, form: str) -> Filled:
    """Ressources with the housing aid, and charges: the same reste à vivre as the budget's own.

    Euros a month; refused to whoever does not read the budget.
    """
    found = read_situations(tx, open_rubrique(tx, reference, Rubrique.BUDGET))
    if not found:
        return {}
    budget = found[0].budget
    return {
        "ressources": budget.total_ressources + budget.aide,
        "charges_menage": budget.total_charges,
    }
