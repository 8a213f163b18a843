"""Keys of a query per datasource type."""

_EXPRESSION = {"type!": {"math", "reduce", "resample", "threshold", "classic_conditions", "sql"}}
_PAIRS = [{"key!": "text", "value!": "text"}]

BASE = {
    "refId!": "text",
    "datasource": ({"type": "text", "uid!": "text"}, "null"),
    "hide": "bool",
    "queryType": "text",
}

INFINITY = {
    "type!": {"json", "csv", "tsv", "xml", "graphql", "html", "uql", "groq", "google-sheets",
              "transformations", "series", "global"},
    "source!": {"url", "inline", "reference", "azure-blob", "random-walk", "expression"},
    # Without it the query runs in the browser, and never in an alert.
    "parser!": {"backend", "jq-backend", "simple", "uql", "groq"},
    "format": {"table", "timeseries", "logs", "trace", "dataframe", "node-graph-nodes",
               "node-graph-edges", "as-is"},
    "url": "text",
    "data": "text",
    "url_options": {
        "method!": {"GET", "POST", "PUT", "PATCH", "DELETE"},
        "params": _PAIRS,
        "headers": _PAIRS,
        "data": "text",
        "body_type": {"none", "form-data", "x-www-form-urlencoded", "raw", "graphql"},
        "body_content_type": "text",
        "body_form": _PAIRS,
        "body_graphql_query": "text",
        "body_graphql_variables": "text",
    },
    "root_selector": "text",
    "columns": [{
        "selector!": "text",
        "text!": "text",
        "type!": {"string", "number", "boolean", "timestamp", "timestamp_epoch",
                  "timestamp_epoch_s"},
        "timestampFormat": "text",
    }],
    "computed_columns": [{"selector!": "text", "text!": "text", "type": "text"}],
    "filterExpression": "text",
    "summarizeExpression": "text",
    "summarizeBy": "text",
    "summarizeAlias": "text",
    "filters": [{"field!": "text", "operator!": "text", "value!": ["text"]}],
    "re:^pagination_": "any",
    "global_query_id": "text",
}

_SQL = {"rawSql!": "text", "rawQuery!": {True}, "format!": {"table", "time_series"},
        "editorMode": {"code", "builder"}}

QUERIES = {
    "prometheus": {
        "expr!": "text", "legendFormat": "text", "range": "bool", "instant": "bool",
        "format": {"time_series", "table", "heatmap"}, "interval": "text", "exemplar": "bool",
        "intervalFactor": "number", "editorMode": {"code", "builder"},
    },
    "loki": {
        "expr!": "text", "queryType": {"range", "instant"}, "legendFormat": "text",
        "maxLines": "int", "direction": {"forward", "backward", "scan"}, "step": "text",
        "editorMode": {"code", "builder"},
    },
    "tempo": {
        "query": "text", "filters": ["map"], "limit": "int", "spss": "int",
        "queryType": {"traceql", "traceqlSearch", "serviceMap", "traceId", "upload"},
        "tableType": {"traces", "spans", "raw"}, "serviceMapQuery": ("text", ["text"]),
        "metricsQueryType": {"range", "instant"}, "step": "text", "exemplars": "int",
        "serviceMapIncludeNamespace": "bool", "groupBy": ["map"],
    },
    "grafana-pyroscope-datasource": {
        "profileTypeId!": "text", "labelSelector!": "text", "groupBy!": ["text"],
        "queryType": {"metrics", "profile", "both"}, "maxNodes": "int", "limit": "int",
        "spanSelector": ["text"],
    },
    "jaeger": {
        "queryType": {"search", "upload", "dependencyGraph"}, "service": "text",
        "operation": "text", "tags": "text", "query": "text", "limit": "int",
        "minDuration": "text", "maxDuration": "text",
    },
    "zipkin": {"query": "text", "queryType": {"traceID", "upload"}},
    "grafana-postgresql-datasource": _SQL,
    "mysql": _SQL,
    "mssql": _SQL,
    "influxdb": {
        "query!": "text", "rawQuery!": "bool", "alias": "text",
        "resultFormat": {"time_series", "table", "logs"},
    },
    "elasticsearch": {
        "query!": "text", "metrics!": ["map"], "bucketAggs!": ["map"], "timeField!": "text",
        "alias": "text",
    },
    "yesoreyeram-infinity-datasource": INFINITY,
    "sasaki77-archiverappliance-datasource": {
        "target!": "text", "regex": "bool", "operator": "text", "alias": "text",
        "aliasPattern": "text", "live": "bool", "stream": "bool", "strmInt": "text",
        "strmCap": "text", "functions": [{"params!": ["text"], "def!": "map"}],
    },
    "redis-datasource": {
        "type!": {"command", "cli", "timeSeries", "search", "gears", "graph", "json"},
        "command": "text", "section": "text", "query": "text", "keyName": "text", "field": "text",
        "*": "any",
    },
    "simpod-json-datasource": {"target!": "text", "payload": ("map", "text"),
                               "editorMode": {"code", "builder"}},
    "alertmanager": {},
    "grafana": {"queryType": "text", "*": "any"},
    "datasource": {"panelId": "int", "*": "any"},
    "__expr__": {**_EXPRESSION, "*": "any"},
}
