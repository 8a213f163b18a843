"""Grafana-managed alert rules: keys, references, expressions, `$`, and the SDK's round trip."""

import json
import re
from pathlib import Path

from grafana_foundation_sdk.cog.encoder import JSONEncoder
from grafana_foundation_sdk.models import alerting

from judging.dollars import Expansion, unexpanded_problems
from judging.judge import Finding, Judge
from judging.sdk_shapes import query_shape
from judging.shapes import mismatches, seconds
from judges.dashboard_layout import panels
from judges.dashboard_sdk import lost
from tables.alerting import EXPRESSIONS, FILE, RANGE_TYPES
from tables.queries import BASE, QUERIES

_EXPANDED_OF_GROUP = ("orgId", "name", "folder", "interval")
_EXPANDED_OF_RULE = (
    "uid", "title", "condition", "dashboardUid", "noDataState", "execErrState", "for",
    "keepFiringFor", "labels", "notification_settings", "record",
)

# Grafana sets these labels itself.
_OWN_LABEL = re.compile(r"alertname|grafana_.*|__alert_rule_(namespace_)?uid__")


def check(tree, files: list[Path]):
    rules = []
    types = {source.get("uid"): source.get("type") for source in tree.datasources}
    for path in files:
        document, name = tree.yaml(path) or {}, tree.name(path)
        for where, message in mismatches(document, FILE):
            yield Finding(name, where, message)
        for index, group in enumerate(document.get("groups") or []):
            place = f"groups[{index}]"
            for where, message in _group(tree, group, place):
                yield Finding(name, where, message)
            for number, rule in enumerate(group.get("rules") or []):
                where = f"{place}.rules[{number}]"
                rules.append((name, where, group.get("folder"), rule))
                for inner, message in (*_rule(tree, rule), *_data(rule, types)):
                    yield Finding(name, f"{where}.{inner}".rstrip("."), message)
    yield from _unique(rules)


def _group(tree, group, where: str):
    expanded = {key: group.get(key) for key in _EXPANDED_OF_GROUP}
    yield from Expansion(tree).problems(expanded, where)
    length = seconds(str(group.get("interval", "")))
    if length <= 0 or length % 10:
        yield f"{where}.interval", f"{group.get('interval')} is not a multiple of 10s"


def _rule(tree, rule):
    yield from Expansion(tree).problems({key: rule.get(key) for key in _EXPANDED_OF_RULE}, "")
    yield from unexpanded_problems(rule.get("annotations"), "annotations")
    for label in rule.get("labels") or {}:
        if _OWN_LABEL.fullmatch(label):
            yield f"labels.{label}", "is a label that Grafana sets itself"
    if "record" not in rule and "severity" not in (rule.get("labels") or {}):
        yield "labels", "has no severity, so no policy can choose it"
    yield from _dashboard(tree, rule)


def _dashboard(tree, rule):
    annotations = rule.get("annotations") or {}
    linked = annotations.get("__dashboardUid__"), annotations.get("__panelId__")
    if (linked[0] is None) != (linked[1] is None):
        yield "annotations", "__dashboardUid__ and __panelId__ belong together"
    boards = [tree.json(path) for path in tree.files("grafana/dashboards/**/*.json")]
    ids = {board.get("uid"): {str(p.get("id")) for _, p in panels(board)} for board in boards}
    for uid, panel in {linked, (rule.get("dashboardUid"), rule.get("panelId"))}:
        if uid is not None and uid not in ids:
            yield "dashboardUid", f"no dashboard has the uid {uid!r}"
        elif uid is not None and panel is not None and str(panel) not in ids[uid]:
            yield "panelId", f"the dashboard {uid!r} has no panel {panel}"


def _data(rule, types):
    nodes = {node.get("refId"): node for node in rule.get("data") or []}
    if len(nodes) < len(rule.get("data") or []):
        yield "data", "a refId stands twice"
    target = (rule.get("record") or {}).get("from", rule.get("condition"))
    if target not in nodes:
        yield "condition", f"{target!r} is no refId of data"
    for index, node in enumerate(rule.get("data") or []):
        where, model = f"data[{index}]", node.get("model") or {}
        if model.get("refId", node.get("refId")) != node.get("refId"):
            yield where, "the model has another refId"
        yield from unexpanded_problems(model, f"{where}.model")
        if node.get("datasourceUid") == "__expr__":
            yield from _expression(model, nodes, f"{where}.model")
        else:
            yield from _query(node, types, where)
        yield from _round_trip(node, where)


def _expression(model, nodes, where: str):
    kind = model.get("type")
    if kind not in EXPRESSIONS:
        yield where, f"no expression has the type {kind!r}"
        return
    yield from mismatches(model, EXPRESSIONS[kind], where)
    yield from mismatches(model, query_shape("__expr__"), where)
    text = str(model.get("expression", ""))
    named = re.findall(r"\$\{?(\w+)", text) if kind == "math" else [text]
    for name in named if kind in ("math", "reduce", "threshold", "resample") else []:
        if name not in nodes:
            yield f"{where}.expression", f"{name!r} is no refId of data"
        elif name == model.get("refId"):
            yield f"{where}.expression", "refers to itself"
    if kind == "reduce":
        settings = model.get("settings") or {}
        if settings.get("mode") == "replaceNN" and "replaceWithValue" not in settings:
            yield f"{where}.settings", "replaceNN needs replaceWithValue"
    if kind == "threshold":
        yield from _threshold(model.get("conditions") or [], where)


def _threshold(conditions, where: str):
    if len(conditions) != 1:
        yield f"{where}.conditions", "a threshold has exactly one condition"
    for condition in conditions:
        for key in ("evaluator", "unloadEvaluator"):
            evaluator = condition.get(key)
            if evaluator:
                wanted = 2 if evaluator.get("type") in RANGE_TYPES else 1
                if len(evaluator.get("params") or []) != wanted:
                    yield f"{where}.conditions[0].{key}", f"needs {wanted} params"


def _query(node, types, where: str):
    uid, model = node.get("datasourceUid"), node.get("model") or {}
    kind = types.get(uid)
    if kind is None:
        yield f"{where}.datasourceUid", f"no datasource with the uid {uid!r} is provisioned"
        return
    span = node.get("relativeTimeRange") or {}
    if not span.get("from", 0) > span.get("to", 0):
        yield f"{where}.relativeTimeRange", "a query needs from greater than to"
    extra = {"intervalMs": "int", "maxDataPoints": "int"}
    yield from mismatches(model, {**BASE, **QUERIES.get(kind, {}), **extra}, f"{where}.model")
    if kind == "yesoreyeram-infinity-datasource":
        if model.get("parser") not in ("backend", "jq-backend"):
            yield f"{where}.model.parser", "runs in the browser, and an alert has none"


def _round_trip(node, where: str):
    try:
        decoded = json.loads(json.dumps(alerting.Query.from_json(node), cls=JSONEncoder))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        yield where, f"Grafana's SDK cannot decode it: {type(error).__name__}: {error}"
        return
    # The query's own step, which the SDK knows for expressions only.
    dropped = re.compile(r".*\.model\.(intervalMs|maxDataPoints)")
    for place, message in lost(node, decoded, where):
        if not dropped.fullmatch(place):
            yield place, message


def _unique(rules):
    for key, scope in (("uid", False), ("title", True)):
        seen: dict[tuple, str] = {}
        for name, where, folder, rule in rules:
            place = f"{name}: {where}"
            other = seen.setdefault((folder if scope else "", rule.get(key)), place)
            if other != place:
                yield Finding(name, where, f"has the {key} of {other}")


JUDGE = Judge(
    name="grafana-alert-rules",
    proves="keys, references, expressions and $ of alert rules; the SDK keeps every key",
    files=("grafana/provisioning/alerting/*.yaml",),
    check=check,
)
