"""A mail server of our own that is strict: it takes letters as RFC 5321 and 5322 have them, and says what is wrong."""

import base64
import email
import email.policy
import re
import shutil
import socket
import ssl
import subprocess
import threading

from .process import fresh_folder
from .stripe import until

LINE_MAX = 1000
ADDRESS = re.compile(r"<[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+>")
HEADS = ("Date", "From", "To", "Subject", "Message-ID", "MIME-Version", "Content-Type")


def certificate():
    """(certificate, key) for 127.0.0.1, or nothing where openssl is not installed."""
    if not shutil.which("openssl"):
        return None
    folder = fresh_folder("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
                    "-keyout", key, "-out", cert, "-days", "2", "-subj", "/CN=127.0.0.1", "-addext",
                    "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)
    return str(cert), str(key)


class Letter:
    def __init__(self, sender, to, data):
        self.sender, self.to, self.data = sender, to, data
        self.message = email.message_from_bytes(data, policy=email.policy.SMTP)

    def part(self, kind):
        """Text of the part of that type."""
        return next(part for part in self.message.walk() if part.get_content_type() == kind).get_content()


class SmtpDouble:
    """`act` says what happens to letters: take, refuse, refuse_sender, refuse_sender_late (once the recipient is named, as many
    servers do), refuse_size, turn_away (before anything is said), defer, hang (no answer at all), cut (taken, and the line cut),
    gate (each waits until `gate` lets one through: a slow server)."""

    def __init__(self, user=None, password=None, tls=None, is_implicit=False):
        self.user, self.password, self.tls, self.is_implicit = user, password, tls, is_implicit
        self.act = "take"
        self.gate = threading.Semaphore(0)
        self.waiting_at_gate = 0
        self.letters, self.findings, self.tries = [], [], 0
        self.is_over = False
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port = self.socket.getsockname()[1]
        self.context = None
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*tls)
        threading.Thread(target=self.accept, daemon=True).start()

    @property
    def url(self):
        return f"{'smtps' if self.is_implicit else 'smtp'}://127.0.0.1:{self.port}"

    def stop(self):
        self.is_over = True
        try:
            self.socket.shutdown(socket.SHUT_RDWR)  # or the thread in accept keeps the port open
        except OSError:
            pass
        self.socket.close()

    def accept(self):
        while not self.is_over:
            try:
                line, _ = self.socket.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(line,), daemon=True).start()

    def serve(self, line):
        try:
            if self.is_implicit:
                line = self.context.wrap_socket(line, server_side=True)
            Conversation(self, line).run()
        except (OSError, EOFError):
            pass
        finally:
            line.close()

    def find(self, what):
        self.findings.append(what)

    def wait_for(self, count, shop=None):
        return until(lambda: len(self.letters) >= count and self.letters, f"letter {count}", shop)


class Conversation:
    def __init__(self, server, line):
        self.server, self.line, self.file = server, line, line.makefile("rb")
        self.is_safe = server.is_implicit
        self.is_known = server.user is None
        self.sender, self.to = None, []

    def say(self, text):
        self.line.sendall(text.encode() + b"\r\n")

    def read(self):
        raw = self.file.readline(LINE_MAX + 2)
        if not raw:
            raise EOFError
        if not raw.endswith(b"\r\n"):
            self.server.find(f"a line without CRLF or over {LINE_MAX} bytes: {raw[:60]!r}")
        return raw[:-2] if raw.endswith(b"\r\n") else raw.rstrip(b"\n")

    def run(self):
        if self.server.act == "hang":
            self.line.recv(1)  # until the other side gives up
            return
        if self.server.act == "turn_away":
            self.say("554 5.7.1 Not you")
            return
        self.say("220 double.example ESMTP")
        while True:
            command = self.read().decode("ascii")
            verb = command.split(" ")[0].upper()
            answer = getattr(self, "on_" + verb.lower(), None)
            if answer is None:
                self.say("502 5.5.1 Unknown")
                continue
            if answer(command):
                return

    def on_ehlo(self, command):
        if not re.fullmatch(r"EHLO [A-Za-z0-9.-]+\.[A-Za-z]+", command):
            self.server.find(f"an odd greeting: {command}")
        lines = ["double.example", "8BITMIME"]
        if self.server.context and not self.is_safe:
            lines.append("STARTTLS")
        if self.server.user and self.is_safe:
            lines.append("AUTH PLAIN")
        for number, text in enumerate(lines):
            self.say(("250-" if number + 1 < len(lines) else "250 ") + text)

    def on_starttls(self, _):
        self.say("220 go")
        self.line = self.server.context.wrap_socket(self.line, server_side=True)
        self.file = self.line.makefile("rb")
        self.is_safe = True

    def on_auth(self, command):
        words = command.split(" ")
        if len(words) < 3:
            self.say("334 ")
            words = [*words[:2], self.read().decode("ascii")]
        _, user, password = base64.b64decode(words[2]).split(b"\0")
        if not self.is_safe:
            self.server.find("a password in the clear")
        self.is_known = (user.decode(), password.decode()) == (self.server.user, self.server.password)
        self.say("235 2.7.0 Welcome" if self.is_known else "535 5.7.8 No")

    def on_noop(self, _):
        self.say("250 2.0.0 OK")

    def on_rset(self, _):
        self.sender, self.to = None, []
        self.say("250 2.0.0 OK")

    def on_quit(self, _):
        self.say("221 2.0.0 Bye")
        return True

    def on_mail(self, command):
        if not self.is_known:
            self.say("530 5.7.0 Who are you")
            return
        found = re.fullmatch(r"MAIL FROM:(<\S+>)( SIZE=\d+)?( BODY=8BITMIME)?", command)
        if not found or not ADDRESS.fullmatch(found.group(1)):
            self.server.find(f"an odd sender: {command}")
        if self.server.act in ("refuse_sender", "refuse_size"):
            self.server.tries += 1
            self.say("552 5.3.4 Too large" if self.server.act == "refuse_size" else "553 5.7.1 Not owned by this login")
            return
        self.sender = found.group(1)[1:-1]
        self.say("250 2.1.0 OK")

    def on_rcpt(self, command):
        self.server.tries += 1
        found = re.fullmatch(r"RCPT TO:(<\S+>)", command)
        if not self.sender or not found or not ADDRESS.fullmatch(found.group(1)):
            self.server.find(f"an odd recipient: {command}")
        if self.server.act == "refuse":
            self.say(f"550 5.1.1 {found.group(1)} is unknown here")
            return
        if self.server.act == "refuse_sender_late":
            self.say(f"553 5.7.1 <{self.sender}>: Sender address rejected")
            return
        if self.server.act == "defer":
            self.say(f"451 4.7.1 {found.group(1)} later")
            return
        self.to.append(found.group(1)[1:-1])
        self.say("250 2.1.5 OK")

    def on_data(self, _):
        self.say("354 Go")
        lines = []
        while (line := self.read()) != b".":
            lines.append(line[1:] if line.startswith(b".") else line)
        data = b"\r\n".join(lines) + b"\r\n"
        self.judge(data)
        if self.server.act == "gate":
            self.server.waiting_at_gate += 1
            self.server.gate.acquire()
        self.server.letters.append(Letter(self.sender, self.to, data))
        if self.server.act == "cut":
            self.line.shutdown(socket.SHUT_RDWR)
            return True
        self.sender, self.to = None, []
        self.say("250 2.0.0 Taken")
        return False

    def judge(self, data):
        find = self.server.find
        if any(byte > 126 or (byte < 32 and byte not in (9, 10, 13)) for byte in data):
            find("bytes beyond printable ASCII")
        if re.search(rb"(?<!\r)\n|\r(?!\n)", data):
            find("a bare CR or LF")
        for line in data.split(b"\r\n"):
            if len(line) > 78:
                find(f"a line of {len(line)} bytes: {line[:60]!r}")
        message = email.message_from_bytes(data, policy=email.policy.SMTP)
        for name in HEADS:
            if len(message.get_all(name) or []) != 1:
                find(f"{len(message.get_all(name) or [])} times {name}")
        for name, value in message.items():
            for defect in getattr(value, "defects", ()):
                find(f"{name}: {defect}")
        for part in message.walk():
            for defect in part.defects:
                find(f"{part.get_content_type()}: {defect}")
        kinds = [part.get_content_type() for part in message.walk()]
        words = ["multipart/alternative", "text/plain", "text/html"]
        if kinds not in (words, ["multipart/mixed", *words, "application/epub+zip"]):  # a book may lie beside them
            find(f"other parts: {kinds}")
