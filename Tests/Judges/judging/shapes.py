"""A small language for tables of keys: what a value may look like.

    "text" "int" "number" "bool" "map" "any"   a type
    {"a", "b"}                                 one of these values
    [shape]                                    a list of it
    {"key": shape, "must!": shape}             these keys and no other; ! is required
    {"re:^http[0-9]+$": shape, "*": shape}     keys by pattern, or any other key
    (shape, shape)                             either
    By(function)                               the shape that the function chooses for the value
    function                                   returns what is wrong, or nothing
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

Mismatch = tuple[str, str]  # where, what

_TYPES: dict[str, Callable[[Any], bool]] = {
    "any": lambda _: True,
    "text": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "map": lambda value: isinstance(value, dict),
    "null": lambda value: value is None,
}


class By:
    """A shape that depends on the value, or that contains itself."""

    def __init__(self, choose: Callable[[Any], Any]) -> None:
        self.choose = choose


def mismatches(value: Any, shape: Any, where: str = "") -> Iterator[Mismatch]:
    if isinstance(shape, str):
        if not _TYPES[shape](value):
            yield where, f"{shown(value)} is not of type {shape}"
    elif isinstance(shape, (set, frozenset)):
        if isinstance(value, (dict, list)) or value not in shape:
            yield where, f"{shown(value)} is none of {', '.join(sorted(map(str, shape)))}"
    elif isinstance(shape, tuple):
        yield from _either(value, shape, where)
    elif isinstance(shape, list):
        yield from _list(value, shape[0], where)
    elif isinstance(shape, dict):
        yield from _mapping(value, shape, where)
    elif isinstance(shape, By):
        yield from mismatches(value, shape.choose(value if isinstance(value, dict) else {}), where)
    else:
        wrong = shape(value)
        if wrong:
            yield where, wrong


def _either(value: Any, shapes: tuple, where: str) -> Iterator[Mismatch]:
    attempts = [list(mismatches(value, shape, where)) for shape in shapes]
    if all(attempts):
        yield from min(attempts, key=lambda found: (len(found), -len(found[0][0])))


def _list(value: Any, shape: Any, where: str) -> Iterator[Mismatch]:
    if not isinstance(value, list):
        yield where, f"{shown(value)} is not a list"
        return
    for index, item in enumerate(value):
        yield from mismatches(item, shape, f"{where}[{index}]")


def _mapping(value: Any, shape: dict, where: str) -> Iterator[Mismatch]:
    if not isinstance(value, dict):
        yield where, f"{shown(value)} is not a mapping"
        return
    for key in shape:
        if key.endswith("!") and key[:-1] not in value:
            yield where, f"the required key {key[:-1]!r} is missing"
    for key, item in value.items():
        expected = _shape_of_key(str(key), shape)
        if expected is None:
            yield f"{where}.{key}".lstrip("."), "unknown key"
        else:
            yield from mismatches(item, expected, f"{where}.{key}".lstrip("."))


def _shape_of_key(key: str, shape: dict) -> Any:
    for name in (key + "!", key):
        if name in shape:
            return shape[name]
    for pattern, expected in shape.items():
        if pattern.startswith("re:") and re.search(pattern[3:], key):
            return expected
    return shape.get("*")


def shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def matching(pattern: str, wanted: str) -> Callable[[Any], str | None]:
    """Text that matches as a whole."""
    compiled = re.compile(pattern)

    def check(value: Any) -> str | None:
        if isinstance(value, str) and compiled.fullmatch(value):
            return None
        return f"{shown(value)} is not {wanted}"

    return check


def between(low: float, high: float) -> Callable[[Any], str | None]:
    def check(value: Any) -> str | None:
        if isinstance(value, (int, float)) and not isinstance(value, bool) and low <= value <= high:
            return None
        return f"{shown(value)} is not a number from {low:g} to {high:g}"

    return check


_DURATION = r"0|(\d+y)?(\d+w)?(\d+d)?(\d+h)?(\d+m)?(\d+s)?(\d+ms)?"
_SECONDS = {"y": 31536000, "w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1, "ms": 0.001}


def duration(value: Any) -> str | None:
    """A duration as Prometheus writes it."""
    if isinstance(value, str) and value and re.fullmatch(_DURATION, value):
        return None
    return f"{shown(value)} is not a duration such as 5m or 1h30m"


def seconds(text: str) -> float:
    return sum(int(n) * _SECONDS[unit] for n, unit in re.findall(r"(\d+)(ms|[ywdhms])", text))
