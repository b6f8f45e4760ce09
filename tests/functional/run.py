#!/usr/bin/env python3
"""Runs the real binary from outside. `run.py [NAME...]` runs the tests whose name holds one of the words; without a
word everything runs, in as many processes as AAN_JOBS says (else one more than there are cores, at most three), which `share` feeds."""

import faulthandler
import os
import signal
import sys
import time
import traceback
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

import share  # noqa: E402
from harness import AAN, stop_shared  # noqa: E402
from harness.process import ServerGone, clear_away  # noqa: E402


def name_of(test):
    return test.id().replace("__main__.", "")


class Report(unittest.TestResult):
    """One line for each test, as it ends."""

    def __init__(self):
        super().__init__()
        self.passed = 0
        self.failed = 0
        self.began = 0.0
        self.is_counted = False

    def say(self, word, test, more=""):
        print(f"{word} {name_of(test)}{more}", flush=True)

    def startTest(self, test):
        super().startTest(test)
        self.began = time.monotonic()
        self.is_counted = False

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1
        self.say("ok  ", test, f" ({time.monotonic() - self.began:.1f} s)")

    def fail(self, test, error):
        print("".join(traceback.format_exception(*error)), flush=True)
        if not self.is_counted:
            self.failed += 1
            self.is_counted = True
            self.say("FAIL", test)

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.fail(test, error)

    def addError(self, test, error):
        super().addError(test, error)
        self.fail(test, error)

    def addSubTest(self, test, subtest, error):
        super().addSubTest(test, subtest, error)
        if error is not None:
            print(f"in {subtest}", flush=True)
            self.fail(test, error)

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        print(f"SKIP {name_of(test)}: {reason}", flush=True)


def all_tests(suite):
    for one in suite:
        if isinstance(one, unittest.TestSuite):
            yield from all_tests(one)
        else:
            yield one


class Stopped(KeyboardInterrupt):
    """SIGTERM, as of a time limit. unittest makes a failed test of every exception but KeyboardInterrupt: after a
    SystemExit it would go on to the next test, while the shops, which got the signal too, have drained and ended."""


def stopped(*_):
    raise Stopped


def run(tests, then=lambda: ()):
    """Runs the tests, those that then() gives after them, a list at a time, and clears away; the exit code."""
    signal.signal(signal.SIGTERM, stopped)
    report = Report()
    try:
        unittest.TestSuite(tests).run(report)
        for more in then():
            unittest.TestSuite(more).run(report)
        stop_shared()
    except (AssertionError, ServerGone) as wrong:
        report.failed += 1
        print(f"{wrong}\nFAIL stopping the shared shop")
    except KeyboardInterrupt:
        report.failed += 1
        print("FAIL stopped by a signal before the end")
    finally:
        clear_away()
    print(f"{report.passed} passed, {report.failed} failed, {len(report.skipped)} skipped", flush=True)
    return 0 if report.failed == 0 and (tests or report.passed) else 1


def main():
    faulthandler.enable()
    if not AAN.exists():
        print(f"There is no {AAN}: build it, or set AAN_BIN.\n0 passed, 1 failed, 0 skipped")
        return 1
    found = unittest.defaultTestLoader.discover(str(Path(__file__).resolve().parent), "test_*.py")
    tests = list(all_tests(found))
    if sys.argv[1:] == [share.FED]:
        return run([], lambda: share.take(tests))
    tests = [test for test in tests if len(sys.argv) == 1 or any(word in test.id() for word in sys.argv[1:])]
    print(f"{len(tests)} tests with {AAN}", flush=True)
    jobs = share.jobs() if len(sys.argv) == 1 else 1
    return run(tests) if jobs == 1 else share.out(share.files_of(tests), jobs)


if __name__ == "__main__":
    code = main()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)  # the threads of a test that was stopped in the middle would go on for ever
