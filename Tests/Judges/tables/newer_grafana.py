"""What Grafana accepts and the SDK, which describes 11.6, does not know. By module and class."""

from tables.dashboard import ANNOTATION, DATA_LINK

_LOGS_12 = {key: "bool" for key in (
    "showControls", "showLogAttributes", "showLevel", "showFieldSelector", "syntaxHighlighting")}

NEWER_KEYS = {
    "dashboard.VariableModel": {
        # 12.3: a variable in the controls menu.
        "hide": {0, 1, 2, 3},
        # What the list of variables shows for a query; Grafana writes it, its schema forgot it.
        "definition": "text",
        # Filters of an adhoc variable; Grafana's scenes read them, the schema forgot them.
        "filters": ["map"],
        "baseFilters": ["map"],
        "defaultKeys": ["map"],
    },
    # 12.3: a link in the controls menu.
    "dashboard.DashboardLink": {"placement": {"inControlsMenu"}},
    # The schema takes data links for dashboard links, and forgot two keys.
    "dashboard.FieldConfig": {"links": [DATA_LINK], "actions": ["map"], "fieldMinMax": "bool"},
    # 12: a second time range to compare with.
    "dashboard.Panel": {"timeCompare": "text"},
    # Numbers with a fraction to Grafana; the schema has whole ones.
    "geomap.MapViewConfig": {"lat": "number", "lon": "number", "zoom": "number"},
    "common.MapLayerOptions": {"opacity": "number"},
    # The keys of a query that asks a datasource for annotations stand beside the common ones.
    "dashboard.AnnotationQuery": {
        key: ANNOTATION[key]
        for key in ("mappings", "step", "tagKeys", "textFormat", "titleFormat", "useValueForTime")
    },
    "logs.Options": {
        **_LOGS_12,
        "fontSize": {"default", "small"},
        "detailsMode": {"inline", "sidebar"},
        "timestampResolution": {"ms", "ns"},
    },
}

# Paths that the SDK therefore drops when it decodes and encodes.
DROPPED_BY_SDK = (
    r"templating\.list\[\d+\]\.(definition|filters|baseFilters|defaultKeys)",
    r"links\[\d+\]\.placement",
    r".*\.defaults\.(actions|fieldMinMax)",
    r".*\.defaults\.links\[\d+\]\.oneClick",
    r"panels.*\.timeCompare",
    r"annotations\.list\[\d+\]\.(mappings|step|tagKeys|textFormat|titleFormat|useValueForTime)",
    rf"panels.*\.options\.({'|'.join(_LOGS_12)}|fontSize|detailsMode|timestampResolution)",
)
