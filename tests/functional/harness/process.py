"""The real program, started and stopped from outside."""

import json
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from pathlib import Path

from .client import Client
from .paths import AAN
from .spec import SPEC

START_SECONDS_MAX = 300  # stocking forty books on a machine that is busy with builds
STOP_SECONDS_MAX = 40
COMMAND_SECONDS_MAX = 300
ADDRESS = re.compile(r"http://([0-9.]+):(\d+)")
EVERYWHERE = "0.0.0.0"
_started = []  # every server of this run, so that none outlives it
TEMPORARY = Path(tempfile.mkdtemp(prefix="aan-functional-"))


def fresh_folder(name="folder"):
    """A new empty folder, gone when the run is over."""
    return Path(tempfile.mkdtemp(prefix=f"{name}-", dir=TEMPORARY))


def clear_away():
    """Ends what is still running and removes all folders."""
    for process in _started:
        if process.poll() is None:
            process.kill()
            process.wait()
    shutil.rmtree(TEMPORARY, ignore_errors=True)


def environment(extra=None):
    """Nothing of the machine's own configuration reaches the program."""
    env = {"PATH": os.environ.get("PATH", "/usr/bin:/bin"), "HOME": str(TEMPORARY), "LANG": "C.UTF-8"}
    for name in ("ASAN_OPTIONS", "TSAN_OPTIONS", "UBSAN_OPTIONS", "LLVM_PROFILE_FILE"):
        if name in os.environ:
            env[name] = os.environ[name]
    env.update(extra or {})
    return env


def run_aan(*arguments, env=None, cwd=None, timeout=COMMAND_SECONDS_MAX):
    """Runs `aan` to its end; gives back a CompletedProcess with text."""
    return subprocess.run([str(AAN), *map(str, arguments)], env=environment(env), cwd=cwd or fresh_folder("cwd"),
                          stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout)


class ServerGone(ConnectionError):
    """The server has ended and nobody asked it to; says how, and its last words."""


class Shop:
    """`aan serve` on a data directory. Can be stopped, killed and started again."""

    def __init__(self, data=None, is_demo=True, env=None, arguments=(), listen="127.0.0.1"):
        self.data = Path(data) if data else fresh_folder("data")
        self.is_demo = is_demo
        self.env = {"RECONCILE_SECONDS": "1", "ADMIN_LISTEN": "off", **(env or {})}
        self.arguments = list(arguments)
        self.listen = listen
        self.process = None
        self.origin = None
        self.log_path = fresh_folder("log") / "aan.log"
        self.lines = []
        self.cwd = fresh_folder("cwd")
        self.program = AAN
        self.prefix = []  # words before the command, such as those that enter a namespace

    def start(self, wait=True):
        command = [*self.prefix, str(self.program), "serve", "--data", str(self.data), "--listen", self.listen + ":0", *self.arguments]
        if self.is_demo:
            command.append("--demo")
        self.lines = []
        self.origin = None
        with open(self.log_path, "ab") as log:
            self.process = subprocess.Popen(command, env=environment(self.env), cwd=self.cwd, text=True,
                                            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log)
        _started.append(self.process)
        threading.Thread(target=self.read, args=(self.process,), daemon=True).start()
        self.wait_until(lambda: self.origin is not None, "its address")
        if wait:
            self.wait_ready()
        return self

    def read(self, process):
        for line in process.stdout:
            self.lines.append(line.rstrip())
            if self.origin is None and (found := ADDRESS.search(line)):
                host = "127.0.0.1" if found.group(1) == EVERYWHERE else found.group(1)
                self.origin = f"http://{host}:{found.group(2)}"

    def wait_until(self, is_there, what):
        end = time.monotonic() + START_SECONDS_MAX
        while not is_there():
            if self.process.poll() is not None:
                raise AssertionError(f"before {what}: {self.last_words()}")
            if time.monotonic() > end:
                raise AssertionError(f"aan did not come to {what}\n{self.log_tail()}")
            time.sleep(0.02)

    def is_ready(self):
        try:
            return self.client(is_browser=False).send("GET", "/api/ready").status == 200
        except OSError:
            return False

    def wait_ready(self):
        self.wait_until(self.is_ready, "readiness")
        return self

    def client(self, is_browser=True):
        return Client(self.origin, is_browser, self.check_alive)

    def check_alive(self, seconds=0):
        """Raises ServerGone when the process has ended by itself; `seconds`: how long to wait for that. A server that a
        test has killed is not gone: it is where the test wants it."""
        process = self.process
        if process is None:
            return
        try:
            process.wait(seconds) if seconds else process.poll()
        except subprocess.TimeoutExpired:
            return
        if process.returncode is not None and process is self.process:
            raise ServerGone(self.last_words())

    def last_words(self):
        code = self.process.returncode
        how = signal.Signals(-code).name if code is not None and code < 0 else str(code)
        printed = "\n".join(self.lines[-5:])
        return f"aan (process {self.process.pid}) ended with {how}\n{printed}\nlast of its log:\n{self.log_tail()}"

    def stop(self):
        """SIGTERM: drains, and ends with 0."""
        if self.process is None:
            return
        if self.process.poll() is not None:
            gone = ServerGone("before it was stopped: " + self.last_words())
            self.process = None
            raise gone
        process, self.process = self.process, None
        process.send_signal(signal.SIGTERM)
        try:
            code = process.wait(STOP_SECONDS_MAX)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
            raise AssertionError(f"aan did not stop within {STOP_SECONDS_MAX} s\n{self.log_tail()}") from None
        if code != 0:
            raise AssertionError(f"aan ended with {code} after SIGTERM\n{self.log_tail()}")

    def kill(self):
        """SIGKILL, in the middle of whatever it does."""
        if self.process is not None:
            process, self.process = self.process, None
            process.kill()
            process.wait()

    def restart(self):
        self.stop()
        return self.start()

    def run(self, *arguments):
        """A command of `aan` on this shop's data, running or not."""
        return run_aan(*arguments, "--data", self.data, env=self.env)

    def json(self, *arguments):
        done = self.run(*arguments, "--json")
        if done.returncode != 0:
            raise AssertionError(f"aan {arguments}: {done.returncode}\n{done.stdout}{done.stderr}")
        value = json.loads(done.stdout)
        SPEC.check_command(arguments, value)
        return value

    def log(self):
        return self.log_path.read_text(errors="replace") if self.log_path.exists() else ""

    def log_tail(self):
        return "\n".join(self.log().splitlines()[-30:])

    def __enter__(self):
        return self.start()

    def __exit__(self, kind, _value, _trace):
        if kind is None:
            self.stop()
        else:
            self.kill()
