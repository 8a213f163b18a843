"""How Alloy's own formatter lays its language out, as far as stackgen writes it."""

import re

_ATTRIBUTE = re.compile(r'(\t*)(\w+|"(?:[^"\\]|\\.)*")( +)= (.*)')
_BLOCK = re.compile(r'\t*[\w.]+(?: "\w+")? \{(?: \})?')


def misplaced(text: str):
    """Each line that the formatter would write otherwise, with what is wrong."""
    lines = text.split("\n")
    for number, line in enumerate(lines[:-1], start=1):
        before = lines[number - 2] if number > 1 else "{"
        is_block = _BLOCK.fullmatch(line) is not None
        if is_block and before and not before.endswith("{") and not before.startswith("//"):
            yield number, "an empty line is expected before a block"
        if not line and not _BLOCK.fullmatch(lines[number]):
            yield number, "an empty line stands before something else than a block"
    for run in _runs(lines):
        widest = max(len(match[2]) for _, match in run)
        for number, match in run:
            if len(match[2]) + len(match[3]) != widest + 1:
                yield number, "the equal sign is not below the others"


def _runs(lines: list[str]):
    """Attributes on neighbouring lines; one that goes on over lines is the last of its run."""
    run = []
    for number, line in enumerate(lines, start=1):
        match = _ATTRIBUTE.fullmatch(line)
        if match:
            run.append((number, match))
        if run and (not match or match[4][-1] in "[{("):
            yield run
            run = []
