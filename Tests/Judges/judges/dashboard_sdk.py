"""Grafana's SDK decodes every dashboard and encodes it again without losing a key, and every key
has the type that the SDK's classes give it."""

import copy
import json
import re
from pathlib import Path

from grafana_foundation_sdk.cog import runtime
from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import dashboard

from judging.judge import Finding, Judge
from judging.sdk_shapes import dashboard_shape, sdk_query_name
from judging.shapes import mismatches, shown
from tables.newer_grafana import DROPPED_BY_SDK


def check(tree, files: list[Path]):
    for path in files:
        document = tree.json(path)
        found = list(mismatches(document, dashboard_shape())) or list(_round_trip(document))
        for where, message in found:
            yield Finding(tree.name(path), where, message)


def _round_trip(document):
    try:
        bare, queries = _without_queries(document)
        yield from _kept(bare, dashboard.Dashboard.from_json(bare), "")
        for where, query, datasource_type in queries:
            decoded = runtime.dataquery_from_json(query, sdk_query_name(datasource_type))
            yield from _kept(query, decoded, where)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        yield "", f"Grafana's SDK cannot decode it: {type(error).__name__}: {error}"


def _without_queries(document):
    """The SDK takes every query of a panel for one of the panel's datasource; an expression or a
    panel over mixed datasources would be decoded as something else, so queries go by themselves."""
    bare, queries = copy.deepcopy(document), []

    def take(panels, where):
        for index, panel in enumerate(panels or []):
            place = f"{where}[{index}]"
            default = (panel.get("datasource") or {}).get("type", "")
            for number, query in enumerate(panel.pop("targets", [])):
                source = (query.get("datasource") or {}).get("type", default)
                queries.append((f"{place}.targets[{number}]", query, source))
            take(panel.get("panels"), f"{place}.panels")

    take(bare.get("panels"), "panels")
    return bare, queries


def _kept(before, decoded, where: str):
    after = json.loads(json.dumps(decoded, cls=JSONEncoder))
    for place, message in lost(before, after, where):
        if not any(re.fullmatch(pattern, place) for pattern in DROPPED_BY_SDK):
            yield place, message


def lost(before, after, where: str):
    """What stands in the first value and not, or otherwise, in the second; null may vanish."""
    if isinstance(before, dict) and isinstance(after, dict):
        for key, value in before.items():
            place = f"{where}.{key}".lstrip(".")
            if key in after:
                yield from lost(value, after[key], place)
            elif value is not None:
                yield place, "is lost when Grafana's SDK decodes and encodes it"
    elif isinstance(before, list) and isinstance(after, list) and len(before) == len(after):
        for index, (one, other) in enumerate(zip(before, after)):
            yield from lost(one, other, f"{where}[{index}]")
    elif before != after:
        yield where, f"{shown(before)} becomes {shown(after)} in Grafana's SDK"


JUDGE = Judge(
    name="grafana-sdk",
    proves="Grafana's SDK keeps every key of the dashboards, types and values are right",
    files=("grafana/dashboards/**/*.json",),
    check=check,
)
