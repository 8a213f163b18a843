"""The folder that stackgen writes for one stack."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from judging.failures import MissingTool, Unreadable


class StackTree:
    """`spec` is what `stackgen dump` says was asked for, beside what came of it."""

    def __init__(self, root: Path, spec: Path | None = None) -> None:
        self.root = root.resolve()
        self._spec = spec

    @cached_property
    def spec(self) -> dict[str, Any]:
        if self._spec is None or not self._spec.is_file():
            raise MissingTool(f"no spec of {self.root.name} was dumped: run bin/test")
        return yaml.safe_load(self._spec.read_text(encoding="utf-8"))

    def files(self, *patterns: str) -> list[Path]:
        return sorted({path for p in patterns for path in self.root.glob(p) if path.is_file()})

    def name(self, path: Path) -> str:
        return str(path.relative_to(self.root))

    def yaml(self, path: Path) -> Any:
        try:
            return yaml.safe_load(path.read_text(encoding="utf-8"))
        except (yaml.YAMLError, UnicodeDecodeError) as error:
            raise Unreadable(self.name(path), f"not YAML: {error}") from error

    def json(self, path: Path) -> Any:
        try:
            return json.loads(path.read_bytes(), object_pairs_hook=_without_duplicates)
        except ValueError as error:
            raise Unreadable(self.name(path), f"not JSON: {error}") from error

    def yaml_documents(self, pattern: str) -> list[tuple[str, dict[str, Any]]]:
        """Name and content of every file that matches."""
        return [(self.name(path), self.yaml(path) or {}) for path in self.files(pattern)]

    @cached_property
    def compose(self) -> dict[str, Any]:
        path = self.root / "docker-compose.yml"
        return self.yaml(path) if path.exists() else {}

    @cached_property
    def services(self) -> dict[str, dict[str, Any]]:
        return self.compose.get("services") or {}

    def services_of_image(self, program: str) -> dict[str, dict[str, Any]]:
        """Services whose image is this program's, whichever registry or mirror it comes from."""
        return {
            name: service
            for name, service in self.services.items()
            if _program(service.get("image", "")) == program
        }

    @cached_property
    def datasources(self) -> list[dict[str, Any]]:
        documents = self.yaml_documents("grafana/provisioning/datasources/*.yaml")
        return [source for _, document in documents for source in document.get("datasources") or []]


def _program(image: str) -> str:
    """`mirror.example:5000/prom/prometheus:v3.5.0@sha256:...` is `prometheus`."""
    return image.split("@")[0].rsplit("/", 1)[-1].split(":")[0]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise ValueError(f"the key {key!r} stands twice")
        result[key] = value
    return result
