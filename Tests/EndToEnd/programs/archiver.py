"""An Archiver Appliance as far as a stack asks it: newest values, connections, its own state.

Every variable that is asked for exists, with the value 0 until `PUT /PV` says another one. It is
as strict as the real one: it takes lists by POST only, as JSON and with that content type alone."""

import json
import threading
import time
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

values: dict[str, float] = {}


def newest(name: str) -> dict[str, object]:
    sample = {"secs": int(time.time()), "nanos": 0, "severity": 0, "status": 0, "meta": {}}
    return {**sample, "val": values.get(name, 0.0)}


def state(name: str) -> dict[str, str]:
    return {"pvName": name, "status": "Being archived", "connectionState": "true"}


APPLIANCE = {
    "instance": "appliance0",
    "status": "Working",
    "pvCount": "4",
    "connectedPVCount": "4",
    "disconnectedPVCount": "0",
    "eventRate": "1,195.26",
}


class Archiver(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path == "/mgmt/bpl/getApplianceMetrics":
            self._answer(200, [APPLIANCE])
        else:
            self._answer(400, "this address takes a list by POST")

    def do_POST(self) -> None:
        if self.headers["Content-Type"] != "application/json":
            return self._answer(500, "not JSON")
        names = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        path = self.path.partition("?")[0]
        if path == "/retrieval/data/getDataAtTime":
            self._answer(200, {name: newest(name) for name in names})
        elif path == "/mgmt/bpl/getPVStatus":
            self._answer(200, [state(name) for name in names])
        else:
            self._answer(404, "no such address")

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
