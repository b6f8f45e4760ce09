"""A program that is told of events: it verifies every message itself and answers as the test says."""

import base64
import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from .schema import Mismatch
from .spec import EVENT, SPEC

CLOCKS_APART_MAX = 300


class Message:
    def __init__(self, headers, body):
        self.headers, self.body = headers, body
        self.id = headers["webhook-id"]
        self.stamp = headers["webhook-timestamp"]
        self.signatures = headers["webhook-signature"].split(" ")
        self.json = json.loads(body)

    def is_signed_with(self, secret):
        key = base64.b64decode(secret.removeprefix("whsec_"))
        mac = hmac.new(key, f"{self.id}.{self.stamp}.".encode() + self.body, hashlib.sha256).digest()
        return any(hmac.compare_digest(one, "v1," + base64.b64encode(mac).decode()) for one in self.signatures)


class Receiver:
    """`answer(message)`: a status, or "hang" (until it is stopped), "cut" (the line, without an answer)."""

    def __init__(self, answer=lambda message: 200):
        self.answer = answer
        self.messages, self.taken, self.findings = [], [], []
        self.secrets = []
        self.lock = threading.Lock()
        self.is_over = threading.Event()
        self.start()

    def start(self, port=0):
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.take(self, Message({name.lower(): value for name, value in self.headers.items()}, body))

            def log_message(self, *_):
                pass

        ThreadingHTTPServer.allow_reuse_address = True
        self.server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}/hook?shop=1"

    def stop(self):
        self.is_over.set()
        self.server.shutdown()
        self.server.server_close()

    def take(self, handler, message):
        with self.lock:
            self.messages.append(message)
            self.judge(message)
        answer = self.answer(message)
        if answer == "hang":
            self.is_over.wait()
        if answer in ("hang", "cut"):
            handler.close_connection = True
            return
        if 200 <= answer < 300:
            with self.lock:
                self.taken.append(message)
        handler.send_response(answer)
        handler.send_header("Content-Length", "0")
        handler.end_headers()

    def judge(self, message):
        if self.secrets and not any(message.is_signed_with(secret) for secret in self.secrets):
            self.findings.append(f"{message.id} is signed with no secret that is known here")
        if abs(time.time() - int(message.stamp)) > CLOCKS_APART_MAX:
            self.findings.append(f"{message.id} has an odd time: {message.stamp}")
        if message.headers.get("content-type") != "application/json":
            self.findings.append(f"{message.id} is {message.headers.get('content-type')}")
        if message.json["id"] != message.id:
            self.findings.append(f"{message.id} names itself {message.json['id']}")
        try:
            SPEC.schemas.check(message.json, EVENT)
        except Mismatch as wrong:
            self.findings.append(f"{message.id}: {wrong}")

    def kinds(self):
        return [message.json["type"] for message in self.taken]
