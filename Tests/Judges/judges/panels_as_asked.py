"""Panels show what the spec asks for: the same queries, as the same kind, with unit and limits."""

import re
from pathlib import Path

from judging.asked import listed
from judging.judge import Finding, Judge
from judges.dashboard_layout import panels

_FIELDS = ("decimals", "min", "max", "displayName")


def check(tree, files: list[Path]):
    written: dict[tuple, list] = {}
    for path in files:
        board = tree.json(path)
        for _, panel in panels(board):
            key = (board.get("title"), panel.get("title"))
            written.setdefault(key, []).append((tree.name(path), panel))
    for name, board in (tree.spec.get("dashboards") or {}).items():
        if not isinstance(board, dict) or not isinstance(board.get("rows"), list):
            continue
        for panel in _asked(board["rows"]):
            key = (board.get("title"), panel.get("title"))
            # Titles may stand twice; which is which their queries say.
            found = written.get(key, [])
            if len(found) == 1:
                file, other = found[0]
                for message in _differences(panel, other):
                    yield Finding(file, f"panel {panel['title']!r}", message)
            elif not found and None not in key and "repeat" not in panel:
                yield Finding("grafana/dashboards", f"{name}: {panel['title']!r}", "is missing")


def _asked(rows):
    for row in rows:
        for content in row.values() if isinstance(row, dict) else ():
            items = content if isinstance(content, list) else (content or {}).get("panels") or []
            yield from (item for item in items if isinstance(item, dict) and "title" in item)


def _differences(asked, written):
    defaults = (written.get("fieldConfig") or {}).get("defaults") or {}
    if "type" in asked and written.get("type") != asked["type"]:
        yield f"is a {written.get('type')}, not a {asked['type']}"
    for key in _FIELDS:
        if key in asked and defaults.get(key) != asked[key]:
            yield f"its {key} is {defaults.get(key)}, not {asked[key]}"
    if asked.get("unit") and not defaults.get("unit"):
        yield f"has no unit, and {asked['unit']} is asked for"
    if "expr" in asked:
        queries = [target.get("expr") for target in written.get("targets") or []]
        for expression in listed(asked["expr"]):
            if _bare(expression) not in map(_bare, queries):
                yield f"asks {queries}, not {expression!r}"
    steps = (defaults.get("thresholds") or {}).get("steps") or []
    values = {step.get("value") for step in steps}
    for number in _limits(asked.get("thresholds")):
        if number not in values:
            yield f"its thresholds {sorted(v for v in values if v is not None)} lack {number:g}"


def _bare(expression) -> str:
    return re.sub(r"\s+", "", str(expression))


def _limits(thresholds):
    """Numbers without units; those with one are turned into others."""
    for limit in thresholds.values() if isinstance(thresholds, dict) else ():
        match = re.fullmatch(r"[<>]=? *(-?\d+(?:\.\d+)?)", str(limit))
        if match:
            yield float(match.group(1))


JUDGE = Judge(
    name="panels-as-asked",
    proves="panels have the kind, queries, unit, decimals and limits that the spec asks for",
    files=("grafana/dashboards/**/*.json",),
    check=check,
)
