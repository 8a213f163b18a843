"""As much of prometheus-json-exporter, which Debian 12 does not have, as generated stacks ask of it.

    json_exporter.py --config.file=/etc/json/config.yml

`/probe?module=M&target=URL` fetches the page and answers the metrics that the module describes."""

import json
import re
import sys
import urllib.parse
import urllib.request
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import yaml

CONFIGURATION = sys.argv[1].removeprefix("--config.file=")
with open(CONFIGURATION, encoding="utf-8") as file:
    MODULES = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))["modules"]


def fetch(url: str, module: dict[str, Any]) -> Any:
    content = module.get("body", {}).get("content")
    data = None if content is None else content.encode()
    request = urllib.request.Request(url, data, module.get("headers", {}))
    with urllib.request.urlopen(request, timeout=10) as answer:
        return json.load(answer)


def look_up(path: str, page: Any) -> list[Any]:
    """The values at `{ .a.b }` or `{ [*] }`; a backslash makes the next character a plain one."""
    inner = path.strip()[1:-1].strip()
    if literal := re.fullmatch(r'"(.*)"', inner):
        return [json.loads(inner)] if literal else []
    if inner == "[*]":
        return page if isinstance(page, list) else list(page.values())
    for step in re.findall(r"\.((?:\\.|[^.\\])+)", inner):
        name = re.sub(r"\\(.)", r"\1", step)
        if not isinstance(page, dict) or name not in page:
            return []
        page = page[name]
    return [page]


def number(value: Any) -> float | None:
    if isinstance(value, bool) or value in ("true", "false"):
        return float(value in (True, "true"))
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


def samples(metric: dict[str, Any], page: Any) -> Iterator[tuple[str, dict[str, str], float]]:
    """Each metric of a page: name, labels, value."""
    is_object = metric["type"] == "object"
    values = metric["values"] if is_object else {"": metric["path"]}
    for item in look_up(metric["path"], page) if is_object else [page]:
        found = {key: look_up(path, item) for key, path in metric.get("labels", {}).items()}
        labels = {key: str(values[0]) if values else "" for key, values in found.items()}
        for suffix, path in values.items():
            name = f"{metric['name']}_{suffix}" if suffix else metric["name"]
            for value in map(number, look_up(path, item)):
                if value is not None:
                    yield name, labels, value


class Exporter(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        url = urllib.parse.urlsplit(self.path)
        query = dict(urllib.parse.parse_qsl(url.query))
        if url.path != "/probe":
            return self._answer(200, "")
        module = MODULES.get(query.get("module", "default"))
        if module is None:
            return self._answer(400, "no such module")
        try:
            page = fetch(query["target"], module)
        except (OSError, ValueError) as error:
            return self._answer(503, str(error))
        found = (line for metric in module["metrics"] for line in samples(metric, page))
        text = (
            f"{name}{{{','.join(f'{k}={json.dumps(v)}' for k, v in labels.items())}}} {value!r}"
            for name, labels, value in found
        )
        self._answer(200, "".join(f"{line}\n" for line in text))

    def _answer(self, status: int, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


ThreadingHTTPServer(("", 7979), Exporter).serve_forever()
