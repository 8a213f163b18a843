"""What the compose file names exists: files, services, networks, volumes, secrets, variables."""

import re
from pathlib import Path

from judging.container import mounts, secret_targets
from judging.judge import Finding, Judge

_FILE = "docker-compose.yml"

# Images that bring a health check of their own, so that others may wait for it.
_HEALTHY_BY_THEMSELVES = {"cadvisor"}


def check(tree, files: list[Path]):
    for name, service in tree.services.items():
        where = f"services.{name}"
        for message in (
            *_image(service),
            *_mounts(tree, service),
            *_targets(service),
            *_dependencies(tree, service),
            *_declared(tree, service),
            *_written_secrets(tree, service),
        ):
            yield Finding(_FILE, where, message)
    yield from _host_ports(tree)
    yield from _secret_files(tree)
    yield from _variables(tree, files)


def _image(service):
    image = str(service.get("image", "")).rsplit("/", 1)[-1]
    if "build" not in service and (":" not in image or image.endswith(":latest")):
        yield f"the image {image!r} has no pinned version"


def _mounts(tree, service):
    for source, target in mounts(service):
        path = (tree.root / source).resolve()
        if not path.is_relative_to(tree.root):
            yield f"the mount {source} leaves the stack's folder"
        elif not path.exists():
            yield f"the mount {source} does not exist"
        elif path.is_file():
            yield f"{source} is mounted as a file: a container keeps the old one, mount the folder"
        elif not target.startswith("/"):
            yield f"the mount {source} has no absolute target"


def _targets(service):
    targets = [target for _, target in mounts(service)] + secret_targets(service)
    for target in sorted({target for target in targets if targets.count(target) > 1}):
        yield f"two mounts have the target {target}"


def _dependencies(tree, service):
    wanted = service.get("depends_on") or {}
    conditions = wanted if isinstance(wanted, dict) else dict.fromkeys(wanted, {})
    for name, detail in conditions.items():
        other = tree.services.get(name)
        if other is None:
            yield f"depends on {name}, which is no service"
            continue
        image = str(other.get("image", "")).rsplit("/", 1)[-1].split(":")[0]
        waits = detail.get("condition") == "service_healthy"
        if waits and "healthcheck" not in other and image not in _HEALTHY_BY_THEMSELVES:
            yield f"waits for {name} to be healthy, which has no health check"


def _declared(tree, service):
    names = {
        "networks": list(service.get("networks") or []),
        "secrets": [s if isinstance(s, str) else s["source"] for s in service.get("secrets") or []],
        "configs": [s if isinstance(s, str) else s["source"] for s in service.get("configs") or []],
        "volumes": _named_volumes(service),
    }
    for kind, used in names.items():
        for name in used:
            implicit = (kind, name) == ("networks", "default")
            if name not in (tree.compose.get(kind) or {}) and not implicit:
                yield f"uses {kind[:-1]} {name}, which is not declared"


def _written_secrets(tree, service):
    """Compose writes a secret from the environment into the container, so that must be writable."""
    for secret in service.get("secrets") or []:
        name = secret if isinstance(secret, str) else secret["source"]
        declared = (tree.compose.get("secrets") or {}).get(name) or {}
        if service.get("read_only") and "environment" in declared:
            yield f"is read-only, so compose cannot write the secret {name} into it"


def _named_volumes(service):
    for volume in service.get("volumes") or []:
        if isinstance(volume, dict):
            if volume.get("type") == "volume" and volume.get("source"):
                yield volume["source"]
        elif ":" in volume and volume[0] not in "./~$":
            yield volume.split(":")[0]


def _host_ports(tree):
    taken: dict[tuple[str, str], str] = {}
    for name, service in tree.services.items():
        for port in service.get("ports") or []:
            for published in _published(port):
                other = taken.setdefault(published, name)
                if other != name:
                    yield Finding(
                        _FILE, f"services.{name}", f"host port {published[0]} is taken by {other}"
                    )


def _published(port):
    """Pairs of host port and protocol."""
    if isinstance(port, dict):
        if "published" in port:
            yield str(port["published"]), port.get("protocol", "tcp")
        return
    text, _, protocol = str(port).partition("/")
    parts = text.rsplit(":", 2)
    if len(parts) > 1:
        yield parts[-2], protocol or "tcp"


def _secret_files(tree):
    for name, secret in (tree.compose.get("secrets") or {}).items():
        used = any(
            name == (s if isinstance(s, str) else s["source"])
            for service in tree.services.values()
            for s in service.get("secrets") or []
        )
        if not used:
            yield Finding(_FILE, f"secrets.{name}", "no service uses it")
        if "file" in secret and (tree.root / secret["file"]).exists():
            yield Finding(_FILE, f"secrets.{name}", f"{secret['file']} lies in the generated tree")


def _variables(tree, files):
    used = set()
    for path in files:
        text = re.sub(r"^\s*#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        used |= set(re.findall(r"(?<!\$)(?:\$\$)*\$\{?([A-Za-z_]\w*)", text))
    for secret in (tree.compose.get("secrets") or {}).values():
        if "environment" in secret:
            used.add(secret["environment"])
    example = tree.root / ".env.example"
    text = example.read_text(encoding="utf-8") if example.exists() else ""
    documented = set(re.findall(r"^#?\s*([A-Za-z_]\w*)=", text, flags=re.MULTILINE))
    for name in sorted(used - documented):
        yield Finding(_FILE, "", f"${{{name}}} is used but .env.example does not name it")
    for name in sorted(documented - used):
        yield Finding(".env.example", "", f"{name} is used by nothing")


JUDGE = Judge(
    name="compose-references",
    proves="every mount, dependency, network, secret, port and variable fits",
    files=("docker-compose*.yml",),
    check=check,
)
