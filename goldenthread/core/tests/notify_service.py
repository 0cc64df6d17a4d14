"""A stand-in for GOV.UK Notify that speaks its published API (version 2) over HTTP on loopback.

It checks the token as the API does (HS256, the service as issuer, issued within 30 seconds) and answers with the published
error bodies. `faults` is a list of what to do with the next requests that send: an error body with its status, or a name.
"""

from __future__ import annotations

import base64
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import jwt

SERVICE, SECRET = "26785a09-ab16-4eb0-8407-a37497a57506", "3d844edf-8d35-48ac-975b-e847b4f122b0"
KEY = f"send-service-{SERVICE}-{SECRET}"
TEXT, EMAIL = "f33517ff-2a88-4f6e-b855-c550268ce08a", "9d751e0e-f929-4891-82a1-a3e1c3c18ee3"

TEAM_ONLY = (400, "BadRequestError", "Can’t send to this recipient using a team-only API key")
RATE = (429, "RateLimitError", "Exceeded rate limit for key type LIVE of 3000 requests per 60 seconds")
DAILY = (429, "TooManyRequestsError", "Exceeded send limits (250000) for today")
BROKEN = (500, "Exception", "Internal server error")
#: The service takes the message and the line breaks before it can say so.
CUT_AFTER_TAKING = "cut after taking"
NONSENSE = "nonsense"
#: It takes the message and says nothing until it is closed.
SILENT = "silent"


class Refuses(Exception):
    def __init__(self, status: int, kind: str, words: str) -> None:
        self.status, self.kind, self.words = status, kind, words


class NotifyService:
    """What it took, by reference, and what it is told to do next."""

    def __init__(self) -> None:
        self.taken: list[dict[str, Any]] = []
        self.faults: list[Any] = []
        self.asked = 0
        self.skew = 0
        self.over = threading.Event()
        stand_in = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.answer(stand_in.read)

            def do_POST(self) -> None:
                self.answer(stand_in.take)

            def answer(self, work: Any) -> None:
                try:
                    stand_in.check_token(self.headers["Authorization"])
                    body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
                    status, said = work(self.path, json.loads(body or b"{}"))
                except Refuses as no:
                    status = no.status
                    said = {"status_code": no.status, "errors": [{"error": no.kind, "message": no.words}]}
                except ConnectionAbortedError:
                    self.close_connection = True
                    self.connection.close()
                    return
                content = said if isinstance(said, bytes) else json.dumps(said).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)

            def log_message(self, *args: Any) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        # Closing waits for the loop's next look, so it looks often.
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.005}, daemon=True).start()

    def close(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()

    def check_token(self, header: str) -> None:
        try:
            said = jwt.decode(
                header.removeprefix("Bearer "), SECRET, algorithms=["HS256"], options={"verify_iat": False}
            )
        except jwt.InvalidTokenError:
            raise Refuses(403, "AuthError", "Invalid token: signature, api token not found") from None
        if said["iss"] != SERVICE:
            raise Refuses(403, "AuthError", "Invalid token: service not found")
        if abs(time.time() + self.skew - said["iat"]) > 30:
            raise Refuses(403, "AuthError", "Error: Your system clock must be accurate to within 30 seconds")

    def read(self, path: str, body: Any) -> tuple[int, Any]:
        self.asked += 1
        asked = parse_qs(urlsplit(path).query)
        found = [each for each in self.taken if each["reference"] in asked["reference"]]
        return 200, {"notifications": [_shown(each) for each in reversed(found)], "links": {"current": path}}

    def take(self, path: str, sent: dict[str, Any]) -> tuple[int, Any]:
        fault = self.faults.pop(0) if self.faults else None
        if isinstance(fault, tuple):
            raise Refuses(*fault)
        if fault == NONSENSE:
            return 200, b"<html>A proxy of the council</html>"
        kind = path.rpartition("/")[2]
        self._check(kind, sent)
        self.taken.append(
            {"id": str(uuid4()), "type": kind, "status": "created", "sent": sent, "reference": sent["reference"]}
        )
        if fault == CUT_AFTER_TAKING:
            raise ConnectionAbortedError
        if fault == SILENT:
            self.over.wait()
            raise ConnectionAbortedError
        return 201, {"id": self.taken[-1]["id"], "reference": sent["reference"]}

    def _check(self, kind: str, sent: dict[str, Any]) -> None:
        match kind:
            case "sms":
                digits = sent["phone_number"].replace(" ", "")
                if not digits.isdecimal():
                    raise Refuses(400, "ValidationError", "phone_number Must not contain letters or symbols")
                if len(digits) < 11:
                    raise Refuses(400, "ValidationError", "phone_number Not enough digits")
                needed = {TEXT: {"body"}}
            case "email":
                if "@" not in sent["email_address"]:
                    raise Refuses(400, "ValidationError", "email_address Not a valid email address")
                needed = {EMAIL: {"subject", "body"}}
            case _:
                if not base64.b64decode(sent["content"]).startswith(b"%PDF-"):
                    raise Refuses(400, "BadRequestError", "Letter content is not a valid PDF")
                if sent.get("postage") not in (None, "first", "second", "economy"):
                    raise Refuses(
                        400, "ValidationError", "postage invalid. It must be either first, second or economy."
                    )
                return
        if sent["template_id"] not in needed:
            raise Refuses(400, "BadRequestError", "Template not found")
        if needed[sent["template_id"]] - sent["personalisation"].keys():
            raise Refuses(400, "BadRequestError", "Missing personalisation: body")

    def became(self, message: Any, status: str, at: str = "2026-11-23T10:15:30.000000Z") -> None:
        """What became of a message that was taken."""
        for each in self.taken:
            if each["reference"] == str(message.pk):
                each.update(status=status, completed_at=at)


def _shown(each: dict[str, Any]) -> dict[str, Any]:
    return {"completed_at": None, "sent_at": None, **{key: each[key] for key in each if key != "sent"}}
