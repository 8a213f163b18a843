"""Services may do no more than they must: capabilities, privileges, mounts, memory, ports."""

from pathlib import Path

from judging.judge import Finding, Judge

_FILE = "docker-compose.yml"
_ENGINE = "/var/run/docker.sock"


def check(tree, files: list[Path]):
    expose = tree.spec.get("expose") or {}
    for name, service in tree.services.items():
        for message in (*_rights(service), *_mounts(service), *_ports(name, service, expose)):
            yield Finding(_FILE, f"services.{name}", message)


def _rights(service):
    if not service.get("privileged"):
        if service.get("cap_drop") != ["ALL"]:
            yield "keeps the capabilities that every container has: cap_drop is not ALL"
        if "no-new-privileges:true" not in (service.get("security_opt") or []):
            yield "may gain privileges: no-new-privileges is missing"
    limits = ((service.get("deploy") or {}).get("resources") or {}).get("limits") or {}
    if not limits.get("memory"):
        yield "may take all memory of the machine: it has no limit"


def _mounts(service):
    for volume in service.get("volumes") or []:
        if isinstance(volume, str):
            source, _, options = volume.partition(":")
            is_read_only = "ro" in options.partition(":")[2].split(",")
        else:
            source, is_read_only = str(volume.get("source", "")), volume.get("read_only", False)
        if (source.startswith(".") or source == _ENGINE) and not is_read_only:
            yield f"may write to {source}, which it only has to read"


def _ports(name: str, service, expose):
    proxy = expose.get("proxy") or {}
    allowed = {"127.0.0.1", "::1", str(expose.get("address", "127.0.0.1"))}
    if name == "proxy":
        allowed.add(str(proxy.get("address", "0.0.0.0")))
    for port in service.get("ports") or []:
        address = str(port).rsplit(":", 2)[0].strip("[]") if str(port).count(":") > 1 else ""
        if address not in allowed:
            yield f"is open to everybody at {port}, and the spec exposes nothing there"


JUDGE = Judge(
    name="hardening",
    proves="services drop capabilities, cannot write what they read, have a limit of memory, and "
    "are open where the spec exposes them only",
    files=(_FILE,),
    check=check,
)
