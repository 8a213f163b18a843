"""Collectors and stores do what the spec asks: how long, how often, what is left out of lines."""

from pathlib import Path

from judging.alloy import parse
from judging.asked import listed, same_time
from judging.judge import Finding, Judge
from judging.shapes import seconds

# Where each store says how long it keeps what it has.
_RETENTIONS = {
    "loki": [("limits_config", "retention_period")],
    "tempo": [
        ("backend_scheduler", "provider", "compaction", "compaction", "block_retention"),
        ("backend_worker", "compaction", "block_retention"),
    ],
    "mimir": [("limits", "compactor_blocks_retention_period")],
    "pyroscope": [("limits", "retention_period")],
}


def check(tree, files: list[Path]):
    for path in files:
        name = tree.name(path)
        if path.suffix == ".alloy":
            problems = _alloy(tree, path)
        elif path.stem in _RETENTIONS:
            problems = _store(tree, path.stem, tree.yaml(path) or {})
        else:
            problems = _collector(tree.yaml(path) or {})
        for where, message in problems:
            yield Finding(name, where, message)


def _store(tree, store: str, document):
    asked = (tree.spec.get(store) or {}).get("retention")
    for place in _RETENTIONS[store] if asked else []:
        value = document
        for key in place:
            value = (value or {}).get(key)
        if not same_time(asked, value):
            yield ".".join(place), f"is {value}, and {asked} is asked for"
    if store == "loki":
        deletes = (document.get("compactor") or {}).get("retention_enabled", False)
        if deletes != (seconds(document["limits_config"]["retention_period"]) > 0):
            yield "compactor.retention_enabled", f"is {deletes}: lines are kept for another time"
    if store == "mimir":
        yield from _rules(tree, document)


def _rules(tree, document):
    """Mimir reads rules from one folder for each tenant, and says nothing of others."""
    folder = ((document.get("ruler_storage") or {}).get("local") or {}).get("directory", "")
    read = folder.removeprefix("/etc/")
    tenant = (tree.spec.get("mimir") or {}).get("tenant", "anonymous")
    for path in tree.files("mimir/*/**/*.yaml"):
        if tree.name(path.parent) != f"{read}/{tenant}":
            yield "ruler_storage", f"{tree.name(path)} lies where the ruler does not look"


def _alloy(tree, path: Path):
    root = parse(path.read_text(encoding="utf-8"))
    for block in root.blocks:
        where = f"{block.name}.{block.label}"
        if block.name == "prometheus.scrape":
            yield from _scraping(block.attributes, where)
        elif block.name == "discovery.docker":
            project = f"com.docker.compose.project={tree.compose.get('name')}"
            filters = [inner.attributes for inner in block.blocks if inner.name == "filter"]
            if {"name": "label", "values": [project]} not in filters:
                yield where, "reads containers of other projects"
        elif where == "loki.process.lines":
            yield from _stages(tree, block.blocks, where)
        elif block.name == "otelcol.exporter.otlp":
            client = next(inner for inner in block.blocks if inner.name == "client")
            tls = next((i.attributes for i in client.blocks if i.name == "tls"), {})
            yield from _plain(str(client.attributes.get("endpoint")), tls, where)


def _scraping(attributes, where: str):
    interval, timeout = (attributes.get(f"scrape_{word}") for word in ("interval", "timeout"))
    if interval is None or timeout is None:
        yield where, "is scraped as often as Alloy likes: interval and timeout are missing"
    elif seconds(timeout) > seconds(interval):
        yield where, f"its timeout {timeout} is longer than its interval {interval}"


def _stages(tree, blocks, where: str):
    asked = ((tree.spec.get("collector") or {}).get("logs") or {}).get("stages") or []
    drops = [b.attributes.get("expression") for b in blocks if b.name == "stage.drop"]
    if drops != [stage["drop"] for stage in asked if "drop" in stage]:
        yield where, f"lines are dropped that match {drops}"
    masks = [stage["mask"] for stage in asked if "mask" in stage]
    written = [b.attributes.get("replace") for b in blocks if b.name == "stage.replace"]
    if written != [mask.get("with", "****") for mask in masks]:
        yield where, f"what is to be masked becomes {written}"


def _collector(document):
    for name, pipeline in ((document.get("service") or {}).get("pipelines") or {}).items():
        if "memory_limiter" not in listed(pipeline.get("processors")):
            yield f"service.pipelines.{name}", "nothing guards the memory"
    for name, exporter in (document.get("exporters") or {}).items():
        if name.startswith("otlp_grpc/"):
            address, tls = str(exporter.get("endpoint")), exporter.get("tls") or {}
            yield from _plain(address, tls, f"exporters.{name}")


def _plain(address: str, tls, where: str):
    """The stores of the stack speak no TLS among themselves; gRPC does unless it is told."""
    is_own = "." not in address.rpartition(":")[0]
    if is_own and not tls.get("insecure") and "ca_file" not in tls:
        yield where, f"{address} speaks no TLS, and that is not said"


JUDGE = Judge(
    name="signals-as-asked",
    proves="stores keep and collectors scrape, drop and mask what the spec says, and reach stores",
    files=("alloy/config.alloy", "otelcol/config.yaml", "loki/loki.yaml", "tempo/tempo.yaml",
           "mimir/mimir.yaml", "pyroscope/pyroscope.yaml"),
    check=check,
)
