"""Prometheus reaches what it names: targets and Alertmanagers are services of the stack, its alerts
carry the labels that routing needs, and every Alertmanager receiver is used."""

from pathlib import Path

from judging.asked import same_time
from judging.judge import Finding, Judge

_CONFIG = "prometheus/prometheus.yml"


def check(tree, files: list[Path]):
    for path in files:
        if tree.name(path) == _CONFIG:
            yield from _targets(tree, tree.yaml(path) or {})
    yield from _alerts(tree)
    yield from _receivers(tree)


def _targets(tree, config):
    prometheus = list(tree.services_of_image("prometheus").values())
    asked, written = tree.spec.get("prometheus") or {}, config.get("global") or {}
    for key in ("scrape_interval", "scrape_timeout", "evaluation_interval"):
        if key in asked and not same_time(asked[key], written.get(key)):
            message = f"is {written.get(key)}, and {asked[key]} is asked for"
            yield Finding(_CONFIG, f"global.{key}", message)
    for job in config.get("scrape_configs") or []:
        where = f"job {job.get('job_name')}"
        # A probed target is a parameter; the address that is really asked comes from relabelling.
        for message in _discovery(job):
            yield Finding(_CONFIG, where, message)
        addresses = _relabelled(job) or _static(job)
        for address in addresses:
            yield from _reachable(tree, prometheus, where, address)
    alertmanagers = (config.get("alerting") or {}).get("alertmanagers") or []
    for manager in alertmanagers:
        for address in _static(manager):
            yield from _reachable(tree, prometheus, "alerting", address)
    if tree.services_of_image("alertmanager") and not alertmanagers:
        yield Finding(_CONFIG, "alerting", "the stack's Alertmanager is told nothing")


def _discovery(job):
    if not any(key.endswith("_configs") and "relabel" not in key for key in job):
        yield "says nowhere what is to be scraped"
    rules = {rule.get("target_label"): rule for rule in job.get("relabel_configs") or []}
    if "__param_target" not in rules:
        return
    # A probe is asked of another: samples must carry the name of what was probed.
    if "__address__" not in rules:
        yield "asks what is to be probed itself, for no rule leads to the exporter"
    named_by = rules.get("instance", {}).get("source_labels") or [""]
    if not named_by[0].startswith("__param_"):
        yield "its samples do not say what was probed: instance is that of the exporter"


def _static(job):
    return [t for block in job.get("static_configs") or [] for t in block.get("targets") or []]


def _relabelled(job):
    return [
        rule["replacement"]
        for rule in job.get("relabel_configs") or []
        if rule.get("target_label") == "__address__" and "$" not in rule.get("replacement", "$1")
    ]


def _joins_other_networks(tree):
    networks = tree.compose.get("networks") or {}
    return any((network or {}).get("external") for network in networks.values())


def _reachable(tree, prometheus, where, address):
    host = str(address).rsplit(":", 1)[0]
    if "." in host or host.startswith("[") or host == "localhost":
        return  # outside the stack, or the container itself
    service = tree.services.get(host)
    if service is None and _joins_other_networks(tree):
        return  # a container of another project
    if service is None:
        yield Finding(_CONFIG, where, f"{address}: {host} is no service of the stack")
    elif service.get("network_mode") == "host":
        yield Finding(_CONFIG, where, f"{address}: {host} is in the host's network, not by name")
    elif not all(_networks(service) & _networks(p) for p in prometheus):
        yield Finding(_CONFIG, where, f"{address}: {host} shares no network with prometheus")


def _networks(service):
    return set(service.get("networks") or ["default"])


def _alerts(tree):
    seen: dict[tuple, str] = {}
    for name, document in tree.yaml_documents("prometheus/rules/*.yml"):
        for group in document.get("groups") or []:
            for rule in group.get("rules") or []:
                if "alert" not in rule:
                    continue
                where = f"alert {rule['alert']}"
                if "severity" not in (rule.get("labels") or {}):
                    yield Finding(name, where, "has no severity label, so no route can choose it")
                if "summary" not in (rule.get("annotations") or {}):
                    yield Finding(name, where, "has no summary")
                labels = tuple(sorted((rule.get("labels") or {}).items()))
                other = seen.setdefault((rule["alert"], rule.get("expr"), labels), name)
                if other != name:
                    yield Finding(name, where, f"stands in {other}, too")


def _receivers(tree):
    for name, config in tree.yaml_documents("alertmanager/alertmanager.yml"):
        used = set(_routed(config.get("route") or {}))
        for receiver in config.get("receivers") or []:
            if receiver.get("name") not in used:
                yield Finding(name, f"receiver {receiver.get('name')}", "no route leads to it")


def _routed(route):
    yield route.get("receiver")
    for child in route.get("routes") or []:
        yield from _routed(child)


JUDGE = Judge(
    name="prometheus-targets",
    proves="every job finds targets that are reachable services, as often as asked; alerts can be "
    "routed, receivers are used",
    files=(_CONFIG, "prometheus/rules/*.yml", "alertmanager/alertmanager.yml"),
    check=check,
)
