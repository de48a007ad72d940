"""The trial households: named, reached, with a budget; invented, the same each time."""

import re
from datetime import date
from decimal import Decimal

from engine.bpm.instances.models import Instance
from engine.core.identity.actor import SYSTEM
from engine.suivi.menages.coordonnees import CoordonneeLue, read_coordonnees
from engine.suivi.menages.models import Personne
from engine.suivi.menages.read import MenageLu, read_menage
from engine.suivi.menages.situations import SituationLue, read_situations
from engine.suivi.programme.familles import POSTCODES, draw_famille
from engine.suivi.programme.households import draw_households
from tests.engine.suivi.conftest import TODAY, TOLD, Played

FICTION = re.compile(r"06 39 98 \d\d \d\d")
STORIES = [story for story in TOLD if story != "danger"]  # the system reads no restricted file


def menage(played: Played, story: str) -> MenageLu:
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        found = read_menage(tx, played.dossier(story))
        assert found is not None
        return found


def reached(played: Played, story: str) -> list[CoordonneeLue]:
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        return list(read_coordonnees(tx, played.dossier(story)))


def budgets(played: Played, story: str) -> list[SituationLue]:
    with played.database.transaction(SYSTEM, read_only=True) as tx:
        return list(read_situations(tx, played.dossier(story)))


def test_every_household_has_its_name_and_nothing_was_refused(played: Played) -> None:
    assert played.motion.refused == []
    assert all(menage(played, story).titulaires for story in STORIES)


def test_telephones_are_those_kept_for_fiction_and_communes_are_of_the_landes(
    played: Played,
) -> None:
    """Arcep: 06 39 98 00 00 to 06 39 98 99 99."""
    all_of_them = [one for story in STORIES for one in reached(played, story)]
    phones = [one.valeur for one in all_of_them if one.type == "TELEPHONE"]
    homes = [one.valeur for one in all_of_them if one.type == "ADRESSE"]
    assert len(phones) == len(STORIES)
    assert all(FICTION.fullmatch(phone) for phone in phones)
    assert homes and all(home.split()[-2] in POSTCODES.values() or "Mont" in home for home in homes)


def test_a_budget_adds_up_to_the_figures_of_its_household(played: Played) -> None:
    for story in ("bail_direct", "surendettement"):
        facts = played.motion.followed[played.case(story)].household.facts
        situations = budgets(played, story)
        with_rent = [s for s in situations if "LOYER" in s.charges]
        assert with_rent, story
        first = with_rent[-1].budget
        assert first.total_ressources == Decimal(facts["ressources"])
        assert first.total_charges - first.aide == Decimal(facts["charges_menage"])
        assert first.taux_effort.valeur is not None


def test_who_is_in_danger_is_reached_by_a_safe_and_protected_channel(played: Played) -> None:
    case = played.case("danger")
    household = played.motion.followed[case].household
    referent = played.motion.people[household.team["MDL_TS"].login]
    with played.database.transaction(referent, read_only=True) as tx:
        phone = read_coordonnees(tx, played.dossier("danger"))[0]
    assert phone.canal_sur and phone.protegee
    assert phone.consigne == "Ne pas laisser de message"


def test_nothing_of_a_household_is_in_clear_in_the_rows(played: Played) -> None:
    names = [p["nom"].encode() for f in played.motion.followed.values()
             for p in draw_famille(f.household).people]  # fmt: skip
    assert not [n for row in played.rows(Personne) for n in names if n in row.identite]
    assert not [n for row in played.rows(Instance) for n in names if n in row.state]


def test_families_are_the_same_each_time_and_people_fit_them() -> None:
    one, other = (draw_households(35, 36, 1, TODAY) for _ in range(2))
    families = [draw_famille(household) for household in one]
    assert families == [draw_famille(household) for household in other]
    for household, family in zip(one, families, strict=True):
        born = [date.fromisoformat(person["date_naissance"]) for person in family.people]
        assert all(day <= household.opens_at.date() for day in born)
        children = [d for d, p in zip(born, family.people, strict=True)
                    if p["lien"] == "ENFANT_MINEUR"]  # fmt: skip
        assert all((child - born[0]).days > 18 * 365 for child in children)
    names = [family.titulaire["nom"] for family in families]
    assert len(set(names)) > 25
