"""Grafana's datasource files: keys by type, one default, `$` that survives, plugins installed."""

from pathlib import Path

from judging.dollars import Expansion
from judging.judge import Finding, Judge
from judging.shapes import mismatches
from tables.datasources import DATASOURCE_FILE, JSON_DATA, PLUGINS

_INSTALLERS = ("GF_PLUGINS_PREINSTALL", "GF_PLUGINS_PREINSTALL_SYNC", "GF_INSTALL_PLUGINS")


def check(tree, files: list[Path]):
    expansion = Expansion(tree)
    for path in files:
        document, name = tree.yaml(path) or {}, tree.name(path)
        for where, message in (
            *mismatches(document, DATASOURCE_FILE),
            *expansion.problems(document, ""),
            *_details(document),
        ):
            yield Finding(name, where, message)
        deleted = {entry.get("name") for entry in document.get("deleteDatasources") or []}
        for source in document.get("datasources") or []:
            if source.get("name") in deleted:
                yield Finding(name, source["name"], "is deleted and created by the same file")
    yield from _together(tree)


def _details(document):
    for index, source in enumerate(document.get("datasources") or []):
        where, data = f"datasources[{index}].jsonData", source.get("jsonData") or {}
        yield from mismatches(data, JSON_DATA.get(source.get("type"), "map"), where)
        secure = source.get("secureJsonData") or {}
        for key in data:
            value = key.replace("httpHeaderName", "httpHeaderValue")
            if key.startswith("httpHeaderName") and value not in secure:
                yield where, f"{key} has no {value} in secureJsonData"


def _together(tree):
    """What holds for all files at once."""
    sources, file = tree.datasources, "grafana/provisioning/datasources"
    if sum(source.get("isDefault") is True for source in sources) > 1:
        yield Finding(file, "isDefault", "two datasources are the default: Grafana does not start")
    has_samples = any(source.get("type") == "prometheus" for source in sources)
    default = [source.get("type") for source in sources if source.get("isDefault") is True]
    if has_samples and "prometheus" not in default:
        yield Finding(file, "isDefault", "there are samples, and their store is not the default")
    for key in ("name", "uid"):
        values = [source.get(key) for source in sources]
        for value in sorted({v for v in values if v is not None and values.count(v) > 1}):
            yield Finding(file, key, f"two datasources have the {key} {value!r}")
    uids = {source.get("uid") for source in sources}
    installed = _installed(tree)
    for source in sources:
        where = str(source.get("name"))
        for place, uid in _referenced(source.get("jsonData") or {}, "jsonData"):
            if uid not in uids:
                yield Finding(file, f"{where}.{place}", f"no datasource has the uid {uid!r}")
        if source.get("type") in PLUGINS - installed:
            yield Finding(file, where, f"the plugin {source['type']} is installed by nothing")


def _referenced(value, where: str):
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("datasourceUid", "alertmanagerUid") and isinstance(item, str):
                yield f"{where}.{key}", item
            yield from _referenced(item, f"{where}.{key}")
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _referenced(item, f"{where}[{index}]")


def _installed(tree) -> set[str]:
    """Plugins that Grafana installs at start, or that the stack unpacks into its folder."""
    found = set()
    for service in tree.services_of_image("grafana").values():
        environment = service.get("environment") or {}
        if isinstance(environment, list):
            environment = dict(item.partition("=")[::2] for item in environment)
        for name in (*_INSTALLERS, "GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS"):
            for entry in str(environment.get(name, "")).replace(";", ",").split(","):
                found.add(entry.split("@")[0].split(" ")[0].strip())
    return found


JUDGE = Judge(
    name="grafana-datasources",
    proves="datasource keys by type, one default, $ survives, plugins are installed",
    files=("grafana/provisioning/datasources/*.yaml",),
    check=check,
)
