"""Programs that some tests put beside the shop, fetched without installing anything: no service starts, no file of
the system changes. Where one cannot be had, its tests are skipped by name."""

import os
import shutil
import subprocess
import sys

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


STRIPE_MOCK = "github.com/stripe/stripe-mock@v0.197.0"


def stripe_mock():
    """Stripe's own server for tests, which holds requests to Stripe's document of its API; None without Go."""
    ours = CACHE / "go-bin" / "stripe-mock"
    if not ours.exists() and shutil.which("go"):
        say("building stripe-mock")
        ours.parent.mkdir(parents=True, exist_ok=True)
        quietly(["go", "install", STRIPE_MOCK], env={**os.environ, "GOBIN": str(ours.parent)})
    return str(ours) if ours.exists() else None


JING_PACKAGES = ("libjing-java", "libisorelax-java", "librelaxng-datatype-java", "libxml-commons-resolver1.1-java", "libxerces2-java",
                 "libxml-commons-external-java")
JING_JARS = ("jing", "isorelax", "relaxngDatatype", "xml-resolver", "xercesImpl")


def jing():
    """The class path of jing, a validator of RELAX NG, from Debian's packages, unpacked; None where they cannot be had."""
    folder = CACHE / "jing"
    jars = [folder / "root" / "usr" / "share" / "java" / f"{name}.jar" for name in JING_JARS]
    if not all(jar.exists() for jar in jars) and shutil.which("apt-get"):
        say("fetching jing for the tests")
        folder.mkdir(parents=True, exist_ok=True)
        if quietly(["apt-get", "download", *JING_PACKAGES], cwd=folder):
            for package in folder.glob("*.deb"):
                quietly(["dpkg-deb", "-x", package, folder / "root"])
    return ":".join(map(str, jars)) if all(jar.exists() for jar in jars) else None


SCHEMATHESIS = "schemathesis==4.32.5"


def schemathesis():
    """The program that asks an API everything which its document allows; None without PyPI."""
    folder = CACHE / "schemathesis"
    ours = folder / "bin" / "schemathesis"
    if not ours.exists():
        say("fetching schemathesis for the tests")
        if quietly([sys.executable, "-m", "venv", folder]):
            quietly([folder / "bin" / "pip", "install", "--quiet", SCHEMATHESIS])
    return str(ours) if ours.exists() else None


LIGHTHOUSE = "lighthouse@12.8.2"


def lighthouse():
    """The folder where npm put Lighthouse; None without npm's registry."""
    folder = CACHE / "lighthouse"
    there = folder / "node_modules" / "lighthouse"
    if not there.exists() and shutil.which("npm"):
        say("fetching Lighthouse for the tests")
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "package.json").write_text('{"private": true, "type": "module"}\n')
        quietly(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--prefix", folder, LIGHTHOUSE])
    return str(folder) if there.exists() else None


def environment():
    """What tests find of it."""
    found = {"AAN_CADDY": caddy(), "AAN_PEBBLE": pebble(), "AAN_JING": jing(), "AAN_SCHEMATHESIS": schemathesis(),
             "AAN_STRIPE_MOCK": stripe_mock()}
    return {key: value for key, value in found.items() if value}
