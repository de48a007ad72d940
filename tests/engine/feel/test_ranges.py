"""Points and ranges, one against another (DMN 1.5, 10.3.4.7)."""

import pytest

from engine.feel import evaluate


def value(text):
    return evaluate(text, {})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("before(1, 10)", True),
        ("before(1, [1..10])", False),
        ("before(1, (1..10])", True),
        ("before([1..10), 10)", True),
        ("before([1..10], (10..20])", True),
        ("before(range1: [1..10], range2: [10..20])", False),
        ("after(12, [1..10])", True),
        ("after((11..20], 11)", True),
        ("after([11..20], [1..11))", True),
        ("meets([1..5], [5..10])", True),
        ("meets([1..5), [5..10])", False),
        ("met by([5..10], [1..5])", True),
        ("overlaps([1..5], [5..8])", True),
        ("overlaps([1..5], (5..8])", False),
        ("overlaps before([1..5], [3..8])", True),
        ("overlaps before([1..5), (1..5])", True),
        ("overlaps before([1..5), [1..5])", False),
        ("overlaps after([3..8], [1..5])", True),
        ("overlaps after((5..8], [1..5])", False),
        ("overlaps after((1..5], [1..5))", True),
        ("overlaps after((1..5], [1..5])", True),
        ("overlaps after([1..5], [1..5))", False),
        ("finishes(10, [1..10])", True),
        ("finishes([5..10), [1..10])", False),
        ("finished by([1..10], (1..10])", True),
        ("includes([1..10], (1..10))", True),
        ("includes(range: (1..10], point: 1)", False),
        ("during((1..10), [1..10])", True),
        ("starts(1, (1..10])", False),
        ("starts((1..5], [1..10])", False),
        ("started by([1..10], [1..10))", True),
        ("coincides(point1: 5, point2: 5)", True),
        ("coincides((1..5), [1..5])", False),
        ('during(@"2026-09-01", [@"2026-01-01"..@"2026-12-31"])', True),
        ("coincides(5, [5..5])", None),
        ('before(1, "a")', None),
    ],
)
def test_ranges_stand_one_against_another_as_table_78_says(text, expected):
    assert value(text) is expected
