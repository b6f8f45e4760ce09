"""Start to the first answer, and memory at rest, of a shop with a thousand books."""

import http.client
import os
import re
import statistics
import subprocess
import time

from harness.paths import AAN, ROOT
from harness.process import environment
from http_bench import free_port
from programs import TITLES, filled_folder
from report import AT_MOST, Row

STARTS = 9
SECOND_STARTS = 5
WARM_PAGES = 30
SECONDS_MAX = 60


class Started:
    """A server from the moment its program is begun."""

    def __init__(self, *command):
        self.port = free_port()
        self.began = time.perf_counter()
        self.process = subprocess.Popen([*map(str, command), "--listen", f"127.0.0.1:{self.port}"], cwd=ROOT,
                                        env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)

    def get(self, path):
        """The page, or nothing when the server does not answer 200 yet."""
        link = http.client.HTTPConnection("127.0.0.1", self.port, timeout=5)
        try:
            link.request("GET", path)
            answer = link.getresponse()
            body = answer.read().decode()
            return body if answer.status == 200 else None
        except OSError:
            return None
        finally:
            link.close()

    def first(self, path):
        """Milliseconds from the beginning of the program to the first whole page."""
        while self.get(path) is None:
            if time.perf_counter() - self.began > SECONDS_MAX:
                raise RuntimeError("the server did not answer")
            time.sleep(0.0005)
        return (time.perf_counter() - self.began) * 1000

    def processor_ms(self):
        with open(f"/proc/{self.process.pid}/stat") as stat:
            used = stat.read().rsplit(")", 1)[1].split()
        return (int(used[11]) + int(used[12])) * 1000 / os.sysconf("SC_CLK_TCK")

    def resident_mb(self, line="VmRSS"):
        """What is resident now; VmHWM: the most that ever was."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(one.split()[1]) for one in status if one.startswith(line)) / 1024

    def stop(self):
        self.process.terminate()
        self.process.wait()


def start(report):
    folder = filled_folder()
    home, book, worked = [], [], []
    for _ in range(STARTS):
        server = Started(AAN, "serve", "--data", folder)
        home.append(server.first("/"))
        worked.append(server.processor_ms())
        book.append(server.first(first_book(server)))
        server.stop()
    report.add(Row(f"start to the first home page, {TITLES:,} books", f"{statistics.median(home):.0f} ms, slowest "
                   f"{max(home):.0f} ms", "", statistics.median(home), "ms", AT_MOST, 150,
                   f"{statistics.median(worked):.0f} ms of processor; the rest is waiting for it and for the disk"))
    report.add(Row("start to home page, list and a book's page", f"{statistics.median(book):.0f} ms", "",
                   statistics.median(book), "ms"))
    second = []
    for _ in range(SECOND_STARTS):
        server = Started(ROOT / "x", "run", "--data", folder)
        second.append(server.first("/"))
        server.stop()
    report.add(Row("./x run, second start, to the first page", f"{statistics.median(second):.0f} ms", "",
                   statistics.median(second), "ms", AT_MOST, 1000))


def first_book(server):
    return re.search(r'href="(/books/[a-z0-9-]+)"', server.get("/books")).group(1)


def memory(report, titles=TITLES, limit_mb=30, searches=("history",)):
    server = Started(AAN, "serve", "--data", filled_folder(titles))
    server.first("/")
    fresh = server.resident_mb()
    pages = sorted(set(re.findall(r'href="(/books/[a-z0-9-]+)"', server.get("/books") + server.get("/books?page=2"))))
    for path in pages[:WARM_PAGES]:
        server.get(path)
    for words in searches:
        server.get("/search?q=" + words)
    time.sleep(1)
    asked = "a search" if len(searches) == 1 else f"{len(searches)} searches"
    looked = f"{min(len(pages), WARM_PAGES)} books' pages and {asked}"
    resident, most = server.resident_mb(), server.resident_mb("VmHWM")
    report.add(Row(f"resident at rest, {titles:,} books", f"{resident:.1f} MB", f"{fresh:.1f} MB before", resident, "MB",
                   AT_MOST if limit_mb else "", limit_mb, f"after {looked}; at most {most:.1f} MB"))
    server.stop()
