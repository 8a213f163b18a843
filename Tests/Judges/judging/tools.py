"""Runs the real programs that judge, from the folder where bin/test put them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from judging.failures import MissingTool

PROJECT = Path(__file__).resolve().parents[3]
DEBIAN = Path(os.environ.get("JUDGES_DEBIAN", PROJECT / ".judges/debian"))


def run_debian(program: str, *arguments: str | Path, **options) -> subprocess.CompletedProcess[str]:
    """A program from one of Debian's packages."""
    path = DEBIAN / "usr/bin" / program
    if not path.exists():
        raise MissingTool(f"{program} is not in {DEBIAN}: run bin/test once, it unpacks the tools")
    return _run([path, *arguments], **options)


def run_debian_module(
    module: str, *arguments: str | Path, **options
) -> subprocess.CompletedProcess[str]:
    """A Python program from one of Debian's packages, with Debian's own Python."""
    packages = DEBIAN / "usr/lib/python3/dist-packages"
    if not (packages / module).exists():
        raise MissingTool(f"{module} is not in {packages}: run bin/test once, it unpacks the tools")
    environment = {**os.environ, "PYTHONPATH": str(packages), **options.pop("env", {})}
    return _run(["/usr/bin/python3", "-m", module, *arguments], env=environment, **options)


def run_venv(program: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """A program of the Python packages that stand beside this Python."""
    path = Path(sys.executable).parent / program
    if not path.exists():
        raise MissingTool(f"{program} is not beside {sys.executable}: run bin/test once")
    return _run([path, *arguments])


def _run(command: list, **options) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(part) for part in command], text=True, capture_output=True, timeout=120, **options
    )


def complaint(result: subprocess.CompletedProcess[str]) -> str:
    """What a failed program said, as one message."""
    return "\n    ".join((result.stdout + result.stderr).strip().splitlines())
