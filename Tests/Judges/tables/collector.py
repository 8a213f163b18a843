"""What Jaeger and the OpenTelemetry Collector accept, component by component."""

from judging.shapes import duration, matching
from tables.telemetry import address, file, go_duration, url

_READER = {"pull!": {"exporter!": {"prometheus!": {
    "host!": {"0.0.0.0"}, "port!": "int", "without_type_suffix!": {True}, "without_units!": {True},
    "without_scope_info!": {True},
}}}}
_TLS = {"insecure": "bool", "ca_file": file, "cert_file": file, "key_file": file,
        "server_name_override": "text", "insecure_skip_verify": "bool"}
_CLIENT_TLS = {"insecure": "bool", "ca_file": file, "cert_file": file, "key_file": file,
               "server_name": "text", "insecure_skip_verify": "bool", "min_version": "text"}
_SERVER_TLS = {"cert_file!": file, "key_file!": file, "client_ca_file": file}
_AUTH = {"authenticator!": "text"}
_CLIENT = {"tls": _TLS, "headers": {"*": "text"}, "auth": _AUTH}
_PUBLIC = matching(r"0\.0\.0\.0:\d+", "an address that others reach")
_NAMES = ["text"]
_LINES = {"resource": {"*": "text"}, "operators": [{
    "type!": {"json_parser", "key_value_parser", "regex_parser", "regex_replace", "filter", "copy",
              "move", "remove"},
    "parse_from": "text", "parse_to": "text", "regex": "text", "expr": "text", "from": "text",
    "to": "text", "field": "text", "replace_with": "text", "on_error": {"send", "send_quiet", "drop", "drop_quiet"},
    "if": "text", "timestamp": {"parse_from!": "text", "layout_type": "text", "layout!": "text"},
    "trace": {"trace_id!": {"parse_from!": "text"}},
}]}
_INDEX = {
    "server_urls!": [url],
    "auth": {"basic!": {"username!": "text", "password_file": file}},
    "tls": _CLIENT_TLS,
    "indices": {
        "index_prefix": "text",
        "re:^(spans|services)$": {"date_layout": "text", "rollover_frequency": {"hour", "day"},
                                  "shards": "int", "replicas": "int"},
    },
}

EXTENSIONS = {
    "health_check": {"endpoint!": _PUBLIC},
    "healthcheckv2": {"use_v2!": {True}, "http!": {"endpoint!": _PUBLIC}},
    "basicauth": {"client_auth!": {"username!": "text", "password_file!": file}},
    "bearertokenauth": {"filename!": file},
    "jaeger_storage": {
        "backends!": {"*": {
            "memory": {"max_traces!": "int"},
            "badger": {"directories!": {"keys!": "text", "values!": "text"},
                       "ephemeral!": {False}, "ttl!": {"spans!": go_duration}},
            "elasticsearch": _INDEX,
            "opensearch": _INDEX,
            "cassandra": {
                "schema!": {"keyspace!": "text", "create": "bool", "trace_ttl": go_duration},
                "connection!": {
                    "servers!": _NAMES, "port": "int", "tls!": _CLIENT_TLS,
                    "auth": {"basic!": {"username!": "text", "password!": matching(
                        r"\$\{env:\w+\}", "a variable of the environment")}},
                },
            },
        }},
        "metric_backends": {"*": {"prometheus!": {
            "endpoint!": url, "metric_namespace": "text", "latency_unit": {"s", "ms"},
            "normalize_calls": "bool", "normalize_duration": "bool",
        }}},
    },
    "jaeger_query": {"storage!": {"traces!": "text", "metrics": "text"}},
}
RECEIVERS = {
    "otlp": {"protocols!": {
        "grpc": {"endpoint!": _PUBLIC, "tls": _SERVER_TLS},
        "http": {"endpoint!": _PUBLIC, "tls": _SERVER_TLS, "cors": {"allowed_origins!": _NAMES}},
    }},
    "prometheus": {"config!": {"global": "map", "scrape_configs!": ["map"]}},
    "filelog": {"include!": _NAMES, **_LINES},
    "syslog": {"protocol!": {"rfc5424", "rfc3164"}, **_LINES,
               "tcp": {"listen_address!": _PUBLIC}, "udp": {"listen_address!": _PUBLIC}},
    "kafka": {"brokers!": [address], "initial_offset": {"earliest", "latest"},
              "traces!": {"topics!": _NAMES, "encoding!": "text"}},
}
PROCESSORS = {
    "memory_limiter": {"check_interval!": duration, "limit_percentage!": "int",
                       "spike_limit_percentage": "int"},
    "batch": {"timeout": duration, "send_batch_size": "int"},
    "transform": {"error_mode": {"ignore"},
                  "log_statements!": [{"context!": {"log"}, "statements!": _NAMES}]},
    "resource": {"attributes!": [{"key!": "text", "value!": "text", "action!": {"upsert"}}]},
    "probabilistic_sampler": {"sampling_percentage!": "number"},
    "tail_sampling": {"decision_wait!": duration, "policies!": [{
        "name!": "text", "type!": {"status_code", "latency", "probabilistic"},
        "status_code": {"status_codes!": [{"OK", "ERROR", "UNSET"}]},
        "latency": {"threshold_ms!": "int"},
        "probabilistic": {"sampling_percentage!": "number"},
    }]},
}
CONNECTORS = {
    "spanmetrics": {
        "namespace": "text", "dimensions": [{"name!": "text"}], "exemplars": {"enabled!": "bool"},
        "histogram": {"unit!": {"s", "ms"}, "explicit": {"buckets!": [duration]}},
        "metrics_flush_interval": duration, "resource_metrics_key_attributes": _NAMES,
    },
    "servicegraph": {"store!": {"ttl!": duration, "max_items!": "int"}, "dimensions": _NAMES},
}
EXPORTERS = {
    "otlp_grpc": {"endpoint!": address, **_CLIENT},
    "otlp_http": {"endpoint!": url, **_CLIENT},
    "prometheusremotewrite": {"endpoint!": url, **_CLIENT},
    "jaeger_storage_exporter": {"trace_storage!": "text"},
    "kafka": {"brokers!": [address], "traces!": {"topic!": "text", "encoding!": "text"}},
}
SERVICE = {
    "extensions": _NAMES,
    "telemetry!": {"metrics!": {"readers!": [_READER]}},
    "pipelines!": {"re:^(traces|metrics|logs)(/.+)?$": {
        "receivers!": _NAMES, "processors!": _NAMES, "exporters!": _NAMES}},
}


def by_kind(components: dict) -> dict:
    """`otlp_http/loki` is an `otlp_http`."""
    return {f"re:^{kind}(/.+)?$": shape for kind, shape in components.items()}


COLLECTOR = {
    "extensions!": by_kind(EXTENSIONS),
    "receivers!": by_kind(RECEIVERS),
    "processors!": by_kind(PROCESSORS),
    "connectors": by_kind(CONNECTORS),
    "exporters!": by_kind(EXPORTERS),
    "service!": SERVICE,
}
