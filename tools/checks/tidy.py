#!/usr/bin/env python3
"""The house rules that a text search can hold: lengths, banned words, READMEs, the index of decisions, coroutine shapes."""

import argparse
import os
import re
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path

import banned
import coroutines
from cpp_text import code_only, comments_of, line_of
from source_tree import ROOT, Finding, code_files, read, report, walk

LINE_LENGTH_MAX = 110
FILE_LINES_MAX = 600
FUNCTION_LINES_MAX = 70
NOT_A_FUNCTION = re.compile(r"^(namespace|class|struct|enum|union|extern|using|typedef|template|#|\}|//|constexpr|const )")
README_FOLDERS = ("src", "app", "cmake", "testing", "tests", "tools", "docs", "demo")
# Leaf folders of assets, corpora and texts that are read as they lie: the README of the folder above speaks for them.
# Where a README names every part of its folder: by file, by a pattern such as sql_*, or by the type that a file is named after.
NAMED_FOLDERS = ("src", "testing", "tests/functional")
SPOKEN_FOR = ("src/web/assets/*", "tests/fuzz/corpus/*", "demo/books")
UNTRACKED = {"node_modules", "__pycache__", "out"}
TODO = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!\(#\d+\):)")
TEXT_FOLDERS = ("src", "app", "docs", "demo", "deploy")
TEXT_SUFFIXES = (".md", ".html", ".tpl", ".ini", ".sql", ".cpp", ".hpp", ".txt")


def lengths(path, text):
    lines = text.splitlines()
    for number, line in enumerate(lines, 1):
        if len(line) > LINE_LENGTH_MAX and 'R"' not in line and "://" not in line:
            yield Finding(path, number, "line-length", f"{len(line)} columns, {LINE_LENGTH_MAX} are the limit")
    if len(lines) > FILE_LINES_MAX:
        yield Finding(path, len(lines), "file-length", f"{len(lines)} lines: split it, or give tidy.toml a reason")
    start = None
    for number, line in enumerate(lines, 1):
        if start is None and line[:1].strip() and line.endswith("{") and not NOT_A_FUNCTION.match(line):
            start = number
        elif start and line.startswith("}"):
            if number - start > FUNCTION_LINES_MAX:
                yield Finding(path, start, "function-length", f"{number - start} lines, a screen is 70", warning=True)
            start = None


def words(path, text, rules):
    for rule in rules:
        if rule.applies(path):
            for found in rule.pattern.finditer(text):
                said = " ".join(found.group(0).split())
                yield Finding(path, line_of(text, found.start()), rule.rule, f"`{said}`: use {rule.instead}")


def comments(path, text):
    for line, comment in comments_of(text):
        if TODO.search(comment):
            yield Finding(path, line, "todo", "write TODO(#123): with an issue, or nothing")


def check_code(root, path):
    text = read(root, path)
    code = code_only(text)
    yield from lengths(path, text)
    yield from words(path, code, banned.CODE)
    yield from comments(path, text)
    if path.endswith(".hpp") and not re.search(r"^#pragma once$", text, re.MULTILINE):
        yield Finding(path, 1, "pragma-once", "a header starts with #pragma once")
    if "co_await" in code or "awaitable" in code:
        yield from coroutines.check(path, code)


def folders_of(root):
    """Every folder below README_FOLDERS that holds anything; leaves in SPOKEN_FOR are described by the README above."""
    for top in README_FOLDERS:
        for directory, inner, files in os.walk(Path(root) / top):
            inner[:] = sorted(d for d in inner if d not in UNTRACKED and not d.startswith("."))
            folder = Path(directory).relative_to(root).as_posix()
            if (inner or files) and not any(fnmatch(folder, leaf) for leaf in SPOKEN_FOR):
                yield folder


def unnamed(root, folder):
    """Parts of a folder of code that its README does not name; tests beside the code go with what they test."""
    names = {p.stem for p in (Path(root) / folder).iterdir() if p.suffix in (".cpp", ".hpp", ".py")}
    said = set(re.findall(r"[A-Za-z0-9_*]+", read(root, f"{folder}/README.md")))
    for name in sorted(names - {"__init__"}):
        type_name = "".join(word.capitalize() for word in name.split("_"))
        is_named = type_name in said or any(fnmatch(name, word) for word in said if word.strip("*_"))
        if not is_named and not name.endswith("_test"):
            yield name


def check_folders(root, paths):
    """A folder explains itself and its parts; a module has a test beside its code."""
    for folder in folders_of(root):
        if not (Path(root) / folder / "README.md").is_file():
            yield Finding(f"{folder}/README.md", 1, "readme", "the folder says what it is for")
        elif folder.startswith(NAMED_FOLDERS):
            for name in unnamed(root, folder):
                yield Finding(f"{folder}/README.md", 1, "unnamed", f"it does not name `{name}`")
        inside = [p for p in paths if p.rsplit("/", 1)[0] == folder]
        if folder.startswith("src/") and any(p.endswith(".cpp") for p in inside):
            if not any(p.endswith("_test.cpp") for p in inside):
                yield Finding(folder, 1, "untested", "no test beside the code", warning=True)


def check_decisions(root):
    """The index of decisions lists each of its folder, once and by number."""
    folder = Path(root) / "docs" / "adr"
    index = folder / "README.md"
    if not index.is_file():
        return
    name = index.relative_to(root).as_posix()
    rows = [(number, found.group(1)) for number, line in enumerate(index.read_text().splitlines(), 1)
            if (found := re.match(r"\| \[\d{4}\]\((\d{4}-[^)]+\.md)\) \|", line))]
    for (_, before), (number, row) in zip(rows, rows[1:]):
        if row <= before:
            yield Finding(name, number, "adr-index", f"{row} stands below {before}: rows are in the order of their numbers")
    named = {row for _, row in rows}
    there = {path.name for path in folder.glob("[0-9]*.md")}
    for row in sorted(there - named):
        yield Finding(name, 1, "adr-index", f"it does not list {row}")
    for row in sorted(named - there):
        yield Finding(name, 1, "adr-index", f"{row} is not there")


def check(root=ROOT):
    paths = code_files(root)
    findings = []
    for path in paths:
        findings += check_code(root, path)
    for path in walk(root, TEXT_FOLDERS):
        if path.endswith(TEXT_SUFFIXES):
            text = read(root, path)
            findings += words(path, text, banned.TEXT)
            findings += words(path, text, banned.TEMPLATE)
    findings += check_folders(root, paths)
    findings += check_decisions(root)
    return list(apply_exceptions(root, findings))


def apply_exceptions(root, findings):
    """tidy.toml lists what may stay and why; an entry that nothing needs any more is an error."""
    path = Path(root) / "tidy.toml"
    allowed = tomllib.loads(path.read_text()).get("allow", []) if path.is_file() else []
    used = set()
    for finding in findings:
        hit = next((i for i, a in enumerate(allowed)
                    if a["rule"] == finding.rule and fnmatch(finding.path, a["path"])), None)
        if hit is None:
            yield finding
        used.add(hit)
    for i, entry in enumerate(allowed):
        if i not in used:
            yield Finding("tidy.toml", 1, "exception", f"nothing needs {entry['rule']} for {entry['path']} any more")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--root", type=Path, default=ROOT)
    return report(check(parser.parse_args().root), "tidy")


if __name__ == "__main__":
    sys.exit(main())
