"""Every question that generated dashboards and rules ask an archiver is one that it answers: asked
of an archiver as strict as the real one, with what Grafana puts in place of variables.

    questions.py STACKGEN
"""

import json
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import yaml

ROOT = Path(__file__).parent.parent.parent
FAKE = ROOT / "Tests/stackgenTests/fake_archiver.py"
CHOSEN = ["SR:C01-VA:PG1:PRESSURE", "CRYO:XF{Valve:1}Pos-RB"]
VARIABLES = {
    "${__from:date:iso}": "2026-11-01T08:00:00.000Z", "${__to:date:iso}": "2026-11-01T09:00:00.000Z",
    "${pv:json}": json.dumps(CHOSEN), "${filter}": "SR:RF.*",
}


def infinity_queries(tree: Any) -> Iterator[dict[str, Any]]:
    """Every query in the form of Infinity, wherever it stands."""
    if isinstance(tree, dict):
        if "url_options" in tree:
            yield tree
        else:
            for value in tree.values():
                yield from infinity_queries(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from infinity_queries(value)


def filled(text: str) -> str:
    # Provisioning files write a dollar twice.
    text = text.replace("$$", "$")
    for name, value in VARIABLES.items():
        text = text.replace(name, value)
    return text


def problem(query: dict[str, Any], allowed: list[str]) -> str | None:
    """What is wrong with a question, or with the answer to it."""
    options = query["url_options"]
    parameters = [(entry["key"], filled(entry["value"])) for entry in options.get("params", [])]
    url = f"{query['url']}?{urlencode(parameters)}"
    if "$" in url + filled(options.get("data", "")):
        return "a variable is left"
    if not any(url.startswith(address) for address in allowed):
        return f"{url} is not allowed"
    if sum(key == "pv" for key, _ in parameters) > 1:
        return "the archiver reads one 'pv' only"
    is_post = options["method"] == "POST"
    request = urllib.request.Request(
        url, filled(options["data"]).encode() if is_post else None,
        {"Content-Type": options["body_content_type"]} if is_post else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            text = answer.read().decode()
    except urllib.error.HTTPError as error:
        return f"{url} answered {error.code}"
    rows = selected(query, text)
    names = {column["selector"] for column in query["columns"]}
    if not rows or not all(names <= row.keys() for row in rows):
        return f"{url} has no rows with {', '.join(sorted(names))}"
    return None


def selected(query: dict[str, Any], text: str) -> list[dict[str, Any]]:
    selector = query["root_selector"].replace("$$", "$")
    if query["parser"] == "jq-backend":
        run = subprocess.run(
            ["jq", "-c", selector], input=text, capture_output=True, text=True, check=True)
        return json.loads(run.stdout)
    assert selector == "#.data|@flatten", selector
    return [sample for part in json.loads(text) for sample in part["data"]]


def post(url: str, body: bytes | None = None) -> None:
    urllib.request.urlopen(url, body, timeout=10).close()


def built(stackgen: str, url: str, folder: Path) -> Path:
    settings = ["--set", f"archiver.url={url}", "--set", f"archiver.mgmt={url.split(':')[2]}",
                "--set", f"archiver.retrieval={url.split(':')[2]}"]
    spec = str(ROOT / "stacks/epics.yaml")
    subprocess.run(
        [stackgen, "build", spec, "-o", str(folder), *settings], check=True,
        stdout=subprocess.DEVNULL)
    return folder / "epics"


def main() -> int:
    stackgen = sys.argv[1]
    wrong: list[str] = []
    count = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        fake = subprocess.Popen(
            [sys.executable, FAKE, folder / "log"], stdout=subprocess.PIPE, text=True)
        try:
            url = f"http://127.0.0.1:{fake.stdout.readline().strip()}"
            stack = built(stackgen, url, folder)
            subprocess.run(
                [stackgen, "archiver", "sync", stack / "archiver"], check=True,
                stdout=subprocess.DEVNULL)
            post(f"{url}/test/settle")
            sources = yaml.safe_load(
                (stack / "grafana/provisioning/datasources/datasources.yaml").read_text())
            allowed = [address for source in sources["datasources"]
                       for address in source.get("jsonData", {}).get("allowedHosts", [])]
            files = [*stack.glob("grafana/dashboards/**/*.json"),
                     *stack.glob("grafana/provisioning/alerting/pvs-*.yaml")]
            for path in files:
                for query in infinity_queries(yaml.safe_load(path.read_text())):
                    count += 1
                    if found := problem(query, allowed):
                        wrong.append(f"{path.name}: {found}")
        finally:
            fake.kill()
            fake.wait()
    if count < 100:
        wrong.append(f"only {count} questions were found")
    print("\n".join(wrong) or f"{count} questions, all of them answered")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
