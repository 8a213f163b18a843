"""Takes dashboards exported from Grafana through stackgen and compares what comes out with what went
in: panels, queries, options, fields, transformations, links, variables, annotations.

    python Tests/Trials/imports.py .build/release/stackgen exports/*.json

Each export goes two ways: as a dashboard's `file:`, and as the text of `stackgen import dashboard`.
A key that is absent and a key that holds Grafana's own default mean the same (`DEFAULTS`). Exports
belong to their authors: fetch them for the trial, do not commit them.
"""
import collections
import copy
import json
import os
import re
import subprocess
import sys
import tempfile

WORDS = {word: "" for word in (
    "loki tempo jaeger zipkin pyroscope redis infinity archiver json alertmanager".split())}
WORDS |= {word: ", database: d, user: u, password: {secret: ADMIN}"
          for word in ("postgres", "mysql", "mssql")}
OTHERS = {"testdata": "grafana-testdata-datasource", "graphite": "graphite"}
WORDS |= {"elasticsearch": ", index: logs", "influxdb": ", dbName: d"}

# Their types, as exports name them.
KNOWN = set(WORDS) | {
    "prometheus", "grafana", "datasource", "__expr__", "grafana-postgresql-datasource",
    "grafana-pyroscope-datasource", "redis-datasource", "yesoreyeram-infinity-datasource",
    "simpod-json-datasource", "sasaki77-archiverappliance-datasource"}

# Ids that plugins had once.
RENAMED = {"postgres": "grafana-postgresql-datasource", "testdata": "grafana-testdata-datasource"}

# What Grafana itself takes for a key that is absent, by the end of its path.
DEFAULTS = {
    "options.legend.showLegend": True, "options.legend.displayMode": "list",
    "options.legend.placement": "bottom", "options.tooltip.mode": ("single", "details"),
    "options.tooltip.sort": "none", "options.cellHeight": "sm", "options.showHeader": True,
    "options.reduceOptions.values": False, "options.orientation": "auto",
    "options.graphMode": "area", "options.colorMode": "value", "options.justifyMode": "auto",
    "options.textMode": "auto", "options.wideLayout": True, "options.showPercentChange": False,
    "options.percentChangeColorMode": "standard", "options.sizing": "auto",
    "options.showThresholdLabels": False, "options.showThresholdMarkers": True,
    "options.displayMode": "gradient", "options.valueMode": "color", "options.showUnfilled": True,
    "options.namePlacement": "auto", "options.minVizWidth": 75, "options.minVizHeight": 75,
    "options.pieType": "pie", "options.showValue": "auto", "options.mergeValues": True,
    "options.alignValue": "left", "options.rowHeight": 0.9, "options.colWidth": 0.9,
    "options.sortOrder": "Descending", "options.dedupStrategy": "none",
    "options.enableLogDetails": True, "options.mode": "markdown", "options.barWidth": 0.97,
    "options.groupWidth": 0.7, "options.stacking": "none", "options.fullHighlight": False,
    "defaults.custom.drawStyle": "line", "defaults.custom.lineInterpolation": "linear",
    "defaults.custom.lineWidth": 1, "defaults.custom.fillOpacity": (0, 70, 80),
    "defaults.custom.showPoints": "auto", "defaults.custom.spanNulls": False,
    "defaults.custom.insertNulls": False, "defaults.custom.gradientMode": "none",
    "defaults.custom.pointSize": 5, "defaults.custom.barAlignment": 0,
    "defaults.custom.axisPlacement": "auto", "defaults.custom.axisGridShow": True,
    "defaults.custom.stacking.mode": "none", "defaults.custom.stacking.group": "A",
    "defaults.custom.thresholdsStyle.mode": "off", "defaults.custom.scaleDistribution.type": "linear",
    "defaults.custom.align": "auto", "defaults.custom.inspect": False,
    "targets[].range": (True, False), "targets[].rawQuery": True,
    "targets[].queryType": ("range", "randomWalk"), "targets[].parser": "simple",
    "options.layers": [{"type": "markers"}], "options.legend.asTable": True,
    "options.reduceOptions.calcs": ["lastNotNull"], "options.showCommonLabels": False,
    "options.prettifyLogMessage": False, "options.showLabels": False, "options.showTime": False,
    "options.includeVars": False, "options.keepTime": False, "options.calculate": False,
    "options.cellGap": 1, "options.color.mode": "scheme", "options.color.fill": "dark-orange",
    "options.color.scale": "exponential", "options.color.scheme": "Oranges",
    "options.color.exponent": 0.5, "options.color.steps": 64, "options.color.reverse": False,
    "options.legend.show": True, "options.tooltip.yHistogram": False,
    "options.tooltip.showColorScale": False, "options.yAxis.axisPlacement": "left",
    "options.yAxis.reverse": False, "options.viewMode": "list", "options.colors.flat": "gray",
    "options.basemap.type": "default", "thresholds.mode": "absolute", "time.from": "now-6h", "time.to": "now",
    "targets[].hide": False, "targets[].editorMode": "code", "targets[].instant": False,
    "targets[].format": "time_series", "links[].type": "link", "links[].asDropdown": False,
    "links[].includeVars": False, "links[].keepTime": False, "links[].targetBlank": False,
    "variables[].hide": 0, "variables[].multi": False, "variables[].includeAll": False,
    "variables[].skipUrlSync": False, "variables[].sort": 0, "variables[].auto": False,
    "variables[].auto_count": 30, "variables[].auto_min": "10s", "variables[].refresh": 0,
    "annotations[].type": "tags", "annotations[].enable": True, "annotations[].hide": False,
    "panel.transparent": False, "panel.repeatDirection": "h",
}
# Keys that Grafana forgets, makes anew, or that say where an object stands.
FORGOTTEN = {
    "id", "gridPos", "pluginVersion", "span", "isNew", "editable", "error", "alert", "version",
    "scopedVars", "snapshotData", "datasource", "repeatIteration", "repeatPanelId",
    "repeatedByRow", "collapsed", "targets", "panels", "type", "title", "index",
}
# Grafana's own limits, and none at all for panels that show none.
STEPS = [[{"color": "green"}], [{"color": "green"}, {"color": "red", "value": 80}]]


def load(path):
    document = json.load(open(path))
    return document.get("dashboard", document)


def panels(dashboard):
    """Every panel, without rows, from top to bottom."""
    found = []
    for item in dashboard.get("panels") or []:
        found += (item.get("panels") or []) if item.get("type") == "row" else [item]
    for row in dashboard.get("rows") or []:
        found += row.get("panels") or []
    return found


def plain(value):
    """Without what is empty, and with whole numbers as such."""
    if isinstance(value, dict):
        pairs = {key: plain(inner) for key, inner in value.items()}
        return {key: inner for key, inner in pairs.items() if inner not in (None, "", [], {})}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


def is_default(path, value):
    if path.endswith("thresholds.steps[].value") and value in (0, None):
        return True
    if path.endswith("thresholds.steps") and value in STEPS:
        return True
    if path.endswith("targets[].refId"):
        return True  # Grafana names what has no name.
    for end, default in DEFAULTS.items():
        for one in default if isinstance(default, tuple) else (default,):
            if path.endswith(end) and value == one and type(value) is type(one):
                return True
    return False


def differences(one, other, path):
    """What `other` lacks, has otherwise, or has beyond `one`."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in sorted(set(one) | set(other)):
            inner = f"{path}.{key}"
            if key == "datasource":
                continue
            if key in one and key in other:
                yield from differences(one[key], other[key], inner)
            else:
                kind, value = ("lost", one[key]) if key in one else ("added", other[key])
                yield from missing(kind, value, inner)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for left, right in zip(one, other):
            yield from differences(left, right, path + "[]")
    elif one != other:
        yield "changed", path, (one, other)


def missing(kind, value, path):
    """A mapping that holds nothing but defaults is as good as none."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from missing(kind, inner, f"{path}.{key}")
    elif not is_default(path, value):
        yield kind, path, value


def signature(panel):
    queries = [t.get("expr") or t.get("rawSql") or t.get("target") or "" for t in targets(panel)]
    return panel.get("title") or "", panel.get("type"), json.dumps(queries)


def targets(panel):
    return [target for target in panel.get("targets") or [] if target]


def titled(dashboard):
    """Panels with the titles of those whose results they show in place of their numbers, and with
    one word for a hidden legend."""
    found = panels(dashboard)
    for panel in found:
        legend = (panel.get("options") or {}).get("legend")
        if isinstance(legend, dict) and legend.get("displayMode") == "hidden":
            legend["showLegend"] = False
    titles = {panel.get("id"): panel.get("title") for panel in found}
    for panel in found:
        for target in targets(panel):
            if "panelId" in target:
                target["panelId"] = titles.get(target["panelId"])
    return found


def compare_panel(panel, other):
    found = []
    ignored = FORGOTTEN if panel.get("repeat") else FORGOTTEN | {"repeatDirection", "maxPerRow"}
    for part in sorted((set(panel) | set(other)) - ignored):
        pair = [plain(panel.get(part)), plain(other.get(part))]
        pair = [{} if value in (None, "", []) else value for value in pair]
        name = part if isinstance(pair[0], (dict, list)) else f"panel.{part}"
        if pair[0] == {} and not isinstance(pair[1], dict):
            found += missing("added", pair[1], f"panel.{part}")
        elif pair[1] == {} and not isinstance(pair[0], dict):
            found += missing("lost", pair[0], f"panel.{part}")
        else:
            found += differences(pair[0], pair[1], name)
    found += differences(plain(targets(panel)), plain(targets(other)), "targets")
    for one, two in zip(targets(panel), targets(other)):
        kinds = asked(one, panel), asked(two, other)
        if kinds[0] not in (None, "datasource") and kinds[0] != kinds[1]:
            found.append(("changed", "type of datasource", kinds))
    return found


def asked(target, panel):
    """The type of the datasource a query asks, where it is told."""
    for source in (target.get("datasource"), panel.get("datasource")):
        if isinstance(source, dict) and source.get("type"):
            return RENAMED.get(source["type"], source["type"])
        if source:
            return None
    return None


def compare_panels(before, after):
    found = []
    rest = collections.defaultdict(list)
    for panel in after:
        rest[signature(panel)].append(panel)
    for panel in before:
        alike = rest.get(signature(panel))
        if not alike:
            found.append(("lost", "panel", signature(panel)[:2]))
            continue
        results = [(compare_panel(panel, other), number) for number, other in enumerate(alike)]
        best = min(results, key=lambda result: (len(result[0]), result[1]))
        found += best[0]
        alike.pop(best[1])
    found += [("added", "panel", key[:2]) for key, some in rest.items() for _ in some]
    return found


def compare_named(before, after, what):
    """Variables and annotations, by name."""
    found = []
    rest = {item.get("name"): item for item in after}
    for item in before:
        other = rest.get(item.get("name"))
        if other is None:
            found.append(("lost", what, item.get("name")))
            continue
        one, two = plain(item), plain(other)
        for side in (one, two):
            for key in ("datasource", "current", "options", "definition", "tagsQuery", "tags",
                        "tagValuesQuery", "useTags", "showIn", "allFormat", "multiFormat", "index"):
                if what == "variables" or key != "tags":
                    side.pop(key, None)
            if what == "variables":
                if isinstance(side.get("query"), dict):
                    side["query"] = side["query"].get("query", side["query"])
                if isinstance(side.get("query"), str):
                    side["query"] = re.sub(r"\s*,\s*", ",", side["query"].strip())
                if not side.get("auto"):
                    side.pop("auto_count", None), side.pop("auto_min", None)
                if side.get("type") != "query":
                    side.pop("refresh", None)
        found += differences(one, two, f"{what}[]")
    return found


def compare(before, after):
    before, after = copy.deepcopy(before), copy.deepcopy(after)
    found = compare_panels(titled(before), titled(after))
    for what, key in (("variables", "templating"), ("annotations", "annotations")):
        lists = [(side.get(key) or {}).get("list") or [] for side in (before, after)]
        lists = [[item for item in some if not item.get("builtIn")] for some in lists]
        found += compare_named(*lists, what)
    for key in ("title", "tags", "time", "refresh", "description", "links"):
        one, two = plain(before.get(key)), plain(after.get(key))
        if (one or None) != (two or None) and (one, two) != (False, None):
            if isinstance(one, str) and isinstance(two, str) and one.strip() == two:
                continue
            found += differences(one or {}, two or {}, key)
    return found


def types_of(value, found):
    """Types of datasources named anywhere."""
    if isinstance(value, dict):
        source = value.get("datasource")
        if isinstance(source, dict) and isinstance(source.get("type"), str):
            found.add(source["type"])
        if value.get("pluginId") and value.get("type") == "datasource":
            found.add(value["pluginId"])
        for inner in value.values():
            types_of(inner, found)
    elif isinstance(value, list):
        for inner in value:
            types_of(inner, found)
    return found


def head(dashboard):
    lines = ["stackgen: 1", "name: trial", "secrets: {ADMIN: {env: ADMIN}}", "prometheus:",
             "grafana: {admin: {password: {secret: ADMIN}}}", "datasources:"]
    lines += [f'  {word}: {{type: {word}, url: "http://{word}:1"{more}}}'
              for word, more in WORDS.items()]
    others = types_of(dashboard, set(OTHERS.values())) - KNOWN
    lines += [f"  other{number}: {{type: {kind}}}" for number, kind in enumerate(sorted(others))
              if kind.endswith("-datasource") or kind in OTHERS.values()]
    return "\n".join(lines) + "\n"


def build(stackgen, folder, way, sections, dashboard):
    path = f"{folder}/{way}.yaml"
    with open(path, "w") as file:
        file.write(head(dashboard) + sections)
    run = subprocess.run([stackgen, "build", path, "-o", f"{folder}/{way}"],
                         capture_output=True, text=True)
    if run.returncode != 0:
        return None, [line for line in run.stderr.splitlines() if line.startswith("error")]
    for place, _, names in os.walk(f"{folder}/{way}/trial/grafana/dashboards"):
        if "one.json" in names:
            return json.load(open(f"{place}/one.json")), []
    return None, ["no dashboard was written"]


def main(stackgen, exports):
    kinds, examples, versions = collections.Counter(), {}, collections.Counter()
    errors, equal, count = collections.Counter(), 0, 0
    for export in exports:
        before = load(export)
        with tempfile.TemporaryDirectory() as folder:
            with open(f"{folder}/one.json", "w") as file:
                json.dump(json.load(open(export)), file)
            text = subprocess.run([stackgen, "import", "dashboard", f"{folder}/one.json"],
                                  capture_output=True, text=True).stdout
            ways = {"file": "dashboards: {one: {file: one.json}}\n", "text": text}
            results = {way: build(stackgen, folder, way, sections, before)
                       for way, sections in ways.items()}
        name = os.path.basename(export)
        count += 1
        versions[before.get("schemaVersion")] += 1
        found = []
        for way, (after, messages) in results.items():
            if after is None:
                for message in messages:
                    errors[f"{way}: {re.sub('[0-9]+', 'N', message)}"] += 1
                    examples.setdefault(f"{way}: {re.sub('[0-9]+', 'N', message)}", name)
                found.append(("refused", way, messages[:1]))
            else:
                found += [(kind, f"{way}: {path}", value)
                          for kind, path, value in compare(before, after)]
        equal += not found
        for kind, path, value in found:
            kinds[kind, path] += 1
            examples.setdefault((kind, path), (name, str(value)[:150]))
    print(f"{count} exports, {equal} equal both ways; schema versions "
          + ", ".join(str(v) for v in sorted(versions, key=lambda v: v or 0)))
    for message, times in errors.most_common(40):
        print(f"  refused {times} times: {message} ({examples[message]})")
    for key, times in kinds.most_common():
        if key[0] != "refused":
            print(f"  {times} times {key[0]} {key[1]}: {examples[key]}")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(os.path.abspath(sys.argv[1]), sys.argv[2:])
