"""amtool accepts the configuration, and every message template really renders."""

import re
import tempfile
from pathlib import Path

from judging.container import ContainerLayout
from judging.judge import Finding, Judge
from judging.tools import complaint, run_debian
from judges.prometheus import option

_FILE = "alertmanager/alertmanager.yml"
_CONFIG = "/etc/alertmanager/alertmanager.yml"


def check(tree, files: list[Path]):
    services = tree.services_of_image("alertmanager")
    if not services:
        yield Finding(_FILE, "", "no service of docker-compose.yml runs alertmanager")
    for name, service in services.items():
        with tempfile.TemporaryDirectory() as folder:
            layout = ContainerLayout(tree, service, Path(folder).resolve())
            for message in _configuration(tree, service, layout):
                yield Finding(_FILE, f"service {name}", message.replace(str(layout.root), ""))


def _configuration(tree, service, layout):
    inside = option(service, "--config.file") or _CONFIG
    path = layout.path(inside)
    if not path.is_file():
        yield f"the container has no file {inside}"
        return
    result = run_debian("amtool", "check-config", path)
    if result.returncode != 0:
        yield complaint(result)
        return
    config = tree.yaml(tree.root / _FILE) or {}
    globs = [layout.path(pattern) for pattern in config.get("templates") or []]
    # amtool is content with templates that do not exist, and looks into no message.
    for pattern in globs:
        if not list(pattern.parent.glob(pattern.name)):
            yield f"no file matches the templates {pattern}"
    yield from _messages(config, globs, layout)
    yield from _secret_files(config, layout)


def _messages(config, globs, layout):
    # amtool, unlike Alertmanager, does not know the built-in templates; their names are enough.
    builtin = layout.path("/builtin.tmpl")
    names = set(re.findall(r'template "(\w+\.default\.\w+|__\w+)"', str(config)))
    builtin.write_text("".join(f'{{{{ define "{name}" }}}}{{{{ end }}}}' for name in sorted(names)))
    arguments = [f"--template.glob={pattern}" for pattern in (builtin, *globs)]
    for where, text in _templated(config.get("receivers"), "receivers"):
        result = run_debian("amtool", "template", "render", *arguments, f"--template.text={text}")
        if result.returncode != 0:
            yield f"{where}: {complaint(result)}"


def _templated(value, where):
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _templated(item, f"{where}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _templated(item, f"{where}[{index}]")
    elif isinstance(value, str) and "{{" in value:
        yield where, value


def _secret_files(config, layout):
    """Secret files are read when a message is sent, so that a missing one is noticed too late."""
    for inside in sorted(set(re.findall(r"'[a-z_]+_file': '([^']+)'", str(config)))):
        if not layout.path(inside).is_file():
            yield f"the container has no file {inside}"


JUDGE = Judge(
    name="amtool",
    proves="amtool accepts the configuration, messages render, secret files exist",
    files=(_FILE, "alertmanager/templates/*.tmpl"),
    check=check,
    downlevel=True,
)
