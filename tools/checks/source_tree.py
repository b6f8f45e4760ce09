"""The C++ files of the repository and the findings about them."""

import os
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CODE_FOLDERS = ("src", "app", "testing", "tests", "cmake")
CODE_SUFFIXES = (".cpp", ".hpp")
SKIPPED_FOLDERS = {"node_modules", "__pycache__", "out", "corpus"}


@dataclass(frozen=True, order=True)
class Finding:
    path: str
    line: int
    rule: str
    text: str
    warning: bool = False

    def __str__(self):
        kind = "warning" if self.warning else "error"
        return f"{self.path}:{self.line}: {kind}: {self.text} [{self.rule}]"


def walk(root, folders):
    """Every file below the folders, as paths relative to root, in a stable order."""
    for folder in folders:
        for directory, inner, files in os.walk(Path(root) / folder):
            inner[:] = sorted(d for d in inner if d not in SKIPPED_FOLDERS)
            for name in sorted(files):
                yield (Path(directory) / name).relative_to(root).as_posix()


def code_files(root=ROOT):
    return [path for path in walk(root, CODE_FOLDERS) if path.endswith(CODE_SUFFIXES)]


def read(root, path):
    return (Path(root) / path).read_text(encoding="utf-8", errors="replace")


def report(findings, what):
    """Prints findings and the closing line; the exit code of the check."""
    for finding in sorted(findings):
        print(finding)
    errors = sum(not f.warning for f in findings)
    warnings = len(findings) - errors
    print(f"{what}: {errors} errors, {warnings} warnings")
    return 1 if errors else 0
