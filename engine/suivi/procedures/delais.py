"""The dates that follow from a step: raw, put off to a working day, and the prudent one.

CPC 641: days do not count that of the act; months end on the same quantième, else on the last
day. CPC 642: what ends on a Saturday, a Sunday or a holiday ends on the next working day, but
not when counted backwards from a hearing. Weeks are not in 641: six weeks are 42 days. Whether
642 applies to these delays is discussed (domain 3.5): both dates are told, and one acts on the
prudent one: the raw for whoever must act before, the put-off for whoever must wait.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from engine.core.calendar import add_months, add_ouvres, next_ouvrable
from engine.core.transaction import Transaction
from engine.suivi.procedures.models import Etape, TypeEtape
from engine.suivi.regles.models import Regle
from engine.suivi.regles.read import regles

CODES = (
    "COMMANDEMENT_BAIL_RECENT",
    "COMMANDEMENT_BAIL_ANCIEN",
    "CCAPEX_AVANT_ASSIGNATION",
    "PREFET_AVANT_AUDIENCE",
    "PREFET_AVANT_AUDIENCE_PRUDENT",
    "DSF_ENTRETIEN",
    "DSF_REMISE",
    "PREPARER_AUDIENCE",
    "CQL_DELAI",
    "CFP_REPONSE",
)
DELAIS = {"P6W": "COMMANDEMENT_BAIL_RECENT", "P2M": "COMMANDEMENT_BAIL_ANCIEN"}


class Sens(StrEnum):
    """On which side of the date one must be."""

    AVANT = "AVANT"
    PAS_AVANT = "PAS_AVANT"


@dataclass(frozen=True)
class Limite:
    """A date that follows from a step by a dated rule."""

    code: str
    """What it is the limit of: FIN_COMMANDEMENT, ASSIGNATION, NOTIF_PREFET…"""
    regle: Regle
    sens: Sens
    brute: date
    prorogee: date
    """The same as ``brute`` when nothing puts it off."""

    @property
    def prudente(self) -> date:
        """The day to act on."""
        return self.brute if self.sens is Sens.AVANT else self.prorogee

    @property
    def is_put_off(self) -> bool:
        return self.brute != self.prorogee


Rules = Mapping[str, Regle]


def limites_of(tx: Transaction, etape: Etape) -> list[Limite]:
    """The limits that a step opens, by the rules that hold on its day."""
    found = FOLLOW.get(TypeEtape(etape.type))
    if found is None or not etape.counts:
        return []
    return list(found(etape, regles(tx, CODES, etape.jour)))


def put_off(code: str, regle: Regle, sens: Sens, start: date) -> Limite:
    """So long after ``start``, by the rule's own unit, and the working day that may follow."""
    count = int(regle.valeur)
    raw = add_months(start, count) if regle.unite == "mois" else start + timedelta(days=count)
    return Limite(code, regle, sens, raw, next_ouvrable(raw))


def _after_commandement(etape: Etape, rules: Rules) -> Iterable[Limite]:
    """What the commandement says; both delays when it is not known which it says."""
    wanted = [DELAIS[etape.delai]] if etape.delai in DELAIS else list(DELAIS.values())
    for code in wanted:
        if code in rules:
            yield put_off("FIN_COMMANDEMENT", rules[code], Sens.AVANT, etape.jour)


def _after_ccapex(etape: Etape, rules: Rules) -> Iterable[Limite]:
    rule = rules.get("CCAPEX_AVANT_ASSIGNATION")
    if rule:
        yield put_off("ASSIGNATION", rule, Sens.PAS_AVANT, etape.jour)


def _before_audience(etape: Etape, rules: Rules) -> Iterable[Limite]:
    """Backwards from the hearing, where 642 does not put off (doctrine)."""
    for code, name in (
        ("PREPARER_AUDIENCE", "PREPARER_AUDIENCE"),
        ("PREFET_AVANT_AUDIENCE_PRUDENT", "NOTIF_PREFET"),
        ("PREFET_AVANT_AUDIENCE", "NOTIF_PREFET"),
        ("DSF_REMISE", "DSF_REMISE"),
    ):
        if code in rules:
            raw = _back(etape.jour, rules[code])
            yield Limite(name, rules[code], Sens.AVANT, raw, raw)


def _after_dsf(etape: Etape, rules: Rules) -> Iterable[Limite]:
    rule = rules.get("DSF_ENTRETIEN")
    if rule:
        raw = add_ouvres(etape.jour, int(rule.valeur))
        yield Limite("DSF_ENTRETIEN", rule, Sens.AVANT, raw, raw)


def _after_cql(etape: Etape, rules: Rules) -> Iterable[Limite]:
    if "CQL_DELAI" in rules:
        yield put_off("QUITTER", rules["CQL_DELAI"], Sens.AVANT, etape.jour)


def _after_cfp(etape: Etape, rules: Rules) -> Iterable[Limite]:
    if "CFP_REPONSE" in rules:
        yield put_off("CFP_SILENCE", rules["CFP_REPONSE"], Sens.PAS_AVANT, etape.jour)


def _back(day: date, rule: Regle) -> date:
    count = int(rule.valeur)
    if rule.unite == "mois":
        return add_months(day, -count)
    if rule.unite == "jours ouvrés":
        return add_ouvres(day, -count)
    return day - timedelta(weeks=count) if rule.unite == "semaines" else day - timedelta(days=count)


FOLLOW: Mapping[TypeEtape, Callable[[Etape, Rules], Iterable[Limite]]] = {
    TypeEtape.COMMANDEMENT_PAYER: _after_commandement,
    TypeEtape.SAISINE_CCAPEX: _after_ccapex,
    TypeEtape.SIGNALEMENT_CAF: _after_ccapex,
    TypeEtape.AUDIENCE: _before_audience,
    TypeEtape.DSF: _after_dsf,
    TypeEtape.CQL: _after_cql,
    TypeEtape.CFP: _after_cfp,
}
