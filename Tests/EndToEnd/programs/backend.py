"""The application of the cold chain stack: a small HTTP program that counts what it answers, with
the metrics of FastAPI's instrumentator. `/orders` answers 200, `/broken` answers 500."""

from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock

BUCKETS = (0.01, 0.1, 1.0, float("inf"))
answers: Counter[tuple[str, str]] = Counter()
lock = Lock()


def metrics() -> str:
    lines = ["# TYPE http_requests_total counter"]
    for (handler, status), count in sorted(answers.items()):
        labels = f'handler="{handler}",method="GET",status="{status}"'
        lines.append(f"http_requests_total{{{labels}}} {count}")
    total = sum(answers.values())
    lines.append("# TYPE http_request_duration_highr_seconds histogram")
    for bound in BUCKETS:  # every answer is quick
        limit = "+Inf" if bound == float("inf") else bound
        lines.append(f'http_request_duration_highr_seconds_bucket{{le="{limit}"}} {total}')
    lines.append(f"http_request_duration_highr_seconds_sum {total * 0.001}")
    lines.append(f"http_request_duration_highr_seconds_count {total}")
    return "\n".join(lines) + "\n"


class Backend(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        status = {"/metrics": 200, "/orders": 200, "/broken": 500}.get(self.path, 404)
        body = metrics().encode() if self.path == "/metrics" else b"{}"
        with lock:
            answers[self.path, f"{status // 100}xx"] += 1
        self.send_response(status)
        self.send_header("Content-Type", "text/plain; version=0.0.4")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


# Counters of both kinds of answers exist from the start: a rate needs a first value.
answers["/orders", "2xx"] = 0
answers["/broken", "5xx"] = 0
ThreadingHTTPServer(("", 8000), Backend).serve_forever()
