"""A form is refused where its answers could not be checked."""

import json
import time
from typing import Any

import pytest

from engine.bpm.dialect.xml import Unreadable
from engine.bpm.forms.read import read_form
from tests.engine.bpm.decisions.analysed import plain


def of(*components: Any, **rest: Any) -> bytes:
    return json.dumps(
        {"type": "default", "id": "f", "components": list(components), **rest}
    ).encode()


def one(kind: str = "textfield", classe: str = "mdl", **more: Any) -> dict[str, Any]:
    return {"type": kind, "key": "a", "label": "A", "properties": {"classe": classe}, **more}


def told(*components: Any) -> list[str]:
    return [plain(problem.message) for problem in read_form(of(*components))[1]]


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
        (one(classe=""),
         "Il manque une classe : dites qui lit la réponse (code, partage, mdl, xlh, vvc)."),
        (one(classe="secret"), "La classe « secret » n’existe pas : dites qui lit la réponse ("),
        (one("textfield", "code"), "Un texte libre ne peut pas être de classe « code » : changez "
         "sa classe, ou posez une question à choix."),
        (one(key=""), "La question n’a pas de clé : donnez-lui-en une, sans point."),
        (one(key="a.b"), "La clé « a.b » contient un point : retirez-le."),
        (one("script"), "Le composant « script » n’est pas pris en charge : retirez-le, ou prenez "
         "un texte, un nombre, une date ou un choix."),
        (one("html"), "Le composant « code HTML » n’est pas pris en charge"),
        (one("iframe"), "Le composant « page incrustée » n’est pas pris en charge"),
        (one("expression"), "Le composant « expression » n’est pas pris en charge"),
        (one("filepicker"), "Le composant « fichier joint » n’est pas pris en charge"),
        (one("datetime", subtype="datetime"),
         "Seule une date sans heure est prise en charge : retirez l’heure."),
        (one("radio"), "Aucune réponse n’est proposée : ajoutez-les une à une."),
        (one("select", valuesExpression="=x"), "Aucune réponse n’est proposée : ajoutez-les"),
        (one(conditional={"hide": "=1 +"}), "Condition illisible, ligne 1, colonne 4 : la formule"),
        (one(conditional={"hide": "=__import__('os')"}), "Condition illisible"),
        (one(conditional="=true"), "La partie « conditional » est illisible : supprimez la "
         "question, et refaites-la."),
        (one(validate=["required"]), "La partie « validate » est illisible"),
        (one(properties="code"), "Il manque une classe"),
        (one(validate={"required": "=true"}),
         "« Obligatoire » ne peut être que oui ou non : cochez-le de nouveau."),
        (one("number", validate={"min": "abc"}),
         "Le minimum n’est pas un nombre : écrivez-le en chiffres, ou videz-le."),
        (one("number", validate={"min": "=autre"}), "Le minimum n’est pas un nombre"),
        (one("number", validate={"max": [1]}),
         "Le maximum n’est pas un nombre : écrivez-le en chiffres, ou videz-le."),
        (one("number", validate={"max": float("nan")}), "Le maximum n’est pas un nombre"),
        (one("number", validate={"max": float("inf")}), "Le maximum n’est pas un nombre"),
        (one("number", validate={"max": 10**30}), "Le maximum n’est pas un nombre"),
        (one(validate={"minLength": "3"}), "La longueur minimale n’est pas un nombre entier de 0 à "
         "10 000 : corrigez-la, ou videz-la."),
        (one(validate={"maxLength": -1}), "La longueur maximale n’est pas un nombre entier"),
        (one(validate={"maxLength": 1e9}), "La longueur maximale n’est pas un nombre entier"),
        (one(validate={"pattern": "["}), "Le motif est illisible, ou demande trop de calculs : "
         "simplifiez-le, ou videz-le."),
        (one(validate={"pattern": "(?=a)"}), "Le motif est illisible"),
        (one(validate={"pattern": r"(a)\1"}), "Le motif est illisible"),
        (one(validate={"pattern": "((a{999}){999}){999}"}), "Le motif est illisible"),
        (one(validate={"pattern": "a" * 501}),
         "Le motif n’est pas un texte de 500 signes au plus : raccourcissez-le."),
        (one(validate={"pattern": 12}), "Le motif n’est pas un texte"),
        (one(validate={"pattern": "\ud800"}), "Le motif est illisible"),
        (one(validate={"validationType": "email"}),
         "Le contrôle « email » n’est pas pris en charge : retirez-le."),
        (one(validate={"autre": 1}), "La règle « autre » n’est pas prise en charge : retirez-la."),
        ("pas un composant", "Une partie du formulaire est illisible : retirez-la."),
        (None, "Une partie du formulaire est illisible : retirez-la."),
    ],
    ids=range(39),
)  # fmt: skip
def test_what_could_not_be_checked_is_refused(component, message):
    found = told(component)
    assert any(line.startswith(message) for line in found), found


def test_two_fields_of_one_key_are_told():
    assert told(one(), one()) == [
        "Plusieurs questions portent la clé « a » : donnez à chacune la sienne."
    ]


def test_too_many_fields_are_told():
    assert told(*(one(key=f"a{n}") for n in range(201))) == [
        "Le formulaire a plus de 200 questions : partagez-le en deux."
    ]


def test_groups_nested_too_deep_are_told():
    component = one()
    for _ in range(6):
        component = {"type": "group", "components": [component]}
    assert told(component) == ["Plus de 3 groupes l’un dans l’autre : sortez-en cette question."]


def test_a_question_without_a_key_is_pointed_at_by_its_id():
    (problem,) = read_form(of(one(key="", id="Field_1")))[1]
    assert problem.element == "Field_1"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b'{\n "id": "f"\n "components": []\n}',
         "Formulaire illisible, ligne 3, colonne 2 : il manque une virgule. Ajoutez-la."),
        (b'{"id" "f"}', "Formulaire illisible, ligne 1, colonne 7 : il manque un deux-points. "
         "Ajoutez-le."),
        (b'{"id": "f",}', "Formulaire illisible, ligne 1, colonne 12 : un nom entre guillemets "
         "droits manque, ou une virgule est de trop. Corrigez cet endroit."),
        (b'{"id": [1,]}', "Formulaire illisible, ligne 1, colonne 11 : une valeur manque, ou une "
         "virgule est de trop. Corrigez cet endroit."),
        (b'{"id": "f\n"}', "Formulaire illisible, ligne 1, colonne 10 : un texte passe à la ligne. "
         "Refermez-le avant."),
        (b'{"id": "\\f\\x"}', "Formulaire illisible, ligne 1, colonne 11 : une barre « \\ » est "
         "seule. Doublez-la, ou retirez-la."),
        (b'{"id": "f', "Formulaire illisible, ligne 1, colonne 8 : un texte n’est pas refermé. "
         "Ajoutez son guillemet droit."),
        (b'{"id": "f"} x', "Formulaire illisible, ligne 1, colonne 13 : quelque chose suit la fin "
         "du formulaire. Retirez-le."),
        (b'{"id": "f",', "Formulaire illisible, ligne 1, colonne 12 : le fichier s’arrête trop "
         "tôt. Prenez le fichier entier."),
        (b" ", "Le formulaire est vide : prenez un fichier .form."),
        ("{\"é\": 1}".encode("latin-1"),
         "Le formulaire n’est pas un texte en UTF-8 : enregistrez-le de nouveau ainsi."),
        (b"[]", "Ce fichier n’est pas un formulaire : prenez un fichier .form."),
    ],
)  # fmt: skip
def test_what_is_no_json_is_told_in_french_where_it_is(data, told):
    with pytest.raises(Unreadable) as caught:
        read_form(data)
    problem = caught.value.problem
    assert plain(problem.message) == told
    assert "ligne" not in told or f"ligne {problem.line}," in told


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
    with pytest.raises(ValueError, match=r"[Ff]ormulaire"):
        read_form(data)
    assert time.perf_counter() - began < 1


def test_only_codes_may_be_read_by_expressions():
    fields = [one("number", "code"), one(key="b"), one("radio", "partage", key="c", values=CHOICES)]
    assert read_form(of(*fields))[0].codes == {"a"}
