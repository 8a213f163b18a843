"""How a spec says things, as far as judges compare it with what was written."""

from __future__ import annotations

import re
from collections.abc import Iterator

from judging.shapes import seconds

Matcher = tuple[str, str, str]  # label, sign, value

TIMINGS = ("group_wait", "group_interval", "repeat_interval")


def listed(value) -> list:
    """One thing may stand for a list of it."""
    return [] if value is None else value if isinstance(value, list) else [value]


def same_time(one, other) -> bool:
    """`5m` and `300s` are the same; no time is none."""
    return seconds(str(one or "0s")) == seconds(str(other or "0s"))


def asked_matchers(match: dict) -> Iterator[Matcher]:
    """`match` in words: text, a list, `~regex`, `!not`."""
    for label, value in match.items():
        if isinstance(value, list):
            yield label, "=~", "|".join(map(str, value))
            continue
        text = str(value)
        negative, text = text.startswith("!"), text.removeprefix("!")
        regex, text = text.startswith("~"), text.removeprefix("~")
        yield label, {(0, 0): "=", (1, 0): "!=", (0, 1): "=~", (1, 1): "!~"}[negative, regex], text


def written_matcher(text: str) -> Matcher:
    """A matcher in Alertmanager's own form."""
    label, sign, value = re.fullmatch(r'(.+?)(=~|!=|!~|=)"(.*)"', text, re.DOTALL).groups()
    return label.strip('"'), sign, re.sub(r"\\(.)", r"\1", value)


def minutes(times) -> set[int]:
    """The minutes of a day in which `HH:MM-HH:MM` hold; it may go over midnight."""
    found: set[int] = set()
    for begin, end in times:
        first, last = (int(text[:-3]) * 60 + int(text[-2:]) for text in (begin, end))
        found |= set(range(first, last)) if first < last else {*range(first, 1440), *range(last)}
    return found
