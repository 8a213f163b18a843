"""The cold chain stack: runs, tells the right people of faults, and keeps its secrets."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from proof import health
from proof.messages import Messages
from proof.stack import Failure, Stack, Step, get, random_secret, wait_for
from proof.surroundings import Surroundings

ALERTMANAGER = "http://127.0.0.1:9093"
BACKEND = "http://127.0.0.1:18000"
ONCALL, TEAM = "#alerts-critical", "#alerts"

# Programs that Debian has no package of.
LEFT_OUT = {"grafana": "grafana", "containers-exporter": "containers"}


def config_hash(container: dict) -> str | None:
    return container["Config"]["Labels"].get("stackgen.config")


class ColdChain:
    def __init__(self) -> None:
        self.stack = Stack("coldchain", left_out=tuple(LEFT_OUT))
        self.messages = Messages()
        self.redis_password = random_secret()
        self.platform = Surroundings(
            self.stack, "platform.yaml", "coldchain-app", REDIS_PASSWORD=self.redis_password)
        self.secrets = {
            "DB_PASSWORD": random_secret(),
            "GRAFANA_PASSWORD": random_secret(),
            "SMTP_PASSWORD": random_secret(),
            "redis_passwords.json": json.dumps({"redis://redis:6379": self.redis_password}),
            "slack_webhook": f"http://slack.example.com/{random_secret()}\n",
        }

    def steps(self) -> Iterator[Step]:
        yield "builds and starts", self._start()
        yield "services", health.services_are_healthy(self.stack)
        yield "hardening", health.limits_hold(self.stack)
        yield "targets", health.targets_are_up(down=set(LEFT_OUT.values()))
        measured = ["pg_up == 1", "redis_up == 1", "count(probe_success == 1) == 3"]
        yield "exporters", health.is_measured(*measured)
        yield "rules", health.rules_are_healthy(self.stack)
        yield "secrets", health.secrets_stay_secret(self.stack, self._secret_values())
        yield "secrets are readable", health.secrets_are_readable(self.stack, self.secrets)
        yield "a target is down", self._missing_targets()
        yield "Redis stops", self._stop_redis()
        yield "connections fill up", self._fill_connections()
        yield "requests fail", self._fail_requests()
        yield "critical mutes warning", self._inhibit()
        yield "a change restarts what it changes", self._change()
        yield "a warning at night", self._warn_at_night()
        yield "restarts", health.nothing_restarted(self.stack)
        self.platform.stop(self.stack)

    # Before

    def _start(self) -> str:
        self.stack.build()
        self.stack.write_secrets(self.secrets)
        self.platform.start()
        self.stack.up()
        return f"without {', '.join(LEFT_OUT)}, which Debian has no package of"

    def _secret_values(self) -> dict[str, str]:
        values = {name: value.strip() for name, value in self.secrets.items()}
        return {**values, "redis_passwords.json": self.redis_password}

    # Faults

    def _missing_targets(self) -> str:
        text = ["[FIRING 2] critical: TargetDown", "grafana:3000 of the job grafana"]
        return self.messages.expect(ONCALL, *text, within=30)

    def _stop_redis(self) -> str:
        self.messages.forget()
        self.platform("stop", "-t", "1", "redis")
        title = "critical: RedisDown on redis-exporter:9121"
        summary = "Redis at redis-exporter:9121 does not answer"
        slack = self.messages.expect(ONCALL, f"[FIRING 1] {title}", f"FIRING: {summary}", within=15)
        mail = self.messages.expect("oncall@example.com", f"[FIRING 1] {title}", summary, within=15)
        self._check_credentials()
        self.platform("start", "redis")
        solved = self.messages.expect(ONCALL, f"[RESOLVED] {title}", within=30)
        return f"{slack}, {mail}; resolved, {solved}"

    def _check_credentials(self) -> None:
        """Both arrived with the secrets they need, read from mounted files."""
        for message in self.messages.new():
            if "login" in message and message["login"] != f"alerts:{self.secrets['SMTP_PASSWORD']}":
                raise Failure("the mail server got another password than the secret")
            if "path" in message and not self.secrets["slack_webhook"].strip().endswith(message["path"]):
                raise Failure("Slack was called by another address than the secret")

    def _fill_connections(self) -> str:
        self.messages.forget()
        self._open_sessions()
        title = "warning: PostgreSQLTooManyConnections on postgres-exporter:9187"
        told = self.messages.expect(TEAM, f"[FIRING 1] {title}", "Limit: > 80", within=30)
        self._end_sessions()
        return f"{told}; resolved, {self.messages.expect(TEAM, f'[RESOLVED] {title}', within=30)}"

    def _open_sessions(self) -> None:
        sessions = 'for i in $(seq 85); do psql -h /tmp -c "SELECT pg_sleep(600)" & done; wait'
        self.platform("exec", "-T", "-d", "postgres", "sh", "-c", sessions)

    def _end_sessions(self) -> None:
        end = (
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
            " WHERE query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()"
        )
        self.platform("exec", "-T", "postgres", "psql", "-q", "-h", "/tmp", "-c", end)

    def _fail_requests(self) -> str:
        self.messages.forget()
        title = "critical: High5xxErrorRate"
        self._ask("/orders", 50)
        self._ask("/broken", 50)
        told = self.messages.expect(ONCALL, f"[FIRING 1] {title}", "% of the requests to backend fail", within=30)
        # Recovery: so many good answers that the failed ones of the last minutes do not count.
        self._ask("/orders", 3000)
        return f"{told}; resolved, {self.messages.expect(ONCALL, f'[RESOLVED] {title}', within=30)}"

    def _ask(self, path: str, times: int) -> None:
        def once(_: int) -> None:
            try:
                urllib.request.urlopen(BACKEND + path, timeout=10).read()
            except urllib.error.HTTPError as error:
                error.close()

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(once, range(times)))

    def _inhibit(self) -> str:
        """A replica without its master is critical; that its memory is full need not be told."""
        self.messages.forget()
        critical = "critical: RedisReplicaDisconnected on redis-exporter:9121"
        warning = "warning: RedisHighMemory on redis-exporter:9121"
        self._redis("REPLICAOF", "127.0.0.1", "1")
        self.messages.expect(ONCALL, f"[FIRING 1] {critical}", within=15)
        self._redis("CONFIG", "SET", "maxmemory", "1mb")
        muted = wait_for("the warning is inhibited", 15, self._warning_is_inhibited)
        self.messages.stay_silent("RedisHighMemory", seconds=5)
        self._redis("REPLICAOF", "NO", "ONE")
        self.messages.expect(ONCALL, f"[RESOLVED] {critical}", within=15)
        told = self.messages.expect(TEAM, f"[FIRING 1] {warning}", within=15)
        self._redis("CONFIG", "SET", "maxmemory", "0")
        self.messages.expect(TEAM, f"[RESOLVED] {warning}", within=15)
        return f"inhibited after {muted:.1f} s, {told} once nothing critical fired"

    def _warning_is_inhibited(self) -> bool:
        query = "active=true&inhibited=true&filter=alertname%3DRedisHighMemory"
        alerts = get(f"{ALERTMANAGER}/api/v2/alerts?{query}")
        return any(alert["status"]["inhibitedBy"] for alert in alerts)

    def _redis(self, *command: str) -> str:
        login = ["redis-cli", "--no-auth-warning", "-a", self.redis_password]
        return self.platform("exec", "-T", "redis", *login, *command)

    # Changes

    def _change(self) -> str:
        """A changed spec makes anew exactly the services whose configuration changed."""
        faster, later = "prometheus.scrape_interval=2s", "routes.warning.repeat_interval=2h"
        self._expect_new(set())
        self._expect_new({"prometheus"}, faster)
        self._expect_new({"alertmanager"}, faster, later)
        health.services_are_healthy(self.stack)
        health.targets_are_up(down=set(LEFT_OUT.values()))
        return "nothing without a change, then prometheus, then alertmanager"

    def _warn_at_night(self) -> str:
        """While it is night, a warning fires and nobody is told."""
        night = ['mutes.night.years=["2000:2100"]', 'mutes.night.times=["00:00-24:00"]']
        self.stack.build(*night)
        self.stack.up()
        health.services_are_healthy(self.stack)
        self.messages.forget()
        self._open_sessions()
        fires = "filter=alertname%3DPostgreSQLTooManyConnections"
        wait_for("the warning", 30, lambda: get(f"{ALERTMANAGER}/api/v2/alerts?{fires}"))
        self.messages.stay_silent("PostgreSQLTooManyConnections", seconds=8)
        self._end_sessions()
        return "fires, and nobody is told"

    def _expect_new(self, services: set[str], *settings: str) -> None:
        before = self.stack.containers()
        self.stack.build(*settings)
        self.stack.up()
        after = self.stack.containers()
        new = {name for name in after if after[name]["Id"] != before[name]["Id"]}
        changed = {name for name in after if config_hash(after[name]) != config_hash(before[name])}
        if changed != services:
            raise Failure(f"{settings or 'no change'}: the label of {sorted(changed)} changed")
        if new != services:
            raise Failure(f"{settings or 'no change'}: {sorted(services)} expected, {sorted(new)} new")
