"""The Debian packages, which command needs them, and how the missing ones get here."""

import os
import shutil
import subprocess

from aan_tool.shell import ToolError, root_prefix, say, stream

# libboost1.81-dev, never libboost-dev: the two exclude each other.
BUILD = """
    clang-19 libstdc++-12-dev cmake ninja-build mold ccache pkgconf
    libboost1.81-dev libboost-json1.81-dev libcurl4-openssl-dev libssl-dev libsodium-dev libsqlite3-dev libpq-dev libsoci-dev
    libxapian-dev libctemplate-dev libzip-dev libpugixml-dev libvips-dev libpoppler-glib-dev libtag1-dev libcairo2-dev libpango1.0-dev
    libseccomp-dev libbrotli-dev zlib1g-dev liblzma-dev libqrencode-dev libfido2-dev libcbor-dev libspdlog-dev libfmt-dev libcli11-dev prometheus-cpp-dev
    libhowardhinnant-date-dev tzdata
    fonts-dejavu-core fonts-ebgaramond
""".split()
LINT = "clang-format-19 clang-19 libstdc++-12-dev git".split()
UNIT = "libgtest-dev libgmock-dev librapidcheck-dev libclang-rt-19-dev postgresql-15".split()
JAVASCRIPT = "nodejs npm".split()
JUDGES = "poppler-utils qpdf openssl openssh-client curl".split()
BROWSER = JAVASCRIPT + "chromium openjdk-17-jre-headless fonts-dejavu-core".split()

NEEDS = {
    "run": BUILD,
    "build": BUILD,
    "docs": BUILD,
    "format": ["clang-format-19", "git"],
    "lint": LINT,
    "tidy": BUILD + UNIT + LINT + ["clang-tidy-19", "clang-tools-19"],
    "test": BUILD + LINT + UNIT + JUDGES + BROWSER,
    "gcc12": BUILD + UNIT + ["g++-12"],
    "fuzz": BUILD + UNIT,
    "bench": BUILD + "nginx-light wrk openssl curl xz-utils".split(),
}
NEEDS["setup"] = sorted(set().union(*NEEDS.values()))

# Present under another name too: a newer Node brings its npm along, and any nginx will do.
COMMAND_OF = {"nodejs": "node", "npm": "npm", "nginx-light": "nginx", "git": "git", "openjdk-17-jre-headless": "java"}


def installed(names):
    query = subprocess.run(["dpkg-query", "-W", "-f", "${db:Status-Abbrev}|${binary:Package}\n", *names],
                           text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    rows = (line.split("|", 1) for line in query.stdout.splitlines())
    return {package.split(":")[0] for status, package in rows if status.startswith("ii")}


def missing(names):
    here = installed(names)
    return [n for n in dict.fromkeys(names)
            if n not in here and not (n in COMMAND_OF and shutil.which(COMMAND_OF[n]))]


def ensure(command):
    """Installs what the command needs and is not there yet."""
    wanted = NEEDS[command]
    if not shutil.which("dpkg-query"):
        say("this is no Debian system: nothing is installed; needed here: " + " ".join(wanted))
        return
    absent = missing(wanted)
    if not absent:
        return
    say(f"installing {len(absent)} Debian packages: " + " ".join(absent))
    prefix = root_prefix()
    by_hand = "apt-get update && apt-get install --no-install-recommends " + " ".join(absent)
    if prefix is None:
        raise ToolError("packages are missing, and neither root nor sudo is here", f"as root: {by_hand}")
    if prefix:
        say("using sudo, which may ask for your password")
    prefix = prefix + ["env", "DEBIAN_FRONTEND=noninteractive"]
    if stream([*prefix, "apt-get", "update"]) != 0:
        raise ToolError("apt-get update failed", "check the network and /etc/apt/sources.list")
    quiet = ["-y", "--no-install-recommends"]
    if stream([*prefix, "apt-get", "install", *quiet, *absent], env=os.environ) != 0:
        raise ToolError("apt-get could not install the packages", f"as root: {by_hand}")
