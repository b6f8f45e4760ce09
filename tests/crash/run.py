#!/usr/bin/env python3
"""kill -9 at every statement of a sale, one after the other: the dev build dies at its n-th crash point, starts again, and the
buyer repeats what had no answer with the same keys. Whatever the moment, one order, one delivery, a ledger in order.

    python3 tests/crash/run.py        every point
    AAN_CRASH_EVERY=5 ...             every fifth
"""

import http.client
import os
import shutil
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ["AAN_BIN"] = os.environ.get("AAN_DEV_BIN") or str(ROOT / "build" / "dev" / "aan")
sys.path.insert(0, str(ROOT / "tests" / "functional"))

from harness import Shop, free_key  # noqa: E402
from harness.case import demo_folder  # noqa: E402
from harness.process import fresh_folder, clear_away, run_aan  # noqa: E402
from sale import BOOK, Sale  # noqa: E402

# Nothing but the sale moves: the jobs that ask providers again stay quiet.
QUIET = {"RECONCILE_SECONDS": "3600"}


def copy_of(folder):
    there = fresh_folder("crash") / "data"
    shutil.copytree(folder, there)
    return there


def learn(folder):
    """The numbers of the points that belong to the sale, by passing them all once."""
    log = fresh_folder("points") / "points"
    shop = Shop(copy_of(folder), env={**QUIET, "AAN_CRASH_LOG": str(log)}).start()
    before = len(log.read_text().splitlines())
    Sale().run(shop.client(is_browser=False))
    names = log.read_text().splitlines()
    shop.stop()
    return before, names


def die_and_recover(folder, point):
    """Returns what went wrong, or None."""
    sale = Sale()
    shop = Shop(copy_of(folder), env={**QUIET, "AAN_CRASH_AT": f"*:{point}"}).start()
    try:
        sale.run(shop.client(is_browser=False))
        died = shop.process.poll() is not None
    except (OSError, http.client.HTTPException):
        died = True
    if not died:
        shop.stop()
        return "the program did not die"
    shop.process.wait()
    shop.process = None
    shop.env = dict(QUIET)
    shop.start()
    try:
        sale.run(shop.client(is_browser=False))
        sale.check(shop)
    except AssertionError as wrong:
        return str(wrong)
    finally:
        shop.stop()
    check = run_aan("ledger", "check", "--data", shop.data, "--json")
    return None if check.returncode == 0 else f"ledger: {check.stdout}{check.stderr}"


def main():
    folder = demo_folder()
    before, names = learn(folder)
    step = int(os.environ.get("AAN_CRASH_EVERY") or 1)
    points = range(before + 1, len(names) + 1, step)
    print(f"{len(names) - before} crash points in a sale of {BOOK}, {len(points)} tried", flush=True)
    passed = failed = 0
    started = time.monotonic()
    for point in points:
        wrong = die_and_recover(folder, point)
        passed += wrong is None
        failed += wrong is not None
        if wrong:
            print(f"FAIL killed at point {point} ({names[point - 1]}): {wrong}", flush=True)
    if not points:
        print("SKIP crash points: this build has none (AAN_CRASH_POINTS)", flush=True)
    print(f"{time.monotonic() - started:.0f} s", flush=True)
    print(f"{passed} passed, {failed} failed, {0 if points else 1} skipped", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        clear_away()
    sys.exit(code)
