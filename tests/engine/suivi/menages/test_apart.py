"""« Dossiers à ne pas croiser »: never the same référent; nothing of it is told elsewhere."""

from typing import Any
from uuid import UUID

import pytest

from engine.bpm.instances.models import Instance
from engine.bpm.tasks.claim import claim_task
from engine.bpm.tasks.inbox import inbox
from engine.core.audit.models import AuditEntry
from engine.core.errors import AnswersRefused, NotAllowed, NotFound
from engine.suivi.dossiers.see import find_dossier
from engine.suivi.menages.errors import NotAssignable
from engine.suivi.menages.find import list_dossiers
from engine.suivi.menages.keep_apart import keep_apart, lift, read_marks
from engine.suivi.menages.listing import named
from engine.suivi.menages.match import candidates, cherchee
from engine.suivi.menages.models import Incompatibilite
from engine.suivi.menages.name_referent import name_referent
from tests.engine.suivi.menages.homes import DANGER, agree, dossier_of, open_for, shared
from tests.house import House

VICTIM, AUTHOR = {"nom": "Dupin", "prenom": "Marie"}, {"nom": "Sarrade", "prenom": "Paul"}


@pytest.fixture
def pair(house: House) -> tuple[str, str]:
    """Two dossiers, the first followed by MDL_TS, the second by a colleague."""
    house.hire("COLLEGUE")
    return shared(house), shared(house, "COLLEGUE", **AUTHOR)


def mark(house: House, pair: tuple[str, str], motif: str = "VOISINAGE") -> None:
    with house.acting("MDL_CHEF") as tx:
        keep_apart(tx, *pair, motif)


def refused(house: House, one: str, other: str, motif: str = "VOISINAGE") -> dict[str, list[str]]:
    with pytest.raises(AnswersRefused) as refusal:
        mark(house, (one, other), motif)
    return refusal.value.errors


def seen_by(house: House, reference: str) -> set[str]:
    found = set()
    for group in house.people:
        with house.acting(group) as tx:
            if reference in [line.dossier.reference for line in list_dossiers(tx)]:
                found.add(group)
    return found


def test_the_direction_reads_the_mark_on_both_sides_and_nobody_else_does(
    house: House, pair: tuple[str, str]
) -> None:
    mark(house, pair)
    for reference, other in (pair, pair[::-1]):
        with house.acting("MDL_CHEF") as tx:
            (told,) = read_marks(tx, find_dossier(tx, reference)[0])
            assert (told.motif, [r for r, _ in told.dossiers]) == ("VOISINAGE", [other])
        for group in ("MDL_TS", "XLH_PILOTE"):
            with house.acting(group) as tx:
                assert read_marks(tx, find_dossier(tx, reference)[0]) == []


def test_nothing_of_it_is_in_the_journal_of_a_dossier(house: House, pair: tuple[str, str]) -> None:
    mark(house, pair)
    entries = house.rows(AuditEntry, AuditEntry.tag == "menage:kept_apart")
    assert [(e.circle_id, e.chain_id) for e in entries] == [(None, house.people["MDL_CHEF"])]


@pytest.mark.parametrize("group", ["MDL_TS", "XLH_PILOTE", "XLH_IS"])
def test_only_the_direction_marks(house: House, pair: tuple[str, str], group: str) -> None:
    with pytest.raises(NotAllowed), house.acting(group) as tx:
        keep_apart(tx, *pair, "VOISINAGE")


def test_two_households_with_one_referent_are_to_be_parted_first(house: House) -> None:
    one, other = shared(house), shared(house, **AUTHOR)
    house.hire("COLLEGUE")
    assert refused(house, one, other) == {
        "autre": [
            "Les deux ménages ont le même référent : changez d’abord le référent d’un dossier."
        ]
    }
    with house.acting("MDL_CHEF") as tx:
        name_referent(tx, other, str(house.people["COLLEGUE"]))
    mark(house, (one, other))


def test_what_cannot_be_marked_is_said_in_words(house: House, pair: tuple[str, str]) -> None:
    one, other = pair
    second = open_for(house, known=one)
    nobody = "Aucun dossier de cette référence dont vous connaissez le ménage."
    assert refused(house, one, "2026-9999") == {"autre": [nobody]}
    assert refused(house, one, "", "") == {
        "autre": ["Indiquez la référence de l’autre dossier."],
        "motif": ["Dites pourquoi."],
    }
    assert refused(house, one, second) == {"autre": ["C’est un dossier du même ménage."]}
    mark(house, pair)
    assert refused(house, other, one) == {
        "autre": ["Ces deux ménages sont déjà « à ne pas croiser »."]
    }


def test_who_follows_one_opens_no_dossier_for_the_other(
    house: House, pair: tuple[str, str]
) -> None:
    mark(house, pair)
    with pytest.raises(NotAssignable) as refusal:
        open_for(house, known=pair[1])
    assert refusal.value.context == {}  # nothing of the other household
    open_for(house, known=pair[0])


def test_who_follows_one_is_not_named_for_the_other(house: House, pair: tuple[str, str]) -> None:
    mark(house, pair)
    with pytest.raises(AnswersRefused) as refusal, house.acting("MDL_CHEF") as tx:
        name_referent(tx, pair[1], str(house.people["MDL_TS"]))
    assert "ne peut pas suivre ce dossier" in str(refusal.value.errors)


def test_nor_becomes_its_referent_by_the_pre_diagnostic(house: House) -> None:
    house.hire("COLLEGUE")
    one, other = shared(house), shared(house, "XLH_IS", **AUTHOR)
    mark(house, (one, other))
    house.do(case_of(house, other), "prediagnostic", {**DANGER, "danger": "AUCUN"})
    assert dossier_of(house, other).referent_id is None


def test_a_mark_is_lifted_and_holds_no_more(house: House, pair: tuple[str, str]) -> None:
    mark(house, pair)
    (row,) = house.rows(Incompatibilite)
    with house.acting("MDL_CHEF") as tx:
        lift(tx, pair[1], row.id)
    open_for(house, known=pair[1])
    with pytest.raises(NotFound), house.acting("MDL_CHEF") as tx:
        lift(tx, pair[0], row.id)


# --- author and victim -------------------------------------------------------


def test_between_author_and_victim_the_lists_name_people_who_differ(
    house: House, pair: tuple[str, str]
) -> None:
    """Domain 4.8: AUTEUR_VICTIME forces two disjoint access lists inside MDL."""
    house.hire("TROISIEME")
    mark(house, pair, "AUTEUR_VICTIME")
    landlord = {"XLH_IS", "XLH_RELOG", "XLH_PILOTE"}
    assert seen_by(house, pair[0]) == {"MDL_TS", "MDL_CHEF", *landlord}
    assert seen_by(house, pair[1]) == {"COLLEGUE", "MDL_CHEF", *landlord}
    lists = [named_on(house, reference) for reference in pair]
    assert lists == [{house.people["MDL_TS"]}, {house.people["COLLEGUE"]}]


def test_neither_finds_the_other_any_more(house: House, pair: tuple[str, str]) -> None:
    mark(house, pair, "AUTEUR_VICTIME")
    with house.acting() as tx:
        assert candidates(tx, cherchee(tx, AUTHOR)) == []
        assert list_dossiers(tx, "sarrade") == []
        assert len(candidates(tx, cherchee(tx, VICTIM))) == 1
    with pytest.raises(NotFound) as refusal:
        open_for(house, known=pair[1])
    with pytest.raises(NotFound) as absent:
        open_for(house, known="2026-9999")
    assert type(refusal.value) is type(absent.value)


def test_who_is_not_on_the_list_any_more_holds_no_task_of_it(
    house: House, pair: tuple[str, str]
) -> None:
    case = case_of(house, pair[0])
    task = house.task(case, "prediagnostic")
    with house.acting("COLLEGUE") as tx:
        claim_task(tx, task.id)
    mark(house, pair, "AUTEUR_VICTIME")
    assert house.task(case, "prediagnostic").claimed_by is None
    with house.acting("COLLEGUE") as tx:
        assert task.id not in [entry.task.id for entry in inbox(tx)]
    house.do(case, "prediagnostic", {**DANGER, "danger": "AUCUN"})


def test_a_later_dossier_is_listed_by_name_too(house: House, pair: tuple[str, str]) -> None:
    mark(house, pair, "AUTEUR_VICTIME")
    later = open_for(house, known=pair[0])
    agree(house, later)
    assert "COLLEGUE" not in seen_by(house, later)
    assert "MDL_TS" in seen_by(house, later)


def test_an_open_dossier_without_a_referent_needs_one_first(house: House) -> None:
    one, other = shared(house), shared(house, "XLH_IS", **AUTHOR)
    house.hire("COLLEGUE")
    said = refused(house, one, other, "AUTEUR_VICTIME")
    assert said == {"autre": [f"Désignez d’abord un référent : dossier {other}."]}
    with house.acting("MDL_CHEF") as tx:
        name_referent(tx, other, str(house.people["COLLEGUE"]))
    mark(house, (one, other), "AUTEUR_VICTIME")


def test_lifted_the_team_sees_both_again(house: House, pair: tuple[str, str]) -> None:
    mark(house, pair, "AUTEUR_VICTIME")
    (row,) = house.rows(Incompatibilite)
    with house.acting("MDL_CHEF") as tx:
        lift(tx, pair[0], row.id)
    for reference in pair:
        assert {"MDL_TS", "COLLEGUE"} <= seen_by(house, reference)


def named_on(house: House, reference: str) -> set[Any]:
    """Whom the list of a dossier names."""
    with house.system() as tx:
        return named(tx, find_dossier(tx, reference)[0])


def case_of(house: House, reference: str) -> UUID:
    (case,) = house.rows(Instance, Instance.reference == reference)
    found: UUID = case.id
    return found
