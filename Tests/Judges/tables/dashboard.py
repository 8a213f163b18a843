"""Keys of a dashboard outside its panel kinds."""

from judging.shapes import between, duration, matching
from tables.values import COLOR_MODES, color, unit

UID = matching(r"[a-zA-Z0-9_-]{1,40}", "a uid (1 to 40 of a-z A-Z 0-9 _ -)")
DATASOURCE = ({"type": "text", "uid!": "text"}, "null")
INTERVAL = (duration, matching(r"", "empty"), matching(r"\$\{?\w+\}?", "a variable"))

LINK = {
    "title!": "text",
    "type": {"link", "dashboards"},
    "url": "text",
    "tags": ["text"],
    "icon": "text",
    "tooltip": "text",
    "asDropdown": "bool",
    "targetBlank": "bool",
    "includeVars": "bool",
    "keepTime": "bool",
    "placement": {"inControlsMenu"},
}
DATA_LINK = {"title!": "text", "url!": "text", "targetBlank": "bool", "oneClick": "bool"}

DASHBOARD = {
    "uid!": UID,
    "title!": matching(r".*\S.*", "a title"),
    "description": "text",
    "tags": ["text"],
    "schemaVersion!": {41, 42},
    "id": "null",
    "timezone": "text",
    "editable": "bool",
    "graphTooltip": {0, 1, 2},
    "time": {"from!": "text", "to!": "text"},
    "timepicker": {"hidden": "bool", "refresh_intervals": [duration], "nowDelay": "text",
                   "quick_ranges": [{"display!": "text", "from!": "text", "to!": "text"}]},
    "refresh": INTERVAL,
    "liveNow": "bool",
    "preload": "bool",
    "weekStart": {"", "monday", "saturday", "sunday"},
    "fiscalYearStartMonth": between(0, 11),
    "templating": {"list!": ["map"]},
    "annotations": {"list!": ["map"]},
    "links": [LINK],
    "panels!": ["map"],
}

GRID = {"x!": between(0, 23), "y!": between(0, 1e6), "w!": between(1, 24), "h!": between(1, 1000)}

ROW = {
    "type!": {"row"},
    "id!": "int",
    "title!": "text",
    "collapsed!": "bool",
    "gridPos!": GRID,
    "panels!": ["map"],
    "repeat": "text",
}

PANEL = {
    "id!": "int",
    "type!": "text",
    "title!": "text",
    "description": "text",
    "gridPos!": GRID,
    "datasource": DATASOURCE,
    "targets": ["map"],
    "options": "map",
    "fieldConfig": {"defaults!": "map", "overrides!": ["map"]},
    "transformations": ["map"],
    "transparent": "bool",
    "links": [LINK],
    "repeat": "text",
    "repeatDirection": {"h", "v"},
    "maxPerRow": {2, 3, 4, 6, 8, 12},
    "interval": INTERVAL,
    "maxDataPoints": "int",
    "timeFrom": "text",
    "timeShift": "text",
    "hideTimeOverride": "bool",
    "timeCompare": "text",
    "cacheTimeout": "text",
    "queryCachingTTL": "number",
    "pluginVersion": "text",
}

THRESHOLDS = {
    "mode!": {"absolute", "percentage"},
    "steps!": [{"color!": color, "value!": ("number", "null")}],
}

FIELD = {
    "displayName": "text",
    "description": "text",
    "unit": unit,
    "decimals": between(0, 20),
    "min": "number",
    "max": "number",
    "fieldMinMax": "bool",
    "noValue": "text",
    "filterable": "bool",
    "color": {"mode!": COLOR_MODES, "fixedColor": color, "seriesBy": {"last", "min", "max"}},
    "thresholds": THRESHOLDS,
    "mappings": [{"type!": {"value", "range", "regex", "special"}, "options!": "map"}],
    "links": [DATA_LINK],
    "actions": ["map"],
    "custom": "map",
}

TRANSFORMATION = {
    "id!": "text",
    "disabled": "bool",
    "filter": {"id!": "text", "options": "any"},
    "topic": {"series", "annotations", "alertStates"},
    "options!": "map",
}

ANNOTATION = {
    "name!": "text",
    "datasource!": DATASOURCE,
    "enable!": "bool",
    "iconColor!": color,
    "hide": "bool",
    "builtIn": {0, 1},
    "type": "text",
    "target": "map",
    "filter": {"exclude": "bool", "ids!": ["int"]},
    "mappings": "map",
    "expr": "text",
    "step": "text",
    "titleFormat": "text",
    "textFormat": "text",
    "tagKeys": "text",
    "useValueForTime": ("bool", "text"),
}

_CHOICE = ("text", ["text"])
_COMMON = {
    "type!": "text",
    "name!": matching(r"\w+", "a variable name"),
    "label": "text",
    "description": "text",
    "hide": {0, 1, 2, 3},
    "skipUrlSync": "bool",
    "current": {"selected": "bool", "text!": _CHOICE, "value!": _CHOICE},
    "options": [{"selected": "bool", "text!": _CHOICE, "value!": _CHOICE}],
}
_MANY = {"multi": "bool", "includeAll": "bool", "allValue": "text", "allowCustomValue": "bool"}
_SOURCE = {"type!": "text", "uid!": "text"}

VARIABLES = {
    "query": {**_COMMON, **_MANY, "datasource!": _SOURCE, "query!": ("text", "map"),
              "definition": "text", "refresh!": {1, 2}, "regex": "text", "sort": set(range(9))},
    "custom": {**_COMMON, **_MANY, "query!": "text"},
    "constant": {**_COMMON, "query!": "text", "hide!": {2}, "skipUrlSync!": {True}},
    "textbox": {**_COMMON, "query!": "text"},
    "interval": {**_COMMON, "query!": "text", "auto": "bool", "auto_count": "int",
                 "auto_min": duration, "refresh": {2}},
    "datasource": {**_COMMON, **_MANY, "query!": "text", "regex": "text", "refresh": {1}},
    "adhoc": {**_COMMON, "datasource!": _SOURCE, "baseFilters": ["map"], "defaultKeys": ["map"],
              "filters": [{"key!": "text", "operator!": "text", "value!": "text", "*": "any"}]},
    "groupby": {**_COMMON, "datasource!": _SOURCE, "multi": {True}},
}

BUILT_IN_VARIABLES = set(
    """__interval __interval_ms __rate_interval __rate_interval_ms __range __range_s __range_ms
    __from __to __dashboard __org __user __timezone __url_time_range __all_variables __data __field
    __series __value __name __all __auto __tags __timeFilter __timeGroup __timeGroupAlias __time
    __timeFrom __timeTo __unixEpochFilter __unixEpochGroup __unixEpochFrom __unixEpochTo
    __timeEpoch __customInterval __combineValues __cell __sql timeFilter""".split()
)
