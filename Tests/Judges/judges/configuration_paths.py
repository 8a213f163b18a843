"""What a service is told to read is there: files of its configuration, secrets, ports."""

import re
from pathlib import Path

from judging.container import mounts, secret_targets
from judging.judge import Finding, Judge

_FILE = "docker-compose.yml"
_READ = (".yml", ".yaml", ".alloy", ".ini", ".js", "")
_SECRET = re.compile(r"/run/secrets/[\w.-]+\w")


def check(tree, files: list[Path]):
    configuration = tree.files("**/*.yml", "**/*.yaml", "**/*.alloy", "proxy/Caddyfile")
    texts = [path.read_text(encoding="utf-8") for path in configuration if path not in files]
    for name, service in tree.services.items():
        addresses = [m for text in texts for m in re.findall(rf"\b{re.escape(name)}:\d+", text)]
        for message in (
            *_files(tree, service),
            *_secrets(tree, service),
            *_ports(tree, name, service, "\n".join(addresses)),
        ):
            yield Finding(_FILE, f"services.{name}", message)


def _said(service) -> str:
    """All that the service is told in the compose file itself."""
    environment = service.get("environment") or {}
    values = environment.values() if isinstance(environment, dict) else environment
    health = (service.get("healthcheck") or {}).get("test") or []
    parts = [service.get("command") or [], service.get("entrypoint") or [], health]
    words = [part if isinstance(part, str) else "\n".join(map(str, part)) for part in parts]
    return "\n".join([*words, *map(str, values)])


def _configuration(tree, service):
    """The folders of the stack that the service sees, and where it sees them."""
    for source, target in mounts(service):
        folder = (tree.root / source).resolve()
        if folder.is_dir() and folder.is_relative_to(tree.root):
            yield folder, target.rstrip("/")


def _texts(tree, service):
    """Its own configuration."""
    for folder, _ in _configuration(tree, service):
        for path in sorted(folder.rglob("*")):
            if path.suffix in _READ and path.is_file():
                yield path.read_text(encoding="utf-8")


def _files(tree, service):
    said = _said(service)
    for folder, target in _configuration(tree, service):
        for path in sorted(set(re.findall(rf"{re.escape(target)}/[\w./*-]*[\w*]", said))):
            inside = path.removeprefix(f"{target}/")
            if not any(folder.glob(inside)):
                yield f"is told to read {path}, which its folder {folder.name} does not hold"


def _secrets(tree, service):
    read = set(_SECRET.findall("\n".join([_said(service), *_texts(tree, service)])))
    given = set(secret_targets(service))
    for path in sorted(read - given):
        yield f"reads {path}, a secret that it is not given"
    for path in sorted(given - read):
        yield f"is given {path}, which nothing of it reads"


def _ports(tree, name: str, service, asked: str):
    published = [_parts(port) for port in service.get("ports") or []]
    own = (tree.spec.get("apps") or {}).get(name) or {}
    wanted = own.get("publish") or (tree.spec.get(name) or {}).get("port")
    if wanted and published and str(wanted) not in (outside for outside, _ in published):
        yield f"is to be reached at port {wanted}, and is not published there"
    told = "\n".join([_said(service), asked, *_texts(tree, service)])
    for outside, inside in published:
        # The ports of the web; what a program of the user listens at only the spec says.
        is_known = inside in ("80", "443") or inside == str(own.get("port"))
        # Some receive what is pushed at a port that their images set, and publish it as it is.
        is_known |= outside == inside and name in (tree.spec.get("exporters") or {})
        if not is_known and not re.search(rf"(?<![\d.]){inside}(?![\d.])", told):
            yield f"publishes its port {inside}, at which nothing says that it listens"


def _parts(port) -> tuple[str, str]:
    outside, _, inside = str(port).partition("/")[0].rpartition(":")
    return outside.rpartition(":")[2], inside


JUDGE = Judge(
    name="configuration-paths",
    proves="files, secrets and ports that a service is told of are there, and every secret is read",
    files=(_FILE,),
    check=check,
)
