"""Panel kinds: their options and their `fieldConfig.defaults.custom`, as of Grafana 11.6."""

from judging.shapes import between
from tables.values import REDUCERS, color

_ON = {"auto", "never", "always"}
_FRACTION = between(0, 1)
_PERCENT = between(0, 100)

LEGEND = {
    "displayMode": {"list", "table", "hidden"},
    "placement": {"bottom", "right"},
    "showLegend": "bool",
    "calcs": [REDUCERS],
    "sortBy": "text",
    "sortDesc": "bool",
    "width": "number",
    "asTable": "bool",
    "isVisible": "bool",
}
TOOLTIP = {
    "mode": {"single", "multi", "none"},
    "sort": {"none", "asc", "desc"},
    "hideZeros": "bool",
    "maxWidth": "number",
    "maxHeight": "number",
}
REDUCE = {"values": "bool", "calcs": [REDUCERS], "fields": "text", "limit": "int"}
TEXT = {"titleSize": "number", "valueSize": "number", "percentSize": "number"}
ORIENTATION = {"auto", "vertical", "horizontal"}
HIDE_FROM = {"hideFrom": {"tooltip": "bool", "legend": "bool", "viz": "bool"}}
SCALE = {
    "type": {"linear", "log", "symlog", "ordinal"},
    "log": {2, 10},
    "linearThreshold": "number",
}
AXIS = {
    "axisPlacement": {"auto", "top", "right", "bottom", "left", "hidden"},
    "axisLabel": "text",
    "axisWidth": "number",
    "axisSoftMin": "number",
    "axisSoftMax": "number",
    "axisGridShow": "bool",
    "axisColorMode": {"text", "series"},
    "axisCenteredZero": "bool",
    "axisBorderShow": "bool",
    "scaleDistribution": SCALE,
}
THRESHOLDS_STYLE = {
    "mode": {"off", "line", "dashed", "area", "line+area", "dashed+area", "series"}
}
STACKING = {"mode": {"none", "normal", "percent"}, "group": "text"}
GRADIENT = {"none", "opacity", "hue", "scheme"}
LINE_STYLE = {"fill": {"solid", "dash", "dot", "square"}, "dash": ["number"]}
GRAPH = {
    "drawStyle": {"line", "bars", "points"},
    "lineInterpolation": {"linear", "smooth", "stepBefore", "stepAfter"},
    "lineWidth": between(0, 10),
    "lineStyle": LINE_STYLE,
    "lineColor": color,
    "fillOpacity": _PERCENT,
    "fillBelowTo": "text",
    "fillColor": color,
    "gradientMode": GRADIENT,
    "showPoints": _ON,
    "pointSize": between(1, 40),
    "spanNulls": ("bool", "number"),
    "insertNulls": ("bool", "number"),
    "barAlignment": {-1, 0, 1},
    "barWidthFactor": _FRACTION,
    "barMaxWidth": "number",
    "stacking": STACKING,
    "transform": {"constant", "negative-Y"},
    "thresholdsStyle": THRESHOLDS_STYLE,
    **AXIS,
    **HIDE_FROM,
}
_BARS = {"lineWidth": between(0, 10), "fillOpacity": _PERCENT, "gradientMode": GRADIENT}
_STATES = {"legend": LEGEND, "tooltip": TOOLTIP, "timezone": ["text"], "showValue": _ON,
           "rowHeight": _FRACTION, "perPage": "number"}
_MIN = {"minVizWidth": "number", "minVizHeight": "number", "sizing": {"auto", "manual"}}
_SINGLE = {"reduceOptions": REDUCE, "orientation": ORIENTATION, "text": TEXT}
_BUCKETS = {"mode": {"size", "count"}, "value": "text", "scale": SCALE}

_CELL_TYPES = {"auto", "color-text", "color-background", "gauge", "sparkline", "image", "json-view",
               "data-links", "actions", "pill", "markdown"}
_CELL = {
    "type!": _CELL_TYPES,
    "mode": {"basic", "gradient", "lcd"},
    "applyToRow": "bool",
    "wrapText": "bool",
    "valueDisplayMode": {"color", "text", "hidden"},
    "hideValue": "bool",
    "alt": "text",
    "title": "text",
    **GRAPH,
}

# kind: (options, custom field options or None for none)
PANELS = {
    "timeseries": (
        {"legend": LEGEND, "tooltip": TOOLTIP, "timezone": ["text"], "orientation": ORIENTATION},
        GRAPH,
    ),
    "stat": ({
        **_SINGLE,
        "graphMode": {"area", "line", "none"},
        "colorMode": {"value", "background", "background_solid", "none"},
        "justifyMode": {"auto", "center"},
        "textMode": {"auto", "value", "value_and_name", "name", "none"},
        "wideLayout": "bool",
        "showPercentChange": "bool",
        "percentChangeColorMode": {"standard", "inverted", "same_as_value"},
    }, None),
    "gauge": (
        {**_SINGLE, **_MIN, "showThresholdLabels": "bool", "showThresholdMarkers": "bool"},
        None,
    ),
    "bargauge": ({
        **_SINGLE,
        **_MIN,
        "legend": LEGEND,
        "displayMode": {"gradient", "lcd", "basic"},
        "valueMode": {"color", "text", "hidden"},
        "namePlacement": {"auto", "top", "left", "hidden"},
        "showUnfilled": "bool",
        "maxVizHeight": "number",
    }, None),
    "barchart": ({
        "legend": LEGEND,
        "tooltip": TOOLTIP,
        "text": TEXT,
        "xField": "text",
        "colorByField": "text",
        "orientation": ORIENTATION,
        "barRadius": between(0, 0.5),
        "xTickLabelRotation": between(-90, 90),
        "xTickLabelMaxLength": "int",
        "xTickLabelSpacing": "int",
        "stacking": {"none", "normal", "percent"},
        "showValue": _ON,
        "barWidth": _FRACTION,
        "groupWidth": _FRACTION,
        "fullHighlight": "bool",
    }, {**AXIS, **HIDE_FROM, **_BARS, "thresholdsStyle": THRESHOLDS_STYLE}),
    "piechart": ({
        **_SINGLE,
        "tooltip": TOOLTIP,
        "pieType": {"pie", "donut"},
        "displayLabels": [{"name", "value", "percent"}],
        "legend": {**LEGEND, "values": [{"value", "percent"}]},
    }, HIDE_FROM),
    "table": ({
        "showHeader": "bool",
        "cellHeight": {"sm", "md", "lg", "auto"},
        "frameIndex": "int",
        "showTypeIcons": "bool",
        "sortBy": [{"displayName!": "text", "desc": "bool"}],
        "footer": {"show": "bool", "reducer": [REDUCERS], "countRows": "bool",
                   "fields": ("text", ["text"]), "enablePagination": "bool"},
    }, {
        "align": {"auto", "left", "center", "right"},
        "width": "number",
        "minWidth": "number",
        "hidden": "bool",
        "hideHeader": "bool",
        "filterable": "bool",
        "inspect": "bool",
        "cellOptions": _CELL,
    }),
    "heatmap": ({
        "calculate": "bool",
        "calculation": {"xBuckets": _BUCKETS, "yBuckets": _BUCKETS},
        "color": {
            "mode": {"scheme", "opacity"},
            "scheme": "text",
            "fill": color,
            "scale": {"linear", "exponential"},
            "exponent": "number",
            "steps": between(2, 128),
            "reverse": "bool",
            "min": "number",
            "max": "number",
        },
        "filterValues": {"le": "number", "ge": "number"},
        "rowsFrame": {"value": "text", "layout": {"auto", "le", "ge", "unknown"}},
        "showValue": _ON,
        "cellGap": "int",
        "cellRadius": "number",
        "cellValues": {"unit": "text", "decimals": "number"},
        "yAxis": {**AXIS, "unit": "text", "decimals": "number", "min": "number", "max": "number",
                  "reverse": "bool"},
        "legend": {"show": "bool"},
        "tooltip": {**TOOLTIP, "yHistogram": "bool", "showColorScale": "bool"},
        "exemplars": {"color": color},
        "selectionMode": {"x", "y", "xy"},
    }, {**HIDE_FROM, "scaleDistribution": SCALE}),
    "histogram": (
        {"legend": LEGEND, "tooltip": TOOLTIP, "bucketCount": "int", "bucketSize": "number",
         "bucketOffset": "number", "combine": "bool"},
        {**AXIS, **HIDE_FROM, **_BARS, "stacking": STACKING},
    ),
    "state-timeline": (
        {**_STATES, "mergeValues": "bool", "alignValue": {"left", "center", "right"}},
        {**AXIS, **HIDE_FROM, "lineWidth": between(0, 10), "fillOpacity": _PERCENT},
    ),
    "status-history": (
        {**_STATES, "colWidth": _FRACTION},
        {**AXIS, **HIDE_FROM, "lineWidth": between(0, 10), "fillOpacity": _PERCENT},
    ),
    "logs": ({
        **{key: "bool" for key in (
            "showTime", "showLabels", "showCommonLabels", "wrapLogMessage", "prettifyLogMessage",
            "enableLogDetails", "showLogContextToggle", "enableInfiniteScrolling",
            "showControls", "showLogAttributes", "showLevel", "showFieldSelector",
            "syntaxHighlighting")},
        "sortOrder": {"Descending", "Ascending"},
        "dedupStrategy": {"none", "exact", "numbers", "signature"},
        "displayedFields": ["text"],
        "fontSize": {"default", "small"},
        "detailsMode": {"inline", "sidebar"},
        "timestampResolution": {"ms", "ns"},
    }, None),
    "traces": ({}, None),
    "flamegraph": ({}, None),
    "nodeGraph": ({
        "nodes": {"mainStatUnit": "text", "secondaryStatUnit": "text",
                  "arcs": [{"field": "text", "color": color}]},
        "edges": {"mainStatUnit": "text", "secondaryStatUnit": "text"},
        "zoomMode": {"cooperative", "greedy"},
    }, None),
    "text": ({
        "mode": {"markdown", "html", "code"},
        "content": "text",
        "code": {"language": "text", "showLineNumbers": "bool", "showMiniMap": "bool"},
    }, None),
    "alertlist": ({
        "viewMode": {"list", "stat"},
        "groupMode": {"default", "custom"},
        "groupBy": ["text"],
        "maxItems": "int",
        "sortOrder": {1, 2, 3, 4, 5},
        "dashboardAlerts": "bool",
        "alertName": "text",
        "alertInstanceLabelFilter": "text",
        "datasource": "text",
        "folder": "any",
        "stateFilter": {key: "bool" for key in ("firing", "pending", "noData", "normal", "error")},
    }, None),
    "dashlist": ({
        **{key: "bool" for key in ("showStarred", "showRecentlyViewed", "showSearch",
                                   "showHeadings", "showFolderNames", "keepTime", "includeVars")},
        "maxItems": "int",
        "query": "text",
        "tags": ["text"],
        "folderUID": "text",
    }, None),
    "annolist": ({
        **{key: "bool" for key in ("onlyFromThisDashboard", "onlyInTimeRange", "showUser",
                                   "showTime", "showTags", "navigateToPanel")},
        "tags": ["text"],
        "limit": "int",
        "navigateBefore": "text",
        "navigateAfter": "text",
    }, None),
    "geomap": ({
        "view": {"id": {"zero", "coords", "fit"}, "lat": "number", "lon": "number",
                 "zoom": "number", "allLayers": "bool", "*": "any"},
        "controls": {"*": "bool"},
        "basemap": {"type!": {"default", "osm-standard", "carto", "esri-xyz", "xyz"}, "*": "any"},
        "layers": [{"type!": "text", "name": "text", "*": "any"}],
        "tooltip": {"mode": {"details", "none"}},
    }, HIDE_FROM),
    "canvas": ({
        **{key: "bool" for key in ("inlineEditing", "showAdvancedTypes", "panZoom", "infinitePan")},
        "root!": {"name": "text", "type": {"frame"}, "elements": [{"name!": "text", "type!": "text",
                  "*": "any"}], "*": "any"},
    }, None),
    "xychart": ({
        "mapping": {"auto", "manual"}, "series": ["map"], "legend": LEGEND, "tooltip": TOOLTIP,
    }, {
        "show": {"points", "lines", "points+lines"},
        "pointSize": {"fixed": "number", "min": "number", "max": "number"},
        "pointShape": {"circle", "square"},
        "pointStrokeWidth": "number",
        "fillOpacity": _PERCENT,
        "lineWidth": "number",
        "lineStyle": LINE_STYLE,
        **AXIS,
        **HIDE_FROM,
    }),
    "candlestick": ({
        "legend": LEGEND,
        "tooltip": TOOLTIP,
        "mode": {"candles+volume", "candles", "volume"},
        "candleStyle": {"candles", "ohlcbars"},
        "colorStrategy": {"open-close", "close-close"},
        "fields": {"*": "text"},
        "colors": {"*": color},
        "includeAllFields": "bool",
    }, GRAPH),
    "trend": ({"legend": LEGEND, "tooltip": TOOLTIP, "xField": "text"}, GRAPH),
    "news": ({"feedUrl": "text", "showImage": "bool"}, None),
}
