#!/usr/bin/env python3
"""kill -9 at every statement of each way to settle an order and to deliver it, one after the other: the dev build dies at its
n-th crash point and starts again, twice: once with a buyer who repeats what had no answer with the same keys, once with nobody who comes back.
Whatever the moment: one order, one delivery, what is paid is delivered, what is too much is owed back once, a ledger in order.

    python3 tests/crash/run.py [WORD...]   every point, of the scenarios whose name holds a word
    AAN_CRASH_EVERY=5 ...             every fifth
"""

import http.client
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ["AAN_BIN"] = os.environ.get("AAN_DEV_BIN") or str(ROOT / "build" / "dev" / "aan")
sys.path.insert(0, str(ROOT / "tests" / "functional"))

from harness import Shop  # noqa: E402
from harness.case import demo_folder, set_in_database  # noqa: E402
from harness.process import clear_away, fresh_folder, run_aan  # noqa: E402
import share  # noqa: E402
from bundles import BundleSale  # noqa: E402
from downloads import DownloadStart, Renewal  # noqa: E402
from payments import LastCopy, LatePayment, SecondPayment, SilentPayment, TopUp  # noqa: E402
from refunds import DeskRefund, Dispute  # noqa: E402
from sale import Gift, Sale  # noqa: E402

# Nothing but the sale moves: the jobs that ask providers again stay quiet.
QUIET = {"RECONCILE_SECONDS": "3600"}
AWAKE = {"RECONCILE_SECONDS": "1"}
DEATH_SECONDS_MAX = 10
STILL_SECONDS_MAX = 10
ROUND_SECONDS = 1.5  # a round of asking the processor, and what it writes at its end
WALKS = 3
CRASH_POINTS = b"AAN_CRASH_AT"  # a build that has them reads this
LONG = (BundleSale, SecondPayment, Dispute, Sale)
SCENARIOS = (Sale, BundleSale, Renewal, DownloadStart, Gift, TopUp, SecondPayment, LatePayment, LastCopy, SilentPayment, DeskRefund, Dispute)


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
    come_to_rest(folder)
    return folder, known


def come_to_rest(folder):
    """Carries out what still waits in the queues, so that no job falls due while the points are counted."""
    set_in_database(Shop(folder), "UPDATE queue_job SET due_at = 0 WHERE state = 'waiting'")
    with Shop(folder, env=QUIET) as shop:
        end = time.monotonic() + STILL_SECONDS_MAX
        while shop.json("queue", "list")["waiting_count"]:
            if time.monotonic() > end:
                raise AssertionError("the queues do not come to rest")
            time.sleep(0.05)


def let_an_hour_pass(data):
    """Every attempt is due to be asked about, whatever the quiet shop had noted."""
    set_in_database(Shop(data), "UPDATE payment_intent SET next_poll_at = 0")


def let_the_lease_pass(data):
    """Nobody holds the job that the dead process was at any more; it would take a minute."""
    set_in_database(Shop(data), "UPDATE queue_job SET lease_until = 0 WHERE state = 'waiting'")


def is_found_by_asking(scenario):
    return getattr(scenario, "is_found_by_asking", False)


def armed_shop(buyer, folder, env):
    """A shop on a copy of the folder that is open; its crash points count from now on, not those of its start, or from when
    the buyer says so."""
    gun = fresh_folder("armed") / "armed"
    data = copy_of(folder)
    pace = QUIET
    if is_found_by_asking(buyer):
        buyer.arm, pace = gun.touch, AWAKE
        let_an_hour_pass(data)
    shop = Shop(data, env={**pace, **env, "AAN_CRASH_ARMED_BY": str(gun)}).start()
    if not is_found_by_asking(buyer):
        gun.touch()
    buyer.shop = shop
    return shop


def learn(scenario, folder, known):
    """The points of the scenario. On a busy machine a job of the shop may run in between and pass some more; the quietest of
    several walks has only those that every walk passes."""
    return min((walk(scenario, folder, known) for _ in range(WALKS)), key=len)


def walk(scenario, folder, known):
    log = fresh_folder("points") / "points"
    buyer = scenario(known)
    shop = armed_shop(buyer, folder, {"AAN_CRASH_LOG": str(log)})
    buyer.run(shop.client(is_browser=False))
    if is_found_by_asking(buyer):
        time.sleep(ROUND_SECONDS)
    names = log.read_text().splitlines() if log.exists() else []
    shop.stop()
    return names


def die(buyer, folder, point):
    """The data that a shop leaves which died at `point`, or None when it lived."""
    shop = armed_shop(buyer, folder, {"AAN_CRASH_AT": f"*:{point}"})
    try:
        buyer.run(shop.client(is_browser=False))
        shop.process.wait(ROUND_SECONDS)  # what the buyer did not wait for
    except (OSError, http.client.HTTPException):
        shop.process.wait(DEATH_SECONDS_MAX)
    except subprocess.TimeoutExpired:
        pass
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


def repeat(buyer, shop):
    buyer.shop = shop
    buyer.run(shop.client(is_browser=False))


def die_and_recover(scenario, folder, known, point):
    """Returns what went wrong, or None."""
    buyer = scenario(known)
    data = die(buyer, folder, point)
    if data is None:
        return "the program did not die"
    buyer.arm = lambda: None
    let_the_lease_pass(data)
    abandoned = copy_of(data)
    let_an_hour_pass(abandoned)
    pace = QUIET
    if is_found_by_asking(buyer):
        let_an_hour_pass(data)
        pace = AWAKE
    alone = look_after(abandoned, AWAKE, lambda shop: None, buyer.check_alone)
    again = look_after(data, pace, lambda shop: repeat(buyer, shop), buyer.check)
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


def named(name):
    return next(one for one in SCENARIOS if one.name == name)


def run_all(chosen):
    """The exit code; says the sums."""
    step = int(os.environ.get("AAN_CRASH_EVERY") or 1)
    tried = failed = 0
    for scenario in chosen:
        points, wrong = run(scenario, step)
        tried, failed = tried + points, failed + wrong
    print(f"{tried - failed} passed, {failed} failed, 0 skipped", flush=True)
    return 1 if failed else 0


def main():
    words = sys.argv[1:]
    if words == [share.FED]:
        return run_all(map(named, share.take_names()))
    if CRASH_POINTS not in Path(os.environ["AAN_BIN"]).read_bytes():
        print("SKIP crash points: this build has none (AAN_CRASH_POINTS)\n0 passed, 0 failed, 1 skipped", flush=True)
        return 0
    chosen = [one for one in SCENARIOS if not words or any(word in one.name for word in words)]
    if share.jobs() == 1 or len(chosen) == 1:
        return run_all(chosen)
    longest_first = [one.name for one in sorted(chosen, key=lambda one: one not in LONG)]
    return share.out(longest_first, share.jobs(), [sys.executable, __file__, share.FED])


if __name__ == "__main__":
    try:
        code = main()
    finally:
        clear_away()
    sys.exit(code)
