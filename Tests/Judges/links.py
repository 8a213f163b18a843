"""Every link of the documentation leads somewhere: files exist, headings exist.

    links.py FOLDER

Links to other hosts are not followed: a test must not depend on them.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from urllib.parse import unquote

_LINK = re.compile(r"\[(?:[^\]\[]|\[[^\]]*\])*\]\(\s*<?([^)>\s]+)>?(?:\s+[\"'][^)]*)?\)")
_REFERENCE = re.compile(r"^\[[^\]]+\]:\s+<?([^\s>]+)", re.MULTILINE)
_OTHER_HOST = re.compile(r"[a-z][a-z0-9+.-]*:|//")


def main() -> int:
    root = Path(sys.argv[1]).resolve()
    pages = _pages(root)
    found = [problem for page in pages for problem in problems(page, root)]
    for problem in found:
        print(problem)
    print(f"{len(pages)} pages, {len(found)} dead links")
    return 1 if found else 0


def problems(page: Path, root: Path) -> Iterator[str]:
    text = _prose(page.read_text(encoding="utf-8"))
    for match in (*_LINK.finditer(text), *_REFERENCE.finditer(text)):
        link = match.group(1)
        if _OTHER_HOST.match(link):
            continue
        path, _, heading = unquote(link).partition("#")
        base = root if path.startswith("/") else page.parent
        target = (base / path.lstrip("/")).resolve() if path else page
        line = text.count("\n", 0, match.start()) + 1
        place = f"{page.relative_to(root)}:{line}: {link}"
        if not target.is_relative_to(root):
            yield f"{place}: leaves the project"
        elif not target.exists():
            yield f"{place}: no such file"
        elif heading and target.suffix == ".md" and heading not in _headings(target):
            yield f"{place}: no such heading"


def _pages(root: Path) -> list[Path]:
    """What git knows or would know, so that build folders are left out."""
    command = ["git", "-C", root, "ls-files", "-co", "--exclude-standard", "--", "*.md"]
    listed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return [root / line for line in listed.splitlines() if (root / line).exists()]


def _prose(text: str) -> str:
    """The text with code blanked out, so that lines keep their numbers."""
    fenced = re.compile(r"^( *)(```+|~~~+)[^\n]*\n.*?^ *\2[`~]* *$", re.MULTILINE | re.DOTALL)
    text = fenced.sub(lambda match: "\n" * match.group(0).count("\n"), text)
    return re.sub(r"(`+)(?!`).+?(?<!`)\1(?!`)", "", text)


@cache
def _headings(page: Path) -> set[str]:
    """The anchors that GitHub and GitLab make of the headings."""
    text = page.read_text(encoding="utf-8")
    anchors: set[str] = set(re.findall(r"<a (?:id|name)=\"([^\"]+)\"", text))
    without_code = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for title in re.findall(r"^#{1,6} +(.+?)(?: +#+)?$", without_code, re.MULTILINE):
        title = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", title).replace("`", "").replace("*", "")
        slug = re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-")
        anchor, number = slug, 0
        while anchor in anchors:
            number += 1
            anchor = f"{slug}-{number}"
        anchors.add(anchor)
    return anchors


if __name__ == "__main__":
    sys.exit(main())
