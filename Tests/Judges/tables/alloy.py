"""Components of Grafana Alloy: their arguments, their blocks, and what they export.

In a table of a block a name is an argument, `name!` a required one, and a mapping a block.
"""

_TLS = {"ca_file": "text", "cert_file": "text", "key_file": "text", "server_name": "text",
        "insecure_skip_verify": "bool", "min_version": "text"}
_BASIC = {"username": "text", "password_file": "text"}
_LOGINS = {"basic_auth": _BASIC, "tls_config": _TLS, "bearer_token_file": "text",
           "authorization": {"type": "text", "credentials_file": "text"},
           "oauth2": {"client_id": "text", "client_secret_file": "text", "token_url": "text",
                      "scopes": "list", "endpoint_params": "map", "tls_config": _TLS}}
_RULE = {"source_labels": "list", "separator": "text", "regex": "text", "modulus": "int",
         "target_label": "text", "replacement": "text", "action": "text"}
_OUTPUT = {"metrics": "list", "logs": "list", "traces": "list"}
_OTEL_CLIENT = {"endpoint!": "text", "auth": "reference", "headers": "map",
                "tls": {**_TLS, "insecure": "bool"}}
_SERVER_TLS = {"cert_file": "text", "key_file": "text", "client_ca_file": "text"}
_STATEMENTS = {"context": "text", "statements!": "list"}
_DISCOVERY = {"refresh_interval": "text", **_LOGINS}

COMPONENTS = {
    "prometheus.scrape": {
        "targets!": "targets", "forward_to!": "list", "job_name": "text",
        "scrape_interval": "text", "scrape_timeout": "text", "metrics_path": "text",
        "scheme": "text", "params": "map", "honor_labels": "bool", "honor_timestamps": "bool",
        "track_timestamps_staleness": "bool", "enable_compression": "bool",
        "body_size_limit": "int", "sample_limit": "int", "target_limit": "int",
        "label_limit": "int", "label_name_length_limit": "int", "label_value_length_limit": "int",
        "native_histogram_bucket_limit": "int", "scrape_native_histograms": "bool",
        "scrape_protocols": "list", "scrape_fallback_protocol": "text", "proxy_url": "text",
        "no_proxy": "text", "proxy_from_environment": "bool", "follow_redirects": "bool",
        "enable_http2": "bool", **_LOGINS,
    },
    "prometheus.relabel": {"forward_to!": "list", "rule": _RULE},
    "prometheus.remote_write": {"external_labels": "map", "endpoint": {
        "url!": "text", "headers": "map", "send_exemplars": "bool",
        "send_native_histograms": "bool", **_LOGINS}},
    "discovery.relabel": {"targets!": "targets", "rule": _RULE},
    "discovery.docker": {"host!": "text", "port": "int", "match_first_network": "bool",
                         "filter": {"name!": "text", "values!": "list"}, **_DISCOVERY},
    "discovery.dns": {"names!": "list", "type": "text", "port": "int", "refresh_interval": "text"},
    "discovery.file": {"files!": "list", "refresh_interval": "text"},
    "discovery.http": {"url!": "text", **_DISCOVERY},
    "otelcol.receiver.otlp": {
        "grpc": {"endpoint": "text", "tls": _SERVER_TLS},
        "http": {"endpoint": "text", "tls": _SERVER_TLS, "cors": {"allowed_origins": "list"}},
        "output!": _OUTPUT},
    "otelcol.receiver.prometheus": {"output!": _OUTPUT},
    "otelcol.receiver.loki": {"output!": _OUTPUT},
    "otelcol.processor.memory_limiter": {
        "check_interval!": "text", "limit_percentage": "int", "spike_limit_percentage": "int",
        "output!": _OUTPUT},
    "otelcol.processor.batch": {
        "timeout": "text", "send_batch_size": "int", "send_batch_max_size": "int",
        "output!": _OUTPUT},
    "otelcol.processor.transform": {
        "trace_statements": _STATEMENTS, "metric_statements": _STATEMENTS,
        "log_statements": _STATEMENTS, "output!": _OUTPUT},
    "otelcol.processor.probabilistic_sampler": {
        "sampling_percentage": "number", "output!": _OUTPUT},
    "otelcol.processor.tail_sampling": {
        "decision_wait": "text",
        "policy!": {"name!": "text", "type!": "text", "status_code": {"status_codes!": "list"},
                    "latency": {"threshold_ms!": "int"},
                    "probabilistic": {"sampling_percentage!": "number"}},
        "output!": _OUTPUT},
    "otelcol.connector.spanmetrics": {
        "namespace": "text", "metrics_flush_interval": "text",
        "resource_metrics_key_attributes": "list",
        "histogram!": {"unit": "text", "explicit": {"buckets": "list"}},
        "dimension": {"name!": "text"}, "exemplars": {"enabled": "bool"}, "output!": _OUTPUT},
    "otelcol.connector.servicegraph": {
        "dimensions": "list", "store": {"max_items": "int", "ttl": "text"}, "output!": _OUTPUT},
    "otelcol.exporter.otlp": {"client!": _OTEL_CLIENT},
    "otelcol.exporter.otlphttp": {"client!": _OTEL_CLIENT},
    "otelcol.exporter.prometheus": {"forward_to!": "list"},
    "otelcol.exporter.loki": {"forward_to!": "list"},
    "otelcol.auth.basic": {"client_auth": {"username": "text", "password_file": "text"}},
    "otelcol.auth.bearer": {"token!": "reference"},
    "local.file": {"filename!": "text", "is_secret": "bool"},
    "local.file_match": {"path_targets!": "list"},
    "loki.source.docker": {"host!": "text", "targets!": "targets", "forward_to!": "list"},
    "loki.source.file": {"targets!": "targets", "forward_to!": "list"},
    "loki.source.api": {"forward_to!": "list", "use_incoming_timestamp": "bool",
                        "http": {"listen_address": "text", "listen_port": "int"}},
    "loki.source.journal": {"path": "text", "labels": "map", "relabel_rules": "reference",
                            "forward_to!": "list"},
    "loki.source.syslog": {
        "listener": {"address!": "text", "protocol": "text", "syslog_format": "text",
                     "use_incoming_timestamp": "bool", "rfc3164_default_to_current_year": "bool",
                     "labels": "map"},
        "relabel_rules": "reference", "forward_to!": "list"},
    "loki.relabel": {"forward_to!": "list", "rule": _RULE},
    "loki.process": {
        "forward_to!": "list", "stage.json": {"expressions!": "map"},
        "stage.logfmt": {"mapping!": "map"}, "stage.regex": {"expression!": "text"},
        "stage.labels": {"values!": "map"}, "stage.structured_metadata": {"values!": "map"},
        "stage.drop": {"expression": "text"},
        "stage.replace": {"expression!": "text", "replace": "text"}},
    "loki.write": {"external_labels": "map",
                   "endpoint": {"url!": "text", "headers": "map", **_LOGINS}},
    "pyroscope.receive_http": {"forward_to!": "list",
                               "http": {"listen_address": "text", "listen_port": "int"}},
    "pyroscope.scrape": {"targets!": "targets", "forward_to!": "list"},
    "pyroscope.ebpf": {"targets": "targets", "forward_to!": "list"},
    "pyroscope.write": {"external_labels": "map",
                        "endpoint": {"url!": "text", "headers": "map", **_LOGINS}},
    "faro.receiver": {
        "server": {"listen_address": "text", "listen_port": "int", "cors_allowed_origins": "list"},
        "output!": {"logs": "list", "traces": "list"}},
}

# What may be referred to, by the first words of the component.
EXPORTS = {
    "prometheus.relabel": {"receiver"}, "prometheus.remote_write": {"receiver"},
    "discovery.relabel": {"output", "rules"}, "discovery": {"targets"},
    "otelcol.receiver.prometheus": {"receiver"}, "otelcol.receiver.loki": {"receiver"},
    "otelcol.processor": {"input"}, "otelcol.connector": {"input"}, "otelcol.exporter": {"input"},
    "otelcol.auth": {"handler"}, "local.file": {"content"}, "local.file_match": {"targets"},
    "loki.relabel": {"receiver", "rules"}, "loki.process": {"receiver"}, "loki.write": {"receiver"}, "pyroscope.write": {"receiver"},
}

FUNCTIONS = {"array.concat", "sys.env"}
