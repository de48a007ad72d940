"""Who is on the volet's list, and what the others know: nothing."""

from uuid import UUID

import pytest

from engine.core.errors import NotAllowed, NotFound
from engine.suivi.dossiers.see import dossiers
from engine.suivi.menages.name_referent import name_referent
from engine.suivi.referents.read import read_referents
from engine.suivi.violences.ecrire import record_plan
from engine.suivi.violences.lire import open_volet, read_volet
from tests.engine.suivi.violences.kit import GROUPS, OUI, agreed, in_danger, listed, volet_of
from tests.house import House


def readers(house: House, reference: str) -> set[str]:
    found = set()
    for group in GROUPS:
        with house.acting(group) as tx:
            try:
                open_volet(tx, reference)
            except NotFound:
                continue
            found.add(group)
    return found


def test_before_the_persons_agreement_the_referente_is_not_on_the_list(house: House) -> None:
    case, volet = in_danger(house)
    assert listed(house, volet) == {"MDL_TS", "MDL_CHEF"}
    assert house.tasks(volet) == ["proteger_personne"]
    assert readers(house, house.instance(case).reference) == {"MDL_TS", "MDL_CHEF"}


def test_with_it_she_is_and_nobody_of_the_landlord_ever(house: House) -> None:
    case, volet = in_danger(house)
    house.do(volet, "proteger_personne", OUI)
    assert readers(house, house.instance(case).reference) == {
        "MDL_TS",
        "MDL_CHEF",
        "REFERENTE_VVC",
    }
    assert house.tasks(volet) == ["evaluer_securite"]


def test_without_it_the_follow_up_stays_within_the_mdl(house: House) -> None:
    case, volet = in_danger(house)
    house.do(volet, "proteger_personne", {**OUI, "accord_referente": "NON"})
    assert readers(house, house.instance(case).reference) == {"MDL_TS", "MDL_CHEF"}
    assert house.instance(volet).status == "ended"


def test_another_social_worker_of_the_mdl_finds_nothing(house: House) -> None:
    case, _ = agreed(house)
    house.hire("COLLEGUE")
    with pytest.raises(NotFound), house.acting("COLLEGUE") as tx:
        open_volet(tx, house.instance(case).reference)


def test_the_direction_reads_the_volet_and_does_not_write_it(house: House) -> None:
    case, _ = agreed(house)
    reference = house.instance(case).reference
    with house.acting("MDL_CHEF") as tx:
        assert read_volet(tx, reference).contenu.danger == "A_SURVEILLER"
    with pytest.raises(NotAllowed), house.acting("MDL_CHEF") as tx:
        record_plan(tx, reference, ["SAC"], "", signe=True)


def test_what_goes_on_apart_is_not_counted_among_the_dossiers_steps(house: House) -> None:
    case, volet = agreed(house)
    with house.acting("XLH_PILOTE") as tx:
        (row,) = dossiers(tx)
        assert row[2] == len(house.tasks(case))
    assert house.tasks(volet) != []


def test_a_file_without_a_volet_has_none_for_anybody(house: House) -> None:
    case = house.open_dossier()
    assert readers(house, house.instance(case).reference) == set()


def test_another_referent_takes_the_place_on_the_volets_list(house: House) -> None:
    case, volet = in_danger(house)
    person = house.hire("COLLEGUE")
    with house.acting("MDL_CHEF") as tx:
        name_referent(tx, house.instance(case).reference, str(person))
    assert listed(house, volet) == {"COLLEGUE", "MDL_CHEF"}


def test_violences_revealed_open_a_dossier_apart_and_leave_the_former_alone(house: House) -> None:
    former = revealed(house)
    before = house.dossier(former)
    assert not before.is_restreint
    (other,) = [one for one in every_dossier(house) if one.id != before.id]
    assert other.is_restreint
    assert other.menage_id is None
    assert other.referent_id == house.people["MDL_TS"]
    assert listed(house, volet_of(house, other.id)) == {"MDL_TS", "MDL_CHEF"}
    for group in ("XLH_IS", "XLH_RELOG", "XLH_PILOTE"):
        with house.acting(group) as tx:
            assert [row[0].reference for row in dossiers(tx)] == [before.reference]
    with house.acting("MDL_TS") as tx:
        assert read_volet(tx, other.reference).contenu.origine == before.reference
        (referent,) = read_referents(tx, other)
        assert (referent.role, referent.motif) == ("MDL", "OUVERTURE")


def revealed(house: House) -> UUID:
    from engine.bpm.diagrams.load import compiled
    from engine.bpm.instances.look import expected_events
    from engine.bpm.messages.receive import report_event
    from tests.engine.suivi.test_dossiers import entered

    case = entered(house)
    with house.acting("MDL_TS") as tx:
        instance = house.instance(case)
        events = expected_events(tx, instance, compiled(tx, instance.release_id))
        event = next(one for one in events if one.message == "violence_revelee")
        report_event(tx, case, event.key, "essai-1", {})
    return case


def every_dossier(house: House) -> list[object]:
    from engine.suivi.dossiers.models import Dossier

    return house.rows(Dossier)
