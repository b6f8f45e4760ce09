"""Prometheus' text format 0.0.4, read as strictly as its documentation allows."""

import math
import re

NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*\Z")
LABEL = re.compile(r"([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\n]|\\[\\\"n])*)\"(,|\Z)")
SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)\Z")
TYPES = ("counter", "gauge", "histogram", "summary", "untyped")


class Malformed(AssertionError):
    pass


def labels_of(text):
    labels, at = {}, 0
    while text and at < len(text):
        found = LABEL.match(text, at)
        if not found or found.group(1) in labels:
            raise Malformed(f"labels: {text}")
        labels[found.group(1)] = found.group(2).replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\")
        at = found.end()
    return labels


def number(text):
    special = {"+Inf": math.inf, "-Inf": -math.inf, "NaN": math.nan}
    return special[text] if text in special else float(text)


def parse(text):
    """{name: {"type", "help", "samples": {frozenset of labels: value}}}; raises Malformed."""
    if not text.endswith("\n"):
        raise Malformed("the last line does not end")
    families, current, closed = {}, None, set()
    for line in text.splitlines():
        if not line:
            continue
        if line.startswith("# HELP ") or line.startswith("# TYPE "):
            _, what, name, rest = line.split(" ", 3)
            if not NAME.match(name):
                raise Malformed(line)
            if current != name:
                if name in families:
                    raise Malformed(f"{name} comes in two groups")
                if current:
                    closed.add(current)
                current = name
                families[name] = {"type": None, "help": None, "samples": {}}
            key = what.lower()
            if families[name][key] is not None or families[name]["samples"]:
                raise Malformed(f"{line}: twice, or after its samples")
            if key == "type" and rest not in TYPES:
                raise Malformed(line)
            families[name][key] = rest
            continue
        if line.startswith("#"):
            continue
        found = SAMPLE.match(line)
        if not found or current is None:
            raise Malformed(line)
        name, family = found.group(1), families[current]
        suffix = name[len(current):]
        allowed = ("_bucket", "_sum", "_count") if family["type"] == "histogram" else ("",)
        if not name.startswith(current) or suffix not in allowed or not family["help"] or not family["type"]:
            raise Malformed(f"{line}: not of {current}, or without HELP and TYPE")
        labels = labels_of(found.group(2) or "")
        key = (suffix, frozenset(labels.items()))
        if key in family["samples"]:
            raise Malformed(f"{line}: twice")
        family["samples"][key] = number(found.group(3))
    for name, family in families.items():
        check(name, family)
    return families


def check(name, family):
    if family["type"] == "counter":
        if not name.endswith("_total"):
            raise Malformed(f"{name}: a counter ends in _total")
        if any(value < 0 for value in family["samples"].values()):
            raise Malformed(f"{name}: below zero")
    if family["type"] == "histogram":
        check_buckets(name, family["samples"])


def check_buckets(name, samples):
    series = {}
    for (suffix, labels), value in samples.items():
        if suffix == "_bucket":
            rest = frozenset(one for one in labels if one[0] != "le")
            series.setdefault(rest, []).append((number(dict(labels)["le"]), value))
    for rest, buckets in series.items():
        buckets.sort()
        counts = [count for _, count in buckets]
        if buckets[-1][0] != math.inf or counts != sorted(counts):
            raise Malformed(f"{name}: buckets do not rise to +Inf")
        if samples[("_count", rest)] != counts[-1] or ("_sum", rest) not in samples:
            raise Malformed(f"{name}: count, sum and buckets differ")


class Measured:
    def __init__(self, text):
        self.families = parse(text)

    def __call__(self, name, **labels):
        """The value of a sample with exactly these labels; 0 when it was never counted."""
        return self.families[name]["samples"].get(("", frozenset(labels.items())), 0)

    def values(self, name, label):
        return {dict(labels)[label] for _, labels in self.families[name]["samples"]}
