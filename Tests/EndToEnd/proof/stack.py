"""A generated stack on disk and in containers."""

from __future__ import annotations

import json
import os
import secrets
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable
from pathlib import Path
from typing import Any

PROJECT = Path(__file__).resolve().parents[3]
HERE = PROJECT / "Tests/EndToEnd"
GENERATED = PROJECT / ".e2e/generated"


# What was proved, and what was seen.
Step = tuple[str, str]


class Failure(Exception):
    """What was proved wrong, in words."""


def run(*command: str | Path, environment: dict[str, str] | None = None) -> str:
    """What a program prints; a Failure with all it said when it fails."""
    result = subprocess.run(
        [str(part) for part in command],
        text=True,
        capture_output=True,
        timeout=300,
        env={**os.environ, **(environment or {})},
    )
    if result.returncode != 0:
        said = (result.stdout + result.stderr).strip()
        raise Failure(f"{' '.join(map(str, command))}\nended with {result.returncode}:\n{said}")
    return result.stdout


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=10) as answer:
        return json.load(answer)


def wait_for(what: str, seconds: float, condition: Callable[[], Any]) -> float:
    """Waits until the condition holds and says how long that took."""
    start = time.monotonic()
    last = ""
    while (passed := time.monotonic() - start) < seconds:
        try:
            if condition():
                return passed
        except (OSError, urllib.error.URLError, Failure) as error:
            last = f"; the last try said: {error}"
        time.sleep(0.3)
    raise Failure(f"{what}: not within {seconds:.0f} s{last}")


class Stack:
    """One spec, compiled into a folder and started from there."""

    def __init__(self, name: str, left_out: tuple[str, ...] = ()) -> None:
        self.name = name
        self.folder = GENERATED / name
        self.left_out = left_out

    def build(self, *settings: str) -> None:
        changes = [part for setting in settings for part in ("--set", setting)]
        spec = HERE / f"{self.name}.yaml"
        run(PROJECT / "bin/stackgen", "build", spec, "-o", GENERATED, *changes)

    def write_secrets(self, values: dict[str, str]) -> None:
        """As the generated README says: readable files in a folder only the owner may enter."""
        folder = self.folder / "secrets"
        folder.mkdir(mode=0o700, exist_ok=True)
        for name, value in values.items():
            path = folder / name
            path.write_text(value)
            path.chmod(0o444)

    def compose(self, *arguments: str) -> str:
        return run("docker-compose", "--project-directory", self.folder, "-f",
                   self.folder / "docker-compose.yml", *arguments)

    def services(self) -> list[str]:
        listed = self.compose("config", "--services").split()
        return sorted(set(listed) - set(self.left_out))

    def up(self) -> None:
        """All services, or those that are not left out, by their names."""
        names = self.services() if self.left_out else []
        self.compose("up", "-d", *names)

    def containers(self) -> dict[str, dict[str, Any]]:
        """What Docker knows of each container, by its service."""
        ids = self.compose("ps", "-q").split()
        if not ids:
            return {}
        found = json.loads(run("docker", "inspect", *ids))
        return {one["Config"]["Labels"]["com.docker.compose.service"]: one for one in found}


def random_secret() -> str:
    return secrets.token_urlsafe(18)
