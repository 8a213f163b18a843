"""Judges the judges: each accepts a good stack and refuses each broken one, for the right reason.

`fixtures/stack` is one small stack as stackgen writes it, `fixtures/spec.yaml` what was asked for;
`fixtures/downlevel` holds the files that differ when it is built for old releases. `fixtures/broken/<judge>.yaml` lists breakages:

    - breaks: what is wrong, in words
      file: the file it happens to
      find: text that stands there exactly once     (left out: the whole file is replaced)
      put: what stands there instead                (left out: the file is removed)
      says: a part of what the judge must say
"""

import os
import shutil
import sys
import tempfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import yaml

HERE = Path(__file__).parent
FIXTURES = HERE / "fixtures"


def main() -> int:
    import judges

    cases = [(judge.name, None) for judge in judges.ALL]
    for judge in judges.ALL:
        breakages = yaml.safe_load((FIXTURES / f"broken/{judge.name}.yaml").read_text()) or []
        cases += [(judge.name, breakage) for breakage in breakages]
    unknown = {path.stem for path in (FIXTURES / "broken").iterdir()} - {j.name for j in judges.ALL}
    problems = [f"fixtures/broken/{name}.yaml belongs to no judge" for name in sorted(unknown)]
    problems += [f"{judge.name}: has no broken fixture" for judge in judges.ALL
                 if sum(name == judge.name for name, _ in cases) < 2]
    with ProcessPoolExecutor() as pool:
        problems += [problem for problem in pool.map(_try, cases) if problem]
    problems += _missing_tools() + _links()
    for problem in problems:
        print(problem)
    print(f"{len(judges.ALL)} judges, {len(cases)} cases, {len(problems)} problems")
    return 1 if problems else 0


def _try(case) -> str | None:
    name, breakage = case
    judge = _judge(name)
    with tempfile.TemporaryDirectory() as folder:
        stack = Path(folder) / "stack"
        _copy_stack(stack, judge.downlevel)
        problem = _break(stack, breakage) if breakage else None
        if problem:
            return f"{name}: {breakage['breaks']}: {problem}"
        count, findings = _findings(judge, stack)
    said = "\n  ".join(str(finding) for finding in findings)
    if breakage is None:
        if findings:
            return f"{name}: refuses the good stack:\n  {said}"
        return None if count else f"{name}: found nothing to judge in the good stack"
    if not findings:
        return f"{name}: accepts: {breakage['breaks']}"
    if breakage["says"] not in said:
        return f"{name}: {breakage['breaks']}: does not say {breakage['says']!r} but:\n  {said}"
    return None


def _judge(name: str):
    import judges

    return next(judge for judge in judges.ALL if judge.name == name)


def _findings(judge, stack: Path):
    from judging.tree import StackTree

    return judge.findings(StackTree(stack, FIXTURES / "spec.yaml"))


def _copy_stack(stack: Path, downlevel: bool) -> None:
    shutil.copytree(FIXTURES / "stack", stack)
    if downlevel:
        shutil.copytree(FIXTURES / "downlevel", stack, dirs_exist_ok=True)


def _break(stack: Path, breakage: dict) -> str | None:
    path = stack / breakage["file"]
    if "put" not in breakage:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
        return None
    if "find" not in breakage:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(breakage["put"], encoding="utf-8")
        return None
    text = path.read_text(encoding="utf-8")
    if text.count(breakage["find"]) != 1:
        return f"{breakage['find']!r} stands {text.count(breakage['find'])} times in the fixture"
    path.write_text(text.replace(breakage["find"], breakage["put"]), encoding="utf-8")
    return None


def _missing_tools() -> list[str]:
    """A judge whose tool is missing must say so; none may pass in silence."""
    from judging import tools

    here, python = tools.DEBIAN, sys.executable
    tools.DEBIAN, sys.executable = Path("/nowhere"), "/nowhere/bin/python"
    problems = []
    try:
        for name in ("promtool", "amtool", "blackbox", "snmp", "compose-1.29", "compose-schema"):
            with tempfile.TemporaryDirectory() as folder:
                stack = Path(folder) / "stack"
                _copy_stack(stack, _judge(name).downlevel)
                _, findings = _findings(_judge(name), stack)
            if not any("run bin/test" in str(finding) for finding in findings):
                problems.append(f"{name}: passes although its tool is missing")
    finally:
        tools.DEBIAN, sys.executable = here, python
    return problems


def _links() -> list[str]:
    """The link check finds each dead link and no other."""
    import links

    good = "# A `b` c!\n[x](#a-b-c) [y](other.md#d) [z](https://example.com/x) `[q](none.md)`\n"
    dead = {"[x](none.md)": "no such file", "[x](#none)": "no such heading",
            "[x](../../up.md)": "leaves the project", "[x]: other.md#e": "no such heading"}
    problems = []
    with tempfile.TemporaryDirectory() as folder:
        root, page = Path(folder).resolve(), Path(folder).resolve() / "page.md"
        (root / "other.md").write_text("## D\n```\n# E\n```\n")
        page.write_text(good)
        problems += [f"links: refuses a good page: {found}" for found in links.problems(page, root)]
        for text, says in dead.items():
            page.write_text(f"{good}\n{text}\n")
            found = list(links.problems(page, root))
            if len(found) != 1 or says not in found[0] or "page.md:4:" not in found[0]:
                problems.append(f"links: {text}: expected {says!r}, found {found}")
    return problems


if __name__ == "__main__":
    os.chdir(HERE)
    sys.exit(main())
