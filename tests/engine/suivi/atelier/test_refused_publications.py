"""A publication is refused while anything is missing: a check, a proof, a reason."""

import pytest

from engine.core.errors import DiagramRefused, NotAllowed
from engine.suivi.atelier.errors import (
    NothingToPublish,
    ProofFailed,
    ProofMissing,
    ReasonMissing,
)
from engine.suivi.atelier.publish import restore
from tests.engine.suivi.atelier.owner import (
    ENTRY,
    NEW,
    OLD,
    REFUSAL,
    WHY,
    ask,
    drafts,
    keep_scenarios,
    prove,
    publish,
    remove,
    replace,
)
from tests.house import House

pytestmark = pytest.mark.usefixtures("few")


@pytest.fixture
def house(sqlite_house: House) -> House:
    """A refusal does not depend on the database."""
    return sqlite_house


def test_no_publication_without_a_proof(house: House) -> None:
    replace(house, ENTRY, OLD, NEW)
    with pytest.raises(ProofMissing):
        publish(house, [ENTRY])
    ask(house)
    with pytest.raises(ProofMissing):
        publish(house, [ENTRY])
    assert drafts(house) == ["entree_dispositif"]


def test_no_publication_by_the_proof_of_other_files(proven: House) -> None:
    house = proven
    replace(house, REFUSAL, "refuse", "refuse tout")
    with pytest.raises(ProofMissing):
        publish(house, [ENTRY, REFUSAL])
    replace(house, ENTRY, NEW, 'name="Autre chose"')
    with pytest.raises(ProofMissing):
        publish(house, [ENTRY])


def test_no_publication_by_the_proof_of_what_was_in_force_before(proven: House) -> None:
    house = proven
    keep_scenarios(house, "refus_partage")
    with pytest.raises(ProofMissing):
        publish(house, [ENTRY])


def test_no_publication_while_a_scenario_fails(house: House) -> None:
    replace(house, REFUSAL, "etat: termine", "etat: en_cours")
    prove(house)
    with pytest.raises(ProofFailed) as refused:
        publish(house, [REFUSAL])
    assert list(refused.value.context["failures"]) == ["refus_partage"]


def test_no_publication_while_a_check_fails(house: House) -> None:
    replace(house, ENTRY, 'formId="prediagnostic"', 'formId="absent"')
    with pytest.raises(DiagramRefused):
        publish(house, [ENTRY])


def test_no_publication_without_a_reason(proven: House) -> None:
    for reason in ("", "         \n  ", "trop peu"):
        with pytest.raises(ReasonMissing):
            publish(proven, [ENTRY], reason)


def test_no_publication_of_nothing(house: House) -> None:
    with pytest.raises(NothingToPublish):
        publish(house, [])
    with pytest.raises(NothingToPublish):
        publish(house, [ENTRY])


def test_the_process_that_opens_every_dossier_cannot_be_removed(house: House) -> None:
    remove(house, ENTRY)
    with pytest.raises(DiagramRefused) as refused:
        ask(house)
    told = refused.value.context["problems"]["bpmn/entree_dispositif"]
    assert [problem.message for problem in told] == [
        "Ce processus ouvre tous les dossiers\u00a0: il ne peut pas être retiré."
    ]


def test_only_process_owners_publish_and_go_back(proven: House) -> None:
    with pytest.raises(NotAllowed):
        publish(proven, [ENTRY], who="MDL_CHEF")
    with pytest.raises(NotAllowed), proven.acting("MDL_CHEF") as tx:
        restore(tx, proven.folder, 1, WHY)
