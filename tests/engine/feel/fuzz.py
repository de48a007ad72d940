"""Texts to attack FEEL with: by its grammar, and from raw bytes. Tests take few, `make bench` many.

Most of the grammar's texts compile; they are right in form and wrong in every other way:
kinds that do not fit, huge numbers, loops in loops, names that are not there.
"""

from hypothesis import strategies as st

CONTEXT = {
    "a": 1,
    "nom": "Dupont",
    "b": {"c": [1, "x", None], "d": {"e": 2.5}},
    "dettes": [{"mois": m, "montant": m * 100} for m in range(1, 13)],
    "long": "abc " * 500,
}

NUMBERS = ["0", "1", "-1", "2.5", ".1", "1e10", "1e6000", "9" * 34, "0.000001", "100000", "3"]
MOMENTS = [
    *('date("2024-02-29")', '@"-2021-01-31"', '@"999999999-12-31"', 'time("24:00:00")'),
    *('@"23:59:59.999999999@Europe/Paris"', '@"2026-10-25T02:30:00@Europe/Paris"', "today()"),
    *('@"P1M"', '@"-P999999999Y"', '@"P1DT2H"', '@"-PT0.000000001S"', "now()", '@"rien"'),
]
STRINGS = ['""', '"été"', '"a\\"b"', '"\\U01F600"', '"(a+)+$"', '"[1..3]"', '"1,5"', '"smix"']
LISTS = ["[]", "[1, 2, 3]", "[1..5]", "(1..5]", "]1..3[", "(< 10)", '[null, "a"]', "dettes", "b.c"]
OTHERS = ["null", "true", "false", "{}", "{x: 1, y: x}", "long", "a", "nom", "b", "rien", "`a b`"]
BINARY = [" + ", " - ", " * ", " / ", " ** ", " = ", " != ", " < ", " >= ", " and ", " or ", " in "]
TYPES = ["number", "string", "list<number>", "context<x: string>", "function<Any>->Any", "Any"]
FUNCTIONS = [
    *("count", "sum", "min", "max", "mean", "median", "stddev", "mode", "all", "any", "product"),
    *("flatten", "reverse", "distinct values", "sort", "string", "number", "date", "time"),
    *("date and time", "duration", "not", "floor", "ceiling", "abs", "sqrt", "exp", "log", "odd"),
    *("split", "replace", "matches", "contains", "substring", "string join", "string length"),
    *("upper case", "index of", "append", "concatenate", "union", "remove", "sublist", "decimal"),
    *("insert before", "list replace", "modulo", "round up", "get value", "get entries", "context"),
    *("context put", "context merge", "before", "overlaps", "during", "is", "range", "rien"),
    *("day of week", "week of year", "years and months duration", "list contains"),
]


def _extended(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def put(form: str, *parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
        return st.tuples(*parts).map(lambda drawn: form.format(*drawn))

    arguments = st.lists(inner, min_size=1, max_size=4).map(", ".join)
    return st.one_of(
        put("({}{}{})", inner, st.sampled_from(BINARY), inner),
        put("{}({})", st.sampled_from(FUNCTIONS), arguments),
        put("[{}]", arguments),
        put("{{x: {}, y: {}}}", inner, inner),
        put("({}).{}", inner, st.sampled_from(["x", "year", "start included", "montant", "days"])),
        put("({})[{}]", inner, inner),
        put("({})[item > {}]", inner, inner),
        put("if {} then {} else {}", inner, inner, inner),
        put("for i in {} return {}", inner, inner),
        put("for i in 1..{}, j in {} return [i, j, {}]", inner, inner, inner),
        put("some i in {} satisfies i = {}", inner, inner),
        put("every i in {} satisfies {}", inner, inner),
        put("({} between {} and {})", inner, inner, inner),
        put("{} in (< {}, {})", inner, inner, inner),
        put("(({}) instance of {})", inner, st.sampled_from(TYPES)),
        put("(function(x, y: number) {})({})", inner, arguments),
        put("sort({}, function(x, y) {})", inner, inner),
        put("{{f: function(n) if n < 1 then {} else f(n - 1), r: f({})}}", inner, inner),
        put("-{}", inner),
    )


EXPRESSIONS = st.recursive(
    st.sampled_from(NUMBERS + MOMENTS + STRINGS + LISTS + OTHERS), _extended, max_leaves=12
)
PIECES = st.sampled_from(
    [
        *("(", ")", "[", "]", "{", "}", ",", ":", "..", ".", "-", "**", "=", "<", "`", "?", '"'),
        *("if", "then", "for", "in", "return", "some", "satisfies", "between", "instance of"),
        *("@", "\\", "é", "\U0001f600", "\x00", "\ud800", "//", "/*", "item", "partial", "not("),
        *("1", "a", '@"P1D"', "null", '["', "date(", "external", "function("),
    ]
)
BROKEN = st.lists(PIECES, max_size=25).map(" ".join)
BYTES = st.binary(max_size=120).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
TEXTS = st.one_of(EXPRESSIONS, BROKEN, BYTES)
