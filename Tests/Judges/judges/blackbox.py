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
            if job.get("metrics_path") != "/probe":
                continue
            for module in (job.get("params") or {}).get("module") or []:
                if module not in modules:
                    yield Finding(name, f"job {job['job_name']}", f"no module is named {module!r}")


JUDGE = Judge(
    name="blackbox",
    proves="the blackbox exporter accepts its modules, jobs ask for those that exist",
    files=("blackbox*/config.yml", "blackbox/*.yml"),
    check=check,
    downlevel=True,
)
