#!/usr/bin/env python3
"""Prints what the shop does as ratios to a peer or a limit, all measured in this run.

    python3 tests/bench/run.py [--json] [start] [memory] [page] [download] [stamped] [checkout] [content] [lists] [golden]
                                        [browse] [search] [big]

`browse` and `search` ask a million titles and take ten minutes each, `big` is both and memory; they run only when named. --json makes the
last line of the output one JSON object.

    python3 tests/bench/run.py --plots FILE...

measures nothing: it draws the figures of such outputs as SVG in docs/explanation/speed, and keeps their JSON there. What
several files have counts as the last of them has it.
"""

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
os.environ.setdefault("AAN_BIN", str(ROOT / "build" / "release" / "aan"))
sys.path[:0] = [str(ROOT / "tests" / "functional"), str(Path(__file__).parent)]

import content_bench  # noqa: E402
import golden_bench  # noqa: E402
import http_bench  # noqa: E402
import large_bench  # noqa: E402
import list_bench  # noqa: E402
import plots  # noqa: E402
import start_bench  # noqa: E402
import store_bench  # noqa: E402
from harness.process import clear_away  # noqa: E402
from report import Report  # noqa: E402

BENCHES = {"start": start_bench.start, "memory": start_bench.memory, "page": http_bench.page,
           "download": http_bench.download, "stamped": http_bench.stamped, "checkout": store_bench.checkout, "content": content_bench.content,
           "lists": list_bench.lists, "golden": golden_bench.golden,
           "browse": large_bench.browse, "search": large_bench.search, "big": large_bench.big}
BY_DEFAULT = [name for name in BENCHES if name not in ("browse", "search", "big")]


def main(arguments):
    if arguments[:1] == ["--plots"]:
        if len(arguments) < 2:
            print("--plots takes files: outputs of ./x bench --json")
            return 2
        return plots.draw(arguments[1:])
    is_json = "--json" in arguments
    wanted = [argument for argument in arguments if argument != "--json"] or BY_DEFAULT
    unknown = [name for name in wanted if name not in BENCHES]
    if unknown:
        print(f"there is no bench {' '.join(unknown)}: {', '.join(BENCHES)}")
        return 2
    report = Report()
    for name in wanted:
        print(f"==> {name}", flush=True)
        BENCHES[name](report)
    print("\n" + (report.json() if is_json else report.table()), flush=True)
    return 0


if __name__ == "__main__":
    try:
        code = main(sys.argv[1:])
    finally:
        clear_away()
    sys.exit(code)
