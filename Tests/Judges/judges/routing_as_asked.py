"""Who is told is who the spec says: routes in their order, times, inhibitions and mute times."""

import re
from pathlib import Path

from judging.asked import (
    TIMINGS, Matcher, asked_matchers, listed, minutes, same_time, written_matcher,
)
from judging.judge import Finding, Judge
from judging.shapes import seconds

_OWN = {"default", "group_by", *TIMINGS}
_SEVERITIES = {"critical", "warning", "info"}
# What stackgen adds for alerts that tell nobody.
_NOBODY = "nobody"


def check(tree, files: list[Path]):
    spec = tree.spec
    for path in files:
        document, name = tree.yaml(path) or {}, tree.name(path)
        # Alertmanager has one route at the top; Grafana a list of policies and `$$` for `$`.
        for root in [document["route"]] if "route" in document else document.get("policies") or []:
            for where, message in (*_routes(spec, root), *_repeats(root, "default", "5m", "4h")):
                yield Finding(name, where, message)
        rules = document.get("inhibit_rules")
        if "route" in document:
            for where, message in _inhibitions(listed(spec.get("inhibit")), rules or []):
                yield Finding(name, where, message)
        times = document.get("time_intervals") or document.get("muteTimes") or []
        for where, message in _mutes(spec.get("mutes") or {}, times):
            yield Finding(name, where, message)


def _routes(spec, root):
    routes = spec.get("routes")
    if isinstance(routes, str):
        routes = {"default": routes}
    routes = routes or {}
    own = {key: value for key, value in routes.items() if key in _OWN}
    own["to"] = own.pop("default", None)
    own["routes"] = {key: value for key, value in routes.items() if key not in _OWN}
    yield from _route(own, root, "", "default", is_root=True)


def _route(asked, written, name: str, where: str, is_root: bool = False):
    asked = {"to": asked} if isinstance(asked, str) else asked or {}
    if asked.get("to") and _plain(written.get("receiver")) != asked["to"]:
        yield where, f"tells {written.get('receiver')!r}, not {asked['to']!r}"
    for key in TIMINGS:
        if key in asked and not same_time(asked[key], written.get(key)):
            yield where, f"{key} is {written.get(key)}, not {asked[key]}"
    if "group_by" in asked and listed(asked["group_by"]) != (written.get("group_by") or []):
        yield where, f"is grouped by {written.get('group_by')}, not {asked['group_by']}"
    if is_root and not written.get("group_by") and "group_by" not in asked:
        yield where, "forms no groups: all alerts would come in one message"
    if bool(asked.get("continue")) != bool(written.get("continue")):
        yield where, f"continue is {written.get('continue', False)}"
    for key, other in (("mute", "mute_time_intervals"), ("active", "active_time_intervals")):
        if listed(asked.get(key)) != [_plain(name) for name in written.get(other) or []]:
            yield where, f"{other} are {written.get(other)}, not {asked.get(key)}"
    missing = _wanted(asked, name) - _written(written)
    for label, sign, value in sorted(missing):
        yield where, f"does not ask for {label}{sign}{value!r}"
    yield from _below(asked.get("routes") or {}, written.get("routes") or [], where, is_root)


def _below(asked, written, where: str, is_root: bool):
    pairs = list(asked.items()) if isinstance(asked, dict) else [("", item) for item in asked]
    added = written[len(pairs):]
    if len(written) < len(pairs) or (added and not is_root):
        yield where, f"has {len(written)} routes below, not {len(pairs)}"
        return
    for number, ((name, item), child) in enumerate(zip(pairs, written)):
        yield from _route(item, child, name, f"{where}.{name or number}")
    for child in added:
        is_muted = bool(child.get("mute_time_intervals"))
        if _plain(child.get("receiver")) != _NOBODY and not is_muted:
            yield where, f"a route to {child.get('receiver')!r} was not asked for"


def _wanted(asked, name: str) -> set[Matcher]:
    wanted = set(asked_matchers(asked.get("match") or {}))
    if name in _SEVERITIES and "severity" not in (asked.get("match") or {}):
        wanted |= set() if asked.get("matchers") else {("severity", "=", name)}
    return wanted


def _written(route) -> set[Matcher]:
    found = {written_matcher(text) for text in route.get("matchers") or []}
    return found | {tuple(map(_plain, m)) for m in route.get("object_matchers") or []}


def _repeats(route, where: str, group: str, repeat: str):
    """A group is looked at once in its interval, so nothing is repeated sooner than that."""
    group = route.get("group_interval", group)
    repeat = route.get("repeat_interval", repeat)
    if seconds(group) >= seconds(repeat):
        yield where, f"is looked at every {group}, too late for a repeat after {repeat}"
    for index, child in enumerate(route.get("routes") or []):
        yield from _repeats(child, f"{where}.{index}", group, repeat)


def _plain(text):
    """As Grafana reads it; Alertmanager's texts hold no `$$`."""
    return text and text.replace("$$", "$")


def _inhibitions(asked, written):
    if len(asked) != len(written):
        yield "inhibit_rules", f"there are {len(written)}, not {len(asked)}"
        return
    for index, (rule, other) in enumerate(zip(asked, written)):
        where = f"inhibit_rules[{index}]"
        if isinstance(rule, str):
            words = re.fullmatch(r"(\w+) mutes (.+) on (.+)", rule)
            source, targets, labels = words.groups()
            rule = {"source": {"severity": source}, "equal": re.findall(r"\w+", labels)}
            known = {target for _, _, target in map(written_matcher, other["target_matchers"])}
            if set("|".join(known).split("|")) != set(re.findall(r"\w+", targets)) - {"and"}:
                yield where, f"mutes {sorted(known)}, not {targets}"
        for side in ("source", "target"):
            matchers = {written_matcher(text) for text in other.get(f"{side}_matchers") or []}
            for label, sign, value in set(asked_matchers(rule.get(side) or {})) - matchers:
                yield where, f"its {side} does not ask for {label}{sign}{value!r}"
        if (rule.get("equal") or []) != (other.get("equal") or []):
            yield where, f"holds for equal {other.get('equal')}, not {rule.get('equal')}"


def _mutes(asked, written):
    known = {entry.get("name"): entry.get("time_intervals") or [] for entry in written}
    for name, times in asked.items():
        if name not in known:
            yield "mutes", f"{name} is missing"
            continue
        entries, others = listed(times), known[name]
        places = {entry.get("location") for entry in entries}
        if {other.get("location") for other in others} != places:
            yield f"mutes.{name}", f"is not in the time zone {sorted(map(str, places))}"
        if len(entries) != 1 or "times" not in entries[0]:
            continue
        wanted = minutes(str(text).split("-") for text in listed(entries[0]["times"]))
        spans = [span for other in others for span in other.get("times") or []]
        if minutes((span["start_time"], span["end_time"]) for span in spans) != wanted:
            yield f"mutes.{name}", f"is not {entries[0]['times']}"


JUDGE = Judge(
    name="routing-as-asked",
    proves="routes, their times and order, inhibitions and mute times are those of the spec",
    files=("alertmanager/alertmanager.yml", "grafana/provisioning/alerting/*.yaml"),
    check=check,
)
