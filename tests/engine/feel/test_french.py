import re
from pathlib import Path

import pytest

from engine.feel import FeelError, Reason, compile
from engine.feel.french import KINDS as FRENCH_KINDS
from engine.feel.french import SENTENCES, in_french
from engine.feel.values.types import NAMED

ROOM = Path(__file__).parents[3] / "engine" / "feel"
TOLD = re.compile(r"""(?:Error|error|note|limit|refused)\(\s*"([a-z_]+)",""")
QUOTED = re.compile(r'"([a-z]+(?:_[a-z]+)+)"')


def test_every_code_has_its_sentence_and_every_sentence_its_code():
    files = [path for path in ROOM.rglob("*.py") if path.name != "french.py"]
    source = "\n".join(path.read_text() for path in files)
    assert set(TOLD.findall(source)) <= set(SENTENCES)
    assert set(SENTENCES) <= set(QUOTED.findall(source))
    assert set(NAMED) <= set(FRENCH_KINDS)


@pytest.mark.parametrize("code", sorted(SENTENCES))
def test_a_sentence_reads_well_with_and_without_its_words(code):
    words = {"found": "number", "expected": ")", "name": "age", "function": "date"}
    words |= {"operator": "+", "left": "number", "right": "string"}
    for detail in (words, {}):
        sentence = in_french(Reason(code, detail))
        assert sentence[0].isupper() or sentence[0] in "«…"
        assert sentence.endswith((".", '".', "».", '"'))
        assert "{" not in sentence and "  " not in sentence
        assert not re.search(r"(?<!\u00a0)[:;?!»]", sentence.replace('"', ""))


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("(1 + 2", "Il manque une parenthèse fermante."),
        ("if a then b", "Il manque «\u00a0else\u00a0»\u00a0; à sa place, la fin de la formule."),
        ("a > 'x'", 'Un texte s’écrit entre guillemets droits\u00a0: "comme ceci".'),
        ("a && b", "Au lieu de «\u00a0&&\u00a0», écrivez «\u00a0and\u00a0»."),
        ("1 == 2", "Au lieu de «\u00a0==\u00a0», écrivez «\u00a0=\u00a0»."),
        ("`age", "Un nom entre accents graves (`) n’est pas refermé, ou il est vide."),
        ("1 +", "La formule s’arrête trop tôt\u00a0: il manque la suite."),
    ],
)
def test_an_error_is_told_in_french(text, sentence):
    with pytest.raises(FeelError) as caught:
        compile(text)
    assert in_french(caught.value) == sentence


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('1 + "a"', "L’addition ne s’applique pas à un nombre et un texte."),
        ("montant > 1", "«\u00a0montant\u00a0» n’existe pas ici."),
        ('date("demain")', "Le texte donné n’est pas une date («\u00a02026-09-01\u00a0»)."),
        ("{a: 1}.b", "«\u00a0b\u00a0» n’est pas renseigné."),
    ],
)
def test_a_reason_is_told_in_french(text, sentence):
    assert in_french(compile(text).explain({}).reasons[0]) == sentence


def test_an_error_of_the_host_keeps_its_own_words():
    assert in_french(FeelError("no_rule", "Pas de règle.")) == "Pas de règle."


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("1 + `abc", "unclosed_name", 1, 5),
        ("a == 1", "foreign_sign", 1, 3),
        ("a => 1", "foreign_sign", 1, 3),
        ("a > 1\n&& b", "foreign_sign", 2, 1),
        ("a ≥ 1", "foreign_sign", 1, 3),
        ("a > 1 et b", "foreign_sign", 1, 7),
        ("(a > 1 OR b)", "foreign_sign", 1, 8),
        ("si a > 1 alors b", "foreign_sign", 1, 1),
        ("sum(1; 2)", "foreign_sign", 1, 6),
        ("a > 450,5", "decimal_comma", 1, 8),
        ("(a > 450,5)", "decimal_comma", 1, 9),
        ("a between 18, 65", "missing_token", 1, 13),
        ("a > 1 000", "number_spaced", 1, 7),
    ],
)
def test_a_habit_is_told_where_it_is(text, code, line, column):
    with pytest.raises(FeelError) as caught:
        compile(text)
    assert (caught.value.code, caught.value.line, caught.value.column) == (code, line, column)
