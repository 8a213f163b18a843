"""Who Grafana tells: contact points, notification policies, mute times, message templates."""

import re
from pathlib import Path

from judging.dollars import Expansion, texts, unexpanded_problems
from judging.judge import Finding, Judge
from judging.shapes import mismatches, seconds
from tables.alerting import MUTE_TIME, ROUTE
from tables.contact_points import CONTACT_POINT, SETTINGS

_MATCH = {"=", "!=", "=~", "!~"}


def check(tree, files: list[Path]):
    documents = [(tree.name(path), tree.yaml(path) or {}) for path in files]
    expansion, known = Expansion(tree), _Known(documents)
    for name, document in documents:
        for where, message in (
            *_contact_points(document, expansion, known),
            *_policies(document, expansion, known),
            *_times(document),
            *_settings_of_rules(document, known),
            *unexpanded_problems(document.get("templates"), "templates"),
        ):
            yield Finding(name, where, message)
    yield from _unique(documents)


class _Known:
    """Names that others may refer to, over all files."""

    def __init__(self, documents) -> None:
        def names(kind):
            return {e.get("name") for _, d in documents for e in d.get(kind) or []}

        self.receivers = names("contactPoints")
        self.times = names("muteTimes")
        self.templates = {
            defined
            for _, document in documents
            for entry in document.get("templates") or []
            for defined in re.findall(r'define "([^"]+)"', entry.get("template", ""))
            or [entry.get("name")]
        }


def _contact_points(document, expansion, known):
    for index, point in enumerate(document.get("contactPoints") or []):
        where = f"contactPoints[{index}]"
        yield from mismatches(point, CONTACT_POINT, where)
        yield from expansion.problems(point, where)
        for number, receiver in enumerate(point.get("receivers") or []):
            place, settings = f"{where}.receivers[{number}].settings", receiver.get("settings")
            yield from mismatches(settings, SETTINGS.get(receiver.get("type"), "map"), place)
            yield from _rules_of_type(receiver.get("type"), settings or {}, place)
            for inner, text in texts(settings, place):
                for name in re.findall(r'{{-? *template "([^"]+)"', text):
                    built_in = ".default." in f".{name}"
                    if name not in known.templates and not built_in:
                        yield inner, f"no template is named {name!r}"


def _rules_of_type(kind, settings, where: str):
    if kind == "kafka" and settings.get("apiVersion") == "v3" and "kafkaClusterId" not in settings:
        yield where, "Kafka's API v3 needs kafkaClusterId"
    targets = ("topic_arn", "target_arn", "phone_number")
    if kind == "sns" and sum(key in settings for key in targets) != 1:
        yield where, "needs one of topic_arn, target_arn and phone_number"
    if kind == "jira" and ("api_token" in settings) == ("password" in settings):
        yield where, "needs user and password, or api_token"
    if kind == "webhook" and "username" in settings and "authorization_credentials" in settings:
        yield where, "has two ways to log in"


def _policies(document, expansion, known):
    for index, root in enumerate(document.get("policies") or []):
        where = f"policies[{index}]"
        yield from expansion.problems(root, where)
        if not root.get("receiver"):
            yield where, "the root needs a receiver"
        for key in ("object_matchers", "matchers", "mute_time_intervals", "active_time_intervals"):
            if root.get(key):
                yield f"{where}.{key}", "the root may not have it"
        yield from _route(root, where, known)


def _route(route, where: str, known):
    yield from mismatches(route, ROUTE, where)
    yield from _timings(route, where, known)
    for matcher in route.get("object_matchers") or []:
        if len(matcher) != 3 or matcher[1] not in _MATCH:
            yield f"{where}.object_matchers", f"{matcher} is not [label, operator, value]"
        elif matcher[1].endswith("~"):
            try:
                re.compile(matcher[2])
            except re.error as error:
                yield f"{where}.object_matchers", f"{matcher[2]!r} is no regex: {error}"
    for index, child in enumerate(route.get("routes") or []):
        yield from _route(child, f"{where}.routes[{index}]", known)


def _timings(route, where: str, known):
    """What a policy and a rule's own notification settings share."""
    receiver = route.get("receiver")
    if receiver and receiver not in known.receivers:
        yield f"{where}.receiver", f"no contact point is named {receiver!r}"
    for key in ("mute_time_intervals", "active_time_intervals"):
        for name in route.get(key) or []:
            if name not in known.times:
                yield f"{where}.{key}", f"no mute time is named {name!r}"
    for key in ("group_interval", "repeat_interval"):
        if key in route and not seconds(str(route[key])):
            yield f"{where}.{key}", "may not be zero"
    group_by = route.get("group_by") or []
    if "..." in group_by and len(group_by) > 1:
        yield f"{where}.group_by", "... must stand alone"
    if len(set(group_by)) < len(group_by):
        yield f"{where}.group_by", "names a label twice"


def _times(document):
    for index, mute in enumerate(document.get("muteTimes") or []):
        where = f"muteTimes[{index}]"
        yield from mismatches(mute, MUTE_TIME, where)
        yield from unexpanded_problems(mute, where)
        for interval in mute.get("time_intervals") or []:
            for span in interval.get("times") or []:
                if str(span.get("start_time")) >= str(span.get("end_time")):
                    yield where, "a time span ends before it starts: split it at midnight"


def _settings_of_rules(document, known):
    for group in document.get("groups") or []:
        for rule in group.get("rules") or []:
            settings = rule.get("notification_settings")
            if settings:
                where = f"rule {rule.get('uid')}.notification_settings"
                yield from _timings(settings, where, known)
                labels = settings.get("group_by") or ["..."]
                if labels != ["..."] and not {"alertname", "grafana_folder"} <= set(labels):
                    yield f"{where}.group_by", "must hold alertname and grafana_folder"


def _unique(documents):
    seen: dict[tuple, str] = {}
    roots = [name for name, document in documents for _ in document.get("policies") or []]
    if len(roots) > 1:
        yield Finding(roots[-1], "policies", "there is a second root: only the last one counts")
    for name, document in documents:
        for kind in ("contactPoints", "muteTimes", "templates"):
            for entry in document.get(kind) or []:
                keys = [(kind, entry.get("name"))]
                keys += [("receiver", r.get("uid")) for r in entry.get("receivers") or []]
                for key in keys:
                    if key in seen:
                        yield Finding(name, kind, f"{key[1]!r} stands twice")
                    seen[key] = name


JUDGE = Judge(
    name="grafana-notifications",
    proves="contact points by type, policies, mute times, templates, names that exist",
    files=("grafana/provisioning/alerting/*.yaml",),
    check=check,
)
