#!/usr/bin/env python3
"""Prints what the shop does as ratios to a peer or a limit, all measured in this run.

    python3 tests/bench/run.py [page] [download] [start] [content_addressing] [store] [search]
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("AAN_BIN", str(ROOT / "build" / "release" / "aan"))
sys.path[:0] = [str(ROOT / "tests" / "functional"), str(Path(__file__).parent)]

import http_bench  # noqa: E402
import start_bench  # noqa: E402
from harness.process import clear_away  # noqa: E402

PROGRAMS = {"content_addressing": "bench_content_addressing", "store": "bench_store", "search": "bench_search"}
PYTHON = {"page": http_bench.page, "download": http_bench.download, "start": start_bench.start}


def main():
    wanted = sys.argv[1:] or [*PYTHON, *PROGRAMS]
    release = Path(os.environ["AAN_BIN"]).parent
    for name in wanted:
        print(f"==> {name}", flush=True)
        if name in PYTHON:
            PYTHON[name]()
        elif name in PROGRAMS:
            program = release / PROGRAMS[name]
            if not program.exists():
                print(f"SKIP {name}: {program.name} is not built")
                continue
            subprocess.run([program], check=True)
        else:
            print(f"there is no bench {name}: {', '.join([*PYTHON, *PROGRAMS])}")
            return 2
    return 0


if __name__ == "__main__":
    try:
        code = main()
    finally:
        clear_away()
    sys.exit(code)
