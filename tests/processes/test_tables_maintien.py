"""The tables of debt, mutation and lateness against the rules of the business."""

from datetime import date
from decimal import Decimal
from itertools import product

import pytest

from engine.bpm.decisions.decide import decide
from engine.bpm.dialect.folder import Folder
from tests.processes.tables import NOW, YES_NO, proposed

# --- D3: when a debt is an « impayé constitué » --------------------------------


LAST_DAY, FIRST_DAY = date(2026, 12, 31), date(2027, 1, 1)


def d3(folder: Folder, **given: object) -> tuple[object, object, list[str]]:
    outcome = decide(folder.sources.decisions["D3_IMPAYE_CONSTITUE"], given, NOW)
    rules = outcome.fired["D3_IMPAYE_CONSTITUE"]
    if outcome.value is None:
        return None, None, rules
    assert isinstance(outcome.value, dict)
    return outcome.value["constitue"], outcome.value["signaler_avant"], rules


def expected_d3(day: date, tiers: str, debt: Decimal, net: int, gross: int, months: int) -> str:
    if day < FIRST_DAY:
        return "OUI" if debt >= 2 * (net if tiers == "OUI" else gross) else "NON"
    return "OUI" if debt > 450 or (debt > 0 and months >= 3) else "NON"


def test_d3_answers_every_combination_by_one_rule(folder: Folder):
    days = (date(2026, 1, 1), LAST_DAY, FIRST_DAY, date(2027, 6, 30))
    debts = ("0", "0.01", "449.99", "450.00", "450.01", "599.99", "600.00", "999.99", "1000")
    for day, tiers, debt, months in product(days, YES_NO, map(Decimal, debts), (0, 2, 3, 4)):
        given = {"date_fait": day, "tiers_payant": tiers, "dette": debt}
        given |= {"loyer_net": 300, "loyer_brut": 500, "mois_depuis_defaut": months}
        answer, report, rules = d3(folder, **given)
        assert (answer, len(rules)) == (expected_d3(day, tiers, debt, 300, 500, months), 1), given
        assert (report is not None) == (answer == "OUI" and day < FIRST_DAY), given


@pytest.mark.parametrize(
    ("jour", "tiers", "dette", "mois", "constitue", "regle"),
    [
        (LAST_DAY, "OUI", "600", 0, "OUI", 1),
        (LAST_DAY, "OUI", "599.99", 9, "NON", 2),
        (LAST_DAY, "NON", "1000", 0, "OUI", 1),
        (LAST_DAY, "NON", "999.99", 9, "NON", 2),
        (LAST_DAY, "OUI", "450.01", 9, "NON", 2),
        (LAST_DAY, "OUI", "0", 9, "NON", 2),
        (FIRST_DAY, "OUI", "450.01", 0, "OUI", 3),
        (FIRST_DAY, "OUI", "450.00", 2, "NON", 5),
        (FIRST_DAY, "OUI", "450.00", 3, "OUI", 4),
        (FIRST_DAY, "NON", "0.01", 3, "OUI", 4),
        (FIRST_DAY, "NON", "0.01", 2, "NON", 5),
        (FIRST_DAY, "OUI", "0", 9, "NON", 6),
        (FIRST_DAY, "OUI", "-20", 9, "NON", 6),
    ],
)
def test_d3_rule_by_rule(folder: Folder, jour, tiers, dette, mois, constitue, regle):
    given = {"date_fait": jour, "tiers_payant": tiers, "dette": Decimal(dette)}
    given |= {"loyer_net": 300, "loyer_brut": 500, "mois_depuis_defaut": mois}
    answer, _, rules = d3(folder, **given)
    assert (answer, rules) == (constitue, [f"regle_{regle}"])


@pytest.mark.parametrize(
    ("jour", "avant"),
    [
        (date(2026, 9, 1), date(2026, 11, 1)),
        (LAST_DAY, date(2027, 2, 28)),
        (FIRST_DAY, None),
    ],
)
def test_d3_tells_until_when_to_report_as_far_as_the_delay_is_known(folder: Folder, jour, avant):
    given = {"date_fait": jour, "tiers_payant": "OUI", "dette": 900, "loyer_net": 300}
    assert d3(folder, **given)[:2] == ("OUI", avant)


@pytest.mark.parametrize("missing", [{"loyer_net": 0}, {"loyer_net": None}, {}])
def test_d3_of_2026_does_not_answer_without_a_rent_and_says_why(folder: Folder, missing):
    given = {"date_fait": LAST_DAY, "tiers_payant": "OUI", "dette": 900, "loyer_brut": 500}
    outcome = decide(folder.sources.decisions["D3_IMPAYE_CONSTITUE"], given | missing, NOW)
    assert (outcome.value, outcome.fired["D3_IMPAYE_CONSTITUE"]) == (None, [])
    assert outcome.reasons


def test_d3_of_2027_needs_no_rent(folder: Folder):
    given = {"date_fait": FIRST_DAY, "dette": Decimal("450.01"), "mois_depuis_defaut": 0}
    assert d3(folder, **given)[0] == "OUI"


# --- D5: whether to move -------------------------------------------------------


def expected_d5(securite: str, occupation: str, taux: Decimal) -> str:
    fits = securite == "NON" and occupation == "ADAPTEE" and taux < Decimal("0.33")
    return "NON" if fits else "FORTE"


def test_d5_answers_every_combination_by_one_rule(folder: Folder):
    rates = map(Decimal, ("0", "0.32", "0.3299", "0.33", "0.3301", "1.2"))
    for values in product(YES_NO, ("SUR", "SOUS", "ADAPTEE"), rates):
        given = dict(zip(("motif_securite", "occupation", "taux_effort"), values, strict=True))
        result, rules = proposed(folder, "D5_MUTATION", **given)
        assert (result, len(rules)) == (expected_d5(*values), 1), values


@pytest.mark.parametrize(
    ("securite", "occupation", "taux", "pertinence", "regle"),
    [
        ("OUI", "ADAPTEE", "0.10", "FORTE", 1),
        ("NON", "SUR", "0.10", "FORTE", 2),
        ("NON", "SOUS", "0.10", "FORTE", 2),
        ("NON", "ADAPTEE", "0.33", "FORTE", 3),
        ("NON", "ADAPTEE", "0.3299", "NON", 4),
    ],
)
def test_d5_rule_by_rule(folder: Folder, securite, occupation, taux, pertinence, regle):
    given = {"motif_securite": securite, "occupation": occupation, "taux_effort": Decimal(taux)}
    assert proposed(folder, "D5_MUTATION", **given) == (pertinence, [f"regle_{regle}"])


def test_d5_does_not_answer_without_the_rate_where_it_counts(folder: Folder):
    given = {"motif_securite": "NON", "occupation": "ADAPTEE", "taux_effort": None}
    assert proposed(folder, "D5_MUTATION", **given) == (None, [])
    assert proposed(folder, "D5_MUTATION", **given | {"occupation": "SUR"})[0] == "FORTE"


# --- D6: who is told of a late task --------------------------------------------

BEFORE = ("AUCUN", "RELANCE", "MISE_EN_DEMEURE", "SIGNALEMENT_CAF", "SAISINE_CCAPEX",
          "COMMANDEMENT_PAYER", "DESISTEMENT", None)  # fmt: skip
FROM_ASSIGNATION = ("ASSIGNATION", "NOTIF_PREFET", "DSF", "AUDIENCE", "JUGEMENT", "CQL", "CFP",
                    "PCS", "EXPULSION")  # fmt: skip


def told_d6(folder: Folder, tache: str, retard: int, stade: str | None, sensible: bool = False):
    given = {"type_tache": tache, "retard_jours_ouvres": retard}
    given |= {"stade_procedure": stade, "sensible": sensible}
    return proposed(folder, "D6_ESCALADE", **given)


def expected_d6(tache: str, retard: int, stade: str | None) -> list[str]:
    half = 2 if stade in FROM_ASSIGNATION else 1
    own, other = ("MDL_CHEF", "XLH_PILOTE") if tache == "MDL" else ("XLH_PILOTE", "MDL_CHEF")
    thresholds = (("ASSIGNE", 1), ("REMPLACANT", 3), (own, 5), (other, 10))
    return [who for who, days in thresholds if retard >= Decimal(days) / half]


def test_d6_tells_everyone_whose_threshold_is_reached(folder: Folder):
    stages = (*BEFORE, *FROM_ASSIGNATION)
    for tache, retard, stade, sensible in product(("MDL", "XLH"), range(13), stages, (True, False)):
        result, rules = told_d6(folder, tache, retard, stade, sensible)
        assert isinstance(result, list)
        assert [one["destinataire"] for one in result] == expected_d6(tache, retard, stade)
        assert {one["reserve_liste"] for one in result} <= {sensible}
        assert len(rules) == len(result)


@pytest.mark.parametrize(
    ("tache", "stade", "retard", "regles"),
    [
        ("MDL", "AUCUN", 0, []),
        ("MDL", "AUCUN", 1, [1]),
        ("MDL", "AUCUN", 2, [1]),
        ("MDL", "AUCUN", 3, [1, 2]),
        ("XLH", "AUCUN", 4, [1, 2]),
        ("MDL", "AUCUN", 5, [1, 2, 3]),
        ("XLH", "AUCUN", 5, [1, 2, 4]),
        ("XLH", "AUCUN", 9, [1, 2, 4]),
        ("MDL", "AUCUN", 10, [1, 2, 3, 5]),
        ("XLH", "AUCUN", 10, [1, 2, 4, 6]),
        ("MDL", "COMMANDEMENT_PAYER", 5, [1, 2, 3]),
        ("MDL", "ASSIGNATION", 1, [1]),
        ("MDL", "ASSIGNATION", 2, [1, 2]),
        ("XLH", "ASSIGNATION", 3, [1, 2, 4]),
        ("MDL", "ASSIGNATION", 4, [1, 2, 3]),
        ("XLH", "ASSIGNATION", 5, [1, 2, 4, 6]),
        ("MDL", "DESISTEMENT", 5, [1, 2, 3]),
    ],
)
def test_d6_threshold_by_threshold(folder: Folder, tache, stade, retard, regles):
    _, rules = told_d6(folder, tache, retard, stade)
    assert rules == [f"regle_{regle}" for regle in regles]


@pytest.mark.parametrize("sensible", [True, None, "OUI"])
def test_d6_reserves_the_alert_to_the_list_unless_the_file_is_known_not_to_be_sensitive(
    folder: Folder, sensible
):
    given = {"type_tache": "MDL", "retard_jours_ouvres": 5, "sensible": sensible}
    result, _ = proposed(folder, "D6_ESCALADE", **given)
    assert isinstance(result, list)
    assert [one["reserve_liste"] for one in result] == [True, True, True]
