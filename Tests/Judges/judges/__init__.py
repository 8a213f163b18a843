"""All judges, in the order in which they speak."""

from judges import (
    alert_tests,
    alertmanager,
    alloy,
    blackbox,
    collectors,
    compose_references,
    compose_schema,
    compose_v1,
    dashboard_layout,
    dashboard_panels,
    dashboard_queries,
    dashboard_sdk,
    grafana_alert_rules,
    grafana_datasources,
    grafana_notifications,
    grafana_providers,
    prometheus,
    prometheus_targets,
    secrets,
    signal_stores,
    snmp,
    yaml_text,
)

ALL = [
    module.JUDGE
    for module in (
        yaml_text,
        secrets,
        compose_schema,
        compose_v1,
        compose_references,
        prometheus,
        alert_tests,
        prometheus_targets,
        alertmanager,
        blackbox,
        snmp,
        dashboard_sdk,
        dashboard_layout,
        dashboard_panels,
        dashboard_queries,
        grafana_datasources,
        grafana_providers,
        grafana_alert_rules,
        grafana_notifications,
        signal_stores,
        collectors,
        alloy,
    )
]
