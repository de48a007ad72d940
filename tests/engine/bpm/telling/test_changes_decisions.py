"""What changed in a decision, in sentences for its owner."""

import re

from engine.bpm.dialect.sources import Source, Sources, read_sources
from tests.engine.bpm.decisions.written import asks, decision, definitions, given
from tests.engine.bpm.telling.changing import DECISION, edited, files, holding, told

D1, D3 = "D1_ELIGIBILITE", "D3_IMPAYE_CONSTITUE"


def d3(*replaced: tuple[str, str]) -> list[str]:
    return told(edited(DECISION, D3, *replaced))


def rules(name: str) -> tuple[str, list[str]]:
    text = files()[DECISION, name].data.decode()
    return text, re.findall(r" *<rule .*?</rule>\n", text, re.DOTALL)


def as_file(name: str, text: str) -> Sources:
    return holding({(DECISION, name): text.encode()})


def test_a_cell_is_told_by_its_line_and_its_column() -> None:
    assert d3(("450.00", "500.00")) == [
        "Impayé constitué, ligne 3 · Dette : plus de 450,00 → plus de 500,00"
    ]
    assert d3(('<text>"NON"</text>', '<text>"OUI"</text>')) == [
        "Impayé constitué, ligne 2 · Impayé constitué : non → oui"
    ]


def test_a_line_that_comes_or_goes_is_told_whole() -> None:
    text, lines = rules(D1)
    gone = as_file(D1, text.replace(lines[1], ""))
    whole = "Danger : sauf « Danger avéré » ; Territoire : « Hors du territoire » → "
    assert told(gone) == [
        f"Proposition d’entrée, ligne 2 · Ligne retirée : {whole}Proposition : réorientation → "
    ]
    assert told(holding({}), gone) == [
        f"Proposition d’entrée, ligne 2 · Ligne ajoutée :  → {whole}Proposition : réorientation"
    ]


def test_lines_in_another_order_are_told_by_their_numbers() -> None:
    text, lines = rules(D1)
    turned = text.replace(lines[2] + lines[3], lines[3] + lines[2])
    assert told(as_file(D1, turned)) == ["Proposition d’entrée · Ordre des lignes : 4, 3 → 3, 4"]


def test_lines_without_an_id_are_known_by_what_they_say() -> None:
    text, lines = rules(D1)
    bare = re.sub(r'<rule id="[^"]*">', "<rule>", text)
    first = re.sub(r'<rule id="[^"]*">', "<rule>", lines[0])
    assert told(as_file(D1, bare)) == ["Seule l’écriture du fichier a changé"]
    (line,) = told(as_file(D1, bare.replace(first, "")), as_file(D1, bare))
    assert line.startswith("Proposition d’entrée, ligne 1 · Ligne retirée : ")


def test_how_the_lines_answer() -> None:
    assert d3(('hitPolicy="UNIQUE"', 'hitPolicy="FIRST"')) == [
        "Impayé constitué · Comment les lignes répondent : une seule ligne répond → "
        "la première ligne qui convient répond"
    ]


def test_a_column_that_looks_at_something_else_or_is_called_otherwise() -> None:
    assert d3(('label="Dette"', 'label="Dette totale"')) == [
        "Impayé constitué, colonne « Dette totale » · Nom de la colonne : Dette → Dette totale"
    ]
    assert d3(("<text>dette / loyer_reference</text>", "<text>dette / 2</text>")) == [
        "Impayé constitué, colonne « Dette en mois de loyer » · Ce que la colonne regarde : "
        "dette / loyer_reference → dette / 2"
    ]
    assert d3(('<text>"OUI","NON"</text>', '<text>"OUI","NON","VOIR"</text>')) == [
        'Impayé constitué, colonne « Impayé constitué » · Valeurs permises : "OUI","NON" → '
        '"OUI","NON","VOIR"'
    ]


def test_a_column_that_comes_is_told_with_the_cells_that_say_something() -> None:
    def table(*columns: tuple[str, str]) -> Sources:
        inputs = "".join(
            f"<input><inputExpression><text>{name}</text></inputExpression></input>"
            for name, _ in columns
        )
        cells = "".join(f"<inputEntry><text>{cell}</text></inputEntry>" for _, cell in columns)
        logic = (
            f'<decisionTable>{inputs}<output name="r" /><rule id="l">{cells}'
            "<outputEntry><text>1</text></outputEntry></rule></decisionTable>"
        )
        data = definitions(decision("D", logic, asks("x")), given("x"), given("y"))
        return read_sources([Source(DECISION, "D", data)], {}, frozenset())

    assert told(table(("x", "1"), ("y", "2")), table(("x", "1"))) == [
        "D · Colonne ajoutée :  → « y » (condition)",
        "D, ligne 1 · y : peu importe → 2",
    ]
    assert told(table(("x", "1"), ("y", "-")), table(("x", "1"))) == [
        "D · Colonne ajoutée :  → « y » (condition)"
    ]


def test_a_formula_a_name_and_what_a_decision_reads() -> None:
    def file(text: str, *requires: str, name: str = "Seuil") -> Sources:
        logic = f"<literalExpression><text>{text}</text></literalExpression>"
        written = decision("D", logic, *requires).replace('name="D">', f'name="{name}">')
        data = definitions(written, given("x"), given("y"))
        return read_sources([Source(DECISION, "D", data)], {}, frozenset())

    before = file("x + 1", asks("x"))
    assert told(file("x + 2", asks("x")), before) == ["Seuil · Formule : x + 1 → x + 2"]
    assert told(file("x + 1", asks("x"), asks("y")), before) == ["Seuil · S’appuie sur : x → x, y"]
    assert told(file("x + 1", asks("x"), name="Palier"), before) == [
        "Palier · Nom : Seuil → Palier"
    ]


def test_another_logic_is_told_by_its_texts() -> None:
    def file(text: str) -> Sources:
        entry = f"<literalExpression><text>{text}</text></literalExpression>"
        logic = f'<context><contextEntry><variable name="a" />{entry}</contextEntry></context>'
        data = definitions(decision("D", logic))
        return read_sources([Source(DECISION, "D", data)], {}, frozenset())

    assert told(file("2"), file("1")) == ["D · Calcul : a ; 1 → a ; 2"]


def test_a_decision_that_comes_tells_its_table() -> None:
    text, _ = rules(D3)
    start, end = text.index('  <decision id="D3_LOYER'), text.index("  <inputData")
    gone = as_file(D3, text[:start] + text[end:])
    lines = [line for line in told(holding({}), gone) if line.startswith("Loyer de référence")]
    assert lines[0].startswith("Loyer de référence · Barème ajouté")
    assert len(lines) == 4
