"""What a stack runs beside: a compose project that it joins by a network."""

from __future__ import annotations

from pathlib import Path

from proof.messages import SINK
from proof.stack import GENERATED, HERE, Stack, get, run, wait_for


class Surroundings:
    def __init__(self, stack: Stack, file: str, network: str, **variables: str) -> None:
        self.network = network
        self.command = ["docker-compose", "-p", Path(file).stem, "--project-directory",
                        str(GENERATED), "-f", str(HERE / file)]
        self.variables = {
            "PROGRAMS": str(HERE / "programs"),
            "SECRETS": str(stack.folder / "secrets"),
            **variables,
        }

    def start(self) -> None:
        run("docker", "network", "create", self.network)
        self("up", "-d")
        wait_for("the sink listens", 30, lambda: get(SINK) is not None)

    def __call__(self, *arguments: str) -> str:
        return run(*self.command, *arguments, environment=self.variables)

    def stop(self, stack: Stack) -> None:
        """The next proof wants the same ports."""
        stack.compose("down", "--volumes")
        self("down", "--volumes")
        run("docker", "network", "rm", self.network)
