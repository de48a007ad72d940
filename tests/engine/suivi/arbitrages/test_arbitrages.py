"""The arbitrage on one page: each reads what it may, and its own avis first."""

from collections.abc import Sequence
from uuid import UUID

import pytest

from engine.core.errors import NotAllowed
from engine.suivi.arbitrages.read import Attendu, read_arbitrages
from engine.suivi.dossiers.places import places_left
from tests.engine.suivi.menages.homes import DANGER, agree, open_for
from tests.house import DAY, House
from tests.stories import AVIS, PREDIAGNOSTIC


def waiting(house: House, nom: str = "Dupin", **answers: object) -> UUID:
    case = agree(house, open_for(house, nom=nom))
    house.do(case, "prediagnostic", {**PREDIAGNOSTIC, **answers})
    return case


def read(house: House, group: str, stage: str = "AVIS") -> Sequence[Attendu]:
    with house.acting(group) as tx:
        return read_arbitrages(tx)[stage]


def test_both_partners_find_the_file_with_the_proposal_and_why(house: House) -> None:
    waiting(house)
    for group, task in (("MDL_CHEF", "avis_mdl"), ("XLH_PILOTE", "avis_bailleur")):
        (one,) = read(house, group)
        assert one.nom == "Mme Dupin"
        assert one.motifs == ["SORTIE_HEBERGEMENT"]
        assert one.proposition == "ENTREE"
        assert one.raisons[-1] == "PLACE_LIBRE"
        assert [task.element for task in one.taches] == [task]


def test_the_other_s_avis_is_read_once_one_s_own_is_given(house: House) -> None:
    case = waiting(house)
    given = {"avis_mdl": "ATTENTE", "motif_ecart": "Priorité ailleurs.", **AVIS}
    house.do(case, "avis_mdl", given)
    (one,) = read(house, "XLH_PILOTE")
    assert [(a.is_donne, a.is_lu, a.choix) for a in one.avis] == [
        (True, False, ""),
        (False, False, ""),
    ]
    (one,) = read(house, "MDL_CHEF")
    assert (one.avis[0].choix, one.avis[0].pourquoi) == ("ATTENTE", "Priorité ailleurs.")
    house.do(case, "avis_bailleur", {"avis_bailleur": "ENTREE", **AVIS})
    for group in ("MDL_CHEF", "XLH_PILOTE"):
        (one,) = read(house, group, "DESACCORD")
        assert [a.choix for a in one.avis] == ["ATTENTE", "ENTREE"]


def test_after_an_ajournement_the_former_avis_are_over(house: House) -> None:
    case = waiting(house)
    house.do(case, "avis_mdl", {"avis_mdl": "AJOURNEMENT", "a_revoir_le": "2026-10-01", **AVIS})
    house.do(case, "avis_bailleur", {"avis_bailleur": "AJOURNEMENT", **AVIS})
    (one,) = read(house, "XLH_PILOTE", "AJOURNEMENT")
    assert str(one.pour_le) == "2026-10-01"
    house.at += 25 * DAY
    house.do(case, "reprise_ajournement", {"date_reprise": "2026-10-02"})
    house.do(case, "prediagnostic", PREDIAGNOSTIC)
    (one,) = read(house, "XLH_PILOTE")
    assert [a.is_donne for a in one.avis] == [False, False]


def test_of_a_restricted_file_the_pilote_reads_the_reference_and_its_own_task(
    house: House,
) -> None:
    case = agree(house, open_for(house))
    house.do(case, "prediagnostic", DANGER)
    (one,) = read(house, "XLH_PILOTE")
    assert (one.nom, one.motifs, one.proposition, one.raisons) == ("", (), "", ())
    assert [task.element for task in one.taches] == ["avis_bailleur"]
    house.do(case, "avis_mdl", {"avis_mdl": "ENTREE", "motif_ecart": "En danger.", **AVIS})
    (one,) = read(house, "XLH_PILOTE")
    assert [(a.is_donne, a.pourquoi) for a in one.avis] == [(True, ""), (False, "")]
    assert read(house, "XLH_IS") == []
    house.hire("COLLEGUE")
    assert read(house, "COLLEGUE") == []
    (mine,) = read(house, "MDL_CHEF")
    assert (mine.proposition, list(mine.raisons)) == ("PROTEGER", ["DANGER"])


def test_the_waiting_list_has_victims_first_without_saying_why(house: House) -> None:
    first = waiting(house)
    house.at += DAY
    second = agree(house, open_for(house, nom="Sarrade"))
    house.do(second, "prediagnostic", DANGER)
    for case in (first, second):
        for who in ("mdl", "bailleur"):
            house.do(case, f"avis_{who}", {f"avis_{who}": "ATTENTE", **AVIS})
    chef = read(house, "MDL_CHEF", "ATTENTE")
    assert [(one.rang, one.nom) for one in chef] == [(1, "Mme Sarrade"), (2, "Mme Dupin")]
    pilote = read(house, "XLH_PILOTE", "ATTENTE")
    assert [one.dossier.reference for one in pilote] == [one.dossier.reference for one in chef]
    assert {one.pour_le for one in pilote} == {None}
    assert {avis.le for one in pilote for avis in one.avis} == {None}, "no date beside a rank"
    colleague = house.hire("COLLEGUE")
    assert colleague
    (alone,) = read(house, "COLLEGUE", "ATTENTE")
    assert alone.rang == 1, "no gap tells that a file is hidden"


@pytest.mark.parametrize("group", ["XLH_PREC", "XLH_RELOG", "REFERENTE_VVC", "EDITEUR_PROCESSUS"])
def test_other_trades_have_no_such_page(house: House, group: str) -> None:
    with pytest.raises(NotAllowed):
        read(house, group)


def test_the_places_left_are_told_to_those_who_answer_for_them(house: House) -> None:
    for group, told in (("MDL_CHEF", 35), ("XLH_PILOTE", 35), ("MDL_TS", None), ("XLH_IS", None)):
        with house.acting(group) as tx:
            assert places_left(tx) == told
