"""Process owners read what each action does, what it asks and what it gives."""

import engine.suivi.setup  # noqa: F401  # registers every action
from engine.bpm.actions import described_actions, known_actions


def ours() -> set[str]:
    return {name for name in known_actions() if not name.startswith("essai.")}  # of other tests


def test_every_action_is_described_and_nothing_else_is() -> None:
    assert described_actions().keys() == ours()


def test_what_is_said_of_inputs_and_outputs_is_what_the_action_takes_and_gives() -> None:
    for name in ours():
        said, action = described_actions()[name], known_actions()[name]
        assert set(said.inputs) == action.inputs, name
        assert set(said.outputs) == action.outputs, name


def test_each_description_is_said_in_words() -> None:
    for name, said in described_actions().items():
        slots = [*said.inputs.values(), *said.outputs.values()]
        assert said.label and said.does.endswith("."), name
        assert all(slot.label and slot.type for slot in slots), name
    labels = [said.label for said in described_actions().values()]
    assert len(labels) == len(set(labels))


def test_the_calculation_of_a_plan_is_an_action_of_the_catalogue() -> None:
    told = described_actions()["plan.proposer"]
    assert "D4" in told.does and set(told.outputs) == {"proposition_plan", "echeances_proposees"}
