"""The analysis among the other checks of a file."""

from engine.bpm.decisions.judging.told import judge
from engine.bpm.decisions.reading.read import read_decisions
from engine.bpm.dialect.check import check_sources, unread_by
from engine.bpm.dialect.sources import Source, SourceKind, read_sources
from tests.engine.bpm.decisions import written
from tests.engine.bpm.decisions.analysed import plain


def of_file(data: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """The problems of a file, by element, and what of it was not analysed."""
    file = Source(SourceKind.DECISION, "f", data)
    sources = read_sources([file], {}, frozenset())
    problems = [(one.element, plain(one.message)) for one in check_sources(sources)[file]]
    return problems, [plain(one.message) for one in unread_by(sources).get(file, [])]


def test_the_check_of_a_file_tells_them_at_their_rule():
    problems, _ = of_file(written.alone("< 5 -> 1", "<= 5 -> 2", "> 6 -> 3"))
    assert problems == [
        (
            "T",
            "Aucune ligne ne répond, par exemple à n = 6 : ajoutez une ligne, "
            "une valeur par défaut ou les valeurs permises.",
        ),
        (
            "r2",
            "Les lignes 1 et 2 s’appliquent toutes les deux, par exemple à n = 4 : "
            "resserrez l’une des deux.",
        ),
    ]


def test_what_is_not_analysed_is_no_problem_but_can_be_asked():
    problems, unread = of_file(written.alone("> plafond -> 1", "<= plafond -> 2"))
    assert problems == []
    assert unread == [
        "La colonne « n » n’est pas analysée (lignes 1, 2) : ses cases ne comparent pas à des "
        "valeurs écrites."
    ]


def test_a_file_that_cannot_be_read_is_not_analysed_besides():
    problems, unread = of_file(written.alone("1 + -> 1", "1 -> 2"))
    assert [element for element, _ in problems] == ["r1"]
    assert unread == []


def test_a_table_inside_a_context_or_a_function_is_analysed_too():
    inner = written.table("< 5 -> 1")
    boxed = written.context(written.entry("a", inner), written.entry("", written.literal("a")))
    function = written.knowledge("K", {"n": ""}, inner)
    model, _ = read_decisions(written.definitions(written.decision("D", boxed), function))
    assert [plain(problem.message)[:31] for problem in judge(model)[0]] == [
        "Aucune ligne ne répond, par exe"
    ] * 2


def test_what_a_required_decision_or_an_entry_is_made_of_is_known():
    lines = ("< 3 | - -> 1", "- | > 2 -> 2", "> 3 | <= 2 -> 3", "3 | <= 2 -> 4")
    columns = written.table(*lines, inputs="dette | ratio")
    ratio = written.literal("dette / loyer")
    required = written.decision("ratio", ratio)
    apart = written.decision("D", columns, written.needs("ratio"))
    inside = written.context(written.entry("ratio", ratio), written.entry("", columns))
    assert of_file(written.definitions(required, apart))[0] == []
    assert of_file(written.definitions(written.decision("D", inside)))[0] == []
    assert of_file(written.definitions(written.decision("D", columns)))[0]
