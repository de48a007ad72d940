"""A form is refused where its answers could not be checked."""

import json
import time
from typing import Any

import pytest

from engine.bpm.forms.read import read_form


def of(*components: Any, **rest: Any) -> bytes:
    return json.dumps(
        {"type": "default", "id": "f", "components": list(components), **rest}
    ).encode()


def one(kind: str = "textfield", classe: str = "mdl", **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": "a", "label": "A", "properties": {"classe": classe}, **more}


def told(*components: Any) -> list[str]:
    return [problem.message for problem in read_form(of(*components))[1]]


CHOICES = [{"value": "OUI", "label": "oui"}, {"value": "NON", "label": "non"}]


@pytest.mark.parametrize(
    "component",
    [
        one(),
        one("textarea", validate={"required": True, "minLength": 2, "maxLength": 100}),
        one(validate={"pattern": "[0-9]{5}", "validationType": "custom"}),
        one("number", "code", validate={"min": 0, "max": 1.5}),
        one("number", "code", validate={"min": "-0.5", "max": ""}),
        one("datetime", "code", subtype="date"),
        one("radio", "code", values=CHOICES),
        one("select", "partage", values=CHOICES, conditional={"hide": '=autre != "x"'}),
        one("checklist", "code", values=CHOICES),
        one("checkbox", "code"),
        {"type": "text", "text": "Pour lire."},
        {"type": "group", "components": [one()]},
    ],
)
def test_what_is_supported_is_accepted(component):
    assert told(component) == []


@pytest.mark.parametrize(
    ("component", "message"),
    [
        (one(classe=""), "La classe est à choisir"),
        (one(classe="secret"), "La classe est à choisir"),
        (one("textfield", "code"), "Un texte libre ne peut pas être de classe « code »."),
        (one(key=""), "Un champ porte une clé simple."),
        (one(key="a.b"), "Un champ porte une clé simple."),
        (one("script"), "Le composant « script » n’est pas pris en charge."),
        (one("html"), "Le composant « html » n’est pas pris en charge."),
        (one("iframe"), "Le composant « iframe » n’est pas pris en charge."),
        (one("expression"), "Le composant « expression » n’est pas pris en charge."),
        (one("filepicker"), "Le composant « filepicker » n’est pas pris en charge."),
        (one("datetime", subtype="datetime"), "Seule une date est prise en charge, sans heure."),
        (one("radio"), "Aucune réponse n’est proposée (values)."),
        (one("select", valuesExpression="=x"), "Aucune réponse n’est proposée (values)."),
        (one(conditional={"hide": "=1 +"}), "Condition illisible"),
        (one(conditional={"hide": "=__import__('os')"}), "Condition illisible"),
        (one(conditional="=true"), "La partie « conditional » est illisible."),
        (one(validate=["required"]), "La partie « validate » est illisible."),
        (one(properties="code"), "La classe est à choisir"),
        (one(validate={"required": "=true"}), "La règle « required » vaut vrai ou faux."),
        (one("number", validate={"min": "abc"}), "Borne illisible."),
        (one("number", validate={"min": "=autre"}), "Borne illisible."),
        (one("number", validate={"max": [1]}), "Borne illisible."),
        (one("number", validate={"max": float("nan")}), "Borne illisible."),
        (one("number", validate={"max": float("inf")}), "Borne illisible."),
        (one("number", validate={"max": 10**30}), "Borne illisible."),
        (one(validate={"minLength": "3"}), "Longueur illisible."),
        (one(validate={"maxLength": -1}), "Longueur illisible."),
        (one(validate={"maxLength": 1e9}), "Longueur illisible."),
        (one(validate={"pattern": "["}), "Motif illisible."),
        (one(validate={"pattern": "(?=a)"}), "Motif illisible."),
        (one(validate={"pattern": r"(a)\1"}), "Motif illisible."),
        (one(validate={"pattern": "((a{999}){999}){999}"}), "Motif illisible."),
        (one(validate={"pattern": "a" * 501}), "Motif illisible ou trop long."),
        (one(validate={"pattern": 12}), "Motif illisible ou trop long."),
        (one(validate={"pattern": "\ud800"}), "Motif illisible."),
        (one(validate={"validationType": "email"}), "La règle « validationType »"),
        (one(validate={"autre": 1}), "La règle « autre » n’est pas prise en charge."),
        ("pas un composant", "Composant illisible ou trop imbriqué."),
        (None, "Composant illisible ou trop imbriqué."),
    ],
    ids=range(39),
)  # fmt: skip
def test_what_could_not_be_checked_is_refused(component, message):
    found = told(component)
    assert any(line.startswith(message) for line in found), found


def test_two_fields_of_one_key_are_told():
    assert told(one(), one()) == ["Deux champs portent cette clé."]


def test_too_many_fields_are_told():
    assert told(*(one(key=f"a{n}") for n in range(201))) == ["Plus de 200 champs."]


def test_groups_nested_too_deep_are_told():
    component = one()
    for _ in range(6):
        component = {"type": "group", "components": [component]}
    assert told(component) == ["Composant illisible ou trop imbriqué."]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"components": {}}',
        b"<form/>",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"components": ' + b"[" * 50_000 + b"]" * 50_000 + b"}",
        b'{"components": [], "n": ' + b"9" * 5_000 + b"}",
        b" " * 200_001,
    ],
    ids=range(11),
)
def test_what_is_no_form_is_refused_quickly(data):
    began = time.perf_counter()
    with pytest.raises(ValueError, match="formulaire"):
        read_form(data)
    assert time.perf_counter() - began < 1


def test_only_codes_may_be_read_by_expressions():
    fields = [one("number", "code"), one(key="b"), one("radio", "partage", key="c", values=CHOICES)]
    assert read_form(of(*fields))[0].codes == {"a"}
