#!/usr/bin/env python3
"""What ships is hardened, and `aan` loads none of the libraries that parse or draw files."""

import json
import re
import subprocess
import sys
from pathlib import Path

from source_tree import ROOT, Finding, report

# What leaves no sure trace in a binary is looked for where each file is compiled.
FLAGS = ("-D_FORTIFY_SOURCE=3", "-fstack-protector-strong", "-fstack-clash-protection", "-fcf-protection", "-ftrivial-auto-var-init=zero",
         "-D_GLIBCXX_ASSERTIONS", "-fPIE")
FILE_LIBRARIES = ("libzip", "libpugixml", "libvips", "libcairo", "libpango", "libpoppler", "libqpdf", "libglib", "libtag")


def readelf(path, *options):
    return subprocess.run(["readelf", "-W", *options, str(path)], text=True, stdout=subprocess.PIPE, check=True).stdout


def check(path, may_parse_files):
    name = Path(path).name
    dynamic, segments = readelf(path, "-d"), readelf(path, "-lh")
    symbols = readelf(path, "--dyn-syms")
    if not re.search(r"Type:\s+DYN", segments):
        yield Finding(name, 1, "pie", "not a position independent executable")
    if "BIND_NOW" not in dynamic and not re.search(r"FLAGS_1.*\bNOW\b", dynamic):
        yield Finding(name, 1, "relro", "symbols are not bound at start (-z now)")
    if "GNU_RELRO" not in segments:
        yield Finding(name, 1, "relro", "no read-only relocations")
    stack = re.search(r"GNU_STACK.*?\s(R\w*)\s+0x", segments)
    if not stack or "E" in stack.group(1):
        yield Finding(name, 1, "stack", "the stack is executable")
    if "__stack_chk_fail" not in symbols:
        yield Finding(name, 1, "canary", "no stack protector")
    if not may_parse_files:
        for library in re.findall(r"NEEDED.*\[(.*?)\]", dynamic):
            if library.startswith(FILE_LIBRARIES):
                yield Finding(name, 1, "home", f"{library} belongs to aan-worker only")


def check_flags(commands):
    """`commands`: those of compile_commands.json."""
    for command in commands:
        words = command["command"].split()
        for flag in FLAGS:
            if flag not in words:
                yield Finding(command["file"], 1, "hardening", f"is compiled without {flag}")


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "release"
    findings = [*check(folder / "aan", may_parse_files=False), *check(folder / "aan-worker", may_parse_files=True),
                *check_flags(json.loads((folder / "compile_commands.json").read_text()))]
    return report(findings, "binaries")


if __name__ == "__main__":
    sys.exit(main())
