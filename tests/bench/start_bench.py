"""Start to first answer, and memory at rest."""

import os
import statistics
import time
import urllib.request

from harness import Shop
from harness.case import demo_folder

STARTS = 7


def resident_mb(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS")) / 1024


def start():
    folder = demo_folder()
    times = []
    for _ in range(STARTS):
        began = time.perf_counter()
        shop = Shop(folder).start(wait=False)
        while True:
            try:
                with urllib.request.urlopen(shop.origin + "/books") as answer:
                    answer.read()
                break
            except OSError:
                time.sleep(0.001)
        times.append((time.perf_counter() - began) * 1000)
        memory = resident_mb(shop.process.pid)
        shop.stop()
    print(f"start to the first page, 40 books: {statistics.median(times):.0f} ms median of {STARTS}, "
          f"slowest {max(times):.0f} ms (to reach: 150)")
    print(f"resident at rest: {memory:.1f} MB (to reach: 30), {os.cpu_count()} cores")
