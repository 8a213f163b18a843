"""No generated file holds the value of a secret, only its name."""

import re
from pathlib import Path

from judging.judge import Finding, Judge
from judging.shapes import shown

_SECRET_KEY = re.compile(
    r"(pass(word|wd|phrase)?|secret|token|credentials?"
    r"|(api|access|private|integration|routing|service)_?key)$",
    re.IGNORECASE,
)

# ${VAR}, $VAR, $__file{/run/secrets/x}, $__env{VAR}, a path, a shell that reads the file.
_REFERENCE = re.compile(
    r"\$\{\w+([:?-][^}]*)?\}|\$\w+|\$__(file|env)\{[^}]+\}|/[\w./-]+"
    r'|"?\$\$\(cat /run/secrets/\w+\)"?.*'
)

_KNOWN_FORMS = {
    "a private key": r"-----BEGIN [A-Z ]*PRIVATE KEY",
    "a Slack token": r"xox[abprs]-[0-9A-Za-z-]{10,}",
    "a Slack webhook": r"hooks\.slack\.com/(services|workflows)/[A-Z0-9]{6,}",
    "a Grafana token": r"gl(sa|c)_[A-Za-z0-9_]{20,}",
    "an AWS access key": r"\b(AKIA|ASIA)[0-9A-Z]{16}\b",
    "a GitHub token": r"gh[pousr]_[A-Za-z0-9]{30,}",
    "a bcrypt hash": r"\$2[aby]\$\d\d\$[./A-Za-z0-9]{53}",
    "a password in a URL": r"\b[a-z][a-z0-9+]*://[^\s/:@'\"${}]+:[^\s/:@'\"${}]+@",
    "a bearer token": r"Bearer [A-Za-z0-9._~+/-]{20,}",
}


def check(tree, files: list[Path]):
    for path in files:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        for form, pattern in _KNOWN_FORMS.items():
            for match in re.finditer(pattern, text):
                line = text.count("\n", 0, match.start()) + 1
                yield Finding(tree.name(path), f"line {line}", f"looks like {form}")
        if path.suffix in (".yml", ".yaml"):
            for where, value in _secret_values(tree.yaml(path), ""):
                yield Finding(tree.name(path), where, f"holds a value, {shown(value)}, not a name")
        if path.name.startswith(".env"):
            yield from _environment_values(tree.name(path), text)


def _secret_values(value, where: str, key: str = ""):
    if isinstance(value, dict):
        for name, item in value.items():
            yield from _secret_values(item, f"{where}.{name}".lstrip("."), str(name))
    elif isinstance(value, list):
        for index, item in enumerate(value):
            name, equals, text = item.partition("=") if isinstance(item, str) else ("", "", "")
            if equals:  # the list form of environment
                yield from _secret_values(text, f"{where}[{index}]", name)
            else:
                yield from _secret_values(item, f"{where}[{index}]", key)
    elif isinstance(value, str) and value and _SECRET_KEY.search(key):
        if not _REFERENCE.fullmatch(value):
            yield where, value


def _environment_values(name: str, text: str):
    for number, line in enumerate(text.splitlines(), 1):
        key, _, value = line.partition("=")
        if not line.startswith("#") and _SECRET_KEY.search(key.strip()) and value.strip():
            yield Finding(name, f"line {number}", f"{key.strip()} has a value")


JUDGE = Judge(
    name="secrets",
    proves="no generated file holds a secret's value",
    files=("**/*", "**/.env*"),
    check=check,
)
