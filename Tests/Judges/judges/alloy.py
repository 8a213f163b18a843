"""Grafana Alloy: its language is read back and well laid out, arguments and references are known."""

from pathlib import Path

from judging.alloy import Block, Malformed, Reference, parse
from judging.alloy_layout import misplaced
from judging.judge import Finding, Judge
from judging.shapes import shown
from tables.alloy import COMPONENTS, EXPORTS, FUNCTIONS

_TYPES = {
    "text": lambda value: isinstance(value, str),
    "int": lambda value: isinstance(value, int) and not isinstance(value, bool),
    "number": lambda value: isinstance(value, (int, float)) and not isinstance(value, bool),
    "bool": lambda value: isinstance(value, bool),
    "list": lambda value: isinstance(value, list),
    "map": lambda value: isinstance(value, dict),
    "reference": lambda value: isinstance(value, Reference),
    "targets": lambda value: isinstance(value, (list, Reference)),
}


def check(tree, files: list[Path]):
    for path in files:
        name = tree.name(path)
        text = path.read_text(encoding="utf-8")
        try:
            root = parse(text)
        except Malformed as malformed:
            yield Finding(name, "", str(malformed))
            continue
        for where, message in _document(root):
            yield Finding(name, where, message)
        for line, message in misplaced(text):
            yield Finding(name, f"line {line}", message)


def _document(root: Block):
    known: set[str] = set()
    for block in root.blocks:
        full = f"{block.name}.{block.label}"
        if full in known:
            yield f"line {block.line}", f"{full} stands twice"
        known.add(full)
        table = COMPONENTS.get(block.name)
        if table is None:
            yield f"line {block.line}", f"no component is named {block.name!r}"
        else:
            yield from _block(block, table, full)
    used = set()
    for block in root.blocks:
        for reference in _references(block):
            used.add(reference.name.rpartition(".")[0])
            yield from _reference(reference, known, block)
    for block in root.blocks:
        full = f"{block.name}.{block.label}"
        takes_by_itself = not _exports(block.name) or block.name == "otelcol.receiver.otlp"
        if full not in used and not takes_by_itself:
            yield f"line {block.line}", f"nothing leads to {full}"


def _block(block: Block, table: dict, where: str):
    for name in table:
        if name.endswith("!") and name[:-1] not in _names(block):
            yield where, f"{name[:-1]!r} is missing"
    for name, value in block.attributes.items():
        kind = table.get(name, table.get(name + "!"))
        if not isinstance(kind, str):
            yield where, f"no argument is named {name!r}"
        elif not _TYPES[kind](value):
            yield f"{where}.{name}", f"{shown(value)} is not of type {kind}"
    for inner in block.blocks:
        shape = table.get(inner.name, table.get(inner.name + "!"))
        if not isinstance(shape, dict):
            yield where, f"no block is named {inner.name!r}"
        else:
            yield from _block(inner, shape, f"{where}.{inner.name}")


def _names(block: Block) -> set[str]:
    return set(block.attributes) | {inner.name for inner in block.blocks}


def _references(block: Block):
    for value in block.attributes.values():
        yield from _values(value)
    for inner in block.blocks:
        yield from _references(inner)


def _values(value):
    if isinstance(value, Reference):
        if value.name in FUNCTIONS:
            for argument in value.arguments:
                yield from _values(argument)
        else:
            yield value
    elif isinstance(value, (list, dict)):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _values(item)


def _reference(reference: Reference, known: set[str], block: Block):
    component, _, export = reference.name.rpartition(".")
    if component not in known:
        yield f"line {block.line}", f"{reference.name} leads to no component"
    elif export not in _exports(component.rpartition(".")[0]):
        yield f"line {block.line}", f"{component} exports no {export!r}"


def _exports(name: str) -> set[str]:
    words = name.split(".")
    for count in range(len(words), 0, -1):
        found = EXPORTS.get(".".join(words[:count]))
        if found:
            return found
    return set()


JUDGE = Judge(
    name="alloy",
    proves="Alloy's language reads back and is laid out as `alloy fmt` does it, arguments are known, "
    "references lead somewhere",
    files=("alloy/*.alloy",),
    check=check,
)
