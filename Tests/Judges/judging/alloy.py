"""Reads the language of Grafana Alloy, as strictly as its own parser where stackgen writes it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

_TOKEN = re.compile(
    r"""(?P<space>[ \t]+)|(?P<comment>//[^\n]*)|(?P<line>\n)
      |(?P<string>"(?:[^"\\\n]|\\[ntr\\"abfv]|\\x[0-9a-fA-F]{2}|\\[0-7]{3}|\\u[0-9a-fA-F]{4})*")
      |(?P<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
      |(?P<name>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)
      |(?P<mark>[{}\[\](),=])""",
    re.VERBOSE,
)


class Malformed(Exception):
    pass


@dataclass(frozen=True)
class Reference:
    """The value that a component exports, or a function with its arguments."""

    name: str
    arguments: tuple = ()


@dataclass
class Block:
    name: str
    label: str | None
    line: int
    attributes: dict[str, Any] = field(default_factory=dict)
    blocks: list[Block] = field(default_factory=list)


def parse(text: str) -> Block:
    """The blocks of a file, in one block without a name."""
    reader = _Reader(text)
    root = Block("", None, 1)
    reader.body(root, until=None)
    return root


class _Reader:
    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str, int]] = []
        position, line = 0, 1
        while position < len(text):
            match = _TOKEN.match(text, position)
            if not match:
                raise Malformed(f"line {line}: cannot read {text[position:position + 20]!r}")
            kind = match.lastgroup or ""
            if kind not in ("space", "comment"):
                self.tokens.append((kind, match.group(), line))
            line += match.group().count("\n")
            position = match.end()
        self.tokens.append(("end", "", line))
        self.place = 0

    @property
    def token(self) -> tuple[str, str, int]:
        return self.tokens[self.place]

    def take(self, kind: str, text: str | None = None) -> str:
        found, value, line = self.token
        if found != kind or (text is not None and value != text):
            raise Malformed(f"line {line}: {text or kind} is expected, not {value!r}")
        self.place += 1
        return value

    def at(self, text: str) -> bool:
        return self.token[0] == "mark" and self.token[1] == text

    def skip_lines(self) -> None:
        while self.token[0] == "line":
            self.place += 1

    def body(self, block: Block, until: str | None) -> None:
        self.skip_lines()
        while not (self.at(until) if until else self.token[0] == "end"):
            line = self.token[2]
            name = self.take("name")
            if self.at("="):
                if "." in name or name in block.attributes:
                    raise Malformed(f"line {line}: {name!r} is no attribute, or stands twice")
                self.place += 1
                block.attributes[name] = self.value()
            else:
                block.blocks.append(self.block(name, line))
            if not (self.at(until) if until else self.token[0] == "end"):
                self.take("line")
            self.skip_lines()

    def block(self, name: str, line: int) -> Block:
        label = None
        if self.token[0] == "string":
            label = self.take("string")[1:-1]
            if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", label):
                raise Malformed(f"line {line}: {label!r} cannot be a label")
        block = Block(name, label, line)
        self.take("mark", "{")
        self.body(block, until="}")
        self.take("mark", "}")
        return block

    def value(self) -> Any:
        kind, text, _ = self.token
        if kind == "string":
            self.place += 1
            return re.sub(r"\\(.)", lambda m: {"n": "\n", "t": "\t"}.get(m[1], m[1]), text[1:-1])
        if kind == "number":
            self.place += 1
            return float(text) if "." in text or "e" in text.lower() else int(text)
        if self.at("["):
            return self.items("]", self.value)
        if self.at("{"):
            return dict(self.items("}", self.entry))
        name = self.take("name")
        if name in ("true", "false", "null"):
            return {"true": True, "false": False, "null": None}[name]
        return Reference(name, tuple(self.items(")", self.value)) if self.at("(") else ())

    def entry(self) -> tuple[str, Any]:
        key = self.take("string")[1:-1] if self.token[0] == "string" else self.take("name")
        self.take("mark", "=")
        return key, self.value()

    def items(self, end: str, item) -> list:
        """Items between brackets; the last line needs its comma."""
        self.place += 1
        found = []
        self.skip_lines()
        while not self.at(end):
            found.append(item())
            if self.at(","):
                self.place += 1
                self.skip_lines()
            elif not self.at(end):
                raise Malformed(f"line {self.token[2]}: a comma or {end} is expected")
        self.place += 1
        return found
