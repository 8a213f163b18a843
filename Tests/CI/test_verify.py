"""Lets `stackgen verify` ask the tools it finds: Debian's real ones, and small scripts in place of
those that cannot be had here.

    STACKGEN=.build/debug/stackgen python -m unittest discover Tests/CI"""

from __future__ import annotations

import os
import subprocess
import tempfile
import unittest
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
STACKGEN = (PROJECT / os.environ.get("STACKGEN", ".build/debug/stackgen")).resolve()
DEBIAN = Path(os.environ.get("JUDGES_DEBIAN", PROJECT / ".judges/debian")).resolve() / "usr/bin"
SPEC = """\
stackgen: 1
name: shop
secrets: {CERT: {file: c}, KEY: {file: k}}
prometheus:
  web: {tls_server_config: {cert: {secret: CERT}, key: {secret: KEY}}}
alertmanager:
receivers: {team: {webhook: "http://hook.example/"}}
exporters:
  blackbox:
  snmp:
    devices: [192.0.2.10]
    modules: [ups]
    definitions: {ups: {walk: [1.3.6.1.2.1.33]}}
"""
OLDER = ["--set", "versions.prometheus=2.42", "--set", "versions.alertmanager=0.25"]


class Verify(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.tools = self.home / "tools"
        self.tools.mkdir()
        self.spec = self.home / "shop.yaml"
        self.spec.write_text(SPEC, encoding="utf-8")

    def install(self, *names: str) -> None:
        for name in names:
            (self.tools / name).symlink_to(DEBIAN / name)

    def script(self, name: str, body: str) -> None:
        path = self.tools / name
        path.write_text(f"#!/bin/sh\n{body}\n", encoding="utf-8")
        path.chmod(0o755)

    def verify(self, *options: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [STACKGEN, "verify", self.spec, *options], text=True, capture_output=True, timeout=120,
            env={"PATH": str(self.tools), "TMPDIR": str(self.home)},
        )

    def test_what_is_not_installed_is_said(self):
        answer = self.verify()
        self.assertEqual(answer.returncode, 0, answer.stderr)
        for name in ("promtool check web-config", "amtool check-config", "docker compose config",
                     "blackbox_exporter --config.check", "snmp_exporter --dry-run"):
            self.assertIn(f"not judged, for it is not installed: {name}", answer.stdout)

    def test_real_tools_accept_a_build_for_their_version(self):
        self.install("promtool", "amtool", "prometheus-blackbox-exporter")
        answer = self.verify(*OLDER)
        self.assertEqual(answer.returncode, 0, answer.stdout + answer.stderr)
        for name in ("promtool check config", "promtool check rules", "promtool test rules",
                     "promtool check web-config", "amtool check-config",
                     "blackbox_exporter --config.check"):
            self.assertIn(f"accepted: {name}", answer.stdout)

    def test_a_tool_that_is_too_old_is_blamed_itself(self):
        self.install("promtool")
        answer = self.verify()
        self.assertEqual(answer.returncode, 1)
        self.assertIn("it is older than Prometheus 3.14", answer.stdout)
        self.assertIn("--set versions.prometheus=2.42", answer.stdout)

    def test_a_complaint_of_compose_is_shown(self):
        self.script("docker", 'case "$*" in "compose version") exit 0;; *--version*) echo v9;; '
                    '*) echo "$3: services.prometheus is wrong" >&2; exit 15;; esac')
        self.script("docker-compose", "exit 0")
        answer = self.verify()
        self.assertEqual(answer.returncode, 1)
        self.assertIn("refused: docker compose config (v9)", answer.stdout)
        self.assertIn("docker-compose.yml: services.prometheus is wrong", answer.stdout)
        self.assertIn("accepted: docker-compose config, 1 files", answer.stdout)

    def test_docker_without_compose_is_no_judge(self):
        self.script("docker", "exit 1")
        self.assertIn("not installed: docker compose config", self.verify().stdout)

    def test_a_complaint_keeps_its_line(self):
        self.script("snmp_exporter", 'for file; do :; done; echo "$file:3: unknown field"; exit 1')
        answer = self.verify()
        self.assertEqual(answer.returncode, 1)
        self.assertIn("refused: snmp_exporter --dry-run", answer.stdout)
        self.assertIn("snmp-exporter/modules.yml:3: unknown field", answer.stdout)


if __name__ == "__main__":
    unittest.main()
