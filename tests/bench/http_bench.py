"""The shop beside nginx, serving the same bytes on the same machine in turns."""

import os
import re
import shutil
import statistics
import subprocess
import time
import urllib.request
import zipfile
from pathlib import Path

from harness import Shop, free_key
from harness.process import fresh_folder, run_aan
from programs import filled_folder
from report import AT_LEAST, AT_MOST, Row

ROUNDS = 5
SECONDS = 2
BIG_BOOK_BYTES = 50_000_000


class Nginx:
    """nginx on loopback with one worker a core, serving a folder."""

    def __init__(self, folder):
        self.home = fresh_folder("nginx")
        self.port = free_port()
        (self.home / "nginx.conf").write_text(f"""
worker_processes auto; pid {self.home}/pid; error_log {self.home}/error.log; daemon off;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; default_type text/html;
  client_body_temp_path {self.home}/a; proxy_temp_path {self.home}/b; fastcgi_temp_path {self.home}/c;
  uwsgi_temp_path {self.home}/d; scgi_temp_path {self.home}/e;
  open_file_cache max=100; server {{ listen 127.0.0.1:{self.port} reuseport; root {folder}; }} }}
""")
        for parent in (self.home, Path(folder), Path(folder).parent):
            parent.chmod(0o755)
        self.process = subprocess.Popen(["nginx", "-c", str(self.home / "nginx.conf"), "-p", str(self.home)])
        self.origin = f"http://127.0.0.1:{self.port}"
        for _ in range(200):
            try:
                urllib.request.urlopen(self.origin + "/ready").close()
                return
            except OSError:
                time.sleep(0.02)
        raise RuntimeError("nginx did not start: " + (self.home / "error.log").read_text())

    def stop(self):
        self.process.terminate()
        self.process.wait()


def free_port():
    import socket
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def rate(url):
    """Requests a second by wrk, one thread, 32 connections."""
    out = subprocess.run(["wrk", "-t1", "-c32", f"-d{SECONDS}s", url], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out:
        raise RuntimeError(out)
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))


def processor_seconds(process):
    """Of a server and the workers that it started."""
    total = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue
        fields = text.rsplit(")", 1)[1].split()
        if process.pid in (int(text.split(" ", 1)[0]), int(fields[1])):
            total += int(fields[11]) + int(fields[12])
    return total / os.sysconf("SC_CLK_TCK")


def compare(report, name, measure_ours, measure_theirs, unit, note=""):
    pairs = []
    for turn in range(ROUNDS):
        if turn % 2 == 0:
            ours, theirs = measure_ours(), measure_theirs()
        else:
            theirs, ours = measure_theirs(), measure_ours()
        pairs.append((ours, theirs))
    note = note() if callable(note) else note
    report.add(Row(name, f"{statistics.median(a for a, _ in pairs):,.0f} {unit}",
                   f"nginx {statistics.median(b for _, b in pairs):,.0f} {unit}", statistics.median(a / b for a, b in pairs),
                   "x", AT_LEAST, 1.0, note))


class Load:
    """wrk on one address, and what each request cost the server."""

    def __init__(self, process, url):
        self.process, self.url = process, url
        self.requests = self.worked = 0

    def rate(self):
        before = processor_seconds(self.process)
        a_second = rate(self.url)
        self.worked += processor_seconds(self.process) - before
        self.requests += a_second * SECONDS
        return a_second

    def each_us(self):
        return self.worked * 1e6 / self.requests


def missing(report, what, *programs):
    absent = [name for name in programs if not shutil.which(name)]
    if absent:
        report.skip(what, " and ".join(absent) + " not installed")
    return bool(absent)


def page(report):
    if missing(report, "page", "nginx", "wrk"):
        return
    shop = Shop(filled_folder(), is_demo=False).start()
    folder = fresh_folder("www")
    (folder / "ready").write_text("ready")
    with urllib.request.urlopen(shop.origin + "/books") as answer:
        book = re.search(r'href="(/books/[a-z0-9-]+)"', answer.read().decode()).group(1)
    pages = {"home page": "/", "book page": book, "list of books": "/books", "/api/catalog": "/api/catalog"}
    nginx = Nginx(folder)
    try:
        for at, (name, path) in enumerate(pages.items()):
            with urllib.request.urlopen(shop.origin + path) as answer:
                content = answer.read()
            (folder / str(at)).write_bytes(content)
            ours, theirs = Load(shop.process, shop.origin + path), Load(nginx.process, f"{nginx.origin}/{at}")
            compare(report, f"{name} of {len(content) / 1000:.0f} kB, warm", ours.rate, theirs.rate, "/s",
                    lambda ours=ours, theirs=theirs: f"processor of a request {ours.each_us():.0f} us beside "
                                                     f"{theirs.each_us():.0f} us")
    finally:
        nginx.stop()
        shop.stop()


def big_book(path):
    """A valid EPUB of 50 MB: one page and a large picture-like item, stored."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as book:
        book.writestr("mimetype", "application/epub+zip")
        book.writestr("META-INF/container.xml", '<?xml version="1.0"?><container version="1.0" '
                      'xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles><rootfile full-path="b.opf" '
                      'media-type="application/oebps-package+xml"/></rootfiles></container>')
        book.writestr("b.opf", '<?xml version="1.0"?><package xmlns="http://www.idpf.org/2007/opf" version="3.0" '
                      'unique-identifier="i"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="i">x'
                      '</dc:identifier><dc:title>A Large Book</dc:title><dc:language>en</dc:language></metadata><manifest>'
                      '<item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/><item id="d" '
                      'href="d.bin" media-type="application/octet-stream"/></manifest><spine><itemref idref="n"/></spine>'
                      '</package>')
        book.writestr("n.xhtml", '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head>'
                      '<title>t</title></head><body><nav epub:type="toc"><ol><li><a href="n.xhtml">t</a></li></ol></nav>'
                      '<p>Text.</p></body></html>')
        book.writestr("d.bin", os.urandom(BIG_BOOK_BYTES))


def fetch(url):
    """Megabytes a second of one curl, from the first byte asked to the last byte read."""
    out = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{speed_download} %{http_code}", url],
                         capture_output=True, text=True, check=True).stdout.split()
    if out[1] != "200":
        raise RuntimeError(f"{url}: {out[1]}")
    return float(out[0]) / 1e6


def stamped(report):
    """From the request to the first byte, and the rate, of a copy that names its order."""
    if missing(report, "stamped", "curl"):
        return
    data, book = fresh_folder("data"), fresh_folder("books") / "book.epub"
    big_book(book)
    for words in (("import", book, "--price", "0"), ("publisher", "stamp")):
        run_aan(*words, "--data", data).check_returncode()
    shop = Shop(data, is_demo=False).start()
    try:
        api = shop.client(is_browser=False)
        order = api.post_json("/api/v1/orders", {"items": [{"book": "a-large-book"}], "method": "sandbox"}, free_key(),
                              201).json()["order"]
        grant = order["lines"][0]["downloads"][0]["grant_id"]
        firsts, rates = [], []
        for _ in range(ROUNDS):
            answer = api.post_json(f"/api/v1/orders/{order['token']}/downloads", {"grant_id": grant}, free_key(), 201).json()
            out = subprocess.run(["curl", "-s", "-o", "/dev/null", "-w", "%{time_starttransfer} %{speed_download} %{http_code}",
                                  shop.origin + "/download/" + answer["url"].rsplit("/", 1)[1]], capture_output=True,
                                 text=True, check=True).stdout.split()
            if out[2] != "200":
                raise RuntimeError(f"a stamped copy: {out[2]}")
            firsts.append(float(out[0]) * 1000)
            rates.append(float(out[1]) / 1e6)
        report.add(Row("first byte of a stamped copy of 50 MB", f"{statistics.median(firsts):.1f} ms", "limit 500 ms",
                       statistics.median(firsts), "ms", AT_MOST, 500, f"{statistics.median(rates):,.0f} MB/s"))
    finally:
        shop.stop()


def download(report):
    if missing(report, "download", "nginx", "curl"):
        return
    folder = fresh_folder("www")
    (folder / "ready").write_text("ready")
    book = folder / "book"
    big_book(book)
    data = fresh_folder("data")
    run_aan("import", book, "--data", data, "--price", "0").check_returncode()
    shop = Shop(data, is_demo=False).start()
    api = shop.client(is_browser=False)
    order = api.post_json("/api/v1/orders", {"items": [{"book": "a-large-book"}], "method": "sandbox"}, free_key(),
                          201).json()["order"]
    grant = order["lines"][0]["downloads"][0]["grant_id"]
    addresses = []
    for _ in range(ROUNDS):
        answer = api.post_json(f"/api/v1/orders/{order['token']}/downloads", {"grant_id": grant}, free_key(), 201).json()
        addresses.append("/download/" + answer["url"].rsplit("/", 1)[1])
    nginx = Nginx(folder)
    try:
        turns = iter(addresses)
        fetch(shop.origin + addresses[-1])
        fetch(nginx.origin + "/book")
        compare(report, "download of 50 MB", lambda: fetch(shop.origin + next(turns)),
                lambda: fetch(nginx.origin + "/book"), "MB/s")
    finally:
        nginx.stop()
        shop.stop()
