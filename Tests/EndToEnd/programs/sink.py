"""Receives what Alertmanager sends: messages for Slack by HTTP, mails by SMTP with STARTTLS.

`GET /messages` answers all of them as a JSON list of {"to", "text", ...}, in order of arrival."""

import base64
import email
import json
import socketserver
import ssl
import threading
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

messages: list[dict[str, str]] = []


class Web(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self._answer(json.dumps(messages).encode())

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        parts = [
            f"{attachment.get('title', '')}\n{attachment.get('text', '')}"
            for attachment in body.get("attachments", [])
        ]
        to = body.get("channel", "")
        messages.append({"to": to, "text": "\n".join(parts), "path": self.path})
        self._answer(b"ok")

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


class Mail(socketserver.StreamRequestHandler):
    """As much of SMTP as Alertmanager speaks."""

    def handle(self) -> None:
        self._user = self._recipient = ""
        self._say("220 smtp.example.com")
        while line := self.rfile.readline().decode().strip():
            verb = line[:4].upper()
            if verb == "EHLO":
                self._greet()
            elif verb == "STAR":
                self._start_tls()
            elif verb == "AUTH":
                _, self._user, password = base64.b64decode(line.split()[2]).decode().split("\0")
                self._user += f":{password}"
                self._say("235 welcome")
            elif verb == "RCPT":
                self._recipient = line.partition("<")[2].partition(">")[0]
                self._say("250 ok")
            elif verb == "DATA":
                self._say("354 go on")
                self._take_mail()
            elif verb == "QUIT":
                self._say("221 bye")
                return
            else:
                self._say("250 ok")

    def _greet(self) -> None:
        encrypted = isinstance(self.connection, ssl.SSLSocket)
        self._say("250-smtp.example.com", "250 AUTH PLAIN" if encrypted else "250 STARTTLS")

    def _start_tls(self) -> None:
        self._say("220 go on")
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain("/etc/ssl/e2e/cert.pem", "/etc/ssl/e2e/key.pem")
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", buffering=0)

    def _take_mail(self) -> None:
        lines = []
        while (line := self.rfile.readline()).rstrip(b"\r\n") != b".":
            lines.append(line)
        mail = email.message_from_bytes(b"".join(lines), policy=default)
        text = mail.get_body(("plain", "html"))
        content = text.get_content() if text else ""
        messages.append(
            {"to": self._recipient, "text": f"{mail['Subject']}\n{content}", "login": self._user}
        )
        self._say("250 taken")

    def _say(self, *lines: str) -> None:
        self.wfile.write("".join(f"{line}\r\n" for line in lines).encode())


mail = socketserver.ThreadingTCPServer(("", 587), Mail)
threading.Thread(target=mail.serve_forever, daemon=True).start()
ThreadingHTTPServer(("", 80), Web).serve_forever()
