"""Is the debt an impayé constitué? Table D3 answers, at the date of the fact (domain 3.3.1, 5.7).

The dossier's own release is asked, so that a household is judged by the table it entered under;
the regime is the one that the dated rules say of that day.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from engine.bpm.decisions.decide import decide
from engine.bpm.diagrams.load import compiled
from engine.bpm.functions import functions_of
from engine.bpm.instances.models import Instance
from engine.core.calendar import add_months
from engine.core.transaction import Transaction
from engine.suivi.dettes.comptes import net_rent
from engine.suivi.dettes.models import Compte
from engine.suivi.dettes.montants import ZERO
from engine.suivi.regles.models import Regle
from engine.suivi.regles.read import regles, whole

D3 = "D3_IMPAYE_CONSTITUE"
ANCIENNETE = "IMPAYE_ANCIENNETE"
REGIMES = {"IMPAYE_SEUIL_MOIS": "R2026", "IMPAYE_SEUIL_MONTANT": "R2027"}


@dataclass(frozen=True)
class Fait:
    """A debt as an account shows it on a day."""

    jour: date
    dette: Decimal
    loyer_brut: Decimal | None
    loyer_net: Decimal | None
    tiers_payant: bool
    mois_depuis_defaut: int


@dataclass(frozen=True)
class Jugement:
    """What D3 says of a fact; ``constitue`` is None when it cannot say."""

    fait: Fait
    regime: str
    constitue: bool | None


@dataclass(frozen=True)
class Impaye:
    """Where the debt stands: the last judgement, and since when it is the same."""

    dernier: Jugement
    premier_defaut: date | None
    """The first account with a debt that was never settled since: at the latest that day."""
    depuis: date | None
    """When the impayé was first found constitué, without a break since."""
    signaler_avant: date | None


def judge_comptes(
    tx: Transaction, instance: Instance, comptes: Sequence[Compte], on: date | None = None
) -> Impaye | None:
    """Where the debt of these accounts stands, at the last one or on a later day ``on``.

    ``comptes`` come in the order of their dates; None when there is none.
    """
    if not comptes:
        return None
    faits = _faits(comptes)
    last = faits[-1]
    if on is not None and on > last.jour:
        faits.append(_moved(last, on, _first_default(comptes)))
    told = [judge(tx, instance, fait) for fait in _with_turns(tx, faits, comptes)]
    depuis = _since(told)
    return Impaye(told[-1], _first_default(comptes), depuis, report_by(tx, depuis))


def judge(tx: Transaction, instance: Instance, fait: Fait) -> Jugement:
    """What D3 says of one fact."""
    found = compiled(tx, instance.release_id).decisions.get(D3)
    regime = regime_on(tx, fait.jour)
    if found is None:
        return Jugement(fait, regime, None)
    value = decide(found, _context(fait), tx.now, functions_of(tx)).value
    said = value.get("constitue") if isinstance(value, dict) else None
    return Jugement(fait, regime, None if said is None else said == "OUI")


def regime_on(tx: Transaction, day: date) -> str:
    """R2026 or R2027, by the rule that holds on that day."""
    held = regles(tx, list(REGIMES), day)
    return next((REGIMES[code] for code in REGIMES if code in held), "")


def report_by(tx: Transaction, constitue_le: date | None) -> date | None:
    """The last day to tell the CAF or the MSA (rule SIGNALEMENT_DELAI)."""
    if constitue_le is None:
        return None
    return add_months(constitue_le, whole(tx, "SIGNALEMENT_DELAI", constitue_le))


def _context(fait: Fait) -> dict[str, object]:
    return {
        "date_fait": fait.jour,
        "dette": fait.dette,
        "loyer_brut": fait.loyer_brut,
        "loyer_net": fait.loyer_net,
        "tiers_payant": "OUI" if fait.tiers_payant else "NON",
        "mois_depuis_defaut": Decimal(fait.mois_depuis_defaut),
    }


def _faits(comptes: Sequence[Compte]) -> list[Fait]:
    """Each account as a fact; the rent is the last one that was told."""
    faits: list[Fait] = []
    loyer = apl = net = None
    for count, compte in enumerate(comptes, 1):
        if compte.loyer is not None:
            loyer, apl, net = compte.loyer, compte.apl, net_rent(compte)
        first = _first_default(comptes[:count])
        months = months_between(first, compte.arrete_au) if first else 0
        dette = max(compte.solde, ZERO)
        faits.append(Fait(compte.arrete_au, dette, loyer, net, bool(apl), months))
    return faits


def _moved(fait: Fait, on: date, first: date | None) -> Fait:
    """The same debt on a later day: nothing is known of it since, but time has passed."""
    months = months_between(first, on) if first else 0
    rent = (fait.loyer_brut, fait.loyer_net, fait.tiers_payant)
    return Fait(on, fait.dette, *rent, months)


def _with_turns(
    tx: Transaction, faits: Sequence[Fait], comptes: Sequence[Compte]
) -> Iterator[Fait]:
    """These facts, and between two of them the days when the same debt may be judged otherwise.

    The first day of a regime, and the one when the debt is old enough: without them, an impayé
    would begin on the day when somebody looks.
    """
    for number, fait in enumerate(faits):
        if number:
            before = faits[number - 1]
            first = _first_default(comptes[:number])
            for day in sorted(_turns(tx, before.jour, fait.jour, first)):
                yield _moved(before, day, first)
        yield fait


def _turns(tx: Transaction, after: date, until: date, first: date | None) -> Iterator[date]:
    """The days between both at which a debt known since ``first`` may be judged otherwise."""
    codes = [*REGIMES, ANCIENNETE]
    rules = tx.session.scalars(select(Regle).where(Regle.code.in_(codes)))
    days = {rule.valide_du for rule in rules}
    if first is not None:
        old = regles(tx, [ANCIENNETE], until).get(ANCIENNETE)
        days |= {add_months(first, int(old.valeur))} if old else set()
    yield from (day for day in days if after < day < until)


def _first_default(comptes: Sequence[Compte]) -> date | None:
    first = None
    for compte in comptes:
        first = None if compte.solde <= ZERO else first or compte.arrete_au
    return first


def _since(told: Sequence[Jugement]) -> date | None:
    since = None
    for one in told:
        since = (since or one.fait.jour) if one.constitue else None
    return since


def months_between(start: date, end: date) -> int:
    """Whole months from one day to another (CPC 641: the same quantième, else the last day)."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)
