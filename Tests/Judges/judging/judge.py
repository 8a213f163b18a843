"""A judge: which files of a stack it is for, and what it finds wrong in them."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from judging.failures import MissingTool, Unreadable
from judging.tree import StackTree


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong: in which file, where in it, and what."""

    file: str
    where: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}: {self.where}" if self.where else self.file
        return f"{place}: {self.message}"


@dataclass(frozen=True)
class Judge:
    """`files` are globs below the stack's folder; a stack without such files is not for this judge.

    A downlevel judge is a tool of an older release: it sees the build made for that release.
    """

    name: str
    proves: str
    files: tuple[str, ...]
    check: Callable[[StackTree, list[Path]], Iterable[Finding]]
    downlevel: bool = False

    def findings(self, tree: StackTree) -> tuple[int, list[Finding]]:
        files = tree.files(*self.files)
        if not files:
            return 0, []
        findings: list[Finding] = []
        try:
            findings.extend(self.check(tree, files))
        except MissingTool as missing:
            findings.append(Finding(self.name, "", str(missing)))
        except Unreadable as unreadable:
            findings.append(Finding(unreadable.file, "", unreadable.message))
        except (AttributeError, KeyError, TypeError, IndexError) as error:
            # Some value has another form than any the judge knows, so it is wrong, whatever it is.
            line = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{Path(line.filename).name}:{line.lineno}"
            message = f"the judge cannot read it: {error!r} at {place}"
            findings.append(Finding(", ".join(map(tree.name, files)), "", message))
        return len(files), findings
