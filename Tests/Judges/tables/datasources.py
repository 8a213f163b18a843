"""Provisioning of datasources and dashboard folders."""

from judging.shapes import duration, matching
from tables.dashboard import UID

_HTTP = {
    "re:^httpHeaderName[1-9][0-9]*$": "text",
    "timeout": "int",
    "tlsAuth": "bool",
    "tlsAuthWithCACert": "bool",
    "tlsSkipVerify": "bool",
    "serverName": "text",
    "keepCookies": ["text"],
    "oauthPassThru": "bool",
    "sigV4Auth": "bool",
    "sigV4AuthType": {"default", "credentials", "keys"},
    "re:^sigV4(Region|AssumeRoleArn|ExternalId|Profile)$": "text",
    "manageAlerts": "bool",
    "alertmanagerUid": "text",
    "allowAsRecordingRulesTarget": "bool",
}
_POOL = {"maxOpenConns": "int", "maxIdleConns": "int", "maxIdleConnsAuto": "bool",
         "connMaxLifetime": "int", "timeInterval": duration}
_TLS = {"tlsAuth": "bool", "tlsAuthWithCACert": "bool", "tlsSkipVerify": "bool"}
_TAGS = [{"key!": "text", "value": "text"}]
_SHIFT = matching(r"-?\d+(ms|[smhd])", "a shift such as -1h")
_SHIFTS = {"spanStartTimeShift": _SHIFT, "spanEndTimeShift": _SHIFT}
_CUSTOM_QUERY = {"customQuery": "bool", "query": "text"}
_TRACES_TO_LOGS = {"datasourceUid!": "text", **_SHIFTS, "tags": _TAGS, "filterByTraceID": "bool",
                   "filterBySpanID": "bool", **_CUSTOM_QUERY}
_TRACES_TO_METRICS = {"datasourceUid!": "text", **_SHIFTS, "tags": _TAGS,
                      "queries": [{"name": "text", "query!": "text"}]}
_TRACES = {
    "tracesToLogsV2": _TRACES_TO_LOGS,
    "tracesToMetrics": _TRACES_TO_METRICS,
    "tracesToProfiles": {"datasourceUid!": "text", "tags": _TAGS, "profileTypeId!": "text",
                         **_CUSTOM_QUERY},
    "nodeGraph": {"enabled!": "bool"},
    "spanBar": {"type!": {"None", "Duration", "Tag"}, "tag": "text"},
}

# type: jsonData
JSON_DATA = {
    "prometheus": {
        **_HTTP,
        "httpMethod": {"POST", "GET"},
        "timeInterval": duration,
        "queryTimeout": duration,
        "customQueryParameters": "text",
        "prometheusType": {"Prometheus", "Cortex", "Mimir", "Thanos"},
        "prometheusVersion": "text",
        "cacheLevel": {"Low", "Medium", "High", "None"},
        "disableMetricsLookup": "bool",
        "disableRecordingRules": "bool",
        "incrementalQuerying": "bool",
        "incrementalQueryOverlapWindow": duration,
        "seriesEndpoint": "bool",
        "queryStatsEnabled": "bool",
        "seriesLimit": "int",
        "re:^maxSamplesProcessed(Warning|Error)Threshold$": "int",
        "defaultEditor": {"code", "builder"},
        "exemplarTraceIdDestinations": [
            {"name!": "text", "datasourceUid": "text", "url": "text", "urlDisplayLabel": "text"}
        ],
    },
    "alertmanager": {
        **_HTTP,
        # Grafana takes an Alertmanager without it for Mimir's, which has other paths.
        "implementation!": {"prometheus", "mimir", "cortex"},
        "handleGrafanaManagedAlerts": "bool",
    },
    "loki": {
        **_HTTP,
        "maxLines": matching(r"\d+", "a number as text"),
        "alertmanager": "text",
        "derivedFields": [{
            "name!": "text",
            "matcherType": {"regex", "label"},
            "matcherRegex!": "text",
            "url": "text",
            "urlDisplayLabel": "text",
            "datasourceUid": "text",
            "targetBlank": "bool",
        }],
    },
    "tempo": {
        **_HTTP,
        **_TRACES,
        "serviceMap": {"datasourceUid!": "text"},
        "search": {"hide": "bool", "filters": ["map"]},
        "traceQuery": {"timeShiftEnabled": "bool", **_SHIFTS},
        "streamingEnabled": {"search": "bool", "metrics": "bool"},
        "tagLimit": "int",
        "timeRangeForTags": "int",
    },
    "jaeger": {**_HTTP, **_TRACES, "traceIdTimeParams": {"enabled!": "bool"}},
    "zipkin": {**_HTTP, **_TRACES},
    "grafana-pyroscope-datasource": {**_HTTP, "minStep": duration},
    "grafana-postgresql-datasource": {
        **_POOL,
        "database!": "text",
        "sslmode": {"disable", "require", "verify-ca", "verify-full"},
        "tlsConfigurationMethod": {"file-path", "file-content"},
        "sslRootCertFile": "text",
        "sslCertFile": "text",
        "sslKeyFile": "text",
        "postgresVersion": "int",
        "timescaledb": "bool",
    },
    "mysql": {**_POOL, **_TLS, "database!": "text", "timezone": "text"},
    "mssql": {**_POOL, "database!": "text", "encrypt": "text", "sslRootCertFile": "text"},
    "influxdb": {**_HTTP, "dbName": "text", "httpMode": {"GET", "POST"}, "timeInterval": duration,
                 "maxSeries": "int", "version": {"InfluxQL", "Flux", "SQL"},
                 "organization": "text", "defaultBucket": "text", "insecureGrpc": "bool"},
    "elasticsearch": {
        **_HTTP,
        "index": "text",
        "timeField!": "text",
        "interval": {"Hourly", "Daily", "Weekly", "Monthly", "Yearly"},
        "timeInterval": duration,
        "maxConcurrentShardRequests": "int",
        "logMessageField": "text",
        "logLevelField": "text",
        "dataLinks": [{"field!": "text", "url!": "text", "urlDisplayLabel": "text",
                       "datasourceUid": "text"}],
        "includeFrozen": "bool",
        "defaultQueryMode": {"metrics", "logs", "raw_data", "raw_document"},
        "apiKeyAuth": "bool",
    },
    "redis-datasource": {**_TLS, "client": {"standalone", "cluster", "sentinel", "socket"},
                         "re:^(poolSize|timeout|pingInterval|pipelineWindow)$": "int",
                         "re:^(acl|sentinelAcl|cliDisabled)$": "bool",
                         "re:^(user|sentinelName|sentinelUser)$": "text"},
    "yesoreyeram-infinity-datasource": {
        **_HTTP,
        "auth_method": {"none", "basicAuth", "bearerToken", "apiKey", "digestAuth",
                        "oauthPassThru", "oauth2", "aws", "azureBlob"},
        "allowedHosts": [matching(r"https?://[^/]+.*", "an address with scheme and host")],
        "apiKeyKey": "text",
        "apiKeyType": {"header", "query"},
        "oauth2": "map",
        "aws": "map",
        "timeoutInSeconds": "int",
        "proxy_type": {"env", "none", "url"},
        "proxy_url": "text",
        "proxy_username": "text",
        "refData": ["map"],
        "global_queries": ["map"],
        "customHealthCheckEnabled": "bool",
        "customHealthCheckUrl": "text",
        "unsecuredQueryHandling": {"warn", "allow", "deny"},
        "pathEncodedUrlsEnabled": "bool",
        "ignoreStatusCodeCheck": "bool",
        "allowDangerousHTTPMethods": "bool",
        "re:^(secureQueryName|oauth2EndPointParamsName|oauth2TokenHeadersName)[1-9]$": "text",
    },
    "sasaki77-archiverappliance-datasource": {
        **_HTTP, "useBackend": "bool", "defaultOperator": "text", "hideInvalid": "bool",
        "useLiveUpdate": "bool", "liveUpdateURI": "text",
    },
    "simpod-json-datasource": {**_HTTP},
}

# Datasources that are not part of Grafana: the stack must install them.
PLUGINS = {
    "redis-datasource",
    "yesoreyeram-infinity-datasource",
    "sasaki77-archiverappliance-datasource",
    "simpod-json-datasource",
}

DATASOURCE = {
    "name!": "text",
    "type!": set(JSON_DATA),
    "access": {"proxy"},
    "orgId": "int",
    "uid!": UID,
    "url": "text",
    "user": "text",
    "basicAuth": "bool",
    "basicAuthUser": "text",
    "withCredentials": "bool",
    "isDefault": "bool",
    "jsonData": "map",
    "secureJsonData": {"*": "text"},
    "correlations": [{
        "targetUID": "text", "label!": "text", "description!": "text",
        "type": {"query", "external"},
        "config": {"type": {"query"}, "field!": "text", "target!": "map", "transformations": [{
            "type!": {"regex", "logfmt"}, "field": "text", "expression": "text",
            "mapValue": "text"}]}}],
    "version": "int",
    "editable": "bool",
}

DATASOURCE_FILE = {
    "apiVersion!": {1},
    "prune": "bool",
    "datasources": [DATASOURCE],
    "deleteDatasources": [{"name!": "text", "orgId": "int"}],
}

PROVIDER_FILE = {
    "apiVersion!": {1},
    "providers!": [{
        "name!": "text",
        "orgId": "int",
        "folder": "text",
        "folderUid": UID,
        "type!": {"file"},
        "disableDeletion": "bool",
        "updateIntervalSeconds": "int",
        "allowUiUpdates": "bool",
        "options!": {"path!": "text", "foldersFromFilesStructure": "bool"},
    }],
}

PLUGIN_FILE = {
    "apiVersion!": {1},
    "apps!": [{
        "type!": "text",
        "org_id": "int",
        "org_name": "text",
        "disabled": "bool",
        "jsonData": "map",
        "secureJsonData": {"*": "text"},
    }],
}
