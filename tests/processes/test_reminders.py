"""Each reminder of domain 5.8 is somewhere, tells whom it must, and on a working day."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

import engine.suivi.escalades
from engine.bpm.decisions.decide import decide
from engine.bpm.dialect.folder import Folder
from engine.bpm.functions import FUNCTIONS
from engine.core.calendar import is_ouvre
from engine.feel import evaluate
from tests.processes.tables import NOW

TS, CHEF, PREC, RELOG, PILOTE = "MDL_TS", "MDL_CHEF", "XLH_PREC", "XLH_RELOG", "XLH_PILOTE"
TIMERS = {
    "T01": ("echeance_12_mois", "seuil_m9 seuil_m10 seuil_m11 seuil_j15 seuil_j7 seuil_j1"),
    "T02": ("echeance_12_mois", "seuil_jp1"),
    "T03": ("parcours_acces", "ppal_j30 ppal_j45"),
    "T06": ("proposition_logement", "rappel_7_jours silence_10_jours"),
    "T12": ("procedure_expulsion", "huit_semaines"),
    "T13": ("procedure_expulsion", "prochaine_treve"),
    "T14": ("volet_violences", "op_bientot_finie op_a_trente_jours"),
    "T15": ("bail_glissant", "examen_a_preparer limite_prefet"),
}
BEFORE_A_LIMIT = {
    "T09": ("impaye_constitue", "rappels_signalement", [PREC], PILOTE),
    "T10": ("procedure_expulsion", "rappels_commandement", [TS, PREC], CHEF),
    "T11": ("procedure_expulsion", "rappels_assignation", [PREC], PILOTE),
    "T12": ("procedure_expulsion", "rappels_audience", [TS, PREC], CHEF),
}
TOLD = {
    "T01": {("fin_mesure_m9", TS), ("fin_mesure_m10", CHEF), ("fin_mesure_m11", PILOTE),
            ("fin_mesure_j15", TS), ("fin_mesure_j7", CHEF), ("fin_mesure_j7", PILOTE),
            ("fin_mesure_j1", TS)},
    "T02": {("duree_depassee", CHEF), ("duree_depassee", PILOTE)},
    "T03": {("rappel_ppal", TS), ("alerte_ppal", CHEF)},
    "T06": {("rappel_reponse_logement", TS), ("silence_logement", RELOG)},
    "T14": {("limite_30_jours", CHEF)},
    "T15": {("alerte_limite", PILOTE)},
}  # fmt: skip
D7 = {
    "T04": [("SANS_CONTACT", 21, "REFERENT"), ("SANS_CONTACT", 35, CHEF)],
    "T05": [("RENDEZ_VOUS", -2, "REFERENT"), ("RENDEZ_VOUS", -1, "REFERENT")],
    "T07": [("APL", 7, "REFERENT"), ("APL_LIMITE", -30, "REFERENT"), ("APL_LIMITE", -15, CHEF)],
    "T08": [("ECHEANCE_A_VENIR", -3, "REFERENT"), ("ECHEANCE_NON_REGLEE", 3, "REFERENT"),
            ("DEUX_INCIDENTS", 0, CHEF), ("DEUX_INCIDENTS", 0, PILOTE)],
    "T15": [("BAIL_PREFET", 0, RELOG)],
    "T16": [("CONSERVATION_MDL", -30, CHEF), ("CONSERVATION_XLH", -30, PILOTE)],
}  # fmt: skip
SEVERAL_YEARS = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 800)]


def asked(folder: Folder, quoi: str, jours: int) -> list[tuple[str, str]]:
    given = {"objet": quoi, "jours": Decimal(jours)}
    found = decide(folder.sources.decisions["D7_RAPPELS"], given, NOW).value
    assert isinstance(found, list)
    return [(one["code"], one["destinataire"]) for one in found]


def test_the_table_of_codes_names_each_of_them() -> None:
    text = engine.suivi.escalades.__doc__ or ""
    named = {f"T{n:02}" for n in range(1, 17)} - {"T11"}  # « T10 – T12 »
    assert named <= set(re.findall(r"T\d\d", text)) and "T10 – T12" in text


@pytest.mark.parametrize("code", TIMERS)
def test_the_thresholds_of_a_path_are_timers_of_its_diagram(folder: Folder, code: str) -> None:
    process, elements = TIMERS[code]
    nodes = {node.id: node for node in folder.sources.processes[process].nodes()}
    assert {nodes[one].event.kind for one in elements.split()} == {"timer"}


@pytest.mark.parametrize("code", TOLD)
def test_a_path_tells_whom_the_domain_says(folder: Folder, code: str) -> None:
    nodes = folder.sources.processes[TIMERS[code][0]].nodes()
    sent = {(i.get("modele"), i.get("destinataire")) for n in nodes if (i := dict(n.inputs))}
    assert TOLD[code] <= sent


@pytest.mark.parametrize("code", BEFORE_A_LIMIT)
def test_what_has_a_limit_calls_the_reminders_and_says_who_is_alerted(
    folder: Folder, code: str
) -> None:
    process, element, told, alerted = BEFORE_A_LIMIT[code]
    node = next(n for n in folder.sources.processes[process].nodes() if n.id == element)
    given = dict(node.inputs)
    assert node.called == "rappels_avant_limite"
    assert evaluate(given["destinataires"][1:], {}) == told
    assert given["alerte_a"] == f'="{alerted}"'


def test_the_truce_is_told_to_both_trades_of_the_landlord(folder: Folder) -> None:
    nodes = {node.id: node for node in folder.sources.processes["procedure_expulsion"].nodes()}
    loop = nodes["prevenir_treve"].loop
    assert loop is not None and evaluate(loop.collection[1:], {}) == [PREC, PILOTE]


@pytest.mark.parametrize("code", D7)
def test_each_reminder_of_the_records_holds_from_its_day_on(folder: Folder, code: str) -> None:
    for quoi, day, who in D7[code]:
        assert (code, who) in asked(folder, quoi, day)
        earlier = asked(folder, quoi, day - 1)
        assert earlier.count((code, who)) < asked(folder, quoi, day).count((code, who))


def test_nothing_else_is_told(folder: Folder) -> None:
    known = {(code, *one[::2]) for code, ones in D7.items() for one in ones}
    kinds = {one[0] for ones in D7.values() for one in ones}
    for quoi in kinds:
        for day in range(-60, 61):
            assert {(code, quoi, who) for code, who in asked(folder, quoi, day)} <= known


def test_reminders_of_the_twelve_months_are_never_on_an_idle_day(folder: Folder) -> None:
    nodes = {node.id: node for node in folder.sources.processes["echeance_12_mois"].nodes()}
    for element in [*TIMERS["T01"][1].split(), "seuil_jp1"]:
        text = nodes[element].event.expression[1:]
        for day in SEVERAL_YEARS[::7]:
            given = {"date_entree": day, "date_fin_max": day + timedelta(days=365)}
            at = evaluate(text, given, functions=FUNCTIONS)
            assert isinstance(at, datetime) and is_ouvre(at.date()), (element, day)


def test_the_truce_is_reminded_of_twice_a_year_on_working_days(folder: Folder) -> None:
    nodes = {node.id: node for node in folder.sources.processes["procedure_expulsion"].nodes()}
    text = nodes["prochaine_treve"].event.expression[1:]
    now, seen = datetime(2026, 1, 1, 8, tzinfo=UTC), []
    while now.year < 2036:
        at = evaluate(text, {}, now=now, functions=FUNCTIONS)
        assert isinstance(at, datetime) and at > now
        seen.append(at.date())
        now = at.astimezone(UTC)
    assert len(seen[:-1]) == 20 and all(map(is_ouvre, seen))
    assert {(day.month, day.day) for day in seen} <= {
        (month, day) for month in (3, 10) for day in (13, 14, 15)
    }
