"""promtool accepts configuration, rules and web configuration."""

import shlex
import tempfile
from pathlib import Path

from judging.container import ContainerLayout
from judging.judge import Finding, Judge
from judging.tools import complaint, run_debian

_CONFIG = "/etc/prometheus/prometheus.yml"


def check(tree, files: list[Path]):
    services = tree.services_of_image("prometheus")
    if not services:
        yield Finding(_FILES[0], "", "no service of docker-compose.yml runs prometheus")
    for name, service in services.items():
        with tempfile.TemporaryDirectory() as folder:
            layout = ContainerLayout(tree, service, Path(folder).resolve())
            for message in _configuration(service, layout):
                yield Finding(_FILES[0], f"service {name}", message)
    yield from _rules(tree)


def _configuration(service, layout):
    config = option(service, "--config.file") or _CONFIG
    if not layout.path(config).is_file():
        yield f"the container has no file {config}"
        return
    yield from _asked(layout, "check", "config", layout.path(config))
    web = option(service, "--web.config.file")
    if web:
        yield from _asked(layout, "check", "web-config", layout.path(web))


def _asked(layout, *arguments):
    result = run_debian("promtool", *arguments)
    if result.returncode != 0 or "WARNING" in result.stdout + result.stderr:
        yield complaint(result).replace(str(layout.root), "")


def _rules(tree):
    files = tree.files("prometheus/rules/*.yml")
    if not files:
        return
    result = run_debian("promtool", "check", "rules", "--lint-fatal", *files)
    if result.returncode != 0:
        yield Finding("prometheus/rules", "", complaint(result).replace(f"{tree.root}/", ""))
    patterns = (tree.yaml(tree.root / _FILES[0]) or {}).get("rule_files") or []
    folders = {pattern.rsplit("/", 1)[0].rsplit("/", 1)[-1] for pattern in patterns}
    if "rules" not in folders:
        yield Finding(_FILES[0], "rule_files", "does not load prometheus/rules")


def option(service, name: str) -> str | None:
    """The value of a command line option of a service."""
    command = service.get("command") or []
    for word in shlex.split(command) if isinstance(command, str) else command:
        if str(word).startswith(f"{name}="):
            return str(word).partition("=")[2]
    return None


_FILES = ("prometheus/prometheus.yml",)

JUDGE = Judge(
    name="promtool",
    proves="promtool accepts configuration, rules and web configuration",
    files=(*_FILES, "prometheus/rules/*.yml"),
    check=check,
    downlevel=True,
)
