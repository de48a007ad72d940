"""FEEL: how much of the public conformance kit it answers, what a condition and a fuzz cost.

The kit's cases stand beside the project (`../shared/tck`); without them that part says so.
"""

import gc
import statistics
import time
from collections import Counter
from collections.abc import Mapping
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import product
from multiprocessing import get_context
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, seed, settings

from engine.feel import Expression, FeelError, compile, evaluate, unary
from tests.engine.feel import kit
from tests.engine.feel.fuzz import CONTEXT, TEXTS

NOW = datetime(2026, 9, 1, 7, tzinfo=UTC)
SHARE, MAX_MICROSECONDS = 0.98, 5.0
INPUTS, MAX_MILLISECONDS, MAX_MEGABYTES = 100_000, 100.0, 50
CONDITIONS: Mapping[str, Mapping[str, object]] = {
    'montant > 450 and statut = "ACTIF"': {"montant": Decimal("451"), "statut": "ACTIF"},
    'danger = "AUCUN" or adhesion = true': {"danger": "POSSIBLE", "adhesion": True},
    'date_fin < date_debut + @"P9M"': {
        "date_debut": date(2026, 1, 31),
        "date_fin": date(2026, 9, 1),
    },
    'prochaine_etape in ("CONTINUER", "BILAN")': {"prochaine_etape": "BILAN"},
}


def bench() -> bool:
    """Print the three tables; whether every promise is kept."""
    return all([conformance(), conditions(), fuzz()])


def conformance() -> bool:
    """The share of the kit's cases answered rightly, suite by suite."""
    cases = kit.cases()
    if cases is None:
        print(f"conformité non mesurée : pas de fichier {kit.CASES}\n")
        return True
    right: Counter[tuple[str, bool]] = Counter()
    total: Counter[tuple[str, bool]] = Counter()
    for case in cases:
        for suite in (case["suite"], ""):
            total[suite, kit.is_valued(case)] += 1
            right[suite, kit.is_valued(case)] += kit.is_right(case, NOW)
    print(f"{'suite':<46}{'avec valeur':>14}{'nulles':>12}")
    for suite in sorted({suite for suite, _ in total} - {""}):
        both = [f"{right[suite, valued]}/{total[suite, valued]}" for valued in (True, False)]
        missing = sum(total[suite, v] - right[suite, v] for v in (True, False))
        print(f"{suite:<46}{both[0]:>14}{both[1]:>12}{'  ←' if missing else ''}")
    shares = [right["", valued] / total["", valued] for valued in (True, False)]
    print(f"\njustes : {shares[0]:.1%} avec valeur, {shares[1]:.1%} nulles (promis {SHARE:.0%})\n")
    return min(shares) >= SHARE


def conditions() -> bool:
    """Microseconds of ordinary conditions, once compiled."""
    worst = 0.0
    for text, context in CONDITIONS.items():
        compiled = compile(text)
        spent = [_microseconds(compiled, context) for _ in range(15)]
        worst = max(worst, statistics.median(spent))
        print(f"{text:<46}{statistics.median(spent):>8.2f} µs")
    print(f"\nau plus {worst:.2f} µs une condition (promis {MAX_MICROSECONDS})\n")
    return worst <= MAX_MICROSECONDS


def _microseconds(compiled: Expression, context: Mapping[str, object], turns: int = 5_000) -> float:
    began = time.process_time()
    for _ in range(turns):
        compiled(context)
    return (time.process_time() - began) / turns * 1e6


def fuzz() -> bool:
    """So many texts, evaluated as an expression and as a cell: a value or a clean error each."""
    # Attacked in a process of its own, so that the making of the texts weighs on nothing.
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as child:
        outcomes, slowest, text, grown = child.submit(attack, made_texts()).result()
    print(f"{INPUTS} textes, évalués deux fois : {dict(outcomes.most_common())}")
    print(
        f"le plus lent : {slowest:.0f} ms (promis {MAX_MILLISECONDS:.0f}), {text[:200]!r}\n"
        f"mémoire : au plus {grown:.0f} Mo de plus (promis {MAX_MEGABYTES})\n"
    )
    return slowest <= MAX_MILLISECONDS and grown <= MAX_MEGABYTES


def made_texts() -> list[str]:
    """The texts, the same each time."""
    texts: list[str] = []

    @seed(1)
    @settings(
        max_examples=INPUTS,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(TEXTS)
    def collect(text: str) -> None:
        texts.append(text)

    collect()
    return texts


def attack(texts: list[str]) -> tuple[Counter[str], float, str, float]:
    """Outcomes, the slowest text's milliseconds of CPU and itself, megabytes grown."""
    outcomes: Counter[str] = Counter()
    slowest = (0.0, "")
    evaluate("string(now())", {}, now=NOW)  # the zones are read once
    Path("/proc/self/clear_refs").write_text("5")  # the peak of memory counts from here
    before = _peak_megabytes()
    gc.disable()  # what other texts left in the caches is not this text's cost
    for number, (text, run) in enumerate(product(texts, (_as_expression, _as_cell))):
        if number % 1_000 == 0:
            gc.collect()
        began = time.thread_time()
        try:
            run(text)
            outcomes["valeur"] += 1
        except FeelError as error:
            outcomes[error.code] += 1
        slowest = max(slowest, ((time.thread_time() - began) * 1_000, text))
    return outcomes, *slowest, _peak_megabytes() - before


def _peak_megabytes() -> float:
    status = Path("/proc/self/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(peak.split()[1]) / 1024


def _as_expression(text: str) -> object:
    return evaluate(text, CONTEXT, now=NOW)


def _as_cell(text: str) -> object:
    return unary(text)(1, CONTEXT, now=NOW)
