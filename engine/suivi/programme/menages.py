"""The trial households' own data: who they are, how they are reached, what they live on.

Written when it would be in life, by who would write it: at the repérage by the opener, at the
diagnostic and at the visits by the référent, through the use cases of the household's page.
"""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from engine.core.calendar import paris_day
from engine.core.errors import EngineError
from engine.core.transaction import Transaction
from engine.suivi.menages.coordonnees import add_coordonnee
from engine.suivi.menages.keep_personne import add_personne
from engine.suivi.menages.settle import Qui
from engine.suivi.menages.situations import record_situation
from engine.suivi.programme.familles import IN_DANGER, draw_famille, newborn
from engine.suivi.programme.households import Household
from engine.suivi.programme.stories import ACCES

SEUL = (
    (("RSA", 0.8), ("PRIME_ACTIVITE", 0.2)),
    (("SALAIRE", 0.78), ("PRIME_ACTIVITE", 0.22)),
    (("ARE", 1.0),),
    (("AAH", 1.0),),
)
AVEC_ENFANTS = (
    (("RSA", 0.62), ("PRIME_ACTIVITE", 0.14), ("PF", 0.24)),
    (("SALAIRE", 0.7), ("PRIME_ACTIVITE", 0.12), ("PF", 0.18)),
    (("ARE", 0.72), ("PENSION_ALIMENTAIRE", 0.1), ("PF", 0.18)),
)
"""What a household lives on, as shares of its ressources."""
BUDGET_AT = {"diagnostic": False, "diagnostic_maintien": True, "visite_j15": True}
"""The tasks at which a budget is noted: is there a rent by then?"""
BETTER_AT = frozenset({"bilan_sortie", "bilan_intermediaire"})


def who_is(household: Household) -> Qui:
    """What the opener types before the repérage."""
    return Qui(typed=draw_famille(household).titulaire)


def furnish(tx: Transaction, household: Household, reference: str) -> None:
    """The others of the family and how to reach them, noted at the repérage."""
    famille = draw_famille(household)
    for person in famille.people[1:]:
        add_personne(tx, reference, person)
    in_danger = household.story.name in IN_DANGER
    phone = {"type": "TELEPHONE", "valeur": famille.phone}
    if in_danger:
        phone |= {
            "consigne": "Ne pas laisser de message",
            "plages": "en semaine, de 9 h à 11 h",
            "canal_sur": "1",
            "protegee": "1",
        }
    elif household.luck("canal").random() < 0.3:
        phone |= {"canal_sur": "1", "plages": "après 17 h"}
    add_coordonnee(tx, reference, phone)
    if famille.mail:
        add_coordonnee(tx, reference, {"type": "EMAIL", "valeur": famille.mail})
    if household.story.volet != ACCES:
        add_coordonnee(tx, reference, {"type": "ADRESSE", "valeur": famille.address})


def tell(tx: Transaction, household: Household, reference: str, task: str) -> None:
    """What the person who has done this task notes of the household beside it, if anything.

    A refusal leaves the task done: it would not have stopped anybody.
    """
    with suppress(EngineError), tx.attempt():
        famille, today = draw_famille(household), paris_day(tx.now)
        if task in BUDGET_AT:
            record_situation(tx, reference, budget(household, today, BUDGET_AT[task]))
        elif task in BETTER_AT:
            record_situation(tx, reference, budget(household, today, True, Decimal("1.04")))
        elif task == "remise_cles":
            protected = {"protegee": "1"} if household.story.name in IN_DANGER else {}
            home = {"type": "ADRESSE", "valeur": famille.address, "valide_du": today.isoformat()}
            add_coordonnee(tx, reference, {**home, **protected})
        elif task == "revoir_situation" and household.story.name == "mutation":
            add_personne(tx, reference, newborn(household, famille, today))


def budget(
    household: Household, day: date, has_rent: bool, growth: Decimal = Decimal(1)
) -> dict[str, str]:
    """Ressources and charges that add up to the household's figures, as a page would send them."""
    facts = household.facts
    luck = household.luck("budget")
    total = (Decimal(facts["ressources"]) * growth).quantize(Decimal("0.01"))
    typed = {"au": day.isoformat()}
    has_children = any(p["lien"] == "ENFANT_MINEUR" for p in draw_famille(household).people)
    parts = luck.choice(AVEC_ENFANTS if has_children else SEUL)
    left = total
    for n, (kind, share) in enumerate(parts):
        is_last = n == len(parts) - 1
        amount = left if is_last else (total * Decimal(str(share))).quantize(Decimal("0.01"))
        typed |= {f"ressource_type_{n}": kind, f"ressource_montant_{n}": str(amount)}
        left -= amount
    return typed | _charges(facts, has_rent)


def _charges(facts: Mapping[str, Any], has_rent: bool) -> dict[str, str]:
    """« Charges du ménage » are what is paid once the aid is deducted."""
    aid = facts["loyer_brut"] - facts["loyer_net"]
    rent = {"charge_LOYER": facts["loyer"], "charge_CHARGES": facts["charges"], "aide": aid}
    others = facts["charges_menage"] - (facts["loyer_net"] if has_rent else 0)
    energy, insurance = min(95, round(others * 0.4)), min(38, round(others * 0.15))
    transport = min(120, others - energy - insurance)
    amounts = {
        **(rent if has_rent else {}),
        "charge_ENERGIE" if has_rent else "charge_AUTRE": energy,
        "charge_ASSURANCE": insurance,
        "charge_TRANSPORT": transport,
        "charge_CREDIT": others - energy - insurance - transport,
    }
    return {key: str(amount) for key, amount in amounts.items() if amount}
