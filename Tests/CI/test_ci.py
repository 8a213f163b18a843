"""Runs what users of continuous integration get: the shell of the GitHub action and of the GitLab
template, and the pre-commit hooks, all on a repository made for the test.

    STACKGEN=.build/debug/stackgen python -m unittest discover Tests/CI"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[2]
STACKGEN = (PROJECT / os.environ.get("STACKGEN", ".build/debug/stackgen")).resolve()
TOOLS = Path(sys.executable).parent
SPEC = """\
stackgen: 1
name: shop
secrets: {GRAFANA_PASSWORD: {env: GRAFANA_PASSWORD}}
prometheus:
grafana: {admin: {password: {secret: GRAFANA_PASSWORD}}}
exporters: {node: }
"""


class Case(unittest.TestCase):
    def setUp(self) -> None:
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.home = Path(folder.name)
        self.site = self.home / "site"
        self.actor = self.home / "project"
        self._make_project()
        self._make_site()

    def _make_project(self) -> None:
        """A clone of stackgen whose compiler is built already."""
        for part in (".ci", ".pre-commit-hooks.yaml", "Package.swift"):
            target = self.actor / part
            target.parent.mkdir(parents=True, exist_ok=True)
            copy = shutil.copytree if (PROJECT / part).is_dir() else shutil.copy
            copy(PROJECT / part, target)
        for folder in ("Sources", "Plugins", "packs", "stacks", "docs/diagnostics", "bin"):
            (self.actor / folder).mkdir(parents=True)
        binary = self.actor / ".build/release/stackgen"
        binary.parent.mkdir(parents=True)
        binary.symlink_to(STACKGEN)
        script = self.actor / "bin/stackgen"
        script.write_text(f'#!/bin/sh\nexec "{STACKGEN}" "$@"\n')
        script.chmod(0o755)
        self.commit(self.actor, "start")

    def _make_site(self) -> None:
        (self.site / "stacks").mkdir(parents=True)
        self.write(SPEC)
        self.run_in(self.site, STACKGEN, "build")
        self.commit(self.site, "start")
        self.base = self.run_in(self.site, "git", "rev-parse", "HEAD").stdout.strip()
        self.run_in(self.site, "git", "remote", "add", "origin", str(self.site))

    def write(self, spec: str) -> None:
        (self.site / "stacks/shop.yaml").write_text(spec)

    def commit(self, folder: Path, message: str) -> None:
        if not (folder / ".git").exists():
            self.run_in(folder, "git", "init", "--quiet", "--initial-branch", "main")
        self.run_in(folder, "git", "add", "--all", "--force", ".")
        author = ["-c", "user.name=t", "-c", "user.email=t@example.com"]
        self.run_in(folder, "git", *author, "commit", "--quiet", "-m", message)

    def run_in(
        self, folder: Path, *command: str | Path, expect: int = 0, **environment: str
    ) -> subprocess.CompletedProcess[str]:
        result = subprocess.run(
            [str(part) for part in command], cwd=folder, text=True, capture_output=True,
            env={**os.environ, **environment},
        )
        said = f"{command}\n{result.stdout}\n{result.stderr}"
        self.assertEqual(result.returncode, expect, said)
        return result


class Schemas(unittest.TestCase):
    def test_action_and_template_fit_their_schemas(self) -> None:
        for schema, file in ("github-actions", "action.yml"), ("gitlab-ci", ".ci/gitlab.yml"):
            check = [TOOLS / "check-jsonschema", "--builtin-schema", f"vendor.{schema}"]
            result = subprocess.run([*check, PROJECT / file], capture_output=True, text=True)
            self.assertEqual(result.returncode, 0, result.stdout)


class Action(Case):
    """The steps of the action, run as GitHub's runner runs a shell step."""

    def setUp(self) -> None:
        super().setUp()
        self.temporary = self.home / "temporary"
        self.temporary.mkdir()
        self.output = self.home / "output"
        self.path = self.home / "path"
        action = yaml.safe_load((PROJECT / "action.yml").read_text())
        self.defaults = {name: one["default"] for name, one in action["inputs"].items()}
        self.steps = {step["name"]: step for step in action["runs"]["steps"]}

    def step(self, name: str, expect: int = 0, **inputs: str) -> str:
        values = {
            "github.token": "token",
            "github.repository": "team/site",
            "github.event.pull_request.base.sha": self.base,
            "github.event.pull_request.number": "7",
            **{f"inputs.{key}": value for key, value in {**self.defaults, **inputs}.items()},
        }

        def value(match: re.Match[str]) -> str:
            return values[match[1]]

        step = self.steps[name]
        environment = {
            key: re.sub(r"\$\{\{ (\S+) \}\}", value, text)
            for key, text in step.get("env", {}).items()
        }
        self.assertNotIn("${{", step["run"], "an expression in a shell text can run anything")
        added = self.path.read_text().split() if self.path.exists() else []
        shell = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", step["run"]]
        result = self.run_in(
            self.site, *shell, expect=expect,
            GITHUB_ACTION_PATH=str(self.actor), RUNNER_TEMP=str(self.temporary),
            GITHUB_OUTPUT=str(self.output), GITHUB_PATH=str(self.path),
            PATH=":".join([*added, str(self.home / "fake"), os.environ["PATH"]]), **environment,
        )
        return result.stdout

    def test_the_key_of_the_cache_is_of_the_sources(self) -> None:
        self.step("Sources of the compiler")
        before = self.output.read_text()
        self.assertRegex(before, r"^hash=[0-9a-f]{16}\n$")
        (self.actor / "Sources/new.swift").write_text("new")
        self.step("Sources of the compiler")
        self.assertNotEqual(self.output.read_text().splitlines()[1] + "\n", before)

    def test_what_is_up_to_date_passes(self) -> None:
        self.step("Compiler")
        self.assertEqual(self.step("Check"), "")

    def test_findings_are_annotations(self) -> None:
        self.step("Compiler")
        self.write(SPEC.replace("node:", "nod:"))
        said = self.step("Check", expect=1)
        self.assertIn("::error file=stacks/shop.yaml,line=6,", said)

    def test_what_is_out_of_date_is_annotated_and_fails(self) -> None:
        self.step("Compiler")
        self.write(SPEC.replace("prometheus:", "prometheus: {scrape_interval: 30s}"))
        said = self.step("Check", expect=4, specs="stacks/shop.yaml")
        self.assertIn("::error file=generated/shop/prometheus/prometheus.yml,", said)

    def test_a_comment_says_what_changes_and_is_edited_later(self) -> None:
        fake = self.home / "fake/gh"
        fake.parent.mkdir()
        fake.write_text(f"""#!/bin/sh
            echo "$@" >>{self.home}/asked
            for word; do case $word in body=@*) cp "${{word#body=@}}" {self.home}/comment;; esac; done
            [ "$2" != --paginate ] || cat {self.home}/old
        """)
        fake.chmod(0o755)
        self.step("Compiler")
        self.write(SPEC.replace("prometheus:", "prometheus: {scrape_interval: 30s}"))
        (self.home / "old").write_text("")
        self.step("Comment what changes")
        comment = (self.home / "comment").read_text()
        self.assertTrue(comment.startswith("<!-- stackgen -->\n"))
        self.assertIn("Made anew by `docker compose up -d`: `grafana`, `prometheus`", comment)
        self.assertIn("+  scrape_interval: 30s", comment)
        posted = "api --method POST repos/team/site/issues/7/comments"
        self.assertIn(posted, (self.home / "asked").read_text())
        (self.home / "old").write_text("42\n")
        self.step("Comment what changes")
        edited = "api --method PATCH repos/team/site/issues/comments/42"
        self.assertIn(edited, (self.home / "asked").read_text())


class Plan(Case):
    def plan(self) -> str:
        return self.run_in(self.site, self.actor / ".ci/plan", self.base).stdout

    def test_nothing_changes(self) -> None:
        self.write(SPEC + "# a comment\n")
        self.assertEqual(self.plan(), "No stack changes.\n")

    def test_a_new_stack_and_services_that_come_and_go(self) -> None:
        self.write(SPEC.replace("{node: }", "{redis: {host: cache}}"))
        (self.site / "stacks/other.yaml").write_text(SPEC.replace("name: shop", "name: other"))
        plan = self.plan()
        self.assertIn("**other**: ", plan)
        self.assertRegex(plan, "Made anew .*`node-exporter`, .*`redis-exporter`")

    def test_a_broken_spec_is_left_to_the_findings(self) -> None:
        self.write("stackgen: 1\n")
        self.assertEqual(self.plan(), "The specs do not compile; the findings say why.\n")


class GitLab(Case):
    def job(self, expect: int) -> None:
        job = yaml.safe_load((PROJECT / ".ci/gitlab.yml").read_text())["stackgen"]
        lines = [*job["before_script"], *job["script"]]
        variables = {key: str(value) for key, value in job["variables"].items()}
        self.run_in(
            self.site, "bash", "-e", "-o", "pipefail", "-c", "\n".join(lines), expect=expect,
            **variables, STACKGEN_REPOSITORY=str(self.actor),
            CI_MERGE_REQUEST_DIFF_BASE_SHA=self.base,
        )

    def test_a_change_is_planned_and_its_findings_reported(self) -> None:
        self.write(SPEC.replace("prometheus:", "prometheus: {scrape_interval: 30s}"))
        self.run_in(self.site, STACKGEN, "build")
        self.job(expect=0)
        self.assertIn("`prometheus`", (self.site / "stackgen-plan.md").read_text())
        self.assertEqual(json.loads((self.site / "stackgen-quality.json").read_text()), [])

    def test_a_mistake_fails_and_is_reported(self) -> None:
        self.write(SPEC.replace("node:", "nod:"))
        self.job(expect=1)
        (finding,) = json.loads((self.site / "stackgen-quality.json").read_text())
        self.assertEqual(finding["location"], {"path": "stacks/shop.yaml", "lines": {"begin": 6}})


class Hooks(Case):
    def hook(self, name: str, expect: int) -> str:
        command = [TOOLS / "pre-commit", "try-repo", self.actor, name, "--all-files"]
        cache = str(self.home / "cache")
        return self.run_in(self.site, *command, expect=expect, PRE_COMMIT_HOME=cache).stdout

    def test_specs_that_compile_pass(self) -> None:
        self.assertIn("Passed", self.hook("stackgen-check", expect=0))
        self.assertIn("Passed", self.hook("stackgen-up-to-date", expect=0))
        self.assertIn("Passed", self.hook("stackgen-build", expect=0))

    def test_a_mistake_stops_the_commit(self) -> None:
        self.write(SPEC.replace("node:", "nod:"))
        self.assertIn("error[SG0304]", self.hook("stackgen-check", expect=1))

    def test_a_forgotten_build_stops_the_commit(self) -> None:
        self.write(SPEC.replace("prometheus:", "prometheus: {scrape_interval: 30s}"))
        self.assertIn("changed: generated/shop", self.hook("stackgen-up-to-date", expect=1))
        self.assertIn("files were modified", self.hook("stackgen-build", expect=1))
        self.assertIn("Passed", self.hook("stackgen-up-to-date", expect=0))


if __name__ == "__main__":
    unittest.main()
