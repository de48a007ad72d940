"""Propositions of a home: ten days to answer, and which refusals count (domain 3.2, 5.2, 5.4)."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from engine.core.calendar import at_paris
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.logements.codes import StatutProposition
from engine.suivi.logements.compter import situate
from engine.suivi.logements.models import Logement, Proposition
from engine.suivi.logements.visit_proposition import unvisit_proposition, visit_proposition
from engine.suivi.prefill import prefilled
from tests.engine.suivi.logements.homes import T2, correct, played, seen
from tests.house import House

D = Decimal
OCT = date(2026, 10, 5)


def proposed(*answers: str) -> list[Proposition]:
    """One proposition a month from October, each answered: « ok », « - » or why it was refused."""
    rows = []
    for rank, answer in enumerate(answers):
        said = {"-": StatutProposition.PROPOSEE, "ok": StatutProposition.ACCEPTEE}
        rows.append(
            Proposition(
                id=uuid4(),
                proposee_le=date(2026, 10 + rank % 3, 5 + rank // 3),
                statut=said.get(answer, StatutProposition.REFUSEE),
                motif_refus=None if answer in said else answer,
                note_le=datetime(2026, 10, 5, tzinfo=UTC),
            )
        )
    return sorted(rows, key=lambda one: one.proposee_le)


def counts(house: House, *answers: str) -> list[int]:
    with house.acting() as tx:
        return [one.comptes for one in situate(tx, proposed(*answers), date(2027, 3, 1))]


# --- the ten days ------------------------------------------------------------


def test_a_proposition_is_to_be_answered_in_ten_days(house: House) -> None:
    """Rule PROPOSITION_REPONSE: ten days, silence is a refusal [S21]; the task says the same."""
    case = played(house, "proposer_logement")
    found = seen(house, case).en_cours
    assert found is not None
    assert found.situee.repondre_avant == date(2026, 10, 15)
    assert found.situee.repondre_avant == house.task(case, "reponse_menage").due_on
    assert found.situee.days_left(date(2026, 10, 7)) == 8
    assert (found.logement.reference, found.logement.commune) == ("LOT-118", "Dax")
    assert (found.logement.row.loyer, found.logement.depense) == (D("412.50"), D("477.50"))


def test_silence_is_a_refusal_that_counts_from_the_eleventh_day(house: House) -> None:
    case = played(house, "proposer_logement")
    house.time_passes(at_paris(date(2026, 10, 15), 23))
    assert seen(house, case).en_cours is not None
    house.time_passes(at_paris(date(2026, 10, 16), 9))
    found = seen(house, case)
    assert found.en_cours is None
    assert found.propositions[0].situee.statut is StatutProposition.SANS_REPONSE
    assert found.comptes == 1
    assert "proposer_logement" in house.tasks(case)  # the case has counted it too


# --- which refusals count ----------------------------------------------------


def test_a_refusal_for_the_persons_safety_never_counts(house: House) -> None:
    """Domain 5.4: « refus de proposition près de l'auteur without penalty »."""
    assert counts(house, "LOYER", "SECURITE", "SECTEUR") == [1, 1, 2]


def test_three_refusals_end_a_search_and_the_next_begins_at_nought(house: House) -> None:
    """Rule PROPOSITION_REFUS_MAX; silence counts as one of them."""
    assert counts(house, "LOYER", "-", "ETAT", "SECTEUR") == [1, 2, 3, 1]


def test_a_home_accepted_ends_a_search(house: House) -> None:
    assert counts(house, "LOYER", "ok", "ETAT") == [1, 1, 1]


def test_the_records_count_as_the_case_does(house: House) -> None:
    case = played(house, "revoir_strategie", "acces_trois_refus")
    found = seen(house, case)
    counted = [one for one in found.propositions if one.situee.compte]
    assert len(counted) == 3
    assert found.propositions[0].situee.comptes == 3


def test_the_landlord_is_told_neither_of_safety_nor_of_the_count(house: House) -> None:
    """It co-decides without seeing what it must not (domain 0.1, point 4)."""
    case = played(house, "proposer_logement")
    house.do(
        case,
        "reponse_menage",
        {
            "reponse": "REFUSE",
            "motif_refus_logement": "SECURITE",
            "date_reponse": "2026-10-06",
        },
    )
    mdl, relogement = seen(house, case), seen(house, case, "XLH_RELOG")
    assert (mdl.propositions[0].motif, mdl.comptes) == ("SECURITE", 0)
    assert (relogement.propositions[0].motif, relogement.comptes) == ("AUTRE", None)


# --- answers, corrected ------------------------------------------------------


def test_a_corrected_proposition_is_the_same_one_put_right(house: House) -> None:
    case = played(house, "proposer_logement")
    correct(
        house, case, "proposer_logement", {**T2, "loyer": 430, "commune": "Tarnos"}, "XLH_RELOG"
    )
    correct(house, case, "proposer_logement", {**T2, "date_proposition": "2026-10-06"}, "XLH_RELOG")
    (found,) = seen(house, case).propositions
    assert (found.logement.commune, found.situee.repondre_avant) == ("Dax", date(2026, 10, 16))
    assert len(house.rows(Logement)) == 1


def test_a_corrected_response_is_of_the_same_proposition(house: House) -> None:
    case = played(house, "proposer_logement")
    no = {"reponse": "REFUSE", "motif_refus_logement": "LOYER", "date_reponse": "2026-10-06"}
    house.do(case, "reponse_menage", no)
    house.do(
        case,
        "proposer_logement",
        {**T2, "logement_reference": "LOT-200", "date_proposition": "2026-10-07"},
    )
    correct(house, case, "reponse_menage", {**no, "motif_refus_logement": "SECURITE"}, "MDL_TS")
    second, first = seen(house, case).propositions
    assert (first.motif, first.situee.compte) == ("SECURITE", False)
    assert (second.logement.reference, second.situee.is_open) == ("LOT-200", True)


# --- what no task asks -------------------------------------------------------


def visit(house: House, case: UUID, typed: str, group: str = "MDL_TS") -> None:
    (row,) = house.rows(Proposition)
    with house.acting(group) as tx:
        visit_proposition(tx, house.dossier(case).reference, row.id, typed)


def test_a_visit_is_noted_and_taken_back(house: House) -> None:
    case = played(house, "proposer_logement")
    house.time_passes(at_paris(date(2026, 10, 8), 9))
    visit(house, case, "07/10/2026", "XLH_RELOG")
    found = seen(house, case).propositions[0].situee
    assert (found.statut, found.row.visitee_le) == ("VISITEE", date(2026, 10, 7))
    with house.acting() as tx:
        unvisit_proposition(tx, house.dossier(case).reference, found.row.id)
    assert seen(house, case).propositions[0].situee.statut == "PROPOSEE"


def test_a_visit_before_the_proposition_or_after_today_is_refused(house: House) -> None:
    case = played(house, "proposer_logement")
    house.time_passes(at_paris(date(2026, 10, 8), 9))
    for typed in ("04/10/2026", "09/10/2026", "hier"):
        with pytest.raises(AnswersRefused):
            visit(house, case, typed)


def test_a_visit_is_not_for_who_only_reads_nor_of_another_dossier(house: House) -> None:
    case, other = played(house, "proposer_logement"), played(house, "proposer_logement")
    house.time_passes(at_paris(date(2026, 10, 8), 9))
    rows = {row.dossier_id: row for row in house.rows(Proposition)}
    mine = rows[house.dossier(case).id]
    with house.acting("XLH_PILOTE") as tx, pytest.raises(NotAllowed):
        visit_proposition(tx, house.dossier(case).reference, mine.id, "")
    with house.acting() as tx, pytest.raises(NotFound):
        visit_proposition(tx, house.dossier(other).reference, mine.id, "")


# --- what forms already know -------------------------------------------------


def test_the_keys_are_asked_with_the_rent_that_was_accepted(house: House) -> None:
    case = played(house, "reponse_menage")
    with house.acting("XLH_IS") as tx:
        known = prefilled(tx, house.dossier(case).reference, "remise_cles")
    assert known == {"loyer": "412.50", "charges": 65}


def test_a_proposition_is_asked_with_the_size_of_the_diagnostic_or_of_the_transfer(
    house: House,
) -> None:
    acces = played(house, "candidature")
    mutation = played(house, "instruire_mutation", "mutation_acceptee")
    for case, size in ((acces, "T2"), (mutation, "T4")):
        with house.acting("XLH_RELOG") as tx:
            known = prefilled(tx, house.dossier(case).reference, "proposer_logement")
        assert known == {"typologie": size}
