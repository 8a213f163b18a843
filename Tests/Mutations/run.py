"""Seeds faults into what writes files, one at a time, and counts how many are found out.

    .judges/venv/bin/python Tests/Mutations/run.py [--from N] [--minutes M]

Run by hand on a clean work tree, after `bin/test` has fetched the judges: each fault is a build of
its own, half a minute or more. Two kinds of witnesses are asked:

* golden files: `stackgen build --check` sees that the bytes are not what they were;
* meaning: the judges and `stackgen test`, which know nothing of golden files, on a stack that uses
  what is broken.

A fault that only golden files find would have passed had it been there from the start.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]
PROGRAM = PROJECT / ".build/debug/stackgen"
OLD = ("prometheus=2.42", "alertmanager=0.25", "compose=1.29")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--from", type=int, default=1, dest="first")
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--build", default="swift build --product stackgen")
    arguments = parser.parse_args()
    faults = yaml.safe_load((HERE / "faults.yaml").read_text())
    end = time.monotonic() + 60 * arguments.minutes
    counts = {"golden": 0, "meaning": 0, "either": 0, "tried": 0}
    for number, fault in enumerate(faults, start=1):
        if number < arguments.first or time.monotonic() > end:
            continue
        found = _try(fault, arguments.build)
        counts["tried"] += 1
        counts["golden"] += "golden" in found
        counts["meaning"] += any(word != "golden" for word in found)
        counts["either"] += bool(found)
        print(f"{number:2} {fault['fault']}: {', '.join(found) or 'NOT FOUND'}", flush=True)
    print(f"{counts['tried']} of {len(faults)} faults tried, {counts['either']} found: "
          f"{counts['golden']} by golden files, {counts['meaning']} by their meaning")
    return 0 if counts["either"] >= 0.95 * counts["tried"] else 1


def _try(fault, build: str) -> list[str]:
    path = PROJECT / fault["file"]
    text = path.read_text()
    if text.count(fault["find"]) != 1:
        raise SystemExit(f"{fault['fault']}: stands {text.count(fault['find'])} times in {path}")
    try:
        path.write_text(text.replace(fault["find"], fault["put"]))
        built = _run(*build.split())
        if built.returncode != 0:
            return ["compiler"]
        # The stack in which most of the program's features are in use.
        standard = "epics" if "/Grafana/" in fault["file"] else "coldchain"
        return _witnesses(fault.get("stack", standard))
    finally:
        path.write_text(text)


def _witnesses(stack: str) -> list[str]:
    found = []
    # Of the largest stack only the manifest is kept.
    kept = [f"stacks/{path.parent.name}.yaml"
            for path in PROJECT.glob("generated/*/docker-compose.yml")]
    if _run(PROGRAM, "build", "--check", *sorted(kept)).returncode != 0:
        found.append("golden")
    with tempfile.TemporaryDirectory() as folder:
        spec = f"stacks/{stack}.yaml"
        if _run(PROGRAM, "build", spec, "-o", f"{folder}/new").returncode != 0:
            return found + ["the compiler's checks"]
        old = [word for version in OLD for word in ("--set", f"versions.{version}")]
        _run(PROGRAM, "build", spec, "-o", f"{folder}/old", *old)
        Path(folder, f"{stack}.yaml").write_text(_run(PROGRAM, "dump", spec).stdout)
        answer = _run(sys.executable, "Tests/Judges/run.py", f"{folder}/new/{stack}",
                      "--downlevel", f"{folder}/old", "--specs", folder)
        found += [line.split()[0] for line in answer.stdout.splitlines() if "FAILED" in line
                  and not line.startswith(" ")]
    # Only what Grafana evaluates: promtool has been asked by the judge already.
    if stack == "epics" and "failed:" in _run(PROGRAM, "test", spec).stdout:
        found.append("stackgen test")
    return found


def _run(*command) -> subprocess.CompletedProcess[str]:
    return subprocess.run([str(part) for part in command], cwd=PROJECT, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


if __name__ == "__main__":
    sys.exit(main())
