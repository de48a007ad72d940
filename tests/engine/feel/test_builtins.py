"""The library of functions, by the tables of DMN 1.5, 10.3.4; most answers are its own examples."""

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from engine.feel import evaluate

NOW = datetime(2026, 9, 1, 22, 30, tzinfo=UTC)


def value(text):
    return evaluate(text, {}, now=NOW)


@pytest.mark.parametrize(
    "text",
    [
        'date("2012-12-25") - date("2012-12-24") = duration("P1D")',
        'date(date and time("2012-12-25T11:00:00Z")) = date("2012-12-25")',
        'date(year: 2012, month: 12, day: 25) = date(from: "2012-12-25")',
        'date and time("2012-12-24T23:59:00") + duration("PT1M") = '
        'date and time("2012-12-25T00:00:00")',
        'date and time(date: date("2012-12-24"), time: time("23:59:00")) = '
        'date and time("2012-12-24T23:59:00")',
        'time("23:59:00z") + duration("PT2M") = time("00:01:00@Etc/UTC")',
        'time(date and time("2012-12-25T11:00:00Z")) = time("11:00:00Z")',
        'time(date("2012-12-25")) = time("00:00:00Z")',
        'time("23:59:00z") = time(23, 59, 0, duration("PT0H"))',
        'time(hour: 8, minute: 30, second: 0.5).second = 0.5',
        'number("1 000,0", " ", ",") = number("1,000.0", ",", ".")',
        'number(from: "1.000.000,01", decimal separator: ",", grouping separator: ".")'
        " = 1000000.01",
        'number("1.000", ".", null) = 1000',
        'number("-.5") = -0.5',
        'string(1.1) = "1.1"',
        'string(from: date("2026-09-01")) = "2026-09-01"',
        'duration("P2Y2M") = duration(from: "P26M")',
        'years and months duration(date("2011-12-22"), date("2013-08-24")) = duration("P1Y8M")',
        'years and months duration(from: date("2013-08-24"), to: date("2011-12-22"))'
        ' = duration("-P1Y8M")',
        'range("[18..21)") = [18..21)',
        'range(from: "[2..)").start = 2',
        '3 in range("(2..)")',
        'not(2 in range("(..2)"))',
        "not(negand: false)",
        'substring("foobar", 3) = "obar"',
        'substring(string: "foobar", start position: -2, length: 1) = "a"',
        'substring("\\U01F40Eab", 2) = "ab"',
        'string length("\\U01F40Eab") = 3',
        'upper case("aBc4") = "ABC4"',
        'lower case(string: "aBc4") = "abc4"',
        'substring before(string: "foobar", match: "bar") = "foo"',
        'substring before("foobar", "xyz") = ""',
        'substring after("foobar", "ob") = "ar"',
        'substring after("", "a") = ""',
        'replace("banana", "a", "o") = "bonono"',
        'replace(input: "abcd", pattern: "(ab)|(a)", replacement: "[1=$1][2=$2]")'
        ' = "[1=ab][2=]cd"',
        'contains(["foobar"], "of") = false',
        'starts with("foobar", "fo")',
        'ends with(string: "foobar", match: "r")',
        'matches(input: "foobar", pattern: "^FO*b", flags: "i")',
        'split("John Doe", "\\\\s") = ["John", "Doe"]',
        'split(string: "a;b;c;;", delimiter: ";") = ["a", "b", "c", "", ""]',
        'string join(["a", null, "c"], "X") = "aXc"',
        'string join(list: ["a", "b"], delimiter: "_and_") = "a_and_b"',
        'string join(["a", "b"], null) = "ab"',
        'string join([]) = ""',
    ],
)  # fmt: skip
def test_conversions_and_strings_answer_as_their_tables_say(text):
    assert value(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "list contains(list: [1, 2, 3], element: 2)",
        "list contains([1, null], null)",
        "count([1, [2, 3]]) = 2",
        "min(1, 2, 3) = 1",
        "min(list: [3, 1]) = 1",
        'max("a", "b") = "b"',
        'max([@"P1D", @"PT25H"]) = @"PT25H"',
        "max([]) = null",
        "sum(1, 2, 3) = 6",
        "sum([]) = null",
        "mean([1, 2, 3]) = 2",
        "all([false, null, true]) = false",
        "all([]) = true",
        "all(0) = null",
        "any([false, null, true])",
        "any([]) = false",
        "any(0) = null",
        "sublist(list: [4, 5, 6], start position: 1, length: 2) = [4, 5]",
        "sublist([4, 5, 6], -2) = [5, 6]",
        "append([1], 2, 3) = [1, 2, 3]",
        "append(list: [1], item: null) = [1, null]",
        "concatenate([1, 2], [3]) = [1, 2, 3]",
        "insert before(list: [1, 3], position: 1, newItem: 2) = [2, 1, 3]",
        "remove([1, 2, 3], 2) = [1, 3]",
        "remove(list: [1, 2, 3], position: -1) = [1, 2]",
        "list replace([2, 4, 7, 8], 3, 6) = [2, 4, 6, 8]",
        "list replace([2, 4, 7, 8], function(item, newItem) item < newItem, 5) = [5, 5, 7, 8]",
        "list replace(list: [1], match: function(item, newItem) true, newItem: 2) = [2]",
        "reverse([1, 2, 3]) = [3, 2, 1]",
        "index of(list: [1, 2, 3, 2], match: 2) = [2, 4]",
        "union([1, 2], [2, 3]) = [1, 2, 3]",
        "union(list: [1, 1]) = [1]",
        "distinct values([1, 2, 3, 2, 1]) = [1, 2, 3]",
        "flatten([[1, 2], [[3]], 4]) = [1, 2, 3, 4]",
        "product(2, 3, 4) = 24",
        "product([]) = null",
        "median(8, 2, 5, 3, 4) = 4",
        "median([6, 1, 2, 3]) = 2.5",
        "median([]) = null",
        "stddev(2, 4, 7, 5) = 2.081665999466132735282297706979931",
        "stddev([47]) = null",
        "mode(6, 3, 9, 6, 6) = [6]",
        "mode([6, 1, 9, 6, 1]) = [1, 6]",
        "mode([]) = []",
        "sort(list: [3, 1, 4, 5, 2], precedes: function(x, y) x < y) = [1, 2, 3, 4, 5]",
    ],
)
def test_functions_on_lists_answer_as_table_75_says(text):
    assert value(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "decimal(1/3, 2) = .33",
        "decimal(1.5, 0) = 2",
        "decimal(n: 2.5, scale: 0) = 2",
        "decimal(1234, -2) = 1200",
        "floor(-1.56, 1) = -1.6",
        "floor(1.5) = 1",
        "ceiling(-1.56, 1) = -1.5",
        "round up(-5.5, 0) = -6",
        "round up(1.121, 2) = 1.13",
        "round down(-1.126, 2) = -1.12",
        "round half up(5.5, 0) = 6",
        "round half up(-5.5, 0) = -6",
        "round half down(n: -5.5, scale: 0) = -5",
        "round half down(-1.126, 2) = -1.13",
        'abs(@"-PT5H") = @"PT5H"',
        'abs(n: @"-P1M") = @"P1M"',
        "modulo(12, -5) = -3",
        "modulo(-10.1, 4.5) = 3.4",
        "modulo(dividend: -10.1, divisor: -4.5) = -1.1",
        "modulo(1E6000, 7) = 1",
        "modulo(9999999999999999999999999999999999, 10) = 9",
        "modulo(5, 1E-6000) = 0",
        "sqrt(number: 16) = 4",
        "log(10) = 2.302585092994045684017991454684364",
        "exp(5) = 148.4131591025766034211155800405523",
        "odd(5)",
        "even(number: -2)",
        "even(9999999999999999999999999999999998)",
        "odd(0.5) = false",
    ],
)
def test_functions_on_numbers_answer_as_table_76_says(text):
    assert value(text) is True


@pytest.mark.parametrize(
    "text",
    [
        'is(@"2012-12-25", @"23:00:50") = false',
        'is(value1: @"2012-12-25", value2: @"2012-12-25")',
        'is(@"23:00:50z", @"23:00:50") = false',
        'is(@"23:00:50z", @"23:00:50+00:00")',
        'is(@"2012-12-25T12:00:00Z", @"2012-12-25T13:00:00+01:00") = false',
        "day of year(date(2019, 9, 17)) = 260",
        'day of week(date: date(2019, 9, 17)) = "Tuesday"',
        'day of week(@"2019-09-17T10:00:00Z") = "Tuesday"',
        'day of week(@"12019-09-17") = day of week(@"2019-09-17")',
        'month of year(date(2019, 9, 17)) = "September"',
        "week of year(date(2003, 12, 29)) = 1",
        "week of year(date(2005, 1, 1)) = 53",
        'week of year(@"-0001-01-01") = 53',
        'get value({key1: "value1"}, "key1") = "value1"',
        'get value(m: {a: 1}, key: "b") = null',
        'get entries(m: {a: 1}) = [{key: "a", value: 1}]',
        'context([{key: "a", value: 1}, {key: "b", value: 2, more: 3}]) = {a: 1, b: 2}',
        'context([{key: "a", value: 1}, {key: "b"}]) = null',
        'context put({x: 1}, "y", 2) = {x: 1, y: 2}',
        'context put(context: {x: 1, y: {a: 0}}, keys: ["y", "a"], value: 2)'
        " = {x: 1, y: {a: 2}}",
        'context put({x: 1}, ["y"], 2) = {x: 1, y: 2}',
        "context put({x: 1}, [], 2) = null",
        "context merge([{x: 1, y: 0}, {y: 2}]) = {x: 1, y: 2}",
    ],
)  # fmt: skip
def test_functions_on_dates_and_contexts_answer_as_their_tables_say(text):
    assert value(text) is True


@pytest.mark.parametrize(
    "text",
    [
        "date(2026, 2, 30)",
        "date(2026.5, 1, 1)",
        "date(1E6000, 1, 1)",
        "time(8, 60, 0)",
        'time(8, 0, 0, duration("PT15H"))',
        'time(8, 0, 0, duration("PT0.5S"))',
        'date and time(date: null, time: time("08:00:00"))',
        "string(null)",
        'number("1,000", ",", ",")',
        'number("1_000", "_", ".")',
        'number("12a")',
        'range("[..2]")',
        'range("[1..]")',
        'range("(..)")',
        'range("(< 2)")',
        'range("[3..1]")',
        'range("")',
        'substring("foobar", 0)',
        'substring("foobar", 7)',
        'substring("foobar", 3, 9)',
        'substring("foobar", 3, 0)',
        'matches("a", "(")',
        'string join(["a", 1])',
        "sublist([1, 2], 1, 3)",
        "sublist([1, 2], 1, 0)",
        "insert before([1, 3], 3, 2)",
        "remove([1], 2)",
        "list replace([1], function(item) true, 2)",
        "list replace([1], function(item, newItem) item, 2)",
        "floor(1.5, null)",
        "decimal(1, 6177)",
        "modulo(1, 0)",
        "sqrt(-1)",
        "log(0)",
        'sum([1, "a"])',
        'max(1, "a")',
        'day of week("2026-09-01")',
        'context put({x: 1}, null, 2)',
        "abs(n: 1, m: 2)",
        "count(liste: [1])",
        "now(1)",
    ],
)  # fmt: skip
def test_what_is_outside_of_a_functions_domain_is_null(text):
    assert value(text) is None


def test_the_clock_is_the_one_of_the_evaluation():
    assert value("today()") == date(2026, 9, 2)
    assert value('now() = @"2026-09-01T22:30:00Z"') is True
    assert value("now()").tzinfo == ZoneInfo("Europe/Paris")


def test_the_quotient_of_a_modulo_may_have_any_number_of_digits():
    assert value("modulo(1E6000, 1E-6000)") == Decimal(0)
    assert value("modulo(-1E-6000, 1E6000)") == Decimal("1E6000")
