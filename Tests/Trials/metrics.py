"""Compares the metrics that a pack lists with those that a running program shows.

    python Tests/Trials/metrics.py loki=http://127.0.0.1:3100/metrics ...

An operand is the name of a pack and an address, or a file that was saved from there. The type of each
metric must be the pack's, and its labels must be among the pack's. What does not appear is listed and
is no failure: many counters are not there before what they count has happened.
"""
import re
import sys
import urllib.request
from pathlib import Path

import yaml

PACKS = Path(__file__).resolve().parents[2] / "packs"
SERIES = re.compile(r"^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? \S+", re.M)


def main():
    if len(sys.argv) < 2 or not all("=" in operand for operand in sys.argv[1:]):
        print(__doc__, file=sys.stderr)
        return 2
    failed = False
    for operand in sys.argv[1:]:
        name, _, place = operand.partition("=")
        shown = metrics_of(text_at(place))
        listed = yaml.safe_load((PACKS / f"{name}.yaml").read_text())["metrics"]
        absent = [metric for metric in listed if metric not in shown]
        print(f"{name}: {len(listed) - len(absent)} of {len(listed)} metrics are there")
        wrong = []
        for metric, entry in listed.items():
            entry = entry if isinstance(entry, dict) else {"type": entry}
            kind, labels = shown.get(metric, (None, None))
            if kind is None:
                print(f"  not seen: {metric}")
                continue
            if kind != entry["type"]:
                wrong.append(f"{metric} is a {kind}, not a {entry['type']}")
            named = set(entry.get("labels", []))
            if labels is not None and labels - named:
                wrong.append(f"{metric} has the labels {sorted(labels - named)} too")
            if labels is not None and named - labels:
                print(f"  not seen: {', '.join(sorted(named - labels))} of {metric}")
        for line in wrong:
            print(f"  WRONG {line}")
        failed = failed or bool(wrong)
    return 1 if failed else 0


def text_at(place):
    if "://" not in place:
        return Path(place).read_text(errors="replace")
    with urllib.request.urlopen(place, timeout=10) as answer:
        return answer.read().decode(errors="replace")


def metrics_of(text):
    """Name to type and labels, as a program shows them."""
    types = dict(re.findall(r"^# TYPE (\S+) (\S+)", text, re.M))
    labels = {}
    for name, inside in SERIES.findall(text):
        labels.setdefault(name, set()).update(re.findall(r'(\w+)="', inside))
    return {name: (kind, labels_of(name, labels)) for name, kind in types.items()}


def labels_of(name, labels):
    """None where no series is there that would tell."""
    found = [labels[name + part] for part in ("", "_bucket", "_count", "_sum")
             if name + part in labels]
    return set().union(*found) - {"le", "quantile"} if found else None


if __name__ == "__main__":
    sys.exit(main())
