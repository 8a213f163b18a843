"""The OpenTelemetry Collector and Jaeger: keys they know, components defined and used."""

from pathlib import Path

from judging.judge import Finding, Judge
from judging.shapes import mismatches
from tables.collector import COLLECTOR


def check(tree, files: list[Path]):
    for path in files:
        document, name = tree.yaml(path) or {}, tree.name(path)
        for where, message in (*mismatches(document, COLLECTOR), *_pipelines(document)):
            yield Finding(name, where, message)


def _pipelines(document):
    service = document.get("service") or {}
    connectors = set(document.get("connectors") or {})
    used: dict[str, set[str]] = {"receivers": set(), "processors": set(), "exporters": set()}
    for name, pipeline in (service.get("pipelines") or {}).items():
        for part, names in used.items():
            listed = pipeline.get(part) or []
            names.update(listed)
            known = set(document.get(part) or {}) | (connectors if part != "processors" else set())
            for component in listed:
                if component not in known:
                    yield f"service.pipelines.{name}.{part}", f"{component!r} is not defined"
        steps = pipeline.get("processors") or []
        if "memory_limiter" in steps and steps[0] != "memory_limiter":
            yield f"service.pipelines.{name}.processors", "memory_limiter is not the first"
        if "batch" in steps and steps[-1] != "batch":
            yield f"service.pipelines.{name}.processors", "batch is not the last"
    for part, names in used.items():
        for component in set(document.get(part) or {}) - names:
            yield part, f"{component!r} is in no pipeline"
    for connector in connectors:
        if connector not in used["exporters"] or connector not in used["receivers"]:
            yield "connectors", f"{connector!r} joins no two pipelines"
    extensions = set(document.get("extensions") or {})
    listed = set(service.get("extensions") or [])
    for name in extensions ^ listed:
        yield "service.extensions", f"{name!r} is defined or listed, but not both"
    for name, exporter in (document.get("exporters") or {}).items():
        login = ((exporter or {}).get("auth") or {}).get("authenticator")
        if login and login not in extensions:
            yield f"exporters.{name}.auth", f"no extension is named {login!r}"


JUDGE = Judge(
    name="collectors",
    proves="the Collector and Jaeger know every key, and every component is used",
    files=("otelcol/config.yaml", "jaeger/jaeger.yaml", "jaeger-collector/jaeger.yaml"),
    check=check,
)
