"""An Archiver Appliance for tests, as strict as the real one: GET and POST apart, an exact content
type, values that are texts, 500 names without a limit, error pages in HTML.

    fake_archiver.py LOG [--broken-after N]     prints its port; writes what it was asked to LOG
"""

import json
import os
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

ARCHIVED = {}
SUBMITTED = []
LOG = sys.argv[1]
BROKEN_AFTER = int(sys.argv[3]) if len(sys.argv) > 3 else None
PAGE = b"<!doctype html><html><head><title>HTTP Status</title></head></html>"
POST_ONLY = {"unarchivedPVs", "archivedPVs"}
GET_ONLY = {"getAllPVs", "getVersions", "getPVTypeInfo"}


def bare(name):
    for prefix in ("pva://", "ca://"):
        name = name.removeprefix(prefix)
    return name.removesuffix(".VAL")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.answer(None)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def answer(self, body):
        url = urlsplit(self.path)
        prefix, _, action = url.path.rpartition("/")
        query = {key: values[0] for key, values in parse_qs(url.query).items()}
        if prefix != "/mgmt/bpl" or (action in POST_ONLY and body is None):
            return self.page(404)
        if action in GET_ONLY and body is not None:
            return self.page(404)
        # Not `application/json; charset=utf-8`: texts are compared.
        if body is not None and self.headers.get("Content-Type") != "application/json":
            return self.page(500)
        handler = getattr(self, action, None)
        if handler is None:
            return self.page(404)
        return handler(query, json.loads(body) if body is not None else None)

    def getVersions(self, query, names):
        self.reply({"mgmt_version": "Archiver Appliance 2.4.1"})

    def unarchivedPVs(self, query, names):
        assert len(names) <= 1000
        # Prefixes are not stripped here.
        self.reply([name for name in names if name not in ARCHIVED])

    def archivePV(self, query, entries):
        global BROKEN_AFTER
        assert len(entries) <= 1000
        if BROKEN_AFTER is not None and len(SUBMITTED) >= BROKEN_AFTER:
            BROKEN_AFTER = None
            self.close_connection = True
            return self.connection.close()
        result = []
        for entry in entries:
            if any(not isinstance(value, str) for value in entry.values()):
                return self.page(500)
            name = bare(entry["pv"])
            if any(sign in name for sign in "=%()|@&~!?*$\"' "):
                return self.page(500)
            status = "Already submitted" if name in ARCHIVED else "Archive request submitted"
            if name not in ARCHIVED:
                # Without the period the method is ignored.
                period = entry.get("samplingperiod")
                ARCHIVED[name] = {
                    "period": period or "1.0",
                    "method": entry.get("samplingmethod", "MONITOR") if period else "MONITOR",
                    "pva": entry["pv"].startswith("pva://"),
                }
            SUBMITTED.append(name)
            result.append({"pvName": entry["pv"], "status": status})
        with open(LOG, "a", encoding="utf-8") as log:
            log.write(f"archivePV {len(entries)}\n")
        return self.reply(result)

    def getPVStatus(self, query, names):
        states = []
        for name in names:
            pv = ARCHIVED.get(bare(name))
            if pv is None:
                states.append({"pvName": name, "status": "Not being archived"})
            elif "PAUSED" in name:
                states.append({"pvName": name, "status": "Paused"})
            else:
                states.append({
                    "pvName": name, "status": "Being archived", "samplingPeriod": pv["period"],
                    "isMonitored": str(pv["method"] == "MONITOR").lower(),
                    "connectionState": str("DEAD" not in name).lower(),
                })
        self.reply(states)

    def getAllPVs(self, query, names):
        limit = int(query.get("limit", 500))
        every = sorted(ARCHIVED, reverse=True)
        self.reply(every if limit < 0 else every[:limit])

    def getPVTypeInfo(self, query, names):
        pv = ARCHIVED.get(query.get("pv"))
        if pv is None:
            return self.page(404)
        return self.reply({
            "pvName": query["pv"], "units": "mbar", "precision": "2.0", "upperAlarmLimit": "9.0",
            "upperWarningLimit": "8.0", "lowerWarningLimit": "NaN", "lowerAlarmLimit": "1.0",
            "samplingMethod": pv["method"], "samplingPeriod": pv["period"],
            "usePVAccess": str(pv["pva"]).lower(),
        })

    def reply(self, value):
        # The appliance streams: the length is not known before the end.
        body = json.dumps(value).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for start in range(0, len(body), 8192):
            piece = body[start:start + 8192]
            self.wfile.write(b"%x\r\n%s\r\n" % (len(piece), piece))
        self.wfile.write(b"0\r\n\r\n")

    def page(self, status):
        self.send_response(status)
        self.send_header("Content-Type", "text/html;charset=utf-8")
        self.send_header("Content-Length", str(len(PAGE)))
        self.end_headers()
        self.wfile.write(PAGE)

    def log_message(self, *arguments):
        pass


def end_with_parent(parent):
    while os.getppid() == parent:
        time.sleep(0.2)
    os._exit(0)


threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
