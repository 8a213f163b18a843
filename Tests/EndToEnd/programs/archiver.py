"""An Archiver Appliance as far as a stack asks it: newest values, connections, its own state.

It knows the variables it was asked to archive; each is 0 until `PUT /PV` says another value. As the
real one it takes lists by POST only, as JSON and with that content type alone."""

import json
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

values: dict[str, float] = {}
sampling: dict[str, dict[str, str]] = {}


def bare(name: str) -> str:
    return name.removeprefix("pva://").removeprefix("ca://").removesuffix(".VAL")


def archive(entries: list[dict[str, str]]) -> list[dict[str, str]]:
    for entry in entries:
        name = bare(entry["pv"])
        values.setdefault(name, 0.0)
        method = entry.get("samplingmethod", "MONITOR")
        sampling[name] = {
            "samplingPeriod": entry.get("samplingperiod", "1.0"),
            "isMonitored": str(method == "MONITOR").lower(),
        }
    return [{"pvName": entry["pv"], "status": "Archive request submitted"} for entry in entries]


def newest(names: list[str]) -> dict[str, object]:
    sample = {"secs": int(time.time()), "nanos": 0, "severity": 0, "status": 0, "meta": {}}
    return {name: {**sample, "val": values[name]} for name in names if name in values}


def state(name: str) -> dict[str, str]:
    if (known := bare(name)) not in values:
        return {"pvName": name, "status": "Not being archived"}
    connection = {"status": "Being archived", "connectionState": "true"}
    return {"pvName": name, **connection, **sampling[known]}


EVERYTHING = "/mgmt/bpl/getAllPVs?limit=-1"
LISTS = {
    "/mgmt/bpl/archivePV": archive,
    "/mgmt/bpl/getPVStatus": lambda names: [state(name) for name in names],
    "/mgmt/bpl/unarchivedPVs": lambda names: [name for name in names if name not in values],
    "/retrieval/data/getDataAtTime": newest,
}

PAGES = {
    "/mgmt/bpl/getVersions": {"mgmt_version": "Archiver Appliance 2.4.1"},
    "/mgmt/bpl/getApplianceMetrics": [
        {
            "instance": "appliance0",
            "status": "Working",
            "pvCount": "4",
            "connectedPVCount": "4",
            "disconnectedPVCount": "0",
            "eventRate": "1,195.26",
        }
    ],
    **{
        f"/mgmt/bpl/getPVsByDroppedEvents{reason}?limit=100": []
        for reason in ("Buffer", "Timestamp", "TypeChange")
    },
}


class Archiver(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        page = sorted(values) if self.path == EVERYTHING else PAGES.get(self.path)
        self._answer(404 if page is None else 200, page)

    def do_POST(self) -> None:
        answer = LISTS.get(self.path.partition("?")[0])
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if answer is None:
            self._answer(404, None)
        elif self.headers["Content-Type"] != "application/json":
            self._answer(500, None)
        else:
            self._answer(200, answer(json.loads(body)))

    def do_PUT(self) -> None:
        value = self.rfile.read(int(self.headers["Content-Length"]))
        values[urllib.parse.unquote(self.path[1:])] = float(value)
        self._answer(200, {})

    def _answer(self, status: int, content: object) -> None:
        body = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


management = ThreadingHTTPServer(("", 17665), Archiver)
threading.Thread(target=management.serve_forever, daemon=True).start()
ThreadingHTTPServer(("", 17668), Archiver).serve_forever()
