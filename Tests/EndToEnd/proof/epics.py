"""The EPICS stack: a process variable beyond its limit is told to the people of its group."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Iterator

from proof import health
from proof.messages import Messages
from proof.stack import Stack, Step, get, random_secret, wait_for
from proof.surroundings import Surroundings

ARCHIVER = "http://127.0.0.1:17668"
GAUGE = "SR:C07-VA:PG3:PRESSURE"
CONTROL_ROOM, VACUUM = "#control-room", "#vacuum"


class EPICS:
    def __init__(self) -> None:
        # Debian has no package of Grafana.
        self.stack = Stack("epics", left_out=("grafana",))
        self.site = Surroundings(self.stack, "site.yaml", "epics-site")
        self.messages = Messages()
        self.secrets = {"slack_webhook": f"http://slack.example.com/{random_secret()}\n"}

    def steps(self) -> Iterator[Step]:
        yield "builds and starts", self._start()
        yield "services", health.services_are_healthy(self.stack)
        yield "the archiver is asked to archive", self._sync()
        yield "targets", health.targets_are_up(down={"grafana"})
        yield "rules", health.rules_are_healthy(self.stack)
        yield "pressure rises above a limit", self._warn()
        yield "pressure rises above the next one", self._alarm()
        yield "pressure falls, but not far enough", self._keep_alarm()
        yield "all is well again", self._recover()
        yield "restarts", health.nothing_restarted(self.stack)
        self.site.stop(self.stack)

    def _start(self) -> str:
        self.stack.build()
        self.stack.write_secrets({**self.secrets, "GRAFANA_PASSWORD": random_secret()})
        self.site.start()
        self.stack.up()
        return "without grafana, which Debian has no package of"

    def _sync(self) -> str:
        """The archiver knows none of the variables before; the stack has it archive all of them."""
        (file,) = (self.stack.folder / "archiver").glob("register-*.json")
        wanted = len(json.loads(file.read_text()))
        everything = f"{ARCHIVER}/mgmt/bpl/getAllPVs?limit=-1"
        wait_for(f"{wanted} variables archived", 30, lambda: len(get(everything)) == wanted)
        return f"{wanted} variables"

    def _set(self, value: str) -> None:
        self.messages.forget()
        request = urllib.request.Request(f"{ARCHIVER}/{GAUGE}", value.encode(), method="PUT")
        urllib.request.urlopen(request, timeout=10).close()

    def _warn(self) -> str:
        self._set("2e-8")
        alert = "warning: Vacuum warning: above 1e-08 mbar"
        text = f"{GAUGE} is 2e-08 mbar: above 1e-08 mbar"
        told = self.messages.expect(VACUUM, f"[FIRING 1] {alert}", text, within=30)
        self.messages.expect_none("critical: Vacuum")
        return told

    def _alarm(self) -> str:
        self._set("9e-8")
        alert = "critical: Vacuum critical: above 5e-08 mbar"
        text = f"{GAUGE} is 9e-08 mbar: above 5e-08 mbar"
        group = self.messages.expect(VACUUM, f"[FIRING 1] {alert}", text, within=30)
        room = self.messages.expect(CONTROL_ROOM, f"[FIRING 1] {alert}", text, within=10)
        return f"{group}, {room}"

    def _keep_alarm(self) -> str:
        """The alarm ends below 2e-8 only, for the spec says so."""
        self._set("3e-8")
        self.messages.stay_silent("RESOLVED", seconds=8)
        return "still firing"

    def _recover(self) -> str:
        self._set("1e-9")
        room = self.messages.expect(CONTROL_ROOM, "[RESOLVED] critical: Vacuum", within=30)
        group = self.messages.expect(VACUUM, "[RESOLVED] warning: Vacuum", within=30)
        return f"{room}, {group}"
