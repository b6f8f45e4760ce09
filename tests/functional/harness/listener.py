"""A program that listens to what happens: server-sent events, read as they come."""

import http.client
import json
import socket
import threading
from urllib.parse import urlsplit

from .client import TIMEOUT_S
from .schema import Mismatch
from .spec import EVENT, SPEC


class Event:
    def __init__(self, number, name, data):
        self.number, self.name, self.data = number, name, data

    @property
    def json(self):
        return json.loads(self.data)

    def __repr__(self):
        return f"<{self.number} {self.name}>"


class Listener:
    """One stream. Reads on a thread of its own until the stream ends or it is closed; what the API's document does not
    have is among `findings` then."""

    def __init__(self, shop, key, last=None, path="/api/v1/events", cookie=None):
        parts = urlsplit(shop.origin)
        self.connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=TIMEOUT_S)
        headers = {"Authorization": "Bearer " + key}
        if cookie is not None:
            headers["Cookie"] = cookie
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.connection.request("GET", path, headers=headers)
        self.socket = self.connection.sock  # which the connection forgets with an answer that has no end
        self.answer = self.connection.getresponse()
        self.status = self.answer.status
        self.events, self.comments, self.findings = [], 0, []
        if path in SPEC.document["paths"]:
            self.judge_answer(path)
        self.last = last
        self.is_over = threading.Event()
        self.is_greeted = threading.Event()
        self.thread = threading.Thread(target=self.read, daemon=True)
        if self.status == 200:
            self.thread.start()
            assert self.is_greeted.wait(TIMEOUT_S), "no greeting"

    def judge_answer(self, path):
        kind = (self.answer.getheader("content-type") or "").split(";")[0]
        answers = SPEC.document["paths"][path]["get"]["responses"]
        said = answers.get(str(self.status))
        said = SPEC.schemas.resolve(said["$ref"]) if said and "$ref" in said else said
        if not said or kind not in said["content"]:
            self.findings.append(f"GET {path} -> {self.status}: the document has no such answer of type {kind}")

    def judge(self, event):
        if event.name == "gap":
            return
        try:
            SPEC.schemas.check(event.json, EVENT)
            if event.json["type"] != event.name:
                raise Mismatch(f"its data is of type {event.json['type']}")
        except (Mismatch, ValueError) as wrong:
            self.findings.append(f"{event}: {wrong}")

    def read(self):
        name, data = "", ""
        try:
            for raw in self.answer:
                line = raw.decode().rstrip("\n")
                if line == "":
                    if data:
                        event = Event(self.last, name, data)
                        self.judge(event)
                        self.events.append(event)
                    name, data = "", ""
                    if self.last is not None:
                        self.is_greeted.set()
                elif line.startswith(":"):
                    self.comments += 1
                elif line.startswith("id: "):
                    self.last = int(line[4:])
                elif line.startswith("event: "):
                    name = line[7:]
                elif line.startswith("data: "):
                    data += line[6:]
        except (OSError, ValueError, AttributeError, http.client.HTTPException):
            pass
        self.is_over.set()

    def names(self):
        return [event.name for event in self.events]

    def numbers(self):
        return [event.number for event in self.events]

    def close(self):
        if self.thread.is_alive():
            try:
                self.socket.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass  # the shop was first
            self.thread.join(TIMEOUT_S)
        self.answer.close()
        self.connection.close()
