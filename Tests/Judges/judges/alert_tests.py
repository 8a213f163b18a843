"""Alerts fire when they must and not before: promtool plays their unit tests."""

from pathlib import Path

from judging.judge import Finding, Judge
from judging.tools import complaint, run_debian

_RULES = ("prometheus/rules/*.yml", "mimir/rules/*/*.yaml")
_TESTS = ("tests/alerts/*.yml",)


def check(tree, files: list[Path]):
    alerts = _alerts(tree)
    for path in tree.files(*_TESTS):
        name = tree.name(path)
        result = run_debian("promtool", "test", "rules", path.name, cwd=path.parent)
        if result.returncode != 0 or "WARNING" in result.stdout + result.stderr:
            yield Finding(name, "", complaint(result))
        # promtool is content with a test of an alert that does not exist.
        for test in tree.yaml(path).get("tests") or []:
            for expected in test.get("alert_rule_test") or []:
                if expected.get("alertname") not in alerts:
                    yield Finding(name, "", f"no rule is named {expected.get('alertname')!r}")
    if not tree.files(*_TESTS):
        yield Finding(_TESTS[0], "", "there are rules, and no alert has a test")


def _alerts(tree) -> set[str]:
    return {
        rule["alert"]
        for pattern in _RULES
        for _, document in tree.yaml_documents(pattern)
        for group in document.get("groups") or []
        for rule in group.get("rules") or []
        if "alert" in rule
    }


JUDGE = Judge(
    name="alert-tests",
    proves="alerts fire under the series of their tests, and not under others",
    files=(*_RULES, *_TESTS),
    check=check,
    downlevel=True,
)
