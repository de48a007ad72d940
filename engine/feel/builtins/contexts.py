"""Functions on contexts (DMN 1.5, 10.3.4.6)."""

from engine.feel.builtins.registry import builtin


@builtin("get value", "m", "key")
def get_value(m: dict[str, object], key: str) -> object:
    """``get value({a: 1}, "a")`` is 1; null for an absent key."""
    return m.get(key)


@builtin("get value", "context", "keys")
def get_value_at(context: dict[str, object], keys: list[object]) -> object:
    """``get value({a: {b: 1}}, ["a", "b"])`` is 1."""
    value: object = context
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


@builtin("get entries", "m")
def get_entries(m: dict[str, object]) -> list[object]:
    """``get entries({a: 1})`` is ``[{key: "a", value: 1}]``."""
    return [{"key": key, "value": value} for key, value in m.items()]


@builtin("context", "entries")
def context(entries: list[object]) -> dict[str, object] | None:
    """``context([{key: "a", value: 1}])`` is ``{a: 1}``; null if a key is missing or twice."""
    made: dict[str, object] = {}
    for entry in entries:
        if not isinstance(entry, dict) or not entry.keys() >= {"key", "value"}:
            return None
        key = entry["key"]
        if not isinstance(key, str) or key in made:
            return None
        made[key] = entry["value"]
    return made


@builtin("context put", "context", "key", "value")
def context_put(context: dict[str, object], key: str, value: object) -> dict[str, object]:
    """``context put({a: 1}, "b", 2)`` is ``{a: 1, b: 2}``."""
    return {**context, key: value}


@builtin("context put", "context", "keys", "value")
def context_put_at(
    context: dict[str, object], keys: list[object], value: object
) -> dict[str, object] | None:
    """``context put({a: {b: 1}}, ["a", "b"], 2)`` is ``{a: {b: 2}}``."""
    if not keys or not isinstance(keys[0], str):
        return None
    if len(keys) == 1:
        return {**context, keys[0]: value}
    if len(keys) > 50:
        return None
    inner = context.get(keys[0], {})
    changed = context_put_at(inner, keys[1:], value) if isinstance(inner, dict) else None
    return None if changed is None else {**context, keys[0]: changed}


@builtin("context merge", "contexts")
def context_merge(contexts: list[object]) -> dict[str, object] | None:
    """``context merge([{a: 1}, {a: 2, b: 3}])`` is ``{a: 2, b: 3}``: the last one wins."""
    merged: dict[str, object] = {}
    for one in contexts:
        if not isinstance(one, dict):
            return None
        merged.update(one)
    return merged
