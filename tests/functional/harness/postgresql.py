"""A PostgreSQL of one test: in a temporary folder, reached by a socket in it, gone with the test."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")
START_SECONDS_MAX = 60


class Postgresql:
    """Runs as the user "postgres" when the tests run as root, because the server refuses root."""

    @staticmethod
    def is_installed():
        return (PROGRAMS / "initdb").exists()

    def __init__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="aan-pg-"))
        self.user = None
        if os.geteuid() == 0:
            self.user = "postgres"
            owner = pwd.getpwnam(self.user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self.url = f"postgresql:///postgres?host={self.folder}&user=aan"
        self.call("initdb", "-D", self.folder / "data", "-U", "aan", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8",
                  "--no-sync")
        self.server = subprocess.Popen([PROGRAMS / "postgres", "-D", self.folder / "data", "-F", "-k", self.folder,
                                        "-c", "listen_addresses="], cwd="/", user=self.user,
                                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        end = time.monotonic() + START_SECONDS_MAX
        while self.call("pg_isready", "-h", self.folder, "-U", "aan", may_fail=True).returncode != 0:
            if time.monotonic() > end or self.server.poll() is not None:
                self.stop()
                raise AssertionError("PostgreSQL does not start")
            time.sleep(0.05)  # a poll: its readiness is no event of ours

    def call(self, program, *arguments, may_fail=False):
        return subprocess.run([PROGRAMS / program, *map(str, arguments)], cwd="/", user=self.user, text=True,
                              check=not may_fail, capture_output=True)

    def sql(self, text):
        """Runs one statement as the cluster's owner; what it printed."""
        return self.call("psql", "-X", "-q", "-t", "-A", "-v", "ON_ERROR_STOP=1", "-h", self.folder, "-U", "aan", "-d",
                         "postgres", "-c", text).stdout.strip()

    def stop(self):
        self.server.terminate()
        self.server.wait()
        shutil.rmtree(self.folder, ignore_errors=True)
