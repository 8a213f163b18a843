"""Writes docs/PROOF.md: which judge proves what of which output, and what nobody proves.

    proof.py            writes it
    proof.py --check    fails when it is not what would be written

The table is made from the judges themselves and from the stacks in `generated/`: a file that no
judge looks at is listed as such, and so is an alert that no test makes fire.
"""

import sys
from pathlib import Path

import judges
from judging.tree import StackTree

PROJECT = Path(__file__).resolve().parents[2]
PAGE = PROJECT / "docs/PROOF.md"

# What tests of stackgen prove beside the judges, and of which files.
OWN = (
    ("README.md", "a test: its table of who is told follows the routing tree"),
    ("manifest.json", "a test: every file, with its hash"),
    ("grafana/provisioning/alerting/*.yaml",
     "`stackgen test`: rules with a limit do their duty in Grafana's own evaluation"),
    ("alertmanager/alertmanager.yml",
     "`stackgen test --routes` reads it back; its evaluator agrees with amtool on random trees"),
)

# What Tests/Trials/telemetry.py was seen to show on 2026-11-21, all of it in one run but Alloy, which
# was started in one of its own. The programs cannot be installed where bin/test runs; whoever
# repeats the trial writes down what was different.
TRIED = (
    ("Loki 3.7.6", "as pinned, without its SQLite store of delete requests",
     "healthy in its container; a pushed line and one by OTLP came back, the latter by its trace; "
     "an alert on lines fired; S3, GCS, Azure, tenants and limits are accepted"),
    ("Tempo 3.0.3", "as pinned",
     "healthy in its container; a trace of two programs came back by its id and by TraceQL; its "
     "span metrics, service graph and exemplars arrived in Prometheus; S3, GCS, Azure and tenants "
     "are accepted"),
    ("Pyroscope 2.2.1", "as pinned, without Tencent's object storage; some libraries in versions "
     "of their own",
     "ready in its container; a profile came back"),
    ("Prometheus 3.12.0", "3.14.0 is pinned",
     "ready in its container; a sample came by OTLP with the promoted version of its program; all "
     "rules were evaluated, all running targets scraped; spans led to counts, graph and exemplars"),
    ("Mimir 3.1 before its release", "its sources of 2026-02-16 from a public mirror, between 3.0.3 and "
     "3.1.0; 3.1.1 is pinned",
     "ready in its container; a sample came by OTLP with the promoted version of its program, and "
     "by a real Prometheus beside it; Tempo wrote it counts, graph and exemplars; all rules were "
     "evaluated, an alert fired, the Alertmanager was known; a tenant was asked for; limits, S3, "
     "GCS and Azure are accepted"),
    ("Jaeger 2.20.0", "as pinned, with OTLP, the stores but ClickHouse, queries and health alone; its "
     "health extension is of 0.115",
     "ready in its container; a trace came back from Badger; its monitor read Prometheus; memory, "
     "Elasticsearch, OpenSearch and Cassandra are accepted"),
    ("OpenTelemetry Collector 0.159.0", "the core as pinned; of contrib only `health_check`, "
     "`spanmetrics` and `servicegraph`, all of 0.115",
     "ready in its container; passed on the line, the trace and the sample; counted spans"),
    ("Alloy's formatter 1.18.1", "parser and formatter alone",
     "every `config.alloy`, of every environment, is byte for byte as it writes it"),
    ("Alloy's validator 1.18.2", "with the components that are used and none else; their arguments "
     "are Alloy's own, some of what they would run was cut out",
     "every `config.alloy`, of every environment, is accepted: components, arguments, types and "
     "references"),
    ("Alloy 1.18.2", "the same components, started by a main function of the trial's own; others in "
     "versions at hand",
     "ready in its container; passed on lines, a trace, a sample and a profile; masked a number in a "
     "pushed line; scraped all running targets into a Mimir with a tenant"),
)

# What a table made from the sources checks, key by key, and no program has read.
TABLED = (
    "`alloy/config.alloy` where Alloy samples, counts spans, logs in, masks lines that come in "
    "OpenTelemetry's protocol, or takes lines of containers, files and pages: its validator read "
    "that, none did it.",
    "`otelcol/config.yaml` where it has other components of contrib: reading containers and files, "
    "scraping, changing and sampling.",
    "`jaeger/jaeger.yaml` with Kafka, and its way to a store other than Badger.",
    "The way to buckets, clouds and tenants: their configuration was read, nothing was sent there.",
    "`pyroscope/pyroscope.yaml` with a bucket; Beyla's settings; `k6/test.js` has no table either.",
)

# Nothing shows these, and whoever relies on them should know.
OPEN = (
    "That a limit is the right one: tests show that an alert fires beyond its limit, not that "
    "the limit is wise.",
    "That an exporter really has the metrics of its pack: the dictionaries were written from "
    "sources, and unit tests play series under the names that the rules use.",
    "Exact equality at the limit of a rate: rates come out of divisions that differ in the last "
    "digit from version to version, so the limit itself is played for gauges and for zero only.",
    "That a prediction follows a slope: `predict_linear()` is played by what stands still, whose "
    "line is level; and that the limit of `changes()` is this number and no other: it is played by "
    "what changes with every sample, and by what does not.",
    "Fields that are newer than Prometheus 2.42, Alertmanager 0.25 and docker-compose 1.29: those "
    "programs judge a build made for them.",
    "That `.env.example` says enough of each secret: judges compare its names with those in use.",
    "That dashboards look right: their JSON is proved, not their looks.",
    "That a message arrives at Slack, a mail server or a pager.",
    "Grafana's evaluation of alerts whose query is the whole condition, and its queries: only "
    "thresholds are played, by stackgen's own account of Grafana's states.",
)


def main() -> int:
    text = _page()
    if "--check" not in sys.argv:
        PAGE.write_text(text, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == text:
        return 0
    print(f"{PAGE.relative_to(PROJECT)} is out of date: run Tests/Judges/proof.py")
    return 1


def _page() -> str:
    # Of a large stack only the manifest is kept in git, so the judges leave it out.
    folders = [path.parent for path in sorted(PROJECT.glob("generated/*/manifest.json"))]
    trees = [StackTree(folder) for folder in folders if not folder.name.endswith("-large")]
    lines = [
        "# What is proved",
        "",
        "Written by `Tests/Judges/proof.py` from the judges and the stacks in `generated/`; "
        "`bin/test` fails when it is out of date.",
        "",
        "## By judges, on every stack",
        "",
        "| judge | what it proves | files | stacks | build |",
        "| --- | --- | --- | --- | --- |",
    ]
    for judge in judges.ALL:
        count = sum(1 for tree in trees if tree.files(*judge.files))
        files = ", ".join(f"`{pattern}`" for pattern in judge.files)
        build = "for older programs" if judge.downlevel else "as it is"
        lines.append(f"| {judge.name} | {judge.proves} | {files} | {count} | {build} |")
    lines += ["", "## By stackgen's own tests", "", "| files | proof |", "| --- | --- |"]
    lines += [f"| `{pattern}` | {words} |" for pattern, words in OWN]
    lines += _tried()
    lines += ["", "## Files that no judge looks at", ""]
    lines += _unjudged(trees)
    lines += ["", "## Alerts that no test makes fire", ""]
    lines += _untested(trees)
    lines += ["", "## What nothing proves", ""] + [f"* {words}" for words in OPEN]
    return "\n".join(lines) + "\n"


def _tried() -> list[str]:
    lines = [
        "",
        "## By programs that read the signals' configuration",
        "",
        "`Tests/Trials/telemetry.py` starts each program in a container as the generated compose "
        "file says, feeds it and asks it. What it showed when it was last run:",
        "",
        "| program | build | seen |",
        "| --- | --- | --- |",
    ]
    lines += [f"| {program} | {build} | {seen} |" for program, build, seen in TRIED]
    lines += ["", "## Signals' configuration that only a table checks", ""]
    return lines + [f"* {words}" for words in TABLED]


def _unjudged(trees) -> list[str]:
    # These read whatever there is, for one kind of mistake; that makes nothing proved.
    everywhere = {"yaml-text", "secrets"}
    patterns = [p for judge in judges.ALL if judge.name not in everywhere for p in judge.files]
    kinds: dict[str, int] = {}
    for tree in trees:
        judged = set(tree.files(*patterns, *(pattern for pattern, _ in OWN)))
        for path in tree.files("**/*"):
            if path not in judged:
                kind = _kind(tree.name(path))
                kinds[kind] = kinds.get(kind, 0) + 1
    if not kinds:
        return ["None."]
    return [f"* `{kind}` ({count} in all)" for kind, count in sorted(kinds.items())]


def _kind(name: str) -> str:
    folder, _, file = name.rpartition("/")
    ending = file.rpartition(".")[2]
    return f"{folder}/*.{ending}" if folder else file


def _untested(trees) -> list[str]:
    lines = []
    for tree in trees:
        tests = [
            test["name"].split(" ")[0]
            for _, document in tree.yaml_documents("tests/alerts/*.yml")
            for test in document.get("tests") or []
        ]
        alerts = [
            rule["alert"]
            for pattern in ("prometheus/rules/*.yml", "mimir/rules/*/*.yaml")
            for _, document in tree.yaml_documents(pattern)
            for group in document.get("groups") or []
            for rule in group.get("rules") or []
            if "alert" in rule
        ]
        missing = [alert for alert in alerts if alert.split(" ")[0] not in tests]
        if alerts:
            words = ", ".join(missing) or "none"
            lines.append(f"* `{tree.root.name}`, {len(alerts)} alerts: {words}")
    return lines


if __name__ == "__main__":
    sys.exit(main())
