"""The door in front of the stack: every site leads to a service, and asks who comes."""

import re
from pathlib import Path

from judging.judge import Finding, Judge

# These ask for a login themselves.
_OWN_LOGIN = {"grafana"}


def check(tree, files: list[Path]):
    proxy = (tree.spec.get("expose") or {}).get("proxy") or {}
    for path in files:
        sites = _sites(path.read_text(encoding="utf-8"))
        if not sites:
            yield Finding(tree.name(path), "", "has no site")
        for host, lines in sites.items():
            for message in _site(tree, proxy, host, lines):
                yield Finding(tree.name(path), host, message)


def _sites(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for host, body in re.findall(r"^(\S+) \{\n(.*?)^\}", text, re.MULTILINE | re.DOTALL):
        found[host] = [line.strip() for line in body.splitlines()]
    return found


def _site(tree, proxy, host: str, lines: list[str]):
    domain = proxy.get("domain", "")
    if not host.endswith(f".{domain}"):
        yield f"is not below the domain {domain}"
    led_to = [line.split()[1] for line in lines if line.startswith("reverse_proxy ")]
    if len(led_to) != 1:
        yield f"leads to {len(led_to)} services"
    for address in led_to:
        service, _, port = address.removeprefix("https://").partition(":")
        if service not in tree.services:
            yield f"leads to {service}, which is no service"
        elif not port.isdigit():
            yield f"leads to no port of {service}"
        elif service != host.partition(".")[0]:
            yield f"leads to {service}"
    login = (proxy.get("login") or {}).get("secret")
    asks = f"import /run/secrets/{login}" in lines
    has_own = host.partition(".")[0] in _OWN_LOGIN
    if login and not has_own and not asks:
        yield "asks for no login"
    if login and has_own and asks:
        yield "asks for a second login"


JUDGE = Judge(
    name="proxy",
    proves="every site of the proxy leads to its service, and asks for a login where there is none",
    files=("proxy/Caddyfile",),
    check=check,
)
