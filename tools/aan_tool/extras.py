"""bench, fuzz and docs."""

import sys

from aan_tool import build
from aan_tool.paths import BUILD, ROOT, build_dir, program, show
from aan_tool.shell import ToolError, UsageError, did_you_mean, say, stream
from aan_tool.suites import environment
from aan_tool.tally import Tally

FUZZ_SECONDS = 45


def bench(arguments):
    script = ROOT / "tests" / "bench" / "run.py"
    if not script.exists():
        raise ToolError("tests/bench/run.py is not there")
    build.configure("release", "-DAAN_BENCH=ON")
    build.build("release")
    return stream([sys.executable, script, *arguments], env=environment())


def fuzz_targets():
    """(name, folder of the corpus), as CMake wrote them down."""
    listed = build_dir("fuzz") / "fuzz_targets.txt"
    rows = listed.read_text().splitlines() if listed.exists() else []
    return [tuple(row.split(" ", 1)) for row in rows]


def fuzz(arguments):
    seconds = FUZZ_SECONDS
    wanted = []
    for argument in arguments:
        if argument.isdigit():
            seconds = int(argument)
        else:
            wanted.append(argument.removeprefix("fuzz_"))
    build.configure("fuzz")
    targets = [(n, c) for n, c in fuzz_targets() if not wanted or n.removeprefix("fuzz_") in wanted]
    if len(targets) < len(set(wanted)) or not targets:
        known = [n.removeprefix("fuzz_") for n, _ in fuzz_targets()]
        wrong = next((one for one in wanted if one not in known), "")
        raise UsageError(f"there is no fuzz target {wrong}", did_you_mean(wrong, known))
    build.build("fuzz", *(name for name, _ in targets))
    result = Tally()
    for name, corpus in targets:
        result.check(name, fuzz_one(name, corpus, seconds) == 0)
    for name in result.failures:
        print(f"FAILED   {name}: the input that did it lies in {show(BUILD / 'fuzz-findings')}")
    print(result.line())
    return 1 if result.failures else 0


def fuzz_one(name, corpus, seconds):
    say(f"{name}: {seconds} s")
    grown = BUILD / "fuzz-corpus" / name
    findings = BUILD / "fuzz-findings"
    grown.mkdir(parents=True, exist_ok=True)
    findings.mkdir(parents=True, exist_ok=True)
    folders = [grown] + [c for c in [ROOT / corpus] if c.is_dir()]
    return stream([build_dir("fuzz") / name, *folders, f"-max_total_time={seconds}", "-timeout=5", "-rss_limit_mb=2048",
                   "-print_final_stats=1", "-verbosity=0", f"-artifact_prefix={findings}/{name}-"])


def docs(_arguments):
    build.ensure_programs()
    folder = ROOT / "docs" / "reference"
    folder.mkdir(parents=True, exist_ok=True)
    say(f"writing {show(folder)}")
    return stream([program("aan"), "docs", folder])
