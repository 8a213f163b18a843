"""Every panel by the tables of its kind: options, field options, thresholds, mappings, overrides,
transformations."""

from pathlib import Path

from judging.judge import Finding, Judge
from judging.shapes import mismatches
from judges.dashboard_layout import panels
from tables.dashboard import FIELD, TRANSFORMATION
from tables.panels import PANELS
from tables.values import FIELD_MATCHERS, MAPPINGS, TRANSFORMATIONS


def check(tree, files: list[Path]):
    for path in files:
        for place, panel in panels(tree.json(path)):
            if panel.get("type") == "row":
                continue
            for where, message in _panel(panel):
                yield Finding(tree.name(path), f"{place}.{where}".rstrip("."), message)


def _panel(panel):
    kind = panel.get("type")
    if kind not in PANELS:
        yield "type", f"{kind!r} is no panel kind of Grafana 11.6 to 12"
        return
    options, custom = PANELS[kind]
    yield from mismatches(panel.get("options") or {}, options, "options")
    config = panel.get("fieldConfig") or {}
    defaults = config.get("defaults") or {}
    yield from mismatches(defaults, FIELD, "fieldConfig.defaults")
    yield from mismatches(
        defaults.get("custom") or {}, custom or {}, "fieldConfig.defaults.custom"
    )
    yield from _steps(defaults.get("thresholds"), "fieldConfig.defaults.thresholds")
    yield from _mappings(defaults.get("mappings"), "fieldConfig.defaults.mappings")
    for index, override in enumerate(config.get("overrides") or []):
        yield from _override(override, custom, f"fieldConfig.overrides[{index}]")
    for index, entry in enumerate(panel.get("transformations") or []):
        yield from mismatches(entry, TRANSFORMATION, f"transformations[{index}]")
        if entry.get("id") not in TRANSFORMATIONS:
            yield f"transformations[{index}]", f"no transformation is named {entry.get('id')!r}"


def _steps(thresholds, where: str):
    steps = (thresholds or {}).get("steps") or []
    values = [step.get("value") for step in steps]
    if steps and values[0] is not None:
        yield where, "the first step's value must be null, the colour below all limits"
    if any(value is None for value in values[1:]):
        yield where, "only the first step may be null"
    elif values[1:] != sorted(values[1:]):
        yield where, f"the steps {values[1:]} do not ascend"


def _mappings(mappings, where: str):
    for index, mapping in enumerate(mappings or []):
        shape = MAPPINGS.get(mapping.get("type"))
        if shape:
            yield from mismatches(mapping.get("options"), shape, f"{where}[{index}].options")


def _override(override, custom, where: str):
    matcher = override.get("matcher") or {}
    if matcher.get("id") not in FIELD_MATCHERS:
        yield f"{where}.matcher", f"no matcher is named {matcher.get('id')!r}"
    elif "options" in matcher:
        shape = FIELD_MATCHERS[matcher["id"]]
        yield from mismatches(matcher["options"], shape, f"{where}.matcher.options")
    for index, entry in enumerate(override.get("properties") or []):
        yield from _property(entry, custom, f"{where}.properties[{index}]")


def _property(entry, custom, where: str):
    name, value = str(entry.get("id")), entry.get("value")
    shape = {**FIELD, "custom": custom or {}}
    for key in name.split("."):
        if not isinstance(shape, dict) or key not in shape:
            yield where, f"no field option is named {name!r}"
            return
        shape = shape[key]
    yield from mismatches(value, shape, f"{where}.value")
    if name == "thresholds":
        yield from _steps(value, f"{where}.value")
    if name == "mappings":
        yield from _mappings(value, f"{where}.value")


JUDGE = Judge(
    name="dashboard-panels",
    proves="options, field options, thresholds, mappings, overrides and units of every panel",
    files=("grafana/dashboards/**/*.json",),
    check=check,
)
