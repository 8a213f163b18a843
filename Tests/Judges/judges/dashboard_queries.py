"""Queries and variables of dashboards: keys by datasource type, datasources that are provisioned,
variables that exist."""

import re
from pathlib import Path

from judging.judge import Finding, Judge
from judging.shapes import mismatches
from judges.dashboard_layout import panels
from tables.dashboard import BUILT_IN_VARIABLES, VARIABLES
from tables.queries import BASE, QUERIES

# Datasources that Grafana brings along.
_OWN_SOURCES = {"-- Grafana --", "-- Mixed --", "-- Dashboard --", "__expr__", "grafana"}

# Strings in which `$` is not Grafana's: jq programs, regexes, `$A` in an expression over queries.
_NOT_INTERPOLATED = {
    "root_selector", "regex", "pattern", "renamePattern", "selector", "expression"
}


def check(tree, files: list[Path]):
    types = {source.get("uid"): source.get("type") for source in tree.datasources}
    for path in files:
        board = tree.json(path)
        names = {v.get("name") for v in board.get("templating", {}).get("list", [])}
        for where, message in (
            *_variables(board),
            *_queries(board, types),
            *_sources(board, "", types, names),
            *_references(board, "", names),
        ):
            yield Finding(tree.name(path), where, message)


def _variables(board):
    seen = set()
    for index, variable in enumerate(board.get("templating", {}).get("list", [])):
        where = f"templating.list[{index}]"
        shape = VARIABLES.get(variable.get("type"))
        if shape is None:
            yield where, f"no variable has the type {variable.get('type')!r}"
            continue
        yield from mismatches(variable, shape, where)
        if variable.get("name") in seen:
            yield where, f"a variable {variable.get('name')!r} stands above"
        seen.add(variable.get("name"))


def _queries(board, types):
    for place, panel in panels(board):
        default = panel.get("datasource") or {}
        seen = set()
        for index, target in enumerate(panel.get("targets") or []):
            where = f"{place}.targets[{index}]"
            source = target.get("datasource") or default
            if not isinstance(source, dict):
                continue  # said below
            kind = source.get("type") or types.get(source.get("uid"))
            if kind not in QUERIES:
                yield where, f"no query is known for a datasource of type {kind!r}"
                continue
            yield from mismatches(target, {**BASE, **QUERIES[kind]}, where)
            if target.get("refId") in seen:
                yield where, f"the refId {target.get('refId')!r} stands above"
            seen.add(target.get("refId"))
        kind = panel.get("type")
        if kind not in ("row", "text", "alertlist", "dashlist", "annolist", "news", "canvas"):
            if not seen:
                yield place, f"is a {kind} panel without a query"


def _sources(value, where: str, types, names):
    """Every reference to a datasource names one that is provisioned, with its own type."""
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _sources(item, f"{where}[{index}]", types, names)
    if not isinstance(value, dict):
        return
    source = value.get("datasource")
    # An alert list does choose its datasource by name.
    if isinstance(source, str) and "viewMode" not in value:
        yield where, f"names the datasource {source!r} by name: use its type and uid"
    if isinstance(source, dict):
        uid, variable = source.get("uid"), re.fullmatch(r"\$\{?(\w+)\}?", str(source.get("uid")))
        if variable:
            if variable.group(1) not in names:
                yield where, f"no datasource variable is named {variable.group(1)!r}"
        elif uid not in types and uid not in _OWN_SOURCES:
            yield where, f"no datasource with the uid {uid!r} is provisioned"
        elif uid in types and source.get("type") not in (None, types[uid]):
            yield where, f"{uid!r} is of type {types[uid]!r}, not {source['type']!r}"
    for key, item in value.items():
        yield from _sources(item, f"{where}.{key}".lstrip("."), types, names)


def _references(value, where: str, names):
    if isinstance(value, dict):
        for key, item in value.items():
            if key not in _NOT_INTERPOLATED:
                yield from _references(item, f"{where}.{key}".lstrip("."), names)
        if "repeat" in value and value["repeat"] not in names:
            yield where, f"repeats for {value['repeat']!r}, which is no variable"
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _references(item, f"{where}[{index}]", names)
    elif isinstance(value, str):
        if "$$" in value:
            yield where, "has $$: Grafana expands nothing in dashboard files, write one $"
        if re.search(r"\$\{(DS|VAR)_\w+\}", value):
            yield where, "holds a placeholder that only Grafana's import dialog fills in"
        for name in re.findall(r"\$\{?([A-Za-z_]\w*)", value) + re.findall(r"\[\[(\w+)\]\]", value):
            if name not in names | BUILT_IN_VARIABLES and not name.startswith("__auto_interval_"):
                yield where, f"no variable is named {name!r}"


JUDGE = Judge(
    name="dashboard-queries",
    proves="queries by datasource type, datasources provisioned, variables defined",
    files=("grafana/dashboards/**/*.json",),
    check=check,
)
