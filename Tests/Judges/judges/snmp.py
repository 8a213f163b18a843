"""The SNMP exporter accepts the modules of the user.

Debian's exporter is older than the logins beside the modules, so it is given the modules alone, in
the form it knows.
"""

import tempfile
from pathlib import Path

import yaml

from judging.judge import Finding, Judge
from judging.tools import complaint, run_debian

# Settings of a module that came after Debian's exporter, and change nothing of its form.
NEWER = ("allow_nonincreasing_oids", "filters", "use_unconnected_udp_socket")


def check(tree, files: list[Path]):
    defined: set[str] = set()
    for path in files:
        name = tree.name(path)
        config = tree.yaml(path) or {}
        for key in sorted(set(config) - {"modules", "auths"}):
            yield Finding(name, key, "the exporter knows no such section")
        if "auths" in config:
            yield Finding(name, "auths", "logins belong into a secret")
        modules = config.get("modules") or {}
        defined |= set(modules)
        older = {
            module: {key: value for key, value in (settings or {}).items() if key not in NEWER}
            for module, settings in modules.items()
        }
        with tempfile.NamedTemporaryFile("w", suffix=".yml") as copy:
            yaml.safe_dump(older, copy, sort_keys=False)
            copy.flush()
            result = run_debian("prometheus-snmp-exporter", "--dry-run", f"--config.file={copy.name}")
        if result.returncode != 0:
            yield Finding(name, "", complaint(result))
    asked = {
        module
        for _, config in tree.yaml_documents("prometheus/prometheus.yml")
        for job in config.get("scrape_configs") or []
        if job.get("metrics_path") == "/snmp"
        for module in (job.get("params") or {}).get("module") or []
    }
    for module in sorted(defined - asked):
        yield Finding(tree.name(files[0]), module, "no job asks for this module")


JUDGE = Judge(
    name="snmp",
    proves="the SNMP exporter accepts modules of the user, and jobs ask for them",
    files=("snmp*/modules.yml",),
    check=check,
    downlevel=True,
)
