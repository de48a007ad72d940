"""The same refusal wherever a text is typed, the answers to any task's form included."""

import pytest

from engine.bpm.forms.guards import guarded
from engine.bpm.instances.models import Answer
from engine.core.errors import AnswersRefused
from engine.suivi.garde.textes import check_texts
from tests.house import PARTAGE, House
from tests.stories import PREDIAGNOSTIC

NIR = "1 85 05 78 006 084 91"
REFUSED = "Ce texte contient un numéro de sécurité sociale : retirez-le."


def test_a_text_is_refused_in_words_and_by_its_field() -> None:
    with pytest.raises(AnswersRefused) as refused:
        check_texts({"texte": f"Son numéro : {NIR}", "motif": "Doublon"})
    assert refused.value.errors == {"texte": [REFUSED]}


def test_every_problem_is_told_at_once() -> None:
    text = f"{NIR} FR76 3000 6000 0112 3456 7890 189 \0" + "x" * 100
    with pytest.raises(AnswersRefused) as refused:
        check_texts({"texte": text}, 50)
    (long, unreadable, numbers) = refused.value.errors["texte"]
    assert long == "Écrivez au plus 50 caractères."
    assert unreadable == "Le texte contient un caractère illisible."
    assert numbers.startswith(REFUSED) and "IBAN" in numbers


def test_a_text_of_a_form_is_guarded() -> None:
    assert guarded(f"Sécu {NIR}") == [REFUSED]
    assert guarded("Joint au 05 58 00 00 00.") == []


def test_a_task_refuses_a_number_in_any_of_its_texts_and_keeps_nothing(house: House) -> None:
    case = house.open_dossier()
    house.do(case, "information_partage", PARTAGE)
    with pytest.raises(AnswersRefused) as refused:
        house.do(case, "prediagnostic", {**PREDIAGNOSTIC, "atouts": f"Suivi. {NIR}"})
    assert refused.value.errors == {"atouts": [REFUSED]}
    assert house.tasks(case) == ["prediagnostic"]
    assert not house.rows(Answer, Answer.element == "prediagnostic")
    house.do(case, "prediagnostic", {**PREDIAGNOSTIC, "atouts": "Suivi, 05 58 00 00 00"})
