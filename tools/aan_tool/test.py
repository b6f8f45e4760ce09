"""./x test: installs, builds, runs, and ends with one plain line."""

import os
import time

from aan_tool import packages
from aan_tool.shell import ToolError, UsageError, did_you_mean, say
from aan_tool.suites import BY_DEFAULT, NEEDS, SUITES
from aan_tool.tally import Tally


# The whole test ends within forty minutes on two cores: of what repeats itself it takes a part, and says so. A suite that is named
# runs all.
WHEN_NAMED = {"AAN_ALL_BOOKS": "1"}
LEFT_OUT = (("functional: EPUBCheck of three quarters of the demonstration's books", "another quarter each day; all: ./x test functional"),)


MINUTES_MAX = 40


def how_long(seconds, is_whole):
    """The time of a run in words; that of the whole test says so when it is over its limit."""
    line = f"{int(seconds) // 60} min {int(seconds) % 60} s"
    if not is_whole or seconds <= MINUTES_MAX * 60:
        return line
    return (f"{line}: more than the {MINUTES_MAX} minutes that the whole test may take on two cores that do nothing else "
            f"(load {os.getloadavg()[0]:.1f} on {os.cpu_count()})")


def needed_packages(names):
    if all(name in NEEDS for name in names):
        return {NEEDS[name] for name in names}
    return {"test"} | {NEEDS[name] for name in names if name in NEEDS}


def run_one(name):
    started = time.monotonic()
    try:
        result = SUITES[name]()
    except ToolError as error:
        print(f"error: {error}" + (f"\n  to do: {error.hint}" if error.hint else ""), flush=True)
        result = Tally(0, [f"{name}: {error}"], [])
    say(f"{name}: {result.line()} in {time.monotonic() - started:.0f} s")
    return result


def run(names):
    unknown = [n for n in names if n not in SUITES]
    if unknown:
        raise UsageError(f"there is no suite {unknown[0]}", did_you_mean(unknown[0], SUITES))
    began = time.monotonic()
    chosen = names or BY_DEFAULT
    for key, value in WHEN_NAMED.items() if names else ():
        os.environ.setdefault(key, value)
    for need in sorted(needed_packages(chosen)):
        packages.ensure(need)
    total = Tally()
    for name in chosen:
        total.add(run_one(name))
    if not names:
        total.skipped.extend(LEFT_OUT)
        for name in SUITES:
            if name not in BY_DEFAULT:
                total.skipped.append((name, f"on request: ./x test {name}"))
    print()
    for name, reason in total.skipped:
        print(f"skipped  {name}: {reason}")
    for name in total.failures:
        print(f"FAILED   {name}")
    print("took     " + how_long(time.monotonic() - began, is_whole=not names))
    print(total.line(), flush=True)
    return 1 if total.failures else 0
