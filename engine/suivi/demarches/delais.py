"""By when a démarche is to be done: dated rules, counted from the lease or from the keys."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from engine.core.calendar import add_months
from engine.core.transaction import Transaction
from engine.suivi.demarches.codes import TypeDemarche
from engine.suivi.regles.models import Regle
from engine.suivi.regles.read import regles, versions


@dataclass(frozen=True)
class Reperes:
    """The days that the delays are counted from; None while they are not known."""

    bail: date | None
    cles: date | None


@dataclass(frozen=True)
class Delai:
    """A limit with its rule; ``jour`` is None while its beginning is not known."""

    regle: Regle
    jour: date | None
    apres: date | None = None
    """A last day beyond the first one, after which something is lost."""


def delai_of(tx: Transaction, kind: TypeDemarche, known: Reperes, today: date) -> Delai | None:
    """The limit of a démarche; None where neither law nor the partners say one."""
    found = DELAIS.get(kind)
    if found is None:
        return None
    code, count = found
    rule = regles(tx, [code], known.cles or known.bail or today).get(code)
    if rule is None:
        return None
    delay = count(known, rule)
    late = _rappel(tx, known) if kind is TypeDemarche.CAF_APL else None
    return Delai(rule, delay, late)


def last_days(tx: Transaction, keys: Collection[date]) -> Mapping[date, date]:
    """APL_RAPPEL: what is asked later than that after the keys is lost; by the day of the keys.

    One reading of the rule for all of them; a day on which no version holds is left out.
    """
    if not keys:
        return {}
    rules = versions(tx, "APL_RAPPEL")
    held = {day: next((one for one in rules if one.holds_on(day)), None) for day in keys}
    return {day: add_months(day, int(rule.valeur)) for day, rule in held.items() if rule}


def _rappel(tx: Transaction, known: Reperes) -> date | None:
    return last_days(tx, [known.cles]).get(known.cles) if known.cles else None


def _at_lease(known: Reperes, rule: Regle) -> date | None:
    return known.bail or known.cles


def _at_keys(known: Reperes, rule: Regle) -> date | None:
    return known.cles


def _before_keys(known: Reperes, rule: Regle) -> date | None:
    return known.cles - timedelta(days=int(rule.valeur)) if known.cles else None


def _after_keys(known: Reperes, rule: Regle) -> date | None:
    """Days do not count that of the act (CPC 641)."""
    return known.cles + timedelta(days=int(rule.valeur)) if known.cles else None


def _end_of_month(known: Reperes, rule: Regle) -> date | None:
    if known.cles is None:
        return None
    return add_months(known.cles.replace(day=1), 1) - timedelta(days=1)


DELAIS: Mapping[TypeDemarche, tuple[str, Callable[[Reperes, Regle], date | None]]] = {
    TypeDemarche.FSL_ACCES: ("FSL_ACCES_DEPOT", _at_lease),
    TypeDemarche.LOCAPASS: ("FSL_ACCES_DEPOT", _at_lease),
    TypeDemarche.ENERGIE: ("COMPTEURS_AVANT_CLES", _before_keys),
    TypeDemarche.EAU: ("COMPTEURS_AVANT_CLES", _before_keys),
    TypeDemarche.ASSURANCE: ("ASSURANCE_CLES", _at_keys),
    TypeDemarche.EDL_ENTREE: ("EDL_ENTREE", _at_keys),
    TypeDemarche.EDL_COMPLEMENT: ("EDL_COMPLEMENT", _after_keys),
    TypeDemarche.CAF_APL: ("APL_DEMANDE", _end_of_month),
}
