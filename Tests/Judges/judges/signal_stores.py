"""Loki, Tempo, Mimir and Pyroscope: every key of their configurations is one they know."""

from pathlib import Path

from judging.judge import Finding, Judge
from judging.shapes import mismatches
from tables.telemetry import LOKI, MIMIR, PYROSCOPE, TEMPO

_TABLES = {"loki.yaml": LOKI, "tempo.yaml": TEMPO, "mimir.yaml": MIMIR, "pyroscope.yaml": PYROSCOPE}


def check(tree, files: list[Path]):
    for path in files:
        document, name = tree.yaml(path) or {}, tree.name(path)
        for where, message in (*mismatches(document, _TABLES[path.name]), *_details(document)):
            yield Finding(name, where, message)
        rules = ((document.get("ruler_storage") or {}).get("local") or {}).get("directory")
        if rules and not Path(rules.replace("/etc/mimir", str(path.parent), 1)).is_dir():
            yield Finding(name, "ruler_storage.local.directory", f"there is no {rules}")


def _details(document):
    storage = (document.get("common") or {}).get("storage") or {}
    kinds = [kind for kind in ("filesystem", "s3", "gcs", "azure") if kind in storage]
    if "common" in document and len(kinds) != 1:
        yield "common.storage", f"one backend is named there, not {len(kinds)}"
    for config in (document.get("schema_config") or {}).get("configs") or []:
        if config.get("object_store") not in kinds:
            yield "schema_config", f"{config.get('object_store')} is not the backend {kinds}"
    compactor = document.get("compactor") or {}
    if compactor.get("retention_enabled") and compactor.get("delete_request_store") not in kinds:
        yield "compactor.delete_request_store", "is not the backend: nothing would be deleted"
    if "compactor" in document and "backend_worker" in document:
        yield "compactor", "is of Tempo 2, and Tempo 3 refuses it"


JUDGE = Judge(
    name="signal-stores",
    proves="every key of Loki, Tempo, Mimir and Pyroscope is one they know",
    files=("loki/loki.yaml", "tempo/tempo.yaml", "mimir/mimir.yaml", "pyroscope/pyroscope.yaml"),
    check=check,
)
