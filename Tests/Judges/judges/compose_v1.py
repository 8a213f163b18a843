"""docker-compose 1.29 reads the compose file that was made for it."""

import os
import re
from pathlib import Path

from judging.judge import Finding, Judge
from judging.tools import complaint, run_debian_module


def check(tree, files: list[Path]):
    for path in files:
        variables = re.findall(r"(?<!\$)\$\{?([A-Za-z_]\w*)", path.read_text(encoding="utf-8"))
        environment = {**{name: "1" for name in variables}, "PATH": os.environ["PATH"]}
        result = run_debian_module("compose", "-f", path, "config", "-q", env=environment)
        if result.returncode != 0 or "WARNING" in result.stderr:
            yield Finding(tree.name(path), "", complaint(result))


JUDGE = Judge(
    name="compose-1.29",
    proves="docker-compose 1.29.2 accepts the build made for it",
    files=("docker-compose.yml",),
    check=check,
    downlevel=True,
)
