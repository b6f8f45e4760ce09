"""Caddy in front of a shop, with the configuration that the project ships, and an ACME server for it."""

import http.client
import json
import os
import socket
import ssl
import subprocess
import time
from urllib.parse import urlsplit

from .client import TIMEOUT_S, Client
from .paths import ROOT
from .process import fresh_folder

WAIT_SECONDS_MAX = 60


def free_ports(count):
    """Ports that nobody listens on at this moment."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


def is_open(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=5).close()
        return True
    except OSError:
        return False


def openssl(*arguments):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True)


def authority():
    """(certificate, key) of an authority of our own."""
    folder = fresh_folder("authority")
    cert, key = folder / "root.pem", folder / "root.key"
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", key, "-out", cert,
            "-days", "2", "-subj", "/CN=Test Root", "-addext", "basicConstraints=critical,CA:TRUE", "-addext",
            "keyUsage=critical,keyCertSign,cRLSign")
    return cert, key


class SecureClient(Client):
    """A visitor by https who trusts `root` alone; every name is on this machine."""

    def __init__(self, origin, root, is_browser=True):
        super().__init__(origin, is_browser)
        self.context = ssl.create_default_context(cafile=str(root))

    def connect(self):
        parts = urlsplit(self.origin)
        connection = http.client.HTTPSConnection(parts.hostname, parts.port, timeout=TIMEOUT_S, context=self.context)
        plain = socket.create_connection(("127.0.0.1", parts.port), timeout=TIMEOUT_S)
        connection.sock = self.context.wrap_socket(plain, server_hostname=parts.hostname)
        return connection


class Child:
    """A program that was started for a test, and ends with it."""

    def __init__(self, command, env=None):
        self.log = fresh_folder("peer") / "log"
        with open(self.log, "wb") as out:
            self.process = subprocess.Popen([str(one) for one in command], stdin=subprocess.DEVNULL, stdout=out, stderr=out,
                                            env={**os.environ, **(env or {})})

    def stop(self):
        self.process.terminate()
        self.process.wait(20)

    def until(self, is_there, what):
        end = time.monotonic() + WAIT_SECONDS_MAX
        while not is_there():
            if self.process.poll() is not None or time.monotonic() > end:
                raise AssertionError(f"no {what}:\n{self.log.read_text()[-4000:]}")
            time.sleep(0.05)


class Caddy(Child):
    """`options`: lines of the block of global options, which say whose certificates it takes."""

    def __init__(self, name, ports, shop_port, options):
        self.https, self.http = ports
        folder = fresh_folder("caddy")
        block = "\n".join(f"\t{line}" for line in ("admin off", "skip_install_trust", f"http_port {self.http}",
                                                   f"https_port {self.https}", f"storage file_system {folder}", *options))
        file = folder / "Caddyfile"
        file.write_text("{\n" + block + "\n}\n" + (ROOT / "deploy" / "Caddyfile").read_text())
        super().__init__([os.environ["AAN_CADDY"], "run", "--config", file, "--adapter", "caddyfile"],
                         {"SHOP_NAME": name, "SHOP_PORT": str(shop_port), "XDG_CONFIG_HOME": str(folder), "HOME": str(folder)})
        self.origin = f"https://{name}:{self.https}"

    def wait_for(self, root):
        """Until it answers with a certificate that `root` vouches for."""
        def answers():
            try:
                return SecureClient(self.origin, root).send("GET", "/api/ready").status == 200
            except OSError:
                return False
        self.until(answers, "answer of the shop through Caddy")
        return self


class Pebble:
    """An ACME server (RFC 8555) that looks for its challenges at these ports of this machine."""

    def __init__(self, https_port, http_port):
        folder, programs = fresh_folder("pebble"), os.environ["AAN_PEBBLE"]
        acme, management, dns, control = free_ports(4)
        self.root, key = authority()
        leaf, leaf_key, request, names = (folder / name for name in ("leaf.pem", "leaf.key", "leaf.csr", "names"))
        names.write_text("subjectAltName=IP:127.0.0.1\n")
        openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-keyout", leaf_key, "-out",
                request, "-subj", "/CN=acme")
        openssl("x509", "-req", "-in", request, "-CA", self.root, "-CAkey", key, "-CAcreateserial", "-days", "2", "-extfile",
                names, "-out", leaf)
        config = folder / "config.json"
        config.write_text(json.dumps({"pebble": {
            "listenAddress": f"127.0.0.1:{acme}", "managementListenAddress": f"127.0.0.1:{management}", "certificate": str(leaf),
            "privateKey": str(leaf_key), "httpPort": http_port, "tlsPort": https_port, "retryAfter": {"authz": 0, "order": 0},
            "profiles": {"default": {"description": "usual", "validityPeriod": 86400}}}}))
        self.names = Child([f"{programs}/pebble-challtestsrv", "-defaultIPv4", "127.0.0.1", "-defaultIPv6", "", "-dnsserver",
                            f"127.0.0.1:{dns}", "-management", f"127.0.0.1:{control}", "-http01", "", "-https01", "",
                            "-tlsalpn01", "", "-doh", ""])
        self.server = Child([f"{programs}/pebble", "-config", config, "-dnsserver", f"127.0.0.1:{dns}"],
                            {"PEBBLE_VA_NOSLEEP": "1", "PEBBLE_WFE_NONCEREJECT": "0"})
        self.directory = f"https://127.0.0.1:{acme}/dir"
        self.management = f"https://127.0.0.1:{management}"
        self.names.until(lambda: is_open(dns), "server of names")
        self.server.until(self.is_there, "ACME server")

    def fetch(self, path):
        client = SecureClient(self.management, self.root, is_browser=False)
        try:
            return client.send("GET", path).body
        finally:
            client.close()

    def is_there(self):
        try:
            return b"CERTIFICATE" in self.fetch("/roots/0")
        except OSError:
            return False

    def issuer(self):
        """A file with the authority whose certificates it gives out: another at every start."""
        file = fresh_folder("issuer") / "root.pem"
        file.write_bytes(self.fetch("/roots/0"))
        return file

    def stop(self):
        self.server.stop()
        self.names.stop()
