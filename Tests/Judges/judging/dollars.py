"""How Grafana expands `$` in provisioning files, and where.

Text is split at `$$`; in each piece `$NAME`, `${NAME}`, `$__env{NAME}` and `$__file{PATH}` are
replaced, and an unset name becomes nothing without a word.
"""

import re
from collections.abc import Iterator

from judging.container import mounts, secret_targets

_USE = re.compile(r"\$(?:__(\w+)\{([^}]*)\}|\{([^}]*)\}|(\w+)|([*#@!?-]))")


class Expansion:
    """What the Grafana services of a stack have to expand: variables and files."""

    def __init__(self, tree) -> None:
        services = list(tree.services_of_image("grafana").values())
        self.variables: set[str] = set()
        self.files: set[str] = set()
        for service in services:
            environment = service.get("environment") or {}
            self.variables |= {str(item).partition("=")[0] for item in environment}
            self.files |= {*secret_targets(service), *(target for _, target in mounts(service))}

    def problems(self, value, where: str) -> Iterator[tuple[str, str]]:
        """What is wrong in a field that Grafana expands, and in everything below it."""
        for place, text in texts(value, where):
            for piece in text.split("$$"):
                for match in _USE.finditer(piece):
                    wrong = self._wrong(match)
                    if wrong:
                        yield place, wrong

    def _wrong(self, match: re.Match) -> str | None:
        function, argument, braced, bare, special = match.groups()
        if function == "file":
            known = any(argument == f or argument.startswith(f"{f}/") for f in self.files)
            return None if known else f"{match.group()}: Grafana's container has no such file"
        name = argument if function == "env" else braced or bare or special
        if function not in (None, "env") or name not in self.variables:
            return f"{match.group()} expands to nothing: no such variable, or the $ is not doubled"
        return None


def expanded(text: str) -> str:
    """What Grafana reads where no variable is set; files stay as they are named."""
    bare = r"\$\$|\$(?!__file)(?:\{[^}]*\}|\w+)"
    return re.sub(bare, lambda match: "$" if match.group() == "$$" else "", text)


def unexpanded_problems(value, where: str) -> Iterator[tuple[str, str]]:
    """What is wrong in a field that Grafana leaves alone."""
    for place, text in texts(value, where):
        if "$$" in text:
            yield place, "has $$, and Grafana expands nothing here: write one $"


def texts(value, where: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, f"{where}.{key}".lstrip("."))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from texts(item, f"{where}[{index}]")
    elif isinstance(value, str):
        yield where, value
