"""An Archiver Appliance for tests, as strict as the real one: GET and POST apart, an exact content
type, values that are texts, 500 names without a limit, error pages in HTML, bare NaN, one `pv`.

    fake_archiver.py LOG [--lost-after N] [--starting N]

It prints its port and writes what it was asked to LOG. After `--lost-after` names it takes one more
batch and breaks off before it answers; `--starting` questions are answered as during a start.
`/test/settle` lets what was asked for become archived, `/test/values` sets newest samples.
Names say how a variable behaves: NEVER connects, DEAD is disconnected, QUIET has no data.
"""

import fnmatch
import json
import os
import re
import sys
import threading
import time
from datetime import datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

PAGE = b"<!doctype html><html><head><title>HTTP Status</title></head></html>"
POST_ONLY = {"unarchivedPVs", "archivedPVs", "getDataAtTime"}
POST_TOO = {
    "archivePV", "deletePV", "getPVStatus", "pauseArchivingPV", "resumeArchivingPV",
    "getDataForPVs.json",
}
BAD_SIGNS = set("=%()|@&~!?*$\"' ")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)")


class Appliance:
    """What the appliance knows."""

    def __init__(self, log, lost_after, starting):
        self.log = log
        self.lost_after = lost_after
        self.starting = starting
        self.waiting = {}
        self.archived = {}
        self.paused = set()
        self.aliases = {}
        self.values = {}
        self.lock = threading.Lock()

    def wrote(self, line):
        with open(self.log, "a", encoding="utf-8") as log:
            log.write(line + "\n")

    def settle(self):
        for name in [name for name in self.waiting if "NEVER" not in name]:
            self.archived[name] = self.waiting.pop(name)

    def newest(self, name):
        """Value, severity and time of the newest sample; nothing for what never had one."""
        if name not in self.archived or "QUIET" in name:
            return None
        return self.values.get(name, [1.5, 0, int(time.time())])


class Refusal(Exception):
    def __init__(self, status):
        super().__init__(status)
        self.status = status


class Loss(Exception):
    """The connection goes before the answer does."""


def bare(name):
    for prefix in ("pva://", "ca://"):
        name = name.removeprefix(prefix)
    return name.removesuffix(".VAL")


class Management:
    """`/mgmt/bpl/`"""

    def __init__(self, appliance):
        self.appliance = appliance

    def getVersions(self, query, names):
        return {"mgmt_version": "Archiver Appliance 2.4.1"}

    def unarchivedPVs(self, query, names):
        # Prefixes are not stripped here, and what waits for its first sample is not archived.
        return [name for name in names if name not in self.appliance.archived]

    def archivePV(self, query, entries):
        if entries is None:
            entries = [{"pv": name} for name in query["pv"].split(",")]
            for entry in entries:
                entry |= {key: query[key] for key in query if key != "pv"}
        assert len(entries) <= 1000
        own = self.appliance
        answers = []
        for entry in entries:
            if any(not isinstance(value, str) for value in entry.values()):
                raise Refusal(500)
            name = bare(entry["pv"])
            if set(name) & BAD_SIGNS:
                # What stood before it in the batch is submitted all the same.
                raise Refusal(500)
            state = "Already submitted"
            if name not in own.archived and name not in own.waiting:
                state = "Archive request submitted"
                # Without the period the method is ignored.
                period = entry.get("samplingperiod")
                own.waiting[name] = {
                    "period": str(max(0.1, float(period or 1))),
                    "method": entry.get("samplingmethod", "MONITOR").upper() if period
                    else "MONITOR",
                    "pva": entry["pv"].startswith("pva://"),
                    "policy": entry.get("policy", "Default"),
                }
            answers.append({"pvName": entry["pv"], "status": state})
        own.wrote("\n".join([f"archive {bare(entry['pv'])}" for entry in entries]
                            + [f"archivePV {len(entries)}"]))
        if own.lost_after is not None and len(own.waiting) >= own.lost_after:
            own.lost_after = None
            raise Loss
        return answers

    def getPVStatus(self, query, names):
        own = self.appliance
        if names is None:
            every = sorted(own.archived)
            names = [
                name for item in query["pv"].split(",")
                for name in (fnmatch.filter(every, item) if set(item) & set("*?") else [item])
            ]
        states = []
        for name in names:
            known = bare(name)
            pv = own.archived.get(own.aliases.get(known, known))
            if pv is None:
                state = "Initial sampling" if known in own.waiting else "Not being archived"
                states.append({"pvName": name, "status": state})
            elif known in own.paused:
                states.append({"pvName": name, "status": "Paused"})
            else:
                states.append({
                    "pvName": name, "pvNameOnly": known, "status": "Being archived",
                    "samplingPeriod": pv["period"], "lastEvent": "Oct/12/2026 13:54:53 UTC",
                    "isMonitored": str(pv["method"] == "MONITOR").lower(),
                    "connectionState": str("DEAD" not in name).lower(),
                })
        return states

    def getAllPVs(self, query, names):
        limit = int(query.get("limit", 500))
        every = sorted([*self.appliance.archived, *self.appliance.aliases], reverse=True)
        return every if limit < 0 else every[:limit]

    def getPVTypeInfo(self, query, names):
        name = self.appliance.aliases.get(query.get("pv"), query.get("pv"))
        pv = self.appliance.archived.get(name)
        if pv is None:
            raise Refusal(404)
        return {
            "pvName": name, "units": "mbar", "precision": "2.0", "upperAlarmLimit": "9.0",
            "upperWarningLimit": "8.0", "lowerWarningLimit": "NaN", "lowerAlarmLimit": "1.0",
            "upperDisplayLimit": "10.0", "lowerDisplayLimit": "0.0", "paused": "false",
            "samplingMethod": pv["method"], "samplingPeriod": pv["period"],
            "policyName": pv["policy"], "usePVAccess": str(pv["pva"]).lower(),
        }

    def changeArchivalParameters(self, query, names):
        pv = self.appliance.archived.get(query.get("pv"))
        if "samplingperiod" not in query or pv is None:
            raise Refusal(400)
        if query["pv"] in self.appliance.paused:
            return None
        method = query.get("samplingmethod", pv["method"])
        if method not in ("MONITOR", "SCAN"):
            raise Refusal(500)
        pv["period"], pv["method"] = query["samplingperiod"], method
        self.appliance.wrote(f"change {query['pv']}")
        return {"pvName": query["pv"], "status": "Being archived"}

    def pauseArchivingPV(self, query, names):
        return self.one(query, names, self.pause)

    def resumeArchivingPV(self, query, names):
        return self.one(query, names, self.resume)

    def one(self, query, names, work):
        answers = [work(name) for name in names or query["pv"].split(",")]
        return answers[0] if len(answers) == 1 else answers

    def pause(self, name):
        if name not in self.appliance.archived:
            raise Refusal(400)
        if name in self.appliance.paused:
            return {"pvName": name, "validation": f"PV {name} is already paused"}
        self.appliance.paused.add(name)
        self.appliance.wrote(f"pause {name}")
        return {"pvName": name, "status": "ok"}

    def resume(self, name):
        if name not in self.appliance.paused:
            return {"pvName": name, "validation": f"PV {name} is not paused"}
        self.appliance.paused.remove(name)
        return {"pvName": name, "status": "ok"}

    def deletePV(self, query, names):
        with_data = query.get("deleteData", "false")

        def delete(name):
            if name not in self.appliance.archived:
                raise Refusal(400)
            if name not in self.appliance.paused:
                return {"validation": f"We will not stop archiving {name} that is not paused"}
            self.appliance.paused.remove(name)
            del self.appliance.archived[name]
            self.appliance.wrote(f"delete {name} deleteData={with_data}")
            return {"validation": "", "status": "ok"}

        return self.one(query, names, delete)

    def getNeverConnectedPVs(self, query, names):
        return [{"pvName": name, "currentState": "METAINFO_REQUESTED"}
                for name in self.appliance.waiting if "NEVER" in name]

    def getApplianceMetrics(self, query, names):
        count = len(self.appliance.archived)
        dead = sum("DEAD" in name for name in self.appliance.archived)
        return [{
            "instance": "archappl0", "status": "Working", "pvCount": str(count),
            "connectedPVCount": str(count - dead), "disconnectedPVCount": str(dead),
            "eventRate": "1,195.26", "dataRate": "33,826.6", "capacityUtilized": "N/A",
        }]


class Retrieval:
    """`/retrieval/data/` and `/retrieval/bpl/`"""

    def __init__(self, appliance):
        self.appliance = appliance

    def samples(self, name, query):
        start, end = (self.time(query.get(key)) for key in ("from", "to"))
        if start and end and end < start:
            raise Refusal(400)
        name = bare(name)
        if name not in self.appliance.archived:
            raise Refusal(404)
        newest = self.appliance.newest(name)
        if newest is None:
            return None
        value, severity, seconds = newest
        # The sample before the beginning comes along, however old it is.
        old = int(start.timestamp()) - 86400 if start else seconds - 60
        return {"meta": {"name": name, "EGU": "mbar", "PREC": "2"}, "data": [
            {"secs": secs, "val": value, "nanos": 0, "severity": severity, "status": 0}
            for secs in (min(old, seconds), seconds)]}

    @staticmethod
    def time(text):
        if text is None:
            return None
        if not TIME.fullmatch(text):
            raise Refusal(500)
        return datetime.fromisoformat(text.replace("Z", "+00:00"))

    def getData(self, query, names):
        # A second `pv` is ignored, and commas are part of the name.
        samples = self.samples(query["pv"], query)
        return [samples] if samples else []

    def getDataForPVs(self, query, names):
        found = [self.samples(name, query) for name in names or query["every pv"]]
        return [samples for samples in found if samples]

    def getDataAtTime(self, query, names):
        answers = {}
        for name in names:
            newest = self.appliance.newest(name)
            if newest:
                value, severity, seconds = newest
                answers[name] = {
                    "secs": seconds, "nanos": 0, "val": value, "severity": severity, "status": 0,
                    "meta": {"source": "engine", "DBRType": "DBR_SCALAR_DOUBLE"}}
        return answers

    def getMatchingPVs(self, query, names):
        pattern = query.get("regex")
        if pattern is None:
            raise Refusal(404)
        limit = int(query.get("limit", 500))
        every = sorted(n for n in self.appliance.archived if re.fullmatch(pattern, n))
        return every if limit < 0 else every[:limit]


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    appliance: Appliance

    def handle(self):
        try:
            super().handle()
        except ConnectionError:
            pass  # a client that was killed

    def do_GET(self):
        self.answer(None)

    def do_POST(self):
        self.answer(self.rfile.read(int(self.headers.get("Content-Length", 0))))

    def answer(self, body):
        try:
            with self.appliance.lock:
                value = self.result(body)
        except Refusal as refusal:
            return self.page(refusal.status)
        except Loss:
            self.close_connection = True
            return self.connection.close()
        return self.reply(value)

    def result(self, body):
        url = urlsplit(self.path)
        folder, _, action = url.path.rpartition("/")
        if folder == "/test":
            return self.control(action, body)
        values = parse_qs(url.query)
        query = {key: value[0] for key, value in values.items()}
        query["every pv"] = values.get("pv", [])
        part = {"/mgmt/bpl": Management, "/retrieval/data": Retrieval,
                "/retrieval/bpl": Retrieval}.get(folder)
        name = action.removesuffix(".json") if folder == "/retrieval/data" else action
        handler = getattr(part(self.appliance), name, None) if part else None
        if handler is None or name in ("pause", "resume", "one", "samples", "time"):
            raise Refusal(404)
        if action in POST_ONLY and body is None:
            raise Refusal(400 if action == "getDataAtTime" else 404)
        if body is not None and action not in POST_ONLY | POST_TOO:
            raise Refusal(404)
        if self.appliance.starting > 0:
            self.appliance.starting -= 1
            raise Refusal(500)
        names = None
        if body is not None:
            # Not `application/json; charset=utf-8`: texts are compared.
            if self.headers.get("Content-Type") != "application/json":
                raise Refusal(500)
            names = json.loads(body)
        return handler(query, names)

    def control(self, action, body):
        if action == "settle":
            self.appliance.settle()
        elif action == "values":
            self.appliance.values |= json.loads(body)
        elif action == "aliases":
            self.appliance.aliases |= json.loads(body)
        elif action == "hang":
            time.sleep(5)
        else:
            raise Refusal(404)
        return {}

    def reply(self, value):
        # Numbers that are none stand bare in the answer, as the appliance writes them.
        body = b"" if value is None else b"[ ]" if value == [] else json.dumps(value).encode()
        # The appliance streams: the length is not known before the end.
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


def main():
    words = sys.argv[1:]
    options = dict(zip(words[1::2], map(int, words[2::2])))
    Handler.appliance = Appliance(
        words[0], options.get("--lost-after"), options.get("--starting", 0))
    threading.Thread(target=end_with_parent, args=(os.getppid(),), daemon=True).start()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    print(server.server_port, flush=True)
    server.serve_forever()


if __name__ == "__main__":
    main()
