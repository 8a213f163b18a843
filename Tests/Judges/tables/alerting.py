"""Grafana's alerting files, except contact points."""

from judging.shapes import between, duration, matching
from tables.dashboard import UID

_NAME = matching(r".{1,190}", "a name of 1 to 190 characters")
_POSITIVE = between(1, 1e9)

_TIMINGS = {
    "group_by": ["text"],
    "group_wait": duration,
    "group_interval": duration,
    "repeat_interval": duration,
    "mute_time_intervals": ["text"],
    "active_time_intervals": ["text"],
}

RULE = {
    "uid!": UID,
    "title!": _NAME,
    "condition": "text",
    "data!": [{
        "refId!": "text",
        "queryType": "text",
        "datasourceUid!": "text",
        "relativeTimeRange": {"from!": "int", "to!": "int"},
        "model!": "map",
    }],
    "for": duration,
    "keepFiringFor": duration,
    "missing_series_evals_to_resolve": _POSITIVE,
    "noDataState": {"NoData", "Alerting", "OK", "KeepLast"},
    "execErrState": {"Alerting", "Error", "OK", "KeepLast"},
    "annotations": {"*": "text"},
    "labels": {"*": "text"},
    "dashboardUid": "text",
    "panelId": "int",
    "isPaused": "bool",
    "notification_settings": {"receiver!": "text", **_TIMINGS},
    "record": {"metric!": "text", "from!": "text", "targetDatasourceUid": "text"},
}

GROUP = {"orgId": "int", "name!": _NAME, "folder!": "text", "interval!": duration, "rules!": [RULE]}

_CONDITION_TYPES = {"gt", "lt", "eq", "ne", "gte", "lte"}
_RANGE_TYPES = {"within_range", "outside_range", "within_range_included", "outside_range_included"}
_EVALUATOR = (
    {"type!": _CONDITION_TYPES, "params!": ["number"]},
    {"type!": _RANGE_TYPES, "params!": ["number"]},
)
_NODE = {
    "refId!": "text",
    "datasource!": {"type!": {"__expr__"}, "uid!": {"__expr__"}},
    "expression": "text",
    "intervalMs": "int",
    "maxDataPoints": "int",
    "hide": "bool",
}

EXPRESSIONS = {
    "math": {**_NODE, "type!": "text", "expression!": "text"},
    "reduce": {
        **_NODE,
        "type!": "text",
        "expression!": "text",
        "reducer!": {"last", "mean", "min", "max", "sum", "count", "median"},
        "settings": {"mode!": {"", "dropNN", "replaceNN"}, "replaceWithValue": "number"},
    },
    "threshold": {
        **_NODE,
        "type!": "text",
        "expression!": "text",
        "conditions!": [{"evaluator!": _EVALUATOR, "unloadEvaluator": _EVALUATOR}],
    },
    "resample": {
        **_NODE,
        "type!": "text",
        "expression!": "text",
        "window!": duration,
        "downsampler!": {"sum", "mean", "min", "max", "count", "last", "median"},
        "upsampler!": {"pad", "backfilling", "fillna"},
    },
    "classic_conditions": {**_NODE, "type!": "text", "conditions!": ["map"]},
    "sql": {**_NODE, "type!": "text", "expression!": "text", "format!": {"alerting"}},
}

RANGE_TYPES = _RANGE_TYPES

ROUTE = {
    "orgId": "int",
    "receiver": "text",
    "object_matchers": [[matching(r"(?s).*", "text")]],
    "matchers": ["text"],
    "continue": "bool",
    "routes": ["map"],
    **_TIMINGS,
}

_CLOCK = matching(r"([01]\d|2[0-3]):[0-5]\d|24:00", "a time such as 08:30")
_DAYS = "sunday|monday|tuesday|wednesday|thursday|friday|saturday"
_MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|[1-9]|1[0-2]"
)
_DAY = r"-?([1-9]|[12]\d|3[01])"

MUTE_TIME = {
    "orgId": "int",
    "name!": _NAME,
    "time_intervals!": [{
        "times": [{"start_time!": _CLOCK, "end_time!": _CLOCK}],
        "weekdays": [matching(f"({_DAYS})(:({_DAYS}))?", "a weekday or a range of them")],
        "days_of_month": [matching(f"{_DAY}(:{_DAY})?", "a day of the month or a range of them")],
        "months": [matching(f"({_MONTHS})(:({_MONTHS}))?", "a month or a range of them")],
        "years": [matching(r"\d{4}(:\d{4})?", "a year or a range of them")],
        "location": matching(r"UTC|Local|[A-Za-z_]+(/[A-Za-z0-9_+-]+)+", "a time zone"),
    }],
}

_BY_UID = [{"orgId": "int", "uid!": "text"}]
_BY_NAME = [{"orgId": "int", "name!": "text"}]

FILE = {
    "apiVersion!": {1},
    "groups": [GROUP],
    "deleteRules": _BY_UID,
    "contactPoints": ["map"],
    "deleteContactPoints": _BY_UID,
    "policies": ["map"],
    "resetPolicies": ["int"],
    "muteTimes": ["map"],
    "deleteMuteTimes": _BY_NAME,
    "templates": [{"orgId": "int", "name!": "text", "template!": "text"}],
    "deleteTemplates": _BY_NAME,
}
