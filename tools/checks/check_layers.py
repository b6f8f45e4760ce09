#!/usr/bin/env python3
"""Holds the tree to layers.toml: arrows between modules, homes of libraries, refused headers, no circles, namespaces."""

import argparse
import re
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

from source_tree import ROOT, Finding, code_files, read, report

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
GENERATED = ("embedded/", "aan_version.hpp")
UNLAYERED = ("cmake/",)
NAMESPACE = re.compile(r"^(?:inline )?namespace (aan(?:::\w+)*)\b(?!\s*=)")
FLOORS = ("domain/", "adapters/")


class Layers:
    def __init__(self, text):
        rules = tomllib.loads(text)
        self.modules = rules["modules"]
        self.libraries = rules.get("library", [])
        self.refused = rules.get("refuse", [])
        self.system = rules.get("system", {}).get("headers", [])

    def module_of(self, path):
        """The longest module name that the path (from the root, or from src/) lies in."""
        path = path.removeprefix("src/")
        folder = path.rsplit("/", 1)[0]
        while folder:
            if folder in self.modules:
                return folder
            folder = folder.rpartition("/")[0]
        return None

    def allows(self, module, other, is_test):
        if module == other or (is_test and other == "testing"):
            return True
        return matches(other, self.modules[module])

    def library_of(self, header):
        hits = [(len(start), lib) for lib in self.libraries for start in lib["headers"] if starts(header, start)]
        return max(hits, key=lambda hit: hit[0])[1] if hits else None


def matches(name, patterns):
    return any(fnmatch(name, pattern) for pattern in patterns)


def starts(header, start):
    """`boost/json` covers boost/json.hpp and boost/json/value.hpp; `zip.h` covers only itself."""
    if start.endswith("/") or "/" in start:
        return header.startswith(start)
    if "." in start:
        return header == start
    return header == start or header.startswith((start + ".", start + "-", start + "/"))


def includes(text):
    for number, line in enumerate(text.splitlines(), 1):
        found = INCLUDE.match(line)
        if found:
            yield number, found.group(1), found.group(2)


def is_of_tests(path):
    """Tests, measurements, and what the tests of a folder share."""
    return path.endswith(("_test.cpp", "_bench.cpp", "_case.hpp"))


def check_ours(layers, root, path, module, line, header, edges):
    if header.startswith(GENERATED):
        return
    if not any((Path(root) / base / header).is_file() for base in ("src", ".")):
        if (Path(root) / path).parent.joinpath(header).is_file():
            yield Finding(path, line, "path", f'write the path of "{header}" from src/')
        else:
            yield Finding(path, line, "path", f'"{header}" is not a header of this repository; libraries go in <>')
        return
    other = layers.module_of(header)
    if other is None:
        yield Finding(path, line, "module", f'"{header}" lies in no module of layers.toml')
        return
    is_test = is_of_tests(path)
    if not layers.allows(module, other, is_test):
        yield Finding(path, line, "arrow", f"{module} may not include {other} ({header})")
    elif other != module and not is_test:
        edges.setdefault(module, {}).setdefault(other, (path, line))


def check_foreign(layers, path, module, line, header):
    for rule in layers.refused:
        if matches(module, rule["modules"]) and not is_of_tests(path):
            if any(header == h or (h.endswith("/") and header.startswith(h)) for h in rule["headers"]):
                yield Finding(path, line, "refused", f"<{header}> in {module}: {rule['why']}")
    library = layers.library_of(header)
    if library is None:
        if ("." in header or "/" in header) and not any(starts(header, s) for s in layers.system):
            yield Finding(path, line, "home", f"<{header}> has no home in layers.toml")
        return
    at_home = matches(module, library["homes"])
    if is_of_tests(path) and library.get("tests"):
        at_home = True
    if not at_home:
        homes = ", ".join(library["homes"])
        yield Finding(path, line, "home", f"<{header}> of {library['name']} is at home in {homes}, not in {module}")
    elif "files" in library and not matches(path, library["files"].split("|")):
        yield Finding(path, line, "home", f"<{header}> of {library['name']} belongs in files named {library['files']}")


def namespace_of(module):
    """`base` is aan itself; the floors domain and adapters group rooms and are not said."""
    for floor in FLOORS:
        module = module.removeprefix(floor)
    return "aan" if module == "base" else "aan::" + module.replace("/", "::")


def check_namespaces(layers, path, module, text):
    """A file declares its room's namespace or one inside it, never another room's."""
    if not path.startswith(("src/", "testing/")):
        return
    ours = namespace_of(module)
    others = {namespace_of(other) for other in layers.modules} - {ours, "aan"}
    for number, line in enumerate(text.splitlines(), 1):
        found = NAMESPACE.match(line)
        if not found:
            continue
        said = found.group(1)
        if said == ours or (said.startswith(ours + "::") and not any((said + "::").startswith(o + "::") for o in others)):
            continue
        yield Finding(path, number, "namespace", f"{said} in {module}: its namespace is {ours}")


def circles(edges):
    """One finding for each arrow that closes a circle."""
    done, active = set(), []

    def visit(module):
        if module in done:
            return
        active.append(module)
        for other, (path, line) in sorted(edges.get(module, {}).items()):
            if other in active:
                ring = " -> ".join(active[active.index(other):] + [other])
                yield Finding(path, line, "circle", f"modules include each other: {ring}")
            else:
                yield from visit(other)
        active.pop()
        done.add(module)

    for module in sorted(edges):
        yield from visit(module)


def check(root=ROOT):
    layers = Layers(read(root, "layers.toml"))
    findings, edges = [], {}
    for path in code_files(root):
        if path.startswith(UNLAYERED):
            continue
        module = layers.module_of(path)
        if module is None:
            findings.append(Finding(path, 1, "module", "the file lies in no module of layers.toml"))
            continue
        text = read(root, path)
        findings += check_namespaces(layers, path, module, text)
        for line, ours, foreign in includes(text):
            if ours:
                findings += check_ours(layers, root, path, module, line, ours, edges)
            else:
                findings += check_foreign(layers, path, module, line, foreign)
    return findings + list(circles(edges))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    return report(check(parser.parse_args().root), "layers")


if __name__ == "__main__":
    sys.exit(main())
