"""The checks that need no running program: layers, house rules, headers, layout; and clang-tidy on request."""

import os
import shutil
import sys

from aan_tool import build
from aan_tool.paths import ROOT, build_dir
from aan_tool.shell import ToolError, UsageError, capture, say, stream
from aan_tool.tally import Tally

CHECKS = ROOT / "tools" / "checks"
CODE = ("src", "app", "testing", "tests", "cmake")
SUFFIXES = (".cpp", ".hpp")


def code_files(paths=()):
    """Files that git knows or would take, below the given paths."""
    command = ["git", "ls-files", "-co", "--exclude-standard", "--", *(paths or CODE)]
    listed = capture(command)
    if listed.returncode != 0:
        raise ToolError("git cannot list the files: " + listed.stdout.strip().split("\n")[0],
                        "a folder that belongs to somebody else needs: git config --global --add safe.directory " + str(ROOT))
    return [n for n in listed.stdout.split("\n") if n.endswith(SUFFIXES) and (ROOT / n).is_file()]


def changed_files():
    base = capture(["git", "merge-base", "HEAD", "origin/main"])
    since = base.stdout.strip() if base.returncode == 0 else "HEAD"
    names = set(capture(["git", "diff", "--name-only", since]).stdout.split("\n"))
    names |= set(capture(["git", "ls-files", "-o", "--exclude-standard"]).stdout.split("\n"))
    return [n for n in code_files() if n in names]


def format_files(paths=(), check_only=False):
    files = code_files(paths)
    if not files:
        raise UsageError("there is no code of ours at " + " ".join(paths), ".cpp and .hpp files below " + " ".join(CODE))
    if not check_only:
        return stream(["clang-format-19", "-i", *files])
    output = capture(["clang-format-19", "--dry-run", *files]).stdout
    wrong = sorted({line.split(":", 1)[0] for line in output.split("\n") if "clang-format-violations" in line})
    for name in wrong:
        print(f"{name}: layout")
    print(f"layout: {len(wrong)} of {len(files)} files differ" + ("; ./x format sets them" if wrong else ""))
    return 1 if wrong else 0


def clang_tidy(everything, paths):
    """Slow, so bounded to what has changed unless everything or something is asked for."""
    chosen = code_files(paths) if everything or paths else changed_files()
    files = [f for f in chosen if f.endswith(".cpp") and not f.startswith("cmake/")]
    if paths and not files:
        raise UsageError("there is no .cpp file of ours at " + " ".join(paths))
    if not files:
        say("clang-tidy: nothing has changed")
        return 0
    build.build("dev")  # generated headers and precompiled ones
    say(f"clang-tidy: {len(files)} files")
    runner = shutil.which("run-clang-tidy-19")
    return stream([runner, "-quiet", "-p", build_dir("dev"), "-j", str(build.jobs()),
                   "-clang-tidy-binary", "clang-tidy-19", *(f"/{f}$" for f in files)])


def run(tidy=False, everything=False, paths=()):
    """Every check, and what came of it."""
    result = Tally()
    tools = {"PYTHONPATH": str(CHECKS), "PYTHONDONTWRITEBYTECODE": "1"}
    env = {**os.environ, **tools}
    say("lint: layers")
    result.check("lint: layers", stream([sys.executable, CHECKS / "check_layers.py"], env=env) == 0)
    say("lint: house rules")
    result.check("lint: house rules", stream([sys.executable, CHECKS / "tidy.py"], env=env) == 0)
    say("lint: headers")
    headers = [sys.executable, CHECKS / "check_headers.py", build_dir("headers")]
    result.check("lint: headers stand alone", stream(headers, env=env) == 0)
    say("lint: layout")
    result.check("lint: layout", format_files(check_only=True) == 0)
    say("lint: the checks themselves")
    tests = [sys.executable, "-m", "unittest", "discover", "-q", "-s", ROOT / "tests" / "tooling"]
    result.check("lint: the checks themselves", stream(tests, env=env) == 0)
    if tidy:
        result.check("lint: clang-tidy", clang_tidy(everything, paths) == 0)
    else:
        result.skipped.append(("lint: clang-tidy", "slow; ./x lint --tidy"))
    return result
