"""Programs that some tests put beside the shop, fetched without installing anything: no service starts, no file of
the system changes. Where one cannot be had, its tests are skipped by name."""

import os
import shutil
import subprocess

from aan_tool.paths import CACHE
from aan_tool.shell import say

PEBBLE = "github.com/letsencrypt/pebble/v2"
PEBBLE_VERSION = "v2.10.1"
FETCH_SECONDS_MAX = 300


def quietly(command, **more):
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=FETCH_SECONDS_MAX,
                              check=False, **more).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


def caddy():
    """The program of Debian's package, unpacked; None where that cannot be had."""
    here = shutil.which("caddy")
    if here:
        return here
    folder = CACHE / "caddy"
    ours = folder / "root" / "usr" / "bin" / "caddy"
    if not ours.exists() and shutil.which("apt-get"):
        say("fetching Caddy for the tests")
        folder.mkdir(parents=True, exist_ok=True)
        if quietly(["apt-get", "download", "caddy"], cwd=folder):
            package = max(folder.glob("caddy_*.deb"), key=lambda path: path.stat().st_mtime)
            quietly(["dpkg-deb", "-x", package, folder / "root"])
    return str(ours) if ours.exists() else None


def pebble():
    """The folder of `pebble` and `pebble-challtestsrv`, an ACME server for tests; None without Go."""
    folder = CACHE / "go-bin"
    programs = [folder / "pebble", folder / "pebble-challtestsrv"]
    if not all(path.exists() for path in programs):
        if not shutil.which("go"):
            return None
        say("building the ACME test server pebble")
        folder.mkdir(parents=True, exist_ok=True)
        quietly(["go", "install", *(f"{PEBBLE}/cmd/{path.name}@{PEBBLE_VERSION}" for path in programs)],
                env={**os.environ, "GOBIN": str(folder)})
    return str(folder) if all(path.exists() for path in programs) else None


def environment():
    """What tests find of it."""
    found = {"AAN_CADDY": caddy(), "AAN_PEBBLE": pebble()}
    return {key: value for key, value in found.items() if value}
