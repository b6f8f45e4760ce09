"""Running other programs so that the reader always sees what goes on, and what to do when it fails."""

import difflib
import os
import re
import shlex
import shutil
import subprocess
import sys
import time

from aan_tool.paths import LOGS, ROOT, show

NINJA_STEP = re.compile(r"^\[(\d+)/(\d+)\]")
TAIL_LINES = 40
REFRESH_S = 0.1
PLAIN_STEP_S = 10


class ToolError(Exception):
    """Something failed; `hint` says what to do."""

    code = 1

    def __init__(self, text, hint=""):
        super().__init__(text)
        self.hint = hint


class UsageError(ToolError):
    """The reader's words, not the machine."""

    code = 2


def did_you_mean(word, known):
    """What to do about a word that is not known: the nearest one, or all."""
    near = difflib.get_close_matches(word, known, 1)
    return f"did you mean {near[0]}?" if near else "one of: " + " ".join(known)


def say(text):
    print(f"==> {text}", flush=True)


def root_prefix():
    """What an administrator's command starts with here, or None when nothing would do."""
    if os.geteuid() == 0:
        return []
    return ["sudo"] if shutil.which("sudo") else None


def stream(command, **options):
    """Runs with its output in view; the exit code."""
    try:
        return subprocess.run([str(c) for c in command], cwd=options.pop("cwd", ROOT), **options).returncode
    except FileNotFoundError as missing:
        raise ToolError(f"{missing.filename} is not there", "./x setup") from missing


def capture(command, **options):
    return subprocess.run([str(c) for c in command], cwd=options.pop("cwd", ROOT), text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)


class ProgressLine:
    """`title 120/340`: one line that refreshes on a terminal, a line now and then elsewhere."""

    def __init__(self, title):
        self.title = title
        self.live = sys.stdout.isatty()
        self.start = self.shown = time.monotonic()
        print(f"==> {title}", end="" if self.live else "\n", flush=True)

    def step(self, text):
        now = time.monotonic()
        if now - self.shown < (REFRESH_S if self.live else PLAIN_STEP_S):
            return
        self.shown = now
        if self.live:
            print(f"\r\033[K==> {self.title} {text}", end="", flush=True)
        else:
            print(f"    {text} after {now - self.start:.0f} s", flush=True)

    def end(self, result):
        seconds = time.monotonic() - self.start
        line = f"==> {self.title}: {result} ({seconds:.1f} s)"
        print(f"\r\033[K{line}" if self.live else line, flush=True)


def run_logged(command, title, log_name, hint="", env=None):
    """Runs with its output in a log and a progress line in view; failing, it shows the end of the log."""
    LOGS.mkdir(parents=True, exist_ok=True)
    log_path = LOGS / f"{log_name}.log"
    progress = ProgressLine(title)
    with open(log_path, "w", encoding="utf-8") as log:
        log.write("$ " + shlex.join(map(str, command)) + "\n")
        try:
            process = subprocess.Popen([str(c) for c in command], cwd=ROOT, env=env, text=True, errors="replace",
                                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except FileNotFoundError as missing:
            raise ToolError(f"{missing.filename} is not there", "./x setup") from missing
        for line in process.stdout:
            log.write(line)
            found = NINJA_STEP.match(line)
            progress.step(f"{found.group(1)}/{found.group(2)}" if found else line.strip()[:60])
        code = process.wait()
    progress.end("done" if code == 0 else "failed")
    if code != 0:
        print(tail(log_path), flush=True)
        raise ToolError(f"{title} failed, the whole log is {show(log_path)}", hint)


def tail(path):
    lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    failures = [n for n, line in enumerate(lines) if line.startswith("FAILED:")]
    first = failures[0] if failures else max(0, len(lines) - TAIL_LINES)
    return "\n".join(line[:400] for line in lines[first:first + TAIL_LINES])
