"""What must be true of every stack once it is up."""

from __future__ import annotations

import subprocess
import urllib.parse
from proof.stack import Failure, Stack, get, run, wait_for

PROMETHEUS = "http://127.0.0.1:9090"


def services_are_healthy(stack: Stack) -> str:
    """Every service runs, and every health check is green."""

    def all_well() -> bool:
        containers = stack.containers()
        if missing := set(stack.services()) - set(containers):
            raise Failure(f"not started: {', '.join(sorted(missing))}")
        for service, container in containers.items():
            state = container["State"]
            if state["Status"] != "running":
                raise Failure(f"{service} is {state['Status']}:\n{log_of(container)}")
        return all(
            container["State"].get("Health", {"Status": "healthy"})["Status"] == "healthy"
            for container in containers.values()
        )

    wait_for("every health check green", 90, all_well)
    checks = sum("Health" in one["State"] for one in stack.containers().values())
    return f"{len(stack.services())} services, {checks} with a health check"


def nothing_restarted(stack: Stack) -> str:
    for service, container in stack.containers().items():
        if container["RestartCount"]:
            raise Failure(f"{service} restarted {container['RestartCount']} times")
        if container["State"]["OOMKilled"]:
            raise Failure(f"{service} ran out of memory")
    return "no container restarted"


def limits_hold(stack: Stack) -> str:
    """What the compose file says of hardening is what Docker does."""
    for service, container in stack.containers().items():
        settings = container["HostConfig"]
        if not settings["Memory"] or not settings["NanoCpus"]:
            raise Failure(f"{service} has no limit of memory or CPU")
        if not settings["Privileged"] and settings["CapDrop"] != ["ALL"]:
            raise Failure(f"{service} keeps capabilities")
        for bindings in (settings["PortBindings"] or {}).values():
            if any(binding["HostIp"] != "127.0.0.1" for binding in bindings):
                raise Failure(f"{service} listens outside of this machine")
    return "limits of memory and CPU, no capabilities, loopback only"


def targets_are_up(down: set[str] = frozenset()) -> str:
    """Every target of Prometheus is up, but for the jobs whose service was left out."""

    def as_expected() -> bool:
        targets = get(f"{PROMETHEUS}/api/v1/targets?state=active")["data"]["activeTargets"]
        jobs_down = {one["labels"]["job"] for one in targets if one["health"] != "up"}
        if jobs_down != down:
            errors = [f"{one['scrapeUrl']} {one['health']}: {one['lastError']}" for one in targets]
            raise Failure("\n".join(errors))
        return True

    wait_for("all targets up", 60, as_expected)
    count = len(get(f"{PROMETHEUS}/api/v1/targets?state=active")["data"]["activeTargets"])
    left_out = f"; left out: {', '.join(sorted(down))}" if down else ""
    return f"{count - len(down)} targets up{left_out}"


def is_measured(*expressions: str) -> str:
    """Each PromQL condition holds for something: exporters reach what they measure."""
    for expression in expressions:
        query = urllib.parse.urlencode({"query": expression})
        address = f"{PROMETHEUS}/api/v1/query?{query}"
        wait_for(expression, 30, lambda: get(address)["data"]["result"])
    return ", ".join(expressions)


def rules_are_healthy(stack: Stack) -> str:
    """Every alert of the rule files is loaded, and none fails."""
    written = sum(
        line.lstrip().startswith(("- alert:", "- record:"))
        for path in (stack.folder / "prometheus/rules").glob("*.yml")
        for line in path.read_text().splitlines()
    )

    def all_evaluated() -> bool:
        groups = get(f"{PROMETHEUS}/api/v1/rules")["data"]["groups"]
        rules = [rule for group in groups for rule in group["rules"]]
        for rule in rules:
            if rule["health"] == "err":
                raise Failure(f"{rule['name']}: {rule['lastError']}")
        if len(rules) != written:
            raise Failure(f"{written} rules are written, {len(rules)} are loaded")
        return all(rule["health"] == "ok" for rule in rules)

    wait_for("all rules healthy", 60, all_evaluated)
    return f"{written} rules loaded and healthy"


def secrets_stay_secret(stack: Stack, values: dict[str, str]) -> str:
    """No value is in what Docker tells of a container, nor in a generated file."""
    told = run("docker", "inspect", *[one["Id"] for one in stack.containers().values()])
    places = {"docker inspect": told}
    for path in stack.folder.rglob("*"):
        if path.is_file() and path.parent.name != "secrets":
            places[str(path)] = path.read_text()
    for name, value in values.items():
        for place, text in places.items():
            if value in text:
                raise Failure(f"the value of {name} stands in {place}")
    return f"{len(values)} secrets, {len(places) - 1} files and docker inspect"


def secrets_are_readable(stack: Stack, files: dict[str, str]) -> str:
    """Each service reads its secrets as the user it runs as."""
    read = 0
    for service, container in stack.containers().items():
        for mount in container["Mounts"]:
            if not mount["Destination"].startswith("/run/secrets/"):
                continue
            name = mount["Source"].rpartition("/")[2]
            if run("docker", "exec", container["Id"], "cat", mount["Destination"]) != files[name]:
                raise Failure(f"{service} reads something else in {mount['Destination']}")
            read += 1
    return f"{read} mounted files"


def log_of(container: dict) -> str:
    result = subprocess.run(
        ["docker", "logs", "--tail", "20", container["Id"]], text=True, capture_output=True
    )
    return (result.stdout + result.stderr).strip()
