"""What changed in a form, in sentences for its owner."""

import itertools
import json
from typing import Any

import pytest

from engine.bpm.forms.read import CLASSES
from engine.bpm.forms.share import readable_classes
from engine.bpm.telling.changes.parts import Part
from engine.bpm.telling.changes.questions import readers_of
from engine.core.identity.actor import Actor
from tests.engine.bpm.telling.changing import FORM, changed, edited, files, holding, told

NAME = "suivi_budget"


def form(*replaced: tuple[str, str]) -> list[str]:
    return told(edited(FORM, NAME, *replaced))


def rewritten(change: Any) -> list[str]:
    """What is told of the form of the budget once ``change`` has edited its components."""
    schema = json.loads(files()[FORM, NAME].data)
    change(schema["components"])
    return told(holding({(FORM, NAME): json.dumps(schema).encode()}))


def test_a_question_asked_otherwise() -> None:
    assert form(('"Date du suivi"', '"Date de l’entretien"')) == [
        "Date de l’entretien · Question : Date du suivi → Date de l’entretien"
    ]


def test_the_answers_proposed() -> None:
    payed = {"label": "Ne sait pas", "value": "INCONNU"}

    def change(parts: list[Any]) -> None:
        values = parts[1]["values"]
        values[1]["label"] = "Pas en entier"
        values[2:] = [payed]

    assert rewritten(change) == [
        "Loyer du mois payé ? · Réponse proposée : En partie → Pas en entier",
        "Loyer du mois payé ? · Réponse proposée retirée : Non → ",
        "Loyer du mois payé ? · Réponse proposée ajoutée :  → Ne sait pas",
    ]
    assert rewritten(lambda parts: parts[1]["values"].reverse()) == [
        "Loyer du mois payé ? · Ordre des réponses proposées : Oui ; En partie ; Non → "
        "Non ; En partie ; Oui"
    ]
    assert form(('"value": "PARTIEL"', '"value": "EN_PARTIE"')) == [
        "Loyer du mois payé ? · Code de la réponse « En partie » : PARTIEL → EN_PARTIE"
    ]


def test_a_question_that_comes_goes_or_moves() -> None:
    added = {
        "type": "textarea", "id": "n", "key": "autre", "label": "Autre chose",
        "properties": {"classe": "partage"}, "validate": {"maxLength": 300},
        "conditional": {"hide": '=loyer_paye = "OUI"'},
    }  # fmt: skip
    assert rewritten(lambda parts: parts.append(added)) == [
        "Autre chose · Question ajoutée :  → texte long",
        "Autre chose · Réponse obligatoire :  → non",
        "Autre chose · Signes au plus :  → 300",
        "Autre chose · Qui lit la réponse :  → Les deux partenaires",
        "Autre chose · Masquée si :  → « Loyer du mois payé ? » : oui",
    ]
    assert rewritten(lambda parts: parts.pop(0))[0] == "Date du suivi · Question retirée : date → "
    assert rewritten(lambda parts: parts.insert(0, parts.pop(1))) == [
        "Ordre des questions : « Date du suivi », « Loyer du mois payé ? » → "
        "« Loyer du mois payé ? », « Date du suivi »"
    ]


def test_the_kind_of_an_answer_its_limits_and_whether_it_must_be_given() -> None:
    def change(parts: list[Any]) -> None:
        parts[0] = {
            "type": "number", "id": parts[0]["id"], "key": "date_suivi_budget",
            "label": "Date du suivi", "validate": {"min": 1.5}, "properties": {"classe": "code"},
        }  # fmt: skip

    assert rewritten(change) == [
        "Date du suivi · Sorte de réponse : date → nombre",
        "Date du suivi · Réponse obligatoire : oui → non",
        "Date du suivi · Valeur la plus petite :  → 1,5",
    ]


def test_a_datum_of_another_name_is_the_same_question() -> None:
    assert form(('"key": "loyer_paye"', '"key": "loyer_du_mois"')) == [
        "Loyer du mois payé ? · Nom de la donnée : loyer_paye → loyer_du_mois"
    ]


def test_what_no_other_line_says_is_told_as_it_is_written() -> None:
    assert form(('"subtype": "date",', '"subtype": "date", "disabled": true,')) == [
        "Date du suivi · Réglage « disabled » :  → true"
    ]


def test_a_text_is_told_by_its_beginning() -> None:
    def add(parts: list[Any]) -> None:
        parts.insert(0, {"type": "text", "id": "t", "text": "**Rappel** : rien de médical."})

    assert rewritten(add) == [
        "Texte « Rappel : rien de médical. » · Texte ajouté :  → **Rappel** : rien de médical."
    ]


# --- who reads ---------------------------------------------------------------


def test_an_answer_that_more_people_will_read_is_marked() -> None:
    text = files()[FORM, "prediagnostic"].data.decode()
    schema = json.loads(text)
    part = next(one for one in schema["components"] if one.get("key") == "atouts")
    part["properties"]["classe"] = "partage"
    change = changed(holding({(FORM, "prediagnostic"): json.dumps(schema).encode()}))
    assert [(line.what, line.before, line.after, line.widens) for line in change.lines] == [
        ("Qui lit la réponse", "La MDL seule", "Les deux partenaires", True)
    ]
    assert change.widens


def test_an_answer_that_fewer_people_will_read_is_not_marked() -> None:
    change = changed(edited(FORM, NAME, ('"classe": "partage"', '"classe": "mdl"')))
    assert not change.widens


@pytest.mark.parametrize(("classe", "other"), list(itertools.permutations(CLASSES, 2)))
def test_the_mark_says_what_sharing_does(classe: str, other: str) -> None:
    def readers(one: str) -> set[tuple[str, str]]:
        return readers_of(Part({"properties": {"classe": one}}, "", 0))

    def allowed(one: str) -> set[tuple[str, str]]:
        sides = ("MDL", "XLH")
        return {
            (author, reader)
            for author, reader in itertools.product(sides, sides)
            if one in readable_classes(_of(reader), author)
        }

    assert bool(readers(other) - readers(classe)) == bool(allowed(other) - allowed(classe))


def _of(organisation: str) -> Actor:
    return Actor(None, "essai", "Essai", organisation, frozenset())
