"""Every alert of the spec stands in a rule file, with its severity, its times and its texts."""

from pathlib import Path

from judging.asked import same_time
from judging.judge import Finding, Judge

_TEXTS = ("summary", "description")
# Where there is no such file nobody evaluates the alerts that packs bring.
_EVALUATED = ("prometheus/rules/*.yml", "mimir/rules/*/*.yaml")


def check(tree, files: list[Path]):
    rules: dict[str, list] = {}
    for path in files:
        for group in (tree.yaml(path) or {}).get("groups") or []:
            for rule in group.get("rules") or []:
                name = rule.get("alert") or rule.get("title")
                rules.setdefault(name, []).append((tree.name(path), rule))
    for name, alert in (tree.spec.get("alerts") or {}).items():
        if not isinstance(alert, dict) or alert.get("enabled") is False:
            continue
        if name not in rules and tree.files(*_EVALUATED):
            yield Finding("rules", f"alert {name}", "is asked for and stands in no rule file")
        for file, rule in rules.get(name, []):
            for message in _differences(alert, rule):
                yield Finding(file, f"alert {name}", message)


def _differences(alert, rule):
    labels, texts = rule.get("labels") or {}, rule.get("annotations") or {}
    severity = alert.get("severity")
    if severity and labels.get("severity") != severity:
        yield f"its severity is {labels.get('severity')}, not {severity}"
    for label, value in (alert.get("labels") or {}).items():
        if labels.get(label) != str(value):
            yield f"its label {label} is {labels.get(label)!r}, not {value!r}"
    for key, other in (("for", "for"), ("keep_firing_for", "keepFiringFor")):
        if not same_time(alert.get(key), rule.get(key, rule.get(other))):
            yield f"'{key}' is {rule.get(key, rule.get(other))}, not {alert.get(key)}"
    for key in _TEXTS:
        if key in alert and texts.get(key) != alert[key]:
            yield f"its {key} is {texts.get(key)!r}, not {alert[key]!r}"


JUDGE = Judge(
    name="alerts-as-asked",
    proves="every alert of the spec is there, with its severity, labels, times and texts",
    files=(*_EVALUATED, "grafana/provisioning/alerting/*.yaml", "loki/rules/*/*.yaml"),
    check=check,
)
