"""Starts stores and collectors from generated configuration, feeds them a line, a trace, a sample
and a profile, and asks for each of them again.

    python Tests/Trials/telemetry.py .build/release/stackgen loki=FILE tempo=FILE ...

The operands name programs that are linked statically: loki, tempo, pyroscope, prometheus, mimir,
jaeger, otelcol and alloy, and alloyfmt and alloyvalidate, which do with a file as `alloy fmt` and
`alloy validate` do. What is not named is left out of the trial, which says so. Containers run as
the generated compose file wants them, from images that hold the program alone; that needs
docker-compose and a Docker daemon that may be filled with such images (DOCKER_HOST names it;
`bin/e2e` shows how to start one). Nothing here fetches or builds a program.
"""
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
MLTP = PROJECT / "stacks/mltp.yaml"
TRACING = PROJECT / "stacks/tracing.yaml"
OWN = PROJECT / "Tests/Trials/telemetry.yaml"
JAEGER = PROJECT / "Tests/Trials/jaeger.yaml"
MIMIR = PROJECT / "Tests/Trials/mimir.yaml"
# Loki's rings alone take 30 s, and rules are evaluated each minute.
PATIENCE = 150
# Of Tests/Trials/mimir.yaml; a Mimir without tenants looks past it.
TENANT = {"X-Scope-OrgID": "north"}


class Failure(Exception):
    """What went wrong, in words."""


class Program:
    """Where its makers' image has a program, and which folders its user owns there."""

    def __init__(self, path, user, folders, ready, health, environment=""):
        self.path, self.user, self.folders = path, user, folders
        self.ready, self.health, self.environment = ready, health, environment


# Health checks that call another program, as wget, cannot run in an image without it.
PROGRAMS = {
    "loki": Program("/usr/bin/loki", 10001, ["/loki"], ":3100/ready", health=True),
    "tempo": Program("/tempo", 10001, ["/var/tempo"], ":3200/ready", health=True),
    "pyroscope": Program(
        "/usr/bin/pyroscope", 10001, ["/data", "/data-metastore"], ":4040/ready", health=False),
    "prometheus": Program("/bin/prometheus", 65534, ["/prometheus"], ":9090/-/ready", health=False),
    "mimir": Program("/bin/mimir", 0, ["/data"], ":9009/ready", health=False),
    "jaeger": Program("/cmd/jaeger/jaeger-linux", 10001, ["/tmp"], ":13133/status", health=False,
                      environment="ENV JAEGER_LISTEN_HOST=0.0.0.0\n"),
    "alloy": Program(
        "/bin/alloy", 0, ["/var/lib/alloy/data"], ":12345/-/ready", health=False),
    "otelcol": Program("/otelcol-contrib", 10001, [], ":13133/", health=False),
}
# How programs check a file without starting.
CHECKS = {
    "loki/loki.yaml": ("loki", "-config.file={} -config.expand-env=true -verify-config"),
    "tempo/tempo.yaml": ("tempo", "-config.file={} -config.expand-env=true -config.verify=true"),
    # It stops after it has read and checked its configuration.
    "mimir/mimir.yaml": ("mimir", "-config.file={} -config.expand-env=true -modules"),
    "jaeger/jaeger.yaml": ("jaeger", "validate --config {}"),
    "otelcol/config.yaml": ("otelcol", "validate --config {}"),
    "alloy/config.alloy": ("alloyvalidate", "{}"),
}


def main():
    if len(sys.argv) < 3 or not all("=" in operand for operand in sys.argv[2:]):
        print(__doc__, file=sys.stderr)
        return 2
    stackgen = Path(sys.argv[1]).resolve()
    files = {name: Path(file).resolve() for name, _, file in
             (operand.partition("=") for operand in sys.argv[2:])}
    for name in [*PROGRAMS, "alloyfmt", "alloyvalidate"]:
        if name not in files:
            print(f"{name}: not named, so it is left out")
    try:
        with tempfile.TemporaryDirectory() as folder:
            check_files(stackgen, files, Path(folder))
            for spec, environment, names in (
                    (MLTP, None, ["loki", "tempo", "pyroscope", "mimir"]),
                    (TRACING, None, ["prometheus", "jaeger", "otelcol"]),
                    (OWN, None, ["loki", "tempo", "pyroscope", "prometheus", "otelcol"]),
                    (MIMIR, None, ["mimir", "tempo"]),
                    (MIMIR, "prometheus", ["mimir", "prometheus"]),
                    (MIMIR, "alloy", ["alloy", "loki", "tempo", "pyroscope", "mimir"])):
                named = {name: files[name] for name in names if name in files}
                if named:
                    try_stack(Stack(stackgen, spec, Path(folder), named, environment))
    except Failure as failure:
        print(f"\nFAILED\n{failure}", file=sys.stderr)
        return 1
    return 0


def check_files(stackgen, files, folder):
    """Every environment of the stacks, by the programs' own checks."""
    for spec in (MLTP, TRACING, OWN, JAEGER, MIMIR):
        listed = re.search(r"^environments:\n(.*)", spec.read_text(), re.M | re.S)
        names = re.findall(r"^  (\w+):", listed.group(1), re.M) if listed else []
        for name in [None, *names]:
            tree = build(stackgen, spec, folder, name)
            variables = dict.fromkeys(secret_names(tree), "x")
            for path, (program, options) in CHECKS.items():
                if program in files and (tree / path).exists():
                    said = check_file(files[program], options, tree / path, variables)
                    report(spec.stem, name, f"{path} {said}")
            alloy = tree / "alloy/config.alloy"
            if "alloyfmt" in files and alloy.exists():
                if run(files["alloyfmt"], alloy) != alloy.read_text():
                    raise Failure(f"{alloy} is not as Alloy's formatter writes it")
                report(spec.stem, name, "alloy/config.alloy is as Alloy's formatter writes it")


def check_file(program, options, file, variables):
    try:
        run(program, *options.format(file).split(), **variables)
    except Failure as failure:
        # A collector has the components that its makers chose.
        absent = re.findall(r'unknown type: "(\w+)"', str(failure))
        if not absent:
            raise
        return f"is not checked: the program has no {', '.join(absent)}"
    return "is accepted"


def build(stackgen, spec, folder, environment=None):
    shutil.rmtree(folder / spec.stem, ignore_errors=True)
    layer = ["--env", environment] if environment else []
    run(stackgen, "build", spec, "-o", folder, "--set", "versions.compose=1.29", *layer)
    return folder / spec.stem


def secret_names(tree):
    return re.findall(r"^([A-Z]\w*)=", (tree / ".env.example").read_text(), re.M)


def try_stack(stack):
    try:
        stack.start()
        signals = Signals()
        feed(stack, signals)
        query(stack, signals)
    finally:
        stack.stop()


# MARK: Containers.

class Stack:
    """A generated stack of which the named programs run."""

    def __init__(self, stackgen, spec, folder, files, environment):
        self.name = f"{spec.stem} --env {environment}" if environment else spec.stem
        self.files, self.addresses = files, {}
        self.folder = build(stackgen, spec, folder, environment)
        self.variables = {name: secrets.token_hex(8) for name in secret_names(self.folder)}

    def compose(self, *arguments):
        return run("docker-compose", "--no-ansi", *arguments, folder=self.folder, **self.variables)

    def start(self):
        """Waits until each program says that it is ready, and Docker that it is healthy."""
        text = (self.folder / "docker-compose.yml").read_text()
        images = dict(re.findall(r'^  ([\w-]+):\n    image: "?([^"\n]+)', text, re.M))
        for name, file in self.files.items():
            make_image(images[name], PROGRAMS[name], file)
        self.compose("up", "-d", "--no-deps", *self.files)
        for name in self.files:
            try:
                self.await_program(name, PROGRAMS[name])
            except Failure as failure:
                raise Failure(f"{failure}\n{self.complaints(name)}") from None
            report(self.name, name, f"{version(self.files[name])} runs as {images[name]}")

    def await_program(self, name, program):
        container = self.compose("ps", "-q", name).strip()
        state = self.inspect(container)
        networks = state["NetworkSettings"]["Networks"].values()
        self.addresses[name] = next(network["IPAddress"] for network in networks)
        wait_for(f"{name} is ready", lambda: call(self.url(name) + program.ready) is not None)
        if program.health:
            wait_for(f"{name} is healthy", lambda: self.inspect(container)
                     ["State"]["Health"]["Status"] == "healthy")

    def inspect(self, container):
        return json.loads(run("docker", "inspect", container))[0]

    def url(self, name):
        return f"http://{self.addresses[name]}"

    def complaints(self, name):
        lines = self.compose("logs", "--no-color", name).splitlines()
        return "\n".join(line for line in lines if "level=info" not in line)[-3000:]

    def stop(self):
        self.compose("down", "--volumes", "--timeout", "5")


def version(file):
    """What a program says of its version, which may not be the one that its image is named for."""
    return run(file, "--version").strip().splitlines()[0].split(" (")[0]


def make_image(tag, program, file):
    with tempfile.TemporaryDirectory() as context:
        root = Path(context, "root")
        for folder in program.folders:
            Path(root, folder.lstrip("/")).mkdir(parents=True)
        target = Path(root, program.path.lstrip("/"))
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(file, target)
        Path(context, "Dockerfile").write_text(
            f"FROM scratch\nCOPY --chown={program.user}:{program.user} root /\n"
            f'{program.environment}USER {program.user}\nENTRYPOINT ["{program.path}"]\n')
        run("docker", "build", "--quiet", "--tag", tag, context)


# MARK: Signals.

class Signals:
    """One line, one trace of two programs, one sample and one profile that belong together."""

    def __init__(self):
        self.trace = secrets.token_hex(16)
        self.time = time.time_ns()
        self.caller, self.callee = secrets.token_hex(8), secrets.token_hex(8)

    def lines(self):
        record = {"timeUnixNano": str(self.time), "severityText": "ERROR", "traceId": self.trace,
                  "spanId": self.callee, "body": {"stringValue": "no unicorn is left"}}
        return {"resourceLogs": [
            resource("trial") | {"scopeLogs": [{"logRecords": [record]}]}]}

    def spans(self):
        caller = self.span(self.caller, "GET", 3, 1000)
        callee = self.span(self.callee, "GET /unicorn", 2, 900) | {"parentSpanId": self.caller}
        return {"resourceSpans": [
            resource("trial-caller") | {"scopeSpans": [{"spans": [caller]}]},
            resource("trial") | {"scopeSpans": [{"spans": [callee]}]}]}

    def span(self, identifier, name, kind, milliseconds):
        return {"traceId": self.trace, "spanId": identifier, "name": name, "kind": kind,
                "startTimeUnixNano": str(self.time - milliseconds * 1_000_000),
                "endTimeUnixNano": str(self.time), "status": {"code": 2},
                "attributes": [attribute("http.route", "/unicorn")]}

    def samples(self):
        gauge = {"dataPoints": [{"timeUnixNano": str(self.time), "asDouble": 7.5}]}
        metric = {"name": "trial.temperature", "unit": "Cel", "gauge": gauge}
        return {"resourceMetrics": [
            resource("trial") | {"scopeMetrics": [{"metrics": [metric]}]}]}


def resource(service):
    return {"resource": {"attributes": [
        attribute("service.name", service), attribute("service.version", "1.2")]}}


def attribute(key, text):
    return {"key": key, "value": {"stringValue": text}}


def feed(stack, signals):
    """Through the collector where there is one, else into the stores."""
    has, url = stack.files.__contains__, stack.url
    collector = next((url(name) + ":4318" for name in ("otelcol", "alloy") if has(name)), None)
    if has("loki"):
        ask((collector or url("loki") + ":3100/otlp") + "/v1/logs", signals.lines())
        push = [[str(signals.time), "pushed with card 42"]]
        ask(url("alloy" if has("alloy") else "loki") + ":3100/loki/api/v1/push",
            {"streams": [{"stream": {"service_name": "trial-push"}, "values": push}]})
    if collector or has("tempo") or has("jaeger"):
        store = "tempo" if has("tempo") else "jaeger"
        ask((collector or url(store) + ":4318") + "/v1/traces", signals.spans())
    if has("prometheus"):
        ask((collector or url("prometheus") + ":9090/api/v1/otlp") + "/v1/metrics",
            signals.samples())
    elif has("mimir"):
        ask((collector or url("mimir") + ":9009/otlp") + "/v1/metrics", signals.samples(),
            headers=TENANT)
    if has("pyroscope"):
        seconds = signals.time // 1_000_000_000
        ingest = url("alloy" if has("alloy") else "pyroscope") + ":4040/ingest?"
        call(ingest + urllib.parse.urlencode({
            "name": "trial.cpu{}", "from": seconds - 10, "until": seconds, "sampleRate": 100,
            "format": "folded", "spyName": "trial", "units": "samples"}),
            b"main;work 12\nmain;rest 3\n", "text/plain")


def query(stack, signals):
    questions = []
    if "loki" in stack.files:
        questions += loki_questions(stack, signals)
    if "tempo" in stack.files:
        questions += tempo_questions(stack, signals)
    if "pyroscope" in stack.files:
        questions += pyroscope_questions(stack)
    if "jaeger" in stack.files:
        questions += jaeger_questions(stack, signals)
    if "prometheus" in stack.files:
        questions += prometheus_questions(stack, signals)
    if "mimir" in stack.files:
        questions += mimir_questions(stack, signals)
    for what, question in questions:
        try:
            wait_for(what, question)
        except Failure as failure:
            said = "\n".join(stack.complaints(name) for name in stack.files)
            raise Failure(f"{stack.name}: {failure}\n{said}") from None
        report(stack.name, None, what)


def loki_questions(stack, signals):
    url = stack.url("loki") + ":3100"

    def lines(text):
        found = ask(url + "/loki/api/v1/query_range", query=text, since="10m")["data"]["result"]
        return [line for stream in found for _, line in stream["values"]]

    yield "Loki has the line of the trace", lambda: lines(
        f'{{service_name="trial"}} | trace_id="{signals.trace}"') == ["no unicorn is left"]
    # What Alloy passes on, it changes as its stages say.
    card = "****" if "alloy" in stack.files else "42"
    yield "Loki has the line that was pushed", lambda: lines(
        '{service_name="trial-push"}') == [f"pushed with card {card}"]
    if (stack.folder / "loki/rules").exists():
        yield "Loki's alert fires", lambda: [
            alert for alert in ask(url + "/prometheus/api/v1/alerts")["data"]["alerts"]
            if alert["state"] == "firing"]


def tempo_questions(stack, signals):
    url = stack.url("tempo") + ":3200"

    def spans():
        trace = ask(f"{url}/api/v2/traces/{signals.trace}")["trace"]
        return [span["name"] for part in trace["resourceSpans"]
                for scope in part["scopeSpans"] for span in scope["spans"]]

    yield "Tempo has both spans of the trace", lambda: (
        sorted(spans()) == ["GET", "GET /unicorn"])
    yield "Tempo finds the trace by TraceQL", lambda: [
        trace for trace in ask(url + "/api/search", q=(
            '{ resource.service.name = "trial" && span.http.route = "/unicorn" }'))["traces"]
        if trace["traceID"].zfill(32) == signals.trace]


def pyroscope_questions(stack):
    url = stack.url("pyroscope") + ":4040/pyroscope/render"
    # Alloy takes the whole name for that of the program, Pyroscope what stands before the dot.
    query = 'process_cpu:cpu:nanoseconds:cpu:nanoseconds{service_name=~"trial(.cpu)?"}'
    yield "Pyroscope has the profile", lambda: {"main", "work", "rest"} <= set(
        ask(url, query=query, **{"from": "now-10m", "until": "now"})["flamebearer"]["names"])


def jaeger_questions(stack, signals):
    url = stack.url("jaeger") + ":16686/api"

    def spans():
        return sorted(span["operationName"] for trace in ask(f"{url}/traces/{signals.trace}")["data"]
                      for span in trace["spans"])

    yield "Jaeger has both spans of the trace", lambda: spans() == ["GET", "GET /unicorn"]
    if {"prometheus", "otelcol"} <= set(stack.files):
        yield "Jaeger reads the calls of a program from Prometheus", lambda: ask(
            url + "/metrics/calls", service="trial", lookback=600_000, step=5_000,
            ratePer=600_000)["metrics"][0]["metricPoints"]


def prometheus_questions(stack, signals):
    def ask_it(path, **parameters):
        return ask(stack.url("prometheus") + ":9090/api/v1" + path, **parameters)["data"]

    yield from sample_questions("Prometheus", ask_it, stack, signals)
    for name in stack.files:
        yield f"Prometheus scrapes {name}", lambda name=name: [
            "1"] == [series["value"][1] for series in
                     ask_it("/query", query=f'up{{job="{name}"}}')["result"]]


def mimir_questions(stack, signals):
    url = stack.url("mimir") + ":9009"

    def ask_it(path, **parameters):
        path = url + "/prometheus/api/v1" + path
        return ask(path, headers=TENANT, **parameters)["data"]

    def refuses_strangers():
        try:
            ask(url + "/prometheus/api/v1/query", query="1")
        except Failure as failure:
            return "answers 401" in str(failure)

    yield from sample_questions("Mimir", ask_it, stack, signals)
    if stack.name != MLTP.stem:
        yield "Mimir refuses who is no tenant", refuses_strangers
    if "alloy" in stack.files:
        for name in stack.files:
            yield f"Alloy scrapes {name}", lambda name=name: [
                "1"] == [series["value"][1] for series in
                         ask_it("/query", query=f'up{{job="{name}"}}')["result"]]
    if stack.name == MIMIR.stem:
        yield "Mimir records by rule", lambda: ask_it(
            "/query", query="job:trial_temperature_celsius:max")["result"]
        yield "Mimir's alert fires", lambda: [
            alert for alert in ask_it("/alerts")["alerts"] if alert["state"] == "firing"]
        yield "Mimir knows the Alertmanager", lambda: re.search(
            r"^cortex_prometheus_notifications_alertmanagers_discovered\{.*\} 1$",
            call(url + "/metrics").decode(), re.M)


def sample_questions(name, ask_it, stack, signals):
    """What a Prometheus is asked, and a Mimir alike."""
    def values(text):
        return [float(series["value"][1]) for series in ask_it("/query", query=text)["result"]]

    yield f"{name} has the sample, with the version of its program", lambda: values(
        'trial_temperature_celsius{job="trial", service_version="1.2"}') == [7.5]
    written = sum(len(re.findall(r"^ +- (?:alert|record):", path.read_text(), re.M))
                  for path in (stack.folder / name.lower() / "rules").rglob("*.y*ml"))
    if written:
        yield f"{name} evaluates {written} rules", lambda: [
            rule["health"] for group in ask_it("/rules")["groups"]
            for rule in group["rules"]] == ["ok"] * written
    collector = (stack.folder / "otelcol/config.yaml") if "otelcol" in stack.files else None
    if "tempo" in stack.files or collector and "spanmetrics" in collector.read_text():
        # Tempo and the collector name the label of the service each in their own way.
        calls = ('traces_spanmetrics_calls_total{service="trial"} or '
                 'traces_spanmetrics_calls_total{service_name="trial"}')
        yield f"{name} has the calls counted from spans", lambda: 1 in values(calls)
        yield f"{name} has the edge of the service graph", lambda: values(
            'traces_service_graph_request_total{client="trial-caller", server="trial"}') == [1]
        yield f"{name} has an exemplar that leads to the trace", lambda: (
            signals.trace in json.dumps(ask_it(
                "/query_exemplars", start=signals.time // 10**9 - 600,
                end=signals.time // 10**9 + 600,
                query='{__name__=~"traces_spanmetrics_.*_bucket"}')))


# MARK: Words and calls.

def run(*command, folder=None, **variables):
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True,
                            cwd=folder, timeout=300, env=os.environ | variables)
    if result.returncode != 0:
        said = (result.stdout + result.stderr).strip()[-3000:]
        raise Failure(f"{' '.join(map(str, command))}\nended with {result.returncode}:\n{said}")
    return result.stdout


def call(url, body=None, kind="application/json", headers=None):
    headers = (headers or {}) | ({"Content-Type": kind} if body else {})
    request = urllib.request.Request(url, body, headers)
    try:
        with urllib.request.urlopen(request, timeout=15) as answer:
            return answer.read()
    except urllib.error.HTTPError as error:
        raise Failure(f"{url} answers {error.code}: {error.read().decode()[:500]}") from None


def ask(url, body=None, headers=None, **parameters):
    """What comes back as JSON; with a body, what is told as JSON."""
    if parameters:
        url += "?" + urllib.parse.urlencode(parameters)
    answer = call(url, json.dumps(body).encode() if body else None, headers=headers)
    return json.loads(answer) if answer.strip() else None


def wait_for(what, question):
    end, last = time.monotonic() + PATIENCE, ""
    while time.monotonic() < end:
        try:
            if question():
                return
        except (Failure, OSError, LookupError) as error:
            last = f"; the last try said: {error!r}"
        time.sleep(1)
    raise Failure(f"{what}: not within {PATIENCE} s{last}")


def report(stack, part, words):
    print(f"{stack}: {part}: {words}" if part else f"{stack}: {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
