"""Functions on strings (DMN 1.5, 10.3.4.3, table 74). Positions count characters from 1."""

from decimal import Decimal

from engine.feel.builtins.patterns import compiled, each_match, replacement_of
from engine.feel.builtins.registry import builtin
from engine.feel.limits import MAX_STRING, check_list, check_string
from engine.feel.values.kinds import index_at, whole_part


@builtin("substring", "string", "start position", "length")
def substring(string: str, start_position: Decimal, length: Decimal | None = None) -> str | None:
    """``substring("foobar", 3, 2)`` is "ob"; a negative start counts from the end.

    Null for a start outside of the string, and for a length of 0 or past the end.
    """
    index = index_at(string, start_position)
    if index is None:
        return None
    if length is None:
        return string[index:]
    count = whole_part(length)
    return string[index : index + count] if 1 <= count <= len(string) - index else None


@builtin("string length", "string")
def string_length(string: str) -> Decimal:
    """``string length("tes")`` is 3."""
    return Decimal(len(string))


@builtin("upper case", "string")
def upper_case(string: str) -> str:
    """``upper case("aBc4")`` is "ABC4"."""
    return string.upper()


@builtin("lower case", "string")
def lower_case(string: str) -> str:
    """``lower case("aBc4")`` is "abc4"."""
    return string.lower()


@builtin("substring before", "string", "match")
def substring_before(string: str, match: str) -> str:
    """``substring before("foobar", "bar")`` is "foo"; empty when there is no match."""
    return string[: max(string.find(match), 0)]


@builtin("substring after", "string", "match")
def substring_after(string: str, match: str) -> str:
    """``substring after("foobar", "ob")`` is "ar"; empty when there is no match."""
    place = string.find(match)
    return "" if place < 0 else string[place + len(match) :]


@builtin("contains", "string", "match")
def contains(string: str, match: str) -> bool:
    """``contains("foobar", "of")`` is false."""
    return match in string


@builtin("starts with", "string", "match")
def starts_with(string: str, match: str) -> bool:
    """``starts with("foobar", "fo")`` is true."""
    return string.startswith(match)


@builtin("ends with", "string", "match")
def ends_with(string: str, match: str) -> bool:
    """``ends with("foobar", "r")`` is true."""
    return string.endswith(match)


@builtin("matches", "input", "pattern", "flags")
def matches(text: str, pattern: str, flags: str | None = None) -> bool | None:
    """``matches("foobar", "^fo*b")`` is true; null for a pattern that is none."""
    expression = compiled(pattern, flags, text)
    return None if expression is None else expression.search(text) is not None


@builtin("replace", "input", "pattern", "replacement", "flags")
def replace(text: str, pattern: str, replacement: str, flags: str | None = None) -> str | None:
    """``replace("abcd", "(ab)|(a)", "[1=$1][2=$2]")``: ``$1`` is the first group."""
    expression = compiled(pattern, flags, text)
    if expression is None:
        return None
    new = replacement if "q" in (flags or "") else replacement_of(replacement, expression.groups)
    if new is None:
        return None
    pieces: list[str] = []
    end = size = 0
    for match in each_match(expression, text):
        piece = text[end : match.start()] + (new if isinstance(new, str) else new(match))
        size += len(piece)
        if size > MAX_STRING:
            check_string(size)
        pieces.append(piece)
        end = match.end()
    check_string(size + len(text) - end)
    return "".join(pieces) + text[end:]


@builtin("split", "string", "delimiter")
def split(string: str, delimiter: str) -> list[object] | None:
    """``split("a;b", ";")`` is ``["a", "b"]``; the delimiter is a pattern."""
    expression = compiled(delimiter, None, string)
    if expression is None:
        return None
    pieces: list[object] = []
    start = 0
    for match in each_match(expression, string):
        if match.end() > match.start():
            pieces.append(string[start : match.start()])
            start = match.end()
    check_list(len(pieces) + 1)
    return [*pieces, string[start:]]


@builtin("string join", "list", "delimiter")
def string_join(strings: list[object], delimiter: str | None = None) -> str | None:
    """``string join(["a", null, "c"], ", ")`` is "a, c"."""
    parts = [part for part in strings if isinstance(part, str)]
    if len(parts) + strings.count(None) != len(strings):
        return None
    separator = delimiter or ""
    check_string(sum(map(len, parts)) + len(separator) * len(parts))
    return separator.join(parts)


@builtin("string join", "list", "delimiter", "prefix", "suffix")
def string_join_between(
    strings: list[object], delimiter: str | None, prefix: str | None, suffix: str | None
) -> str | None:
    """``string join(["a"], ", ", "[", "]")`` is "[a]"."""
    joined = string_join(strings, delimiter)
    return None if joined is None else (prefix or "") + joined + (suffix or "")
