"""Every receiver of the spec is there, with its ways to tell, their texts and secrets."""

from pathlib import Path

from judging.asked import listed
from judging.dollars import expanded, texts
from judging.judge import Finding, Judge


def check(tree, files: list[Path]):
    for path in files:
        document, name = tree.yaml(path) or {}, tree.name(path)
        written = _of_alertmanager(document) if "route" in document else _of_grafana(document)
        for receiver, kinds in (tree.spec.get("receivers") or {}).items() if written else ():
            asked = [
                (kind, way)
                for kind, ways in (kinds or {}).items()
                for way in listed(ways)
            ]
            for message in _differences(asked, written.get(receiver)):
                yield Finding(name, f"receiver {receiver}", message)


def _of_alertmanager(document):
    return {
        receiver["name"]: [
            (way.get("send_resolved"), {text for _, text in texts(way, "")})
            for key, ways in receiver.items() if key.endswith("_configs")
            for way in ways
        ]
        for receiver in document.get("receivers") or []
    }


def _of_grafana(document):
    return {
        point["name"]: [
            (
                not way.get("disableResolveMessage", False),
                {expanded(text) for _, text in texts(way.get("settings"), "")},
            )
            for way in point.get("receivers") or []
        ]
        for point in document.get("contactPoints") or []
    }


def _differences(asked, written):
    if written is None:
        yield "is missing"
        return
    if len(written) < len(asked):
        yield f"tells in {len(written)} ways, not {len(asked)}"
    silent = sum(not tells for tells, _ in written)
    wanted = sum(isinstance(way, dict) and way.get("send_resolved") is False for _, way in asked)
    if silent != wanted:
        yield f"{silent} of its ways tell no recovery, not {wanted}"
    said = set().union(*(words for _, words in written))
    for kind, way in asked:
        for key, value in way.items() if isinstance(way, dict) else [("to", way)]:
            if isinstance(value, str) and value not in said:
                yield f"{kind}: does not say {key}: {value!r}"
            secret = value.get("secret") if isinstance(value, dict) else None
            if secret and not any(f"/run/secrets/{secret}" in word for word in said):
                yield f"{kind}: does not read the secret {secret}"


JUDGE = Judge(
    name="receivers-as-asked",
    proves="every receiver of the spec is there, with its ways to tell, their texts and secrets",
    files=("alertmanager/alertmanager.yml", "grafana/provisioning/alerting/*.yaml"),
    check=check,
)
