"""The files a container sees, laid out on disk for a tool that checks its configuration.

Tools such as promtool follow the paths written in a configuration, and those are paths inside the
container (/etc/prometheus/rules, /run/secrets/token). The mounts and secrets of the compose service
say where they come from. The layout copies them and rewrites those absolute paths in the copies.
Not chroot and no namespaces: this way works for any user, on any machine and inside any container.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

from judging.failures import MissingTool
from judging.tree import StackTree


class ContainerLayout:
    def __init__(self, tree: StackTree, service: dict[str, Any], root: Path) -> None:
        self.root = root
        self.mounted: dict[str, Path] = {}
        for source, target in mounts(service):
            self._mount(tree.root / source, target)
        for target in secret_targets(service):
            self._write_secret(target)
        self._rewrite_paths()

    def path(self, inside: str) -> Path:
        """Where on disk the container's file lies."""
        return self.root / inside.lstrip("/")

    def _mount(self, source: Path, target: str) -> None:
        destination = self.path(target)
        destination.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, destination, dirs_exist_ok=True)
        elif source.is_file():
            shutil.copy(source, destination)
        else:
            return
        self.mounted[target] = destination

    def _write_secret(self, target: str) -> None:
        destination = self.path(target)
        destination.parent.mkdir(parents=True, exist_ok=True)
        self.mounted[target] = destination
        destination.write_text(dummy_secret(target))

    def _rewrite_paths(self) -> None:
        for path in (p for p in self.root.rglob("*") if p.suffix in (".yml", ".yaml")):
            text = path.read_text(encoding="utf-8")
            # The longest target first: a secret may be mounted below another mount.
            for target in sorted(self.mounted, key=len, reverse=True):
                text = text.replace(target, f"\0{target.lstrip('/')}")
            path.write_text(text.replace("\0", f"{self.root}/"), encoding="utf-8")


def mounts(service: dict[str, Any]) -> list[tuple[str, str]]:
    """Source and target of every bind mount whose source lies in the tree."""
    found = []
    for volume in service.get("volumes") or []:
        if isinstance(volume, str):
            source, _, rest = volume.partition(":")
            target = rest.split(":")[0]
        else:
            source, target = str(volume.get("source", "")), str(volume.get("target", ""))
        if source.startswith("."):
            found.append((source, target))
    return found


def secret_targets(service: dict[str, Any]) -> list[str]:
    targets = []
    for secret in service.get("secrets") or []:
        if isinstance(secret, str):
            secret = {"source": secret}
        target = secret.get("target", secret["source"])
        targets.append(target if target.startswith("/") else f"/run/secrets/{target}")
    return targets


def dummy_secret(target: str) -> str:
    """Tools load certificates and keys for real, so those are real, made once and thrown away."""
    name = target.lower()
    if name.endswith("key") or name.endswith("key.pem"):
        return _certificate()[1]
    if "cert" in name or name.endswith((".crt", "_ca", "ca.pem")):
        return _certificate()[0]
    return "dummy-secret"


_made: list[tuple[str, str]] = []


def _certificate() -> tuple[str, str]:
    if not _made:
        command = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=judge -keyout - -out -"
        try:
            text = subprocess.run(
                command.split(), capture_output=True, text=True, check=True
            ).stdout
        except (OSError, subprocess.CalledProcessError) as error:
            raise MissingTool(f"openssl cannot make a certificate: {error}") from error
        split = text.index("-----BEGIN CERTIFICATE")
        _made.append((text[split:], text[:split]))
    return _made[0]
