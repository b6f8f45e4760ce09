"""Configure, build, and know without asking Ninja that nothing has changed."""

import os
import time

from aan_tool.paths import ROOT, build_dir
from aan_tool.shell import ToolError, UsageError, capture, did_you_mean, run_logged, say

PRESETS = ("dev", "release", "asan", "tsan", "fuzz", "gcc12")
PROGRAMS = ("aan", "aan_worker_exe")
INPUTS = ("src", "app", "cmake", "demo", "testing", "tests/contract", "tests/crash", "tests/fuzz", "tests/bench")
INPUT_FILES = ("CMakeLists.txt", "CMakePresets.json")
MEMORY_PER_JOB = 1 << 30


def jobs():
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(os.cpu_count() or 1, memory // MEMORY_PER_JOB))


def configure(preset, *options):
    """Ninja repeats CMake by itself; only a first time, other options or new presets need a call."""
    cache = build_dir(preset) / "CMakeCache.txt"
    ready = build_dir(preset) / "build.ninja"
    presets = ROOT / "CMakePresets.json"
    if not options and ready.exists() and cache.stat().st_mtime > presets.stat().st_mtime:
        return
    run_logged(["cmake", "--preset", preset, *options], f"configuring {preset}", f"configure-{preset}",
               "./x setup installs what is missing; otherwise the log names it")
    os.utime(cache)


def expect_preset(preset):
    if preset not in PRESETS:
        raise UsageError(f"there is no preset {preset}", did_you_mean(preset, PRESETS))


def build(preset, *targets):
    expect_preset(preset)
    started = time.time()
    configure(preset)
    command = ["cmake", "--build", build_dir(preset), "-j", str(jobs())]
    if targets:
        command += ["--target", *targets]
    run_logged(command, f"building {preset}", f"build-{preset}", "the first error is above")
    mark(preset, targets, started)


def compile_headers(preset, headers):
    """Each of the headers (paths of the repository) compiled by itself, where its module shows it to others."""
    configure(preset)
    capture(["ninja", "-C", build_dir(preset), "build.ninja"])  # with the headers that came since
    listed = capture(["ninja", "-C", build_dir(preset), "-t", "targets", "all"]).stdout
    objects = [line.split(":", 1)[0] for line in listed.split("\n") if "verify_interface_header_sets.dir/" in line]
    wanted = tuple(f"_verify_interface_header_sets/{h.removeprefix('src/')}.cxx.o" for h in headers)
    chosen = [o for o in objects if o.endswith(wanted)]
    if not chosen:
        raise ToolError(f"of {len(headers)} headers none belongs to a module")
    run_logged(["ninja", "-C", build_dir(preset), "-j", str(jobs()), *chosen], f"compiling {len(chosen)} headers alone",
               f"headers-{preset}", "the first error is above")


def stamp_path(preset, targets):
    return build_dir(preset) / (".built-" + ("-".join(targets) or "all"))


def mark(preset, targets, started):
    stamp = stamp_path(preset, targets)
    stamp.touch()
    os.utime(stamp, (started, started))


def newest(path):
    """The newest change of a tree; folders count, so a removed file is seen."""
    latest = os.stat(path).st_mtime
    if not os.path.isdir(path):
        return latest
    with os.scandir(path) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                latest = max(latest, newest(entry.path))
            else:
                latest = max(latest, entry.stat().st_mtime)
    return latest


def is_fresh(preset, *targets):
    stamp = stamp_path(preset, targets)
    if not stamp.exists():
        return False
    built = stamp.stat().st_mtime
    paths = [ROOT / p for p in INPUTS + INPUT_FILES]
    return all(newest(path) < built for path in paths if path.exists())


def ensure_programs():
    """build/release/aan and build/release/aan-worker, as cheaply as the tree allows."""
    if is_fresh("release", *PROGRAMS) and (build_dir("release") / "aan").exists():
        return False
    from aan_tool import packages
    packages.ensure("build")
    first = not (build_dir("release") / "aan").exists()
    if first:
        say("the first build takes some minutes")
    build("release", *PROGRAMS)
    return True
