"""Every YAML file means the same to a reader of YAML 1.1 and to one of YAML 1.2.

Grafana, Prometheus and both composes use different readers. `22:22`, `no`, `010` and `1e-6` are
numbers or booleans to one and text to the other; a file that avoids them is safe everywhere.
"""

from pathlib import Path

import yaml
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from judging.judge import Finding, Judge
from judging.shapes import shown


def check(tree, files: list[Path]):
    for path in files:
        name = tree.name(path)
        try:
            new = YAML(typ="safe", pure=True).load(path)  # refuses duplicate keys, too
        except (YAMLError, UnicodeDecodeError) as error:
            yield Finding(name, "", f"not YAML 1.2: {error}")
            continue
        try:
            old = yaml.safe_load(path.read_text(encoding="utf-8"))
        except yaml.YAMLError as error:
            yield Finding(name, "", f"not YAML 1.1: {error}")
            continue
        for where, message in _differences(old, new, ""):
            yield Finding(name, where, message)


def _differences(old, new, where: str):
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() ^ new.keys():
            yield where, f"the key {key!r} is read differently by YAML 1.1 and 1.2: quote it"
        for key in old.keys() & new.keys():
            yield from _differences(old[key], new[key], f"{where}.{key}".lstrip("."))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for index, pair in enumerate(zip(old, new)):
            yield from _differences(*pair, f"{where}[{index}]")
    elif where.endswith(".mode"):
        return  # a file mode: 0444 is octal to every compose, only the letter of YAML 1.2 differs
    elif type(old) is not type(new) or old != new:
        yield where, f"is {shown(old)} in YAML 1.1 and {shown(new)} in YAML 1.2: quote it"


JUDGE = Judge(
    name="yaml-text",
    proves="YAML 1.1 and 1.2 read the same values, no key twice",
    files=("**/*.yml", "**/*.yaml"),
    check=check,
)
