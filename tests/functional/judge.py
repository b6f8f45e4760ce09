#!/usr/bin/env python3
"""Answers of the API that another program met, judged as the functional tests judge theirs. `judge.py FILE`: a line for
each, `METHOD PATH STATUS HEAD BODY`, the last two in base64url; says what is wrong, and ends with 1 if anything is."""

import sys
from base64 import urlsafe_b64decode
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from harness import SPEC, Mismatch, Response  # noqa: E402
from harness.client import unpacked  # noqa: E402
from harness.process import clear_away  # noqa: E402


def decoded(text):
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def answer_of(method, path, status, head, body):
    lines = decoded(head).decode("latin-1").split("\r\n")
    headers = [(name.lower(), value) for name, _, value in (line.partition(": ") for line in lines) if value]
    return Response(method, path, int(status), headers, decoded(body))


def main():
    seen, wrong = 0, []
    for line in Path(sys.argv[1]).read_text().splitlines():
        method, path, *rest = line.split(" ")
        seen += 1
        try:
            SPEC.check(method, path, unpacked(answer_of(method, path, *rest)))
        except Mismatch as why:
            wrong.append(str(why))
    print("\n".join(wrong))
    return 1 if wrong or not seen else 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        clear_away()
    sys.exit(code)
