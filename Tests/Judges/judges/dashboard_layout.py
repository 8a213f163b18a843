"""Dashboards as a whole: top-level keys, uids, grid, rows, links, providers."""

import json
import re
from pathlib import Path

from judging.judge import Finding, Judge
from judging.shapes import mismatches, seconds
from tables.dashboard import ANNOTATION, DASHBOARD, PANEL, ROW


def check(tree, files: list[Path]):
    boards = {tree.name(path): tree.json(path) for path in files}
    for name, board in boards.items():
        for where, message in (*_keys(board), *_ids(board), *_grid(board), *_refresh(board)):
            yield Finding(name, where, message)
    yield from _identity(boards)
    yield from _links(boards)


def _keys(board):
    yield from mismatches(board, DASHBOARD)
    for where, panel in panels(board):
        yield from mismatches(panel, ROW if panel.get("type") == "row" else PANEL, where)
    for index, annotation in enumerate(board.get("annotations", {}).get("list", [])):
        yield from mismatches(annotation, ANNOTATION, f"annotations.list[{index}]")


def panels(board):
    """Every row and panel with its place, those of collapsed rows too."""
    for index, panel in enumerate(board.get("panels") or []):
        yield f"panels[{index}]", panel
        for number, inner in enumerate(panel.get("panels") or []):
            yield f"panels[{index}].panels[{number}]", inner


def _ids(board):
    seen: dict[int, str] = {}
    for where, panel in panels(board):
        other = seen.setdefault(panel.get("id"), where)
        if other != where:
            yield where, f"has the id {panel.get('id')} of {other}"
        if panel.get("type") == "row" and where.count("panels") > 1:
            yield where, "is a row inside a row"
    for index, panel in enumerate(board.get("panels") or []):
        if panel.get("type") == "row" and not panel.get("collapsed") and panel.get("panels"):
            yield f"panels[{index}]", "is an open row and owns panels: Grafana hides them"


def _grid(board):
    placed: list[tuple[str, dict]] = []
    for where, panel in panels(board):
        grid = panel.get("gridPos") or {}
        if not all(isinstance(grid.get(key), int) for key in "xywh"):
            continue
        if grid["x"] + grid["w"] > 24:
            yield where, f"is {grid['x'] + grid['w'] - 24} columns wider than the grid"
        for other, taken in placed:
            # What a collapsed row hides may share space with what follows the row.
            if _group(where) == _group(other) and _overlap(grid, taken):
                yield where, f"lies over {other}"
        placed.append((where, grid))
        if panel.get("type") == "row" and (grid["w"], grid["h"], grid["x"]) != (24, 1, 0):
            yield where, "is a row, and a row is 24 wide, 1 high and starts at 0"


def _group(where: str) -> str:
    return where.rsplit("panels[", 1)[0]


def _overlap(one, other) -> bool:
    return all(
        one[start] < other[start] + other[size] and other[start] < one[start] + one[size]
        for start, size in (("x", "w"), ("y", "h"))
    )


def _refresh(board):
    refresh = board.get("refresh")
    if isinstance(refresh, str) and refresh and seconds(refresh) < 5:
        yield "refresh", f"{refresh} is below Grafana's minimum of 5s: the dashboard is refused"


def _identity(boards):
    for key, scope in (("uid", lambda name: ""), ("title", lambda name: name.rsplit("/", 1)[0])):
        seen: dict[tuple, str] = {}
        for name, board in boards.items():
            other = seen.setdefault((scope(name), board.get(key)), name)
            if other != name:
                yield Finding(name, key, f"is the {key} of {other}, too")


def _links(boards):
    uids = {board.get("uid") for board in boards.values()}
    tags = {tag for board in boards.values() for tag in board.get("tags") or []}
    for name, board in boards.items():
        for url in re.findall(r'"url": "([^"]*)"', json.dumps(board)):
            target = re.search(r"(?:^|/)d/([\w-]+)", url)
            if target and "://" not in url and target.group(1) not in uids:
                yield Finding(name, url, "leads to no dashboard of this stack")
        for link in board.get("links") or []:
            for tag in link.get("tags") or []:
                if link.get("type") == "dashboards" and tag not in tags:
                    where = f"link {link.get('title')}"
                    yield Finding(name, where, f"no dashboard has the tag {tag}")


JUDGE = Judge(
    name="dashboard-layout",
    proves="keys, uids, grid, rows and links between dashboards",
    files=("grafana/dashboards/**/*.json",),
    check=check,
)
