"""Limits of a spec agree with records of EPICS: over a sweep of values, at and around each limit,
an alert fires in Grafana and in Prometheus exactly while the record itself has that severity.

    trial.py STACKGEN PROMTOOL
"""

import json
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
MIDDLE, LOWEST, HIGHEST = 5.0, 0.0, 10.0
STANDARD = {"HIHI": "HHSV", "HIGH": "HSV", "LOW": "LSV", "LOLO": "LLSV"}
SEVERITIES = {"HHSV": "MAJOR", "HSV": "MINOR", "LSV": "MINOR", "LLSV": "MAJOR"}
RANKS = {"NO_ALARM": 0, "MINOR": 1, "MAJOR": 2, "INVALID": 3}
NEEDED = {"warning": 1, "critical": 2}
TESTS = {
    "gt": lambda value, limit: value > limit, "gte": lambda value, limit: value >= limit,
    "lt": lambda value, limit: value < limit, "lte": lambda value, limit: value <= limit,
}


def fields(limits: dict[str, Any]) -> dict[str, Any]:
    """The fields of a record with these limits."""
    own = {key: str(limits.get(key, word)).upper() for key, word in SEVERITIES.items()}
    found = {key: limits[key] for key in (*STANDARD, "HYST") if key in limits}
    return found | {STANDARD[key]: own[STANDARD[key]] for key in STANDARD if key in limits}


def sweep(groups: list[dict[str, Any]]) -> list[float]:
    """Up, down and back to the middle, through every limit and the ends of its hysteresis."""
    points = {LOWEST + step / 4 for step in range(int((HIGHEST - LOWEST) * 4) + 1)}
    for limits in groups:
        distance = limits.get("HYST", 0)
        for key in STANDARD:
            if key in limits:
                back = -distance if key in ("HIHI", "HIGH") else distance
                for point in (limits[key], limits[key] + back):
                    points |= {point, point - 1e-9, point + 1e-9}
    rising = sorted(points)
    upper = [point for point in rising if point >= MIDDLE]
    lower = [point for point in rising if point <= MIDDLE]
    return upper + rising[::-1] + lower


@dataclass
class Rule:
    """An alert of a generated file: when it begins and when it ends."""

    title: str
    severity: str
    is_upper: bool
    begin: tuple[str, float]
    end: tuple[str, float] | None

    def firing(self, values: list[float]) -> list[bool]:
        found, fires = [], False
        for value in values:
            ends = self.end is None or TESTS[self.end[0]](value, self.end[1])
            fires = TESTS[self.begin[0]](value, self.begin[1]) or (fires and not ends)
            found.append(fires)
        return found

    def wanted(self, values: list[float], severities: list[str]) -> list[bool]:
        return [
            RANKS[severity] >= NEEDED[self.severity] and (value > MIDDLE) == self.is_upper
            for value, severity in zip(values, severities)
        ]


def grafana_rules(path: Path) -> list[Rule]:
    rules = []
    for rule in yaml.safe_load(path.read_text())["groups"][0]["rules"]:
        condition = rule["data"][-1]["model"]["conditions"][0]
        tests = [
            (part["type"], float(part["params"][0])) if part else None
            for part in (condition["evaluator"], condition.get("unloadEvaluator"))
        ]
        rules.append(Rule(
            rule["title"], rule["labels"]["severity"], tests[0][0] in ("gt", "gte"), *tests))
    return rules


def differences(rule: Rule, values: list[float], severities: list[str]) -> list[str]:
    return [
        f"{rule.title}: at {value!r} the record is in {severity}, and the alert "
        + ("fires" if fires else "does not fire")
        for value, severity, fires, wanted in zip(
            values, severities, rule.firing(values), rule.wanted(values, severities))
        if fires != wanted
    ]


def promtool_test(
    rules: Path, group: str, pv: str, alerts: list[Rule], values: list[float],
    severities: list[str],
) -> dict[str, Any]:
    """What promtool is to find when it evaluates the rules of a file over the sweep."""
    questions = []
    for alert in alerts:
        wanted = alert.wanted(values, severities)
        for minute, fires in enumerate(wanted):
            questions.append({
                "expr": f'count by (pv) (ALERTS{{alertname="{alert.title}",alertstate="firing"}})',
                "eval_time": f"{minute}m",
                "exp_samples": [{"labels": f'{{pv="{pv}"}}', "value": 1}] if fires else [],
            })
    return {
        "rule_files": [str(rules)], "evaluation_interval": "1m", "tests": [{
            "interval": "1m", "promql_expr_test": questions, "input_series": [{
                "series": f'epics_pv_value{{group="{group}",pv="{pv}"}}',
                "values": " ".join(map(repr, values)),
            }],
        }],
    }


def connection_test(rules: Path) -> dict[str, Any]:
    """Who is told of: a variable without a connection, and one that is not archived at all."""
    states = [("Being archived", 1), ("Being archived", 0), ("Paused", None), ("Unknown", None)]
    series = []
    for number, (status, connected) in enumerate(states, 1):
        labels = f'group="states",pv="TRIAL:S{number}"'
        series.append(
            {"series": f'epics_pv_listed{{{labels},status="{status}"}}', "values": "1x20"})
        if connected is not None:
            series.append(
                {"series": f"epics_pv_connected{{{labels}}}", "values": f"{connected}x20"})
    question = {
        "expr": 'count by (pv) (ALERTS{alertname="states disconnected",alertstate="firing"})',
        "eval_time": "10m",
        "exp_samples": [
            {"labels": '{pv="TRIAL:S2"}', "value": 1}, {"labels": '{pv="TRIAL:S4"}', "value": 1}],
    }
    return {
        "rule_files": [str(rules)], "evaluation_interval": "1m",
        "tests": [
            {"interval": "1m", "promql_expr_test": [question], "input_series": series}],
    }


def passes(promtool: str, test: dict[str, Any], folder: Path) -> tuple[bool, str]:
    path = folder / "test.yml"
    path.write_text(json.dumps(test))
    run = subprocess.run(
        [promtool, "test", "rules", str(path)], capture_output=True, text=True, check=False)
    return run.returncode == 0, run.stdout + run.stderr


def built(stackgen: str, engine: str, folder: Path) -> Path:
    subprocess.run(
        [stackgen, "build", str(HERE / "spec.yaml"), "-o", str(folder / engine),
         "--set", f"archiver.alert_by={engine}",
         # Debian's promtool is years old.
         "--set", "versions.prometheus=2.42", "--set", "versions.alertmanager=0.25"],
        check=True, stdout=subprocess.DEVNULL)
    return folder / engine / "records"


def main() -> int:
    stackgen, promtool = sys.argv[1:]
    groups = yaml.safe_load((HERE / "spec.yaml").read_text())["pvs"]
    groups = {name: group for name, group in groups.items() if "limits" in group}
    values = sweep([group["limits"] for group in groups.values()])
    task = {"values": values, "records": {
        group["names"]: fields(group["limits"]) for group in groups.values()}}
    severities = json.loads(subprocess.run(
        [sys.executable, HERE / "ioc.py"], input=json.dumps(task), stdout=subprocess.PIPE,
        text=True, check=True, timeout=120).stdout)
    wrong: list[str] = []
    count = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        grafana = built(stackgen, "grafana", folder) / "grafana/provisioning/alerting"
        prometheus = built(stackgen, "prometheus", folder) / "prometheus/rules"
        agrees, report = passes(
            promtool, connection_test(prometheus / "pvs-states.yml"), folder)
        if not agrees:
            wrong.append(f"Prometheus, states: {report}")
        for group, spec in groups.items():
            pv = spec["names"]
            rules = grafana_rules(grafana / f"pvs-{group}.yaml")
            seen = set(severities[pv])
            if not rules or len(seen) < 2:
                wrong.append(f"{group}: nothing was compared")
            for rule in rules:
                count += len(values)
                wrong += differences(rule, values, severities[pv])
                # A trial that would not see a limit slightly wrong proves nothing.
                off = rule.begin[1] + 1e-6
                broken = Rule(
                    rule.title, rule.severity, rule.is_upper, (rule.begin[0], off), rule.end)
                if not differences(broken, values, severities[pv]):
                    wrong.append(f"{rule.title}: a wrong limit is not noticed")
            path = prometheus / f"pvs-{group}.yml"
            test = promtool_test(path, group, pv, rules, values, severities[pv])
            agrees, report = passes(promtool, test, folder)
            if not agrees:
                wrong.append(f"Prometheus, {group}: {report[:2000]}")
            test["tests"][0]["input_series"][0]["values"] = " ".join(
                repr(value + 1e-6) for value in values)
            if passes(promtool, test, folder)[0]:
                wrong.append(f"Prometheus, {group}: wrong values are not noticed")
    print("\n".join(wrong) or f"{count} comparisons in each engine over {len(values)} values")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
