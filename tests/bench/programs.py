"""The programs of tests/bench that CMake builds, and shops filled by one of them."""

import functools
import json
import os
import subprocess
from pathlib import Path

from harness.process import fresh_folder, run_aan

INDEX_SECONDS_MAX = 1800  # a million titles take some seven minutes
TITLES = 1_000


def program(name):
    return Path(os.environ["AAN_BIN"]).parent / f"bench_{name}"


def lines(name, *arguments):
    """Runs a program and gives back its lines of JSON."""
    run = subprocess.run([program(name), *map(str, arguments)], stdout=subprocess.PIPE, text=True, check=True)
    return [json.loads(line) for line in run.stdout.splitlines() if line.startswith("{")]


@functools.cache
def filled_folder(titles=TITLES):
    """A data directory with so many titles and the index of them."""
    folder = fresh_folder(f"titles-{titles}") / "data"
    run_aan("init", "--data", folder).check_returncode()
    subprocess.run([program("fill_shop"), folder, str(titles)], check=True)
    run_aan("index", "rebuild", "--data", folder, timeout=INDEX_SECONDS_MAX).check_returncode()
    return folder
