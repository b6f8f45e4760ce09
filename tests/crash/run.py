#!/usr/bin/env python3
"""kill -9 at every statement of a sale and of a renewal, one after the other: the dev build dies at its n-th crash point and
starts again, twice: once with a buyer who repeats what had no answer with the same keys, once with nobody who comes back.
Whatever the moment: one order, one delivery, what is paid is delivered, a ledger in order.

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

from harness import Shop  # noqa: E402
from harness.case import demo_folder  # noqa: E402
from harness.process import clear_away, fresh_folder, run_aan  # noqa: E402
from sale import Renewal, Sale  # noqa: E402

# Nothing but the sale moves: the jobs that ask providers again stay quiet.
QUIET = {"RECONCILE_SECONDS": "3600"}
AWAKE = {"RECONCILE_SECONDS": "1"}
DEATH_SECONDS_MAX = 10
WALKS = 3


def copy_of(folder):
    there = fresh_folder("crash") / "data"
    shutil.copytree(folder, there, ignore=shutil.ignore_patterns("aan.sock"))
    return there


def prepared(scenario):
    """The folder in which a scenario begins, and what it has to know of it."""
    folder = demo_folder()
    if not hasattr(scenario, "prepare"):
        return folder, None
    with Shop(folder, env=QUIET) as shop:
        known = scenario.prepare(shop)
    return folder, known


def armed_shop(folder, env):
    """A shop on a copy of the folder that is open; its crash points count from now on, not those of its start."""
    gun = fresh_folder("armed") / "armed"
    shop = Shop(copy_of(folder), env={**QUIET, **env, "AAN_CRASH_ARMED_BY": str(gun)}).start()
    gun.touch()
    return shop


def learn(scenario, folder, known):
    """The points of the scenario. On a busy machine a job of the shop may run in between and pass some more; the quietest of
    several walks has only those that every walk passes."""
    return min((walk(scenario, folder, known) for _ in range(WALKS)), key=len)


def walk(scenario, folder, known):
    log = fresh_folder("points") / "points"
    shop = armed_shop(folder, {"AAN_CRASH_LOG": str(log)})
    scenario(known).run(shop.client(is_browser=False))
    names = log.read_text().splitlines() if log.exists() else []
    shop.stop()
    return names


def die(buyer, folder, point):
    """The data that a shop leaves which died at `point`, or None when it lived."""
    shop = armed_shop(folder, {"AAN_CRASH_AT": f"*:{point}"})
    try:
        buyer.run(shop.client(is_browser=False))
    except (OSError, http.client.HTTPException):
        shop.process.wait(DEATH_SECONDS_MAX)
    if shop.process.poll() is None:
        shop.stop()
        return None
    return shop.data


def look_after(data, env, act, check):
    """Starts on what is left. Returns what is wrong, or None."""
    shop = Shop(data, env=env).start()
    try:
        act(shop)
        check(shop)
    except AssertionError as wrong:
        return str(wrong)
    finally:
        shop.stop()
    done = run_aan("ledger", "check", "--data", shop.data, "--json")
    return None if done.returncode == 0 else f"ledger: {done.stdout}{done.stderr}"


def die_and_recover(scenario, folder, known, point):
    """Returns what went wrong, or None."""
    buyer = scenario(known)
    data = die(buyer, folder, point)
    if data is None:
        return "the program did not die"
    abandoned = copy_of(data)
    alone = look_after(abandoned, AWAKE, lambda shop: None, buyer.check_alone)
    again = look_after(data, QUIET, lambda shop: buyer.run(shop.client(is_browser=False)), buyer.check)
    for folder in (abandoned, data):
        shutil.rmtree(folder.parent)
    return "; ".join(f"{who}: {what}" for who, what in (("nobody retries", alone), ("the buyer retries", again)) if what)


def run(scenario, step):
    folder, known = prepared(scenario)
    names = learn(scenario, folder, known)
    points = range(1, len(names) + 1, step)
    print(f"{scenario.name}: {len(names)} crash points, {len(points)} tried", flush=True)
    failed = 0
    for point in points:
        wrong = die_and_recover(scenario, folder, known, point)
        failed += bool(wrong)
        if wrong:
            print(f"FAIL {scenario.name} killed at point {point} ({names[point - 1]}): {wrong}", flush=True)
    return len(points), failed


def main():
    step = int(os.environ.get("AAN_CRASH_EVERY") or 1)
    started = time.monotonic()
    results = [run(scenario, step) for scenario in (Sale, Renewal)]
    tried, failed = map(sum, zip(*results))
    if not tried:
        print("SKIP crash points: this build has none (AAN_CRASH_POINTS)", flush=True)
    print(f"{time.monotonic() - started:.0f} s", flush=True)
    print(f"{tried - failed} passed, {failed} failed, {0 if tried else 1} skipped", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        clear_away()
    sys.exit(code)
