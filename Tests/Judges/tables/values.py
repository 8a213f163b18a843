"""Sets of values that several tables share: colours, reducers, units, matchers, transformations."""

import re

from grafana_foundation_sdk.models import units as sdk_units

COLOR_MODES = {
    "thresholds", "palette-classic", "palette-classic-by-name", "fixed", "shades",
    *(f"continuous-{name}" for name in (
        "GrYlRd", "RdYlGr", "BlYlRd", "YlRd", "BlPu", "YlBl",
        "blues", "reds", "greens", "purples")),
}

_NAMED_COLORS = {"text", "transparent"} | {
    f"{prefix}{name}"
    for name in ("green", "red", "orange", "yellow", "blue", "purple")
    for prefix in ("", "super-light-", "light-", "semi-dark-", "dark-")
}

_CSS_COLORS = {"white", "black", "gray", "grey", "pink", "cyan", "magenta", "brown", "gold", "teal"}


def color(value) -> str | None:
    if isinstance(value, str):
        if value in _NAMED_COLORS | _CSS_COLORS:
            return None
        if re.fullmatch(r"#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})", value):
            return None
        if re.fullmatch(r"(rgba?|hsla?)\([0-9.,% ]+\)", value):
            return None
    return f"{value!r} is no colour that Grafana knows"


REDUCERS = {
    "lastNotNull", "last", "firstNotNull", "first", "min", "max", "mean", "median", "sum", "count",
    "countAll", "range", "delta", "step", "diff", "diffperc", "logmin", "variance", "stdDev",
    "allIsZero", "allIsNull", "changeCount", "distinctCount", "allValues", "uniqueValues",
    *(f"p{n}" for n in range(1, 100)),
}

_UNITS = {value for value in (
    argument
    for annotation in vars(sdk_units)["__annotations__"].values()
    for argument in annotation.__args__
)} | {"μs", "µs", "Mohm", "conμgm3", "Nm3", "m3", "dm3", "gallons"}

_CUSTOM_UNIT = re.compile(r"(prefix|suffix|time|si|count|currency|bool):.+", re.DOTALL)


def unit(value) -> str | None:
    if isinstance(value, str) and (value in _UNITS or _CUSTOM_UNIT.fullmatch(value)):
        return None
    return f"{value!r} is no unit id: Grafana would print it behind the number"


TRANSFORMATIONS = set(
    """append reduce order organize rename calculateField seriesToRows merge concatenate
    labelsToFields filterFields filterFieldsByName filterFrames filterByRefId renameByRegex
    filterByValue noop ensureColumns groupBy sortBy histogram configFromData rowsToFields
    prepareTimeSeries convertFieldType convertFrameType fieldLookup heatmap spatial joinByField
    joinByLabels extractFields groupingToMatrix limit partitionByValues timeSeriesTable transpose
    formatTime formatString regression groupToNestedTable""".split()
)

_NAMES = {"mode": {"include", "exclude"}, "names!": ["text"], "prefix": "text", "readOnly": "bool"}

FIELD_MATCHERS = {
    "byName": "text",
    "byNames": _NAMES,
    "byRegexp": "text",
    "byRegexpOrNames": {"pattern": "text", "names": ["text"], "variable": "text"},
    "byType": {"number", "time", "string", "boolean", "enum", "other", "trace", "geo", "frame"},
    "byFrameRefID": "text",
    "byValue": {"reducer": REDUCERS, "op": "text", "value": "number"},
    "numeric": "any",
    "time": "any",
    "first": "any",
    "firstTimeField": "any",
}

# The four kinds of value mapping.
_RESULT = {"text": "text", "color": color, "icon": "text", "index": "int"}
_BOUND = ("number", "null")
MAPPINGS = {
    "value": {"*": _RESULT},
    "range": {"from!": _BOUND, "to!": _BOUND, "result!": _RESULT},
    "regex": {"pattern!": "text", "result!": _RESULT},
    "special": {
        "match!": {"true", "false", "null", "nan", "null+nan", "empty"},
        "result!": _RESULT,
    },
}
