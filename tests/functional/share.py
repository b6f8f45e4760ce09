"""A whole suite in several processes. Each asks for the next part, a file of tests or a scenario, when it is done with
one, so that none waits for the slowest."""

import os
import subprocess
import sys
import threading
from pathlib import Path

FED = "--fed"
NEXT = "NEXT"  # what a process says on its standard output when it wants another file
LONGEST_FIRST = ("test_kill", "test_schemathesis", "test_cards", "test_cards_money", "test_back_up", "test_stamps", "test_formats", "test_corpus",
                 "test_lists", "test_lists_out", "test_mail", "test_demo_books", "test_crowd", "test_reader", "test_upstream")


def jobs():
    """One more than there are cores: a third of the time a test waits for what it asked for."""
    return int(os.environ.get("AAN_JOBS") or min(3, (os.cpu_count() or 1) + 1))


def file_of(test):
    return test.id().split(".")[0]


def take_names():
    """In a process that is fed: what is named to it, until there is no more."""
    while True:
        print(NEXT, flush=True)
        name = sys.stdin.readline().strip()
        if not name:
            return
        yield name


def take(tests):
    """The tests of each file that is named."""
    for name in take_names():
        yield [test for test in tests if file_of(test) == name]


def files_of(tests):
    names = sorted({file_of(test) for test in tests})
    return [name for name in LONGEST_FIRST if name in names] + [name for name in names if name not in LONGEST_FIRST]


def out(names, count, command=(sys.executable, str(Path(__file__).with_name("run.py")), FED)):
    """Runs all that is named in so many processes, says what each says, and the sum at the end; the exit code."""
    waiting = list(names)
    lock = threading.Lock()
    sums = [0, 0, 0]
    codes = []

    def feed():
        process = subprocess.Popen(command, text=True, errors="replace", stdin=subprocess.PIPE,
                                   stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        for line in process.stdout:
            with lock:
                words = line.split()
                if words == [NEXT]:
                    process.stdin.write((waiting.pop(0) if waiting else "") + "\n")
                    process.stdin.flush()
                elif len(words) == 6 and words[1::2] == ["passed,", "failed,", "skipped"]:
                    sums[:] = [a + int(b) for a, b in zip(sums, words[::2], strict=True)]
                else:
                    print(line, end="", flush=True)
        code = process.wait()
        with lock:
            codes.append(code)

    threads = [threading.Thread(target=feed) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for name in waiting:  # nobody was left to run them
        print(f"FAIL {name}: not run")
        sums[1] += 1
    print(f"{sums[0]} passed, {sums[1]} failed, {sums[2]} skipped", flush=True)
    return 0 if sums[1] == 0 and sums[0] > 0 and not any(codes) else 1
