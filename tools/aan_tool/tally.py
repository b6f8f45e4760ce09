"""Counting what passed, failed and was skipped, from whatever a test program prints."""

import json
import re
import xml.etree.ElementTree as xml
from dataclasses import dataclass, field

CLOSING = re.compile(r"^(\d+) passed, (\d+) failed, (\d+) skipped$")
SKIP = re.compile(r"^SKIP ([^:]+): (.*)$")


@dataclass
class Tally:
    passed: int = 0
    failures: list = field(default_factory=list)
    skipped: list = field(default_factory=list)  # (name, reason)

    def add(self, other):
        self.passed += other.passed
        self.failures += other.failures
        self.skipped += other.skipped
        return self

    def check(self, name, ok):
        if ok:
            self.passed += 1
        else:
            self.failures.append(name)

    def line(self):
        return f"{self.passed} passed, {len(self.failures)} failed, {len(self.skipped)} skipped"


class RunnerOutput:
    """Reads a runner line by line: `SKIP name: reason`, `FAIL name`, and a closing line or JSON object."""

    def __init__(self, suite):
        self.suite = suite
        self.counts = None
        self.named = []
        self.failed_names = []

    def feed(self, line):
        line = line.strip()
        if found := SKIP.match(line):
            self.named.append((f"{self.suite}: {found.group(1)}", found.group(2)))
        elif line.startswith("FAIL "):
            self.failed_names.append(f"{self.suite}: {line[5:]}")
        elif found := CLOSING.match(line):
            self.counts = tuple(map(int, found.groups()))
        elif line.startswith("{") and '"passed"' in line:
            self.counts = self.from_json(line) or self.counts

    @staticmethod
    def from_json(line):
        def number(value):
            return len(value) if isinstance(value, list) else int(value)
        try:
            row = json.loads(line)
            return tuple(number(row.get(key, 0)) for key in ("passed", "failed", "skipped"))
        except (ValueError, TypeError):
            return None

    def tally(self, exit_code):
        if self.counts is None:
            return Tally(0, [f"{self.suite}: ended with code {exit_code} and no closing line"], self.named)
        passed, failed, skipped = self.counts
        failures = self.failed_names[:failed]
        failures += [f"{self.suite}: see above"] * (failed - len(failures))
        if exit_code != 0 and not failures:
            failures = [f"{self.suite}: ended with code {exit_code}"]
        named = self.named[:skipped]
        named += [(f"{self.suite}: {n + 1}", "no reason given") for n in range(len(named), skipped)]
        return Tally(passed, failures, named)


def from_ctest(junit_path, results_dir, suite):
    """Each ctest is a program; where it left GoogleTest's XML, its cases are counted instead."""
    total = Tally()
    for case in xml.parse(junit_path).getroot().iter("testcase"):
        name, status = case.get("name"), case.get("status")
        detail = results_dir / f"{name}.xml"
        inner = from_gtest(detail, f"{suite}: {name}") if status != "notrun" and detail.exists() else None
        if inner is None:
            inner = Tally()
            if status == "run":
                inner.passed = 1
            elif status in ("disabled", "notrun") and case.find("skipped") is not None:
                inner.skipped.append((f"{suite}: {name}", case.find("skipped").get("message") or "not run"))
        if status == "fail" and not inner.failures:
            inner.failures.append(f"{suite}: {name} (crashed, timed out or was not built)")
        total.add(inner)
    return total


def from_gtest(path, suite):
    try:
        root = xml.parse(path).getroot()
    except xml.ParseError:
        return None
    total = Tally()
    for case in root.iter("testcase"):
        name = f"{suite}: {case.get('classname')}.{case.get('name')}"
        skip = case.find("skipped")
        if case.find("failure") is not None:
            total.failures.append(name)
        elif skip is not None or case.get("result") == "skipped":
            message = (skip.get("message") if skip is not None else "") or "skipped"
            total.skipped.append((name, message.strip().splitlines()[-1]))
        elif case.get("status") == "notrun":
            total.skipped.append((name, "disabled"))
        else:
            total.passed += 1
    return total
