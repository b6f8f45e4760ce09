"""A strict double of VIES: POST /check-vat-number, with the ways in which it fails."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

MEMBERS = {"countryCode", "vatNumber", "requesterMemberStateCode", "requesterNumber"}
STATES = set("AT BE BG CY CZ DE DK EE EL ES FI FR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK XI".split())


class Vies:
    """`valid`: numbers that are somebody's, with their country in front."""

    def __init__(self, *valid):
        self.valid = set(valid)
        self.mode = "ok"
        self.asked = []
        self.released = threading.Event()
        double = self

        class Handler(BaseHTTPRequestHandler):
            def log_message(self, *_arguments):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                status, answer = double.answer(self.path, self.headers, body)
                text = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def do_GET(self):
                self.send_error(405)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.thread = threading.Thread(target=self.server.serve_forever, daemon=True)
        self.thread.start()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def stop(self):
        self.released.set()
        self.server.shutdown()
        self.server.server_close()

    @staticmethod
    def fault(word):
        return {"actionSucceed": False, "errorWrappers": [{"error": word}]}

    def answer(self, path, headers, body):
        if path != "/check-vat-number" or not headers.get("content-type", "").startswith("application/json"):
            return 404, self.fault("VOW-ERR-1")
        question = json.loads(body)
        if not isinstance(question, dict) or set(question) != MEMBERS:
            return 400, self.fault("VOW-ERR-2")
        if question["countryCode"] not in STATES or question["requesterMemberStateCode"] not in STATES:
            return 400, self.fault("INVALID_INPUT")
        self.asked.append(question)
        if self.mode == "unavailable":
            return 200, self.fault("MS_UNAVAILABLE")
        if self.mode == "down":
            return 503, b"<html>"
        if self.mode == "page":
            return 200, b"<html>maintenance</html>"
        if self.mode == "hang":
            self.released.wait(60)
        number = question["countryCode"] + question["vatNumber"]
        is_valid = number in self.valid
        answer = {"countryCode": question["countryCode"], "vatNumber": question["vatNumber"],
                  "requestDate": "2026-11-26T10:00:00.000Z", "valid": is_valid,
                  "requestIdentifier": f"WAPIAAAA{len(self.asked):04}" if is_valid else "",
                  "name": "---", "address": "---"}
        if self.mode == "no_reference":
            answer["requestIdentifier"] = ""
        if self.mode == "another":
            answer["vatNumber"] = "1"
        return 200, answer
