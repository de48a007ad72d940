"""Maintien with a transfer: asked, decided, proposed, moved (domain 5.3, 5.7 D5)."""

from datetime import date

import pytest

from engine.core.calendar import at_paris
from engine.core.errors import AnswersRefused
from engine.suivi.logements.describe_logement import note_home
from engine.suivi.logements.models import Mutation, Occupation
from tests.engine.suivi.logements.homes import MUTATION, correct, listed, played, seen, statuts
from tests.house import House

HOME = {
    "commune": "Dax",
    "reference": "LOT-7",
    "adresse": "12 rue des Pins",
    "typologie": "T3",
    "loyer": "512,34",
    "charges": "70",
    "mode": "BAIL_DIRECT",
    "date_bail": "01/03/2019",
}


def mutation(house: House) -> Mutation:
    (found,) = house.rows(Mutation)
    assert isinstance(found, Mutation)
    return found


def test_the_records_follow_a_transfer_to_the_new_home(house: House) -> None:
    """Scenario mutation_acceptee, read after each of its steps."""
    case = played(house, "occupation_logement", MUTATION)
    asked = mutation(house)
    assert (asked.motif, asked.pertinence, asked.etat) == ("SUROCCUPATION", "FORTE", "DEMANDEE")
    assert asked.demande_le == date(2026, 9, 21)

    with house.acting() as tx:
        note_home(tx, house.dossier(case).reference, HOME)
    house.do(case, "instruire_mutation", {"mutation_engagee": "OUI", "typologie_cible": "T4"})
    assert (mutation(house).etat, mutation(house).typologie) == ("ENGAGEE", "T4")

    home = {"logement_reference": "LOT-118", "commune": "Tarnos", "typologie": "T4"}
    rent = {"loyer": 412.5, "charges": 65, "date_proposition": "2026-09-21"}
    house.do(case, "proposer_logement", {**home, **rent})
    assert seen(house, case).en_cours is not None  # the same step as in accès
    house.do(case, "reponse_menage", {"reponse": "ACCEPTE", "date_reponse": "2026-09-21"})
    moved = {"date_mutation": "2026-11-10", "demarches_mutation": ["PREAVIS", "ASSURANCE", "CLES"]}
    house.do(case, "organiser_mutation", moved)

    done = mutation(house)
    assert (done.etat, done.realisee_le) == ("REALISEE", date(2026, 11, 10))
    former, present = sorted(house.rows(Occupation), key=lambda one: one.fin is None)
    assert (former.fin, present.entree_le) == (date(2026, 11, 10), date(2026, 11, 10))
    assert present.mode == "BAIL_DIRECT"  # as in the home that is left
    here = seen(house, case).actuelle
    assert here is not None and here.logement is not None
    assert here.logement.reference == "LOT-118"
    assert statuts(listed(house, case)) == {"ASSURANCE": "ACCORDEE"}


@pytest.mark.parametrize(
    ("said", "motif", "pertinence"),
    [
        (("OUI", "ADAPTEE", 10), "SECURITE", "FORTE"),
        (("NON", "SOUS", 10), "SOUS_OCCUPATION", "FORTE"),
        (("NON", "ADAPTEE", 33), "LOYER", "FORTE"),
        (("NON", "ADAPTEE", 32), None, "NON"),
    ],
)
def test_the_table_proposes_and_its_motif_is_kept(
    house: House, said: tuple[str, str, int], motif: str | None, pertinence: str
) -> None:
    """D5_MUTATION; the rate itself is of the budget, and is not kept."""
    case = played(house, "redaction_maintien", MUTATION)
    keys = ("motif_securite", "occupation", "taux_effort_pourcent")
    house.do(case, "occupation_logement", dict(zip(keys, said, strict=True)))
    assert (mutation(house).motif, mutation(house).pertinence) == (motif, pertinence)
    told = seen(house, case, "XLH_RELOG").mutations[0][1]
    assert told == (None if motif == "SECURITE" else motif)  # the landlord is not told of safety


def test_people_decide_against_the_table_and_may_correct_themselves(house: House) -> None:
    case = played(house, "occupation_logement", MUTATION)
    no = {"mutation_engagee": "NON", "motif_mutation": "Le ménage préfère rester."}
    house.do(case, "instruire_mutation", no)
    assert (mutation(house).etat, mutation(house).is_over) == ("NON_ENGAGEE", True)
    assert seen(house, case).mutations[0][2] == "Le ménage préfère rester."
    yes = {"mutation_engagee": "OUI", "typologie_cible": "T3"}
    correct(house, case, "instruire_mutation", yes, "XLH_RELOG")
    assert (mutation(house).etat, mutation(house).typologie) == ("ENGAGEE", "T3")


def test_a_transfer_is_given_up_after_three_refusals(house: House) -> None:
    case = played(house, "revoir_mutation", "mutation_trois_refus")
    assert mutation(house).etat in ("ARRETEE", "ENGAGEE")
    answers = house.rows(Mutation)[0]
    assert (answers.issue_id is None) == (answers.etat == "ENGAGEE")
    assert seen(house, case).propositions[0].situee.rang >= 1


def test_another_day_for_the_move_is_the_same_move(house: House) -> None:
    case = played(house, "organiser_mutation", MUTATION)
    moved = {"date_mutation": "2026-11-17", "demarches_mutation": ["CLES"]}
    correct(house, case, "organiser_mutation", moved, "XLH_RELOG")
    assert mutation(house).realisee_le == date(2026, 11, 17)
    (home,) = house.rows(Occupation)
    assert home.entree_le == date(2026, 11, 17)


def test_the_home_of_a_household_in_maintien_is_noted_once(house: House) -> None:
    case = played(house, "diagnostic_maintien", MUTATION)
    house.time_passes(at_paris(date(2026, 9, 22), 9))
    reference = house.dossier(case).reference
    with house.acting() as tx, pytest.raises(AnswersRefused) as refusal:
        note_home(tx, reference, {**HOME, "commune": "", "mode": "", "loyer": "cher"})
    assert set(refusal.value.errors) == {"commune", "mode", "loyer"}
    with house.acting() as tx:
        note_home(tx, reference, HOME)
    with house.acting() as tx, pytest.raises(AnswersRefused):
        note_home(tx, reference, HOME)
    here = seen(house, case).actuelle
    assert here is not None and here.logement is not None
    assert here.logement.adresse == "12 rue des Pins"
