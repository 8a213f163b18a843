"""The compose specification's own schema accepts the compose file."""

from pathlib import Path

from judging.judge import Finding, Judge
from judging.tools import complaint, run_venv


def check(tree, files: list[Path]):
    result = run_venv("check-jsonschema", "--builtin-schema", "vendor.compose-spec", *files)
    if result.returncode != 0:
        yield Finding(tree.name(files[0]), "", complaint(result))


JUDGE = Judge(
    name="compose-schema",
    proves="the compose specification's schema accepts it",
    files=("docker-compose*.yml",),
    check=check,
)
