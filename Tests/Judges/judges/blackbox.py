"""The blackbox exporter accepts its configuration, and every module that is asked for exists."""

from pathlib import Path

from judging.judge import Finding, Judge
from judging.tools import complaint, run_debian


def check(tree, files: list[Path]):
    modules: set[str] = set()
    for path in files:
        result = run_debian(
            "prometheus-blackbox-exporter", "--config.check", f"--config.file={path}"
        )
        if result.returncode != 0:
            yield Finding(tree.name(path), "", complaint(result))
        modules |= set((tree.yaml(path) or {}).get("modules") or {})
    for name, config in tree.yaml_documents("prometheus/prometheus.yml"):
        for job in config.get("scrape_configs") or []:
            if job.get("metrics_path") != "/probe" or not _asks_blackbox(tree, job):
                continue
            for module in (job.get("params") or {}).get("module") or []:
                if module not in modules:
                    yield Finding(name, f"job {job['job_name']}", f"no module is named {module!r}")


def _asks_blackbox(tree, job):
    """Others answer at /probe too: the address that a job is led to tells whom it asks."""
    exporters = tree.services_of_image("blackbox-exporter")
    led_to = [
        str(rule.get("replacement", "")).rsplit(":", 1)[0]
        for rule in job.get("relabel_configs") or []
        if rule.get("target_label") == "__address__"
    ]
    return not exporters or not led_to or any(host in exporters for host in led_to)


JUDGE = Judge(
    name="blackbox",
    proves="the blackbox exporter accepts its modules, jobs ask for those that exist",
    files=("blackbox*/config.yml", "blackbox/*.yml"),
    check=check,
    downlevel=True,
)
