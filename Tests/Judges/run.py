"""Lets every judge look at generated stacks.

    run.py generated/coldchain generated/itsm --downlevel .judges/downlevel --specs .judges/specs

A stack is a folder. `--downlevel DIR` holds the same stacks, built for the older releases that
Debian's promtool, amtool and docker-compose understand; `--specs DIR` what `stackgen dump` says of
each, by name.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import judges
from judging.judge import Finding
from judging.tree import StackTree


def main() -> int:
    arguments = _arguments()
    names = [judge.name for judge in judges.ALL if arguments.only in (None, judge.name)]
    if not names:
        print(f"no judge is named {arguments.only!r}", file=sys.stderr)
        return 2
    tasks = [
        (name, stack, arguments.downlevel, arguments.specs)
        for name in names
        for stack in arguments.stacks
    ]
    with ProcessPoolExecutor() as pool:
        verdicts = list(pool.map(_verdict, tasks))
    failed = False
    for name in names:
        own = [verdict for verdict in verdicts if verdict[0] == name]
        failed |= _report(name, own)
    return 1 if failed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Let every judge look at generated stacks.")
    parser.add_argument("stacks", nargs="+", type=Path, metavar="STACK")
    parser.add_argument("--downlevel", type=Path, required=True, metavar="DIR")
    parser.add_argument("--specs", type=Path, required=True, metavar="DIR")
    parser.add_argument("--only", metavar="JUDGE", help="one judge instead of all")
    return parser.parse_args()


Verdict = tuple[str, str, int, list[Finding], float]


def _verdict(task: tuple[str, Path, Path, Path]) -> Verdict:
    name, stack, downlevel, specs = task
    judge = next(judge for judge in judges.ALL if judge.name == name)
    folder = downlevel / stack.name if judge.downlevel else stack
    start = time.monotonic()
    if folder.is_dir():
        count, findings = judge.findings(StackTree(folder, specs / f"{stack.name}.yaml"))
    else:
        count, findings = 0, [Finding(".", "", "there is no such folder")]
    return name, str(folder), count, findings, time.monotonic() - start


def _report(name: str, verdicts: list[Verdict]) -> bool:
    files = sum(verdict[2] for verdict in verdicts)
    stacks = sum(1 for verdict in verdicts if verdict[2])
    wrong = [(folder, finding) for _, folder, _, found, _ in verdicts for finding in found]
    seconds = sum(verdict[4] for verdict in verdicts)
    state = f"FAILED ({len(wrong)})" if wrong else "ok" if files else "nothing to judge"
    print(f"{name:22} {stacks:3} stacks {files:5} files {seconds:6.1f} s  {state}")
    for folder, finding in wrong:
        print(f"  {folder}/{finding}")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
