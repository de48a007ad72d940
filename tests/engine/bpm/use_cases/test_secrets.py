"""What people write stays between them: nowhere in the database in clear."""

import base64
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from engine.bpm.instances.answers import open_answers
from engine.bpm.instances.correct import correct_answer
from engine.bpm.instances.models import Answer
from engine.bpm.messages.models import Subscription
from engine.bpm.messages.receive import receive_message, report_event
from engine.bpm.tasks.draft import save_draft
from engine.core.errors import DocumentTampered
from engine.migrations.metadata import metadata
from tests.engine.bpm.use_cases.drawing import (
    diagram,
    end,
    form,
    message,
    path,
    reaction,
    start,
    user,
)
from tests.house import House

MARKER = "Mme Dupont-Marqueur"


@pytest.fixture
def case(house: House) -> UUID:
    house.publish(
        diagram(
            "entretien",
            start(form="recit"),
            user("ecouter", "recit"),
            user("ecrire", "recit"),
            end(),
            path("debut", "ecouter", "ecrire", "fin"),
            reaction(
                "appel",
                start("appel_recu", event=message("appel"), repeated=True, event_form="recit"),
                user("rappeler", "recit"),
                end("fin_appel"),
                path("appel_recu", "rappeler", "fin_appel"),
            ),
        ),
        form("recit", note="textarea mdl"),
    )
    return house.start("entretien", {"note": MARKER})


def everything(house: House) -> Iterator[tuple[str, bytes]]:
    """Every value of every row of every table."""
    with house.system() as tx:
        for table in metadata.sorted_tables:
            for row in tx.session.execute(select(table)).mappings():
                for column, value in row.items():
                    text = value if isinstance(value, bytes) else str(value).encode()
                    yield f"{table.name}.{column}", text


def write_everywhere(house: House, case: UUID) -> None:
    """The same words in every place where somebody may write."""
    reference = house.instance(case).reference
    house.do(case, "ecouter", {"note": MARKER})
    with house.acting() as tx:
        save_draft(tx, house.task(case, "ecrire").id, {"note": MARKER})
    (answer,) = house.rows(Answer, Answer.element == "debut")
    with house.acting() as tx:
        correct_answer(tx, answer.id, {"note": f"{MARKER} bis"}, f"{MARKER} a rappelé")
    (subscription,) = house.rows(Subscription, Subscription.instance_id == case)
    with house.acting() as tx:
        report_event(tx, case, subscription.key, "m1", {"note": MARKER})
    with house.system() as tx:
        receive_message(tx, "m2", "inattendu", reference, {"note": MARKER})
    house.keep_promises()


def test_what_people_write_is_nowhere_in_clear(house: House, case: UUID) -> None:
    write_everywhere(house, case)
    found = [place for place, value in everything(house) if b"Marqueur" in value]
    assert found == []
    assert {"answer.body", "task.draft", "answer.reason", "message.payload"} <= {
        place for place, value in everything(house) if len(value) > 30
    }


def test_not_even_in_the_bytes_of_the_file(sqlite_house: House, tmp_path: Path) -> None:
    house = sqlite_house
    house.publish(
        diagram("court", start(form="recit"), user("lire", "recit"), end(),
                path("debut", "lire", "fin")),
        form("recit", note="textarea mdl"),
    )  # fmt: skip
    case = house.start("court", {"note": MARKER})
    house.do(case, "lire", {"note": MARKER})
    for file in tmp_path.glob("house.sqlite*"):
        assert b"Marqueur" not in file.read_bytes()


def test_the_key_is_not_in_the_database(house: House, case: UUID) -> None:
    write_everywhere(house, case)
    shapes = (house.key, house.key.hex().encode(), base64.b64encode(house.key))
    assert not any(shape in value for _, value in everything(house) for shape in shapes)


def test_answers_copied_to_another_case_do_not_open(house: House, case: UUID) -> None:
    other = house.start("entretien", {"note": "autre"})
    (mine,) = house.rows(Answer, Answer.instance_id == case)
    (theirs,) = house.rows(Answer, Answer.instance_id == other)
    theirs.body = mine.body
    with house.system() as tx, pytest.raises(DocumentTampered):
        open_answers(tx, theirs)
