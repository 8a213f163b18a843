"""What the stores of signals and Jaeger accept, as far as stackgen writes it."""

from judging.shapes import By, matching

# Go reads hours at the most; Loki, Mimir and Pyroscope also take days, but these are for all.
go_duration = matching(r"0|(\d+h)?(\d+m)?(\d+s)?(\d+ms)?", "a duration that Go reads: no days")
address = matching(r"[^/\s]+:\d+", "host:port without a scheme")
url = matching(r"https?://[^\s]+", "a URL")
expansion = matching(r"\$\{[A-Z0-9_]+\}", "a variable of the environment")
file = matching(r"/run/secrets/\S+", "the file of a secret")

_RING = {"kvstore!": {"store!": {"inmemory"}}}
_SERVER = {"http_listen_port!": "int", "grpc_listen_port": "int",
           "log_level": {"debug", "info", "warn", "error"}}
_HEADERS = {"*": "text"}


def _bucket(s3: dict, azure: dict, gcs: dict) -> dict:
    return {"s3": {**s3, "endpoint": "text", "region": "text", "insecure": "bool"},
            "azure": {**azure, "container_name!": "text", "endpoint_suffix": "text"},
            "gcs": gcs}


_LOKI_BUCKET = _bucket(
    {"bucketnames!": "text", "access_key_id": expansion, "secret_access_key": expansion,
     "s3forcepathstyle": "bool"},
    {"account_name!": "text", "account_key": expansion}, {"bucket_name!": "text"})
_TEMPO_BUCKET = _bucket(
    {"bucket!": "text", "access_key": expansion, "secret_key": expansion, "forcepathstyle": "bool"},
    {"storage_account_name!": "text", "storage_account_key": expansion}, {"bucket_name!": "text"})
_MIMIR_BUCKET = _bucket(
    {"bucket_name!": "text", "access_key_id": expansion, "secret_access_key": expansion},
    {"account_name!": "text", "account_key": expansion}, {"bucket_name!": "text"})

LOKI = {
    "auth_enabled!": "bool",
    "server!": _SERVER,
    "common!": {
        "instance_addr": "text", "path_prefix!": "text", "replication_factor!": "int",
        "ring!": _RING,
        "storage!": {**_LOKI_BUCKET, "filesystem": {"chunks_directory!": "text",
                                                    "rules_directory!": "text"}},
    },
    "schema_config!": {"configs!": [{
        "from!": "any", "store!": {"tsdb"}, "schema!": {"v13"},
        "object_store!": {"filesystem", "s3", "gcs", "azure"},
        "index!": {"prefix!": "text", "period!": {"24h"}},
    }]},
    "limits_config!": {
        "retention_period": go_duration, "volume_enabled": "bool",
        "allow_structured_metadata": "bool", "ingestion_rate_mb": "number",
        "ingestion_burst_size_mb": "number", "per_stream_rate_limit": "text",
        "max_label_names_per_series": "int", "max_global_streams_per_user": "int",
        "max_line_size": "text", "max_query_length": "text", "max_query_series": "int",
        "max_entries_limit_per_query": "int", "reject_old_samples": "bool",
        "reject_old_samples_max_age": "text",
        "otlp_config": {"resource_attributes!": {"attributes_config!": [
            {"action!": {"index_label"}, "attributes!": ["text"]}]}},
    },
    "compactor!": By(lambda value: {
        "retention_enabled!": "bool",
        # Loki does not start without it when it is to delete.
        **({"delete_request_store!": "text"} if value.get("retention_enabled") else {}),
    }),
    "ruler": {"alertmanager_url": url, "external_url": url, "enable_api": "bool",
              "datasource_uid": "text", "rule_path": "text",
              "storage!": {"type!": {"local"}, "local!": {"directory!": "text"}}},
    "pattern_ingester": {"enabled": "bool"},
    "analytics": {"reporting_enabled": "bool"},
}

_BLOCKS = {"compaction!": {"block_retention!": go_duration}}
TEMPO = {
    "stream_over_http_enabled": "bool",
    "multitenancy_enabled": "bool",
    "server!": _SERVER,
    "distributor!": {"receivers!": {"otlp!": {"protocols!": {
        "grpc!": {"endpoint!": matching(r"0\.0\.0\.0:\d+", "an address that others reach")},
        "http!": {"endpoint!": matching(r"0\.0\.0\.0:\d+", "an address that others reach")},
    }}}},
    "storage!": {"trace!": {**_TEMPO_BUCKET, "backend!": {"local", "s3", "gcs", "azure"},
                            "wal!": {"path!": "text"}, "local": {"path!": "text"}}},
    "backend_scheduler": {"provider!": {"compaction!": _BLOCKS}},
    "backend_worker": _BLOCKS,
    "compactor": _BLOCKS,
    "metrics_generator": {
        "processor!": {
            "span_metrics": {"dimensions": ["text"], "enable_target_info": "bool"},
            "service_graphs": {"dimensions": ["text"]},
        },
        "registry": {"external_labels": {"*": "text"}},
        "storage!": {"path!": "text", "remote_write!": [{
            "url!": url, "send_exemplars": "bool", "send_native_histograms": "bool",
            "headers": _HEADERS,
        }]},
    },
    "overrides": {"defaults!": {"metrics_generator": {
        "processors!": [{"service-graphs", "span-metrics"}],
        "generate_native_histograms": {"classic", "native", "both"},
    }}},
    "usage_report": {"reporting_enabled": "bool"},
}

MIMIR = {
    "target!": {"all"},
    "multitenancy_enabled!": "bool",
    "server!": _SERVER,
    "common!": {"storage!": {**_MIMIR_BUCKET, "backend!": {"filesystem", "s3", "gcs", "azure"},
                             "filesystem": {"dir!": "text"}}},
    "blocks_storage!": {"storage_prefix!": matching(r"[A-Za-z0-9]+", "letters and digits"),
                        "tsdb!": {"dir!": "text"}, "bucket_store!": {"sync_dir!": "text"}},
    "compactor!": {"data_dir!": "text", "sharding_ring!": _RING},
    "distributor!": {"ring!": _RING},
    "ingester!": {"ring!": {**_RING, "replication_factor!": {1}, "min_ready_duration": "text",
                            "final_sleep": "text"}},
    "store_gateway!": {"sharding_ring!": {**_RING, "replication_factor!": {1}}},
    "ruler!": {"rule_path!": "text", "ring!": _RING, "alertmanager_url": url, "external_url": url},
    "ruler_storage!": {"backend!": {"local"}, "local!": {"directory!": "text"}},
    # Without it Mimir writes where it starts, which is read-only, and gives up.
    "activity_tracker!": {"filepath!": matching(r"/data/.+", "a file of the volume")},
    "limits!": {
        "native_histograms_ingestion_enabled": "bool", "otel_metric_suffixes_enabled!": {True},
        # A list is refused: it is one text.
        "promote_otel_resource_attributes": "text", "max_global_exemplars_per_user!": "int",
        "out_of_order_time_window": "text", "compactor_blocks_retention_period!": go_duration,
        "ingestion_rate": "number", "ingestion_burst_size": "int",
        "max_global_series_per_user": "int", "max_global_series_per_metric": "int",
        "max_label_names_per_series": "int", "max_query_lookback": "text",
    },
    "usage_stats": {"enabled": "bool"},
}

PYROSCOPE = {
    "multitenancy_enabled": "bool",
    "server!": _SERVER,
    "architecture_storage!": {"v2"},
    "limits!": {"write_path!": {"segment-writer"}, "retention_period!": go_duration},
    "storage!": {**_MIMIR_BUCKET, "backend!": {"filesystem", "s3", "gcs", "azure"},
                 "filesystem": {"dir!": "text"}},
    "metastore!": {"address!": address, "min_ready_duration": "text", "data_dir!": "text",
                   "raft!": {"dir!": "text", "snapshots_dir!": "text"}},
    "distributor!": {"ring!": _RING},
    "segment_writer!": {"lifecycler!": {"min_ready_duration": "text"}},
    "query_backend!": {"address!": address},
    "self_profiling": {"disable_push": "bool"},
    "analytics": {"reporting_enabled": "bool"},
}
