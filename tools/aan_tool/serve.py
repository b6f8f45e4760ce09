"""./x run: from nothing to a shop that answers."""

import os

from aan_tool import build
from aan_tool.paths import ROOT, program


def arguments(given):
    """The demo shop, unless the reader names a shop of their own."""
    own = any(a == "--data" or a.startswith("--data=") for a in given)
    result = ["serve"]
    if not own:
        result += ["--demo", "--data", str(ROOT / ".aan" / "demo")]
    if not any(a == "--listen" or a.startswith("--listen=") for a in given):
        result += ["--listen", "127.0.0.1:8080"]
    return result + [a for a in given if not (a == "--demo" and not own)]


def run(given):
    build.ensure_programs()
    aan = str(program("aan"))
    os.chdir(ROOT)
    os.execv(aan, [aan, *arguments(given)])
