"""The types of FEEL: what ``instance of`` asks, and how a value is brought to a declared type.

Null belongs to no type but Null (``instance of`` is false) and has its place in any type.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from engine.feel.limits import NO_PLACE, Place, note, spend
from engine.feel.values.calendar import Date
from engine.feel.values.clock import midnight
from engine.feel.values.kinds import KINDS, Function, Range, Unbounded, kind_of
from engine.feel.values.python import to_feel, to_python


class Type(ABC):
    """A type. ``fits`` and ``coerce`` take values as the host knows them, the others FEEL's."""

    def __init__(self, name: str) -> None:
        self.name = name

    @abstractmethod
    def has(self, value: object) -> bool:
        """Whether a FEEL value is of this type (DMN 1.5, 10.3.2.9)."""

    @abstractmethod
    def is_under(self, other: "Type") -> bool:
        """Whether this type conforms to another (DMN 1.5, 10.3.2.9.2)."""

    def unrestricted(self) -> "Type":
        """The type without its allowed values, which ``instance of`` does not ask for."""
        return self

    def fits(self, value: object) -> bool:
        """Whether a value is of this type and allowed; null is not."""
        return self.has(to_feel(value))

    def coerce(self, value: object) -> object:
        """The value, converted if need be; null, and a reason, when it is of another type."""
        return to_python(self.cast(to_feel(value)))

    def cast(self, value: object, place: Place = NO_PLACE) -> object:
        """The FEEL value brought to this type by the implicit conversions, else null.

        A value becomes the list of itself, a list of one its item, a date its midnight UTC
        (DMN 1.5, 10.3.2.9.4).
        """
        if value is None or self.has(value):
            return value
        for converted in _conversions(value):
            if self.has(converted):
                return converted
        note("wrong_type", place, expected=self.name, found=kind_of(value))
        return None

    def __repr__(self) -> str:
        return f"<Type {self.name}>"


def _conversions(value: object) -> Iterator[object]:
    yield [value]
    if isinstance(value, list) and len(value) == 1:
        yield value[0]
    if isinstance(value, Date):
        yield midnight(value)


class AnyType(Type):
    """Any: every value but null."""

    def has(self, value: object) -> bool:
        """Every value but null."""
        return value is not None

    def is_under(self, other: Type) -> bool:
        """Only under itself."""
        return isinstance(other, AnyType)


class KindType(Type):
    """A number, a string, a date…; also any list, context, range or function."""

    def has(self, value: object) -> bool:
        """By its kind."""
        return kind_of(value) == self.name

    def is_under(self, other: Type) -> bool:
        """Under Any, and under the type of the same name."""
        same = isinstance(other, KindType) and other.name == self.name
        return same or isinstance(other, AnyType)


class NullType(KindType):
    """Null, of which null is the one value."""

    def has(self, value: object) -> bool:
        """Null itself."""
        return value is None


class ListType(Type):
    """``list<item>``."""

    def __init__(self, item: Type) -> None:
        super().__init__(f"list<{item.name}>")
        self.item = item

    def has(self, value: object) -> bool:
        """A list of which each item is null or of the item's type."""
        if not isinstance(value, list):
            return False
        spend(len(value))
        return all(item is None or self.item.has(item) for item in value)

    def unrestricted(self) -> Type:
        """Of items without allowed values."""
        return ListType(self.item.unrestricted())

    def is_under(self, other: Type) -> bool:
        """Under a list of a wider type."""
        if isinstance(other, ListType):
            return self.item.is_under(other.item)
        return NAMED["list"].is_under(other)


class RangeType(Type):
    """``range<end>``."""

    def __init__(self, end: Type) -> None:
        super().__init__(f"range<{end.name}>")
        self.end = end

    def has(self, value: object) -> bool:
        """A range of which each end is of the type, or is none."""
        if not isinstance(value, Range):
            return False
        ends = (value.start, value.end)
        return all(end is None or isinstance(end, Unbounded) or self.end.has(end) for end in ends)

    def is_under(self, other: Type) -> bool:
        """Under a range of a wider type."""
        if isinstance(other, RangeType):
            return self.end.is_under(other.end)
        return NAMED["range"].is_under(other)


class ContextType(Type):
    """``context<name: type>``: at least these entries."""

    def __init__(self, entries: Mapping[str, Type]) -> None:
        inside = ", ".join(f"{name}: {type.name}" for name, type in entries.items())
        super().__init__(f"context<{inside}>")
        self.entries = dict(entries)

    def has(self, value: object) -> bool:
        """A context that has each entry, null or of its type; it may have others."""
        if not isinstance(value, dict):
            return False
        spend(len(self.entries))
        return all(
            name in value and (value[name] is None or type.has(value[name]))
            for name, type in self.entries.items()
        )

    def unrestricted(self) -> Type:
        """Of entries without allowed values."""
        return ContextType({name: type.unrestricted() for name, type in self.entries.items()})

    def is_under(self, other: Type) -> bool:
        """Under a context with fewer entries, or with wider ones."""
        if isinstance(other, ContextType):
            return all(
                name in self.entries and self.entries[name].is_under(type)
                for name, type in other.entries.items()
            )
        return NAMED["context"].is_under(other)


class TypedFunction(Function):
    """A function that says the types of its parameters, and its result where that is literal."""

    __slots__ = ()

    types: tuple[Type, ...]

    @abstractmethod
    def literal(self) -> object:
        """What it always gives if it reads no name, else null."""


class FunctionType(Type):
    """``function<number, string> -> boolean``."""

    def __init__(self, parameters: tuple[Type, ...], result: Type) -> None:
        inside = ", ".join(type.name for type in parameters)
        super().__init__(f"function<{inside}> -> {result.name}")
        self.parameters = parameters
        self.result = result

    def has(self, value: object) -> bool:
        """A function that takes at least these arguments and gives at most this result.

        What a function gives is known from a literal body only: any other gives Any. Functions
        built in or of the host say nothing of themselves and are accepted.
        """
        if not isinstance(value, TypedFunction):
            return isinstance(value, Function)
        if not _takes(value.types, self.parameters):
            return False
        return isinstance(self.result, AnyType) or self.result.has(value.literal())

    def is_under(self, other: Type) -> bool:
        """Contravariant parameters, covariant result."""
        if isinstance(other, FunctionType):
            taken = _takes(self.parameters, other.parameters)
            return taken and self.result.is_under(other.result)
        return NAMED["function"].is_under(other)


def _takes(parameters: tuple[Type, ...], given: tuple[Type, ...]) -> bool:
    return len(parameters) == len(given) and all(
        one.is_under(other) for one, other in zip(given, parameters, strict=True)
    )


class Allowed(Type):
    """A type narrowed by unary tests: the allowed values of an item definition (7.3.2)."""

    def __init__(
        self, base: Type, tests: Callable[[object, Mapping[str, object]], bool | None]
    ) -> None:
        super().__init__(base.name)
        self.base = base
        self.tests = tests

    def has(self, value: object) -> bool:
        """Of the base type, and accepted by the tests."""
        return self.base.has(value) and self.tests(to_python(value), {}) is True

    def cast(self, value: object, place: Place = NO_PLACE) -> object:
        """As the base does; null when the tests refuse what comes of it."""
        found = self.base.cast(value, place)
        if found is None or self.has(found):
            return found
        note("not_allowed", place)
        return None

    def unrestricted(self) -> Type:
        """The base type."""
        return self.base.unrestricted()

    def is_under(self, other: Type) -> bool:
        """Under itself and under all that its base is under."""
        return other is self or self.base.is_under(other)


ANY: Final = AnyType("Any")
NAMED: Final[Mapping[str, Type]] = {
    "Any": ANY,
    "Null": NullType("Null"),
    **{name: KindType(name) for name in {*KINDS.values(), "function"} - {"null"}},
}
NO_TYPES: Final[Mapping[str, Type]] = {}
