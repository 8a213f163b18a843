"""Grafana's dashboard providers and app plugins: keys, folders that are mounted, none forgotten."""

from pathlib import Path

from judging.container import mounts
from judging.dollars import Expansion
from judging.judge import Finding, Judge
from judging.shapes import mismatches
from tables.datasources import PLUGIN_FILE, PROVIDER_FILE


def check(tree, files: list[Path]):
    expansion, served = Expansion(tree), set()
    for path in files:
        document, name = tree.yaml(path) or {}, tree.name(path)
        shape = PLUGIN_FILE if path.parent.name == "plugins" else PROVIDER_FILE
        for where, message in (*mismatches(document, shape), *expansion.problems(document, "")):
            yield Finding(name, where, message)
        for provider in document.get("providers") or []:
            for message in _provider(provider):
                yield Finding(name, f"provider {provider.get('name')}", message)
            folder = _on_disk(tree, (provider.get("options") or {}).get("path", ""))
            if folder is None or not folder.exists():
                yield Finding(name, f"provider {provider.get('name')}", "its path is not mounted")
            else:
                served |= {f for f in (folder.rglob("*.json") if folder.is_dir() else [folder])}
    yield from _together(tree, served)


def _provider(provider):
    by_files = (provider.get("options") or {}).get("foldersFromFilesStructure")
    if by_files and (provider.get("folder") or provider.get("folderUid")):
        yield "takes folders from the files and names a folder, too"
    if provider.get("folder") == "General":
        yield "Grafana refuses a folder named General"


def _on_disk(tree, inside: str) -> Path | None:
    """The generated folder that lies at this path in Grafana's container."""
    for service in tree.services_of_image("grafana").values():
        for source, target in mounts(service):
            if inside == target or inside.startswith(f"{target.rstrip('/')}/"):
                return (tree.root / source / inside[len(target):].lstrip("/")).resolve()
    return None


def _together(tree, served):
    documents = tree.yaml_documents("grafana/provisioning/dashboards/*.yaml")
    names = [p.get("name") for _, document in documents for p in document.get("providers") or []]
    for name in sorted({name for name in names if names.count(name) > 1}):
        yield Finding("grafana/provisioning/dashboards", name, "two providers have this name")
    home = {
        str(value).rsplit("/", 1)[-1]
        for service in tree.services_of_image("grafana").values()
        for key, value in _environment(service)
        if key == "GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"
    }
    for path in tree.files("grafana/dashboards/**/*.json"):
        if path not in served and path.name not in home:
            yield Finding(tree.name(path), "", "no provider serves it")


def _environment(service):
    environment = service.get("environment") or {}
    if isinstance(environment, list):
        return [item.partition("=")[::2] for item in environment]
    return environment.items()


JUDGE = Judge(
    name="grafana-providers",
    proves="provider keys, every path is mounted, every dashboard is served",
    files=("grafana/provisioning/dashboards/*.yaml", "grafana/provisioning/plugins/*.yaml"),
    check=check,
)
