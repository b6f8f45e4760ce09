#!/usr/bin/env python3
"""Every header says for itself what it needs.

A header that stands on the standard library and on ours alone becomes a submodule of one Clang module, where it sees what it includes and
nothing else: hundreds of headers in the time that a few take one by one. The others, which stand on libraries that no module map is written
for, are named by --others: whoever calls has them compiled alone.
"""

import re
import subprocess
import sys
from functools import cache
from pathlib import Path

from source_tree import ROOT, Finding, read, report, walk

COMPILER = "clang++-19"
FOLDERS = ("src", "testing")
SYSTEM_HEADERS = {"arpa/inet.h", "netinet/in.h", "poll.h", "signal.h", "sys/socket.h", "sys/un.h"}
# <cassert> is another header each time that it is included, <execution> asks for a library that is not there, the others are C's past.
NOT_MODULAR = {"cassert", "execution", "ccomplex", "ciso646", "cstdalign", "cstdbool", "ctgmath"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^">]+)[">]', re.MULTILINE)
ERROR = re.compile(r"^(?P<path>\S+?):(?P<line>\d+):\d+: (?:fatal )?error: (?P<text>.*)$", re.MULTILINE)
ERRORS_MAX = 50


@cache
def standard_library():
    """The folder of the compiler's standard library."""
    said = subprocess.run([COMPILER, "-xc++", "-E", "-H", "-"], input="#include <version>\n", text=True, capture_output=True, check=True)
    found = re.search(r"^\. (/\S+)/version$", said.stderr, re.MULTILINE)
    if not found:
        raise SystemExit(f"error: {COMPILER} does not say where <version> is")
    return Path(found.group(1))


def standard_headers():
    """The names that programs include: files without an ending, at the top of the library."""
    return {path.name for path in standard_library().iterdir() if path.is_file() and not path.suffix}


def split(root, folders=FOLDERS):
    """The headers below the folders: those that a module may hold, and the others, each a path relative to root."""
    headers = [path for path in walk(root, folders) if path.endswith(".hpp")]
    known, plain = set(headers), standard_headers() | SYSTEM_HEADERS
    ours, others = {}, set()
    for header in headers:
        ours[header] = []
        for bracket, name in INCLUDE.findall(read(root, header)):
            near = [p for p in (f"src/{name}", name) if p in known]
            if bracket == '"' and near:
                ours[header].append(near[0])
            elif name not in plain:
                others.add(header)
    growing = True
    while growing:
        reached = {h for h in headers if h not in others and any(inner in others for inner in ours[h])}
        others |= reached
        growing = bool(reached)
    return [h for h in headers if h not in others], sorted(others)


def module_map(name, headers):
    lines = [f'  module m{at} {{ header "{path}" export * }}' for at, path in enumerate(headers)]
    return "\n".join([f"module {name} {{", *lines, "}", ""])


def check(root, headers, scratch):
    """What the headers use without including it. `scratch`: a folder for the maps and for what Clang keeps."""
    scratch.mkdir(parents=True, exist_ok=True)
    standard, own = scratch / "standard.modulemap", scratch / "own.modulemap"
    standard.write_text(module_map("standard", [standard_library() / name for name in sorted(standard_headers() - NOT_MODULAR)]))
    own.write_text(module_map("own", [Path(root) / header for header in headers]))
    command = [COMPILER, "-std=c++23", "-xc++", "-fsyntax-only", "-Xclang", "-emit-module", "-fmodules", "-fcxx-modules",
               "-fno-implicit-module-maps", f"-fmodules-cache-path={scratch}", f"-fmodule-map-file={standard}",
               f"-fmodule-map-file={own}", "-fmodule-name=own", f"-ferror-limit={ERRORS_MAX}", f"-I{root}/src", f"-I{root}", str(own)]
    done = subprocess.run(command, text=True, capture_output=True, cwd=root)
    findings = [Finding(shorten(root, m["path"]), int(m["line"]), "headers", m["text"]) for m in ERROR.finditer(done.stderr)]
    if done.returncode and not findings:
        findings.append(Finding(str(own), 1, "headers", done.stderr.strip()[:2000]))
    return findings


def shorten(root, path):
    path = Path(path)
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def main():
    held, others = split(ROOT)
    if sys.argv[1:] == ["--others"]:
        print("\n".join(others))
        return 0
    scratch = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "headers"
    return report(check(ROOT, held, scratch), f"{len(held)} headers")


if __name__ == "__main__":
    sys.exit(main())
