"""A disk that fills while the shop sells: it says so, loses nothing, and goes on when there is room."""

import os
import shutil
import subprocess
import unittest
from pathlib import Path

from harness import Shop, ShopCase, free_key, fresh_folder
from harness.case import demo_folder
from harness.paths import AAN
from harness.process import environment
from harness.stripe import until

DISK_MB = 160
SPARE = 1 << 20


def small_disk(folder):
    """A process in whose namespace `folder` is a file system of its own; None where that may not be."""
    if os.geteuid() != 0 or not shutil.which("unshare") or not shutil.which("nsenter"):
        return None
    holder = subprocess.Popen(["unshare", "-m", "sh", "-c",
                               f"mount -t tmpfs -o size={DISK_MB}m,mode=0700 none '{folder}' && echo mounted && exec cat"],
                              stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    if holder.stdout.readline() != "mounted\n":
        holder.kill()
        holder.wait()
        return None
    return holder


class FullDisk(ShopCase):
    def setUp(self):
        folder = fresh_folder("disk")
        self.holder = small_disk(folder)
        if self.holder is None:
            raise unittest.SkipTest("needs the right to mount a small file system")
        self.addCleanup(self.let_go)
        self.inside = Path(f"/proc/{self.holder.pid}/root") / folder.relative_to("/")
        shutil.copytree(demo_folder(), self.inside / "data")
        self.small = Shop(folder / "data")
        self.small.prefix = ["nsenter", "-t", str(self.holder.pid), "-m", "--"]
        self.small.start()
        self.addCleanup(self.end, self.small)
        self.client = self.api(self.small)

    def let_go(self):
        self.holder.stdin.close()
        self.holder.wait()
        self.holder.stdout.close()

    def fill(self, spare=SPARE):
        disk = os.statvfs(self.inside)
        with open(self.inside / "ballast", "ab") as ballast:
            ballast.write(b"\0" * max(0, disk.f_bavail * disk.f_frsize - spare))

    def make_room(self):
        (self.inside / "ballast").unlink()

    def ready(self):
        return self.client.send("GET", "/api/ready")

    def run_inside(self, *arguments):
        return subprocess.run([*self.small.prefix, str(AAN), *arguments, "--data", str(self.small.data)],
                              env=environment(self.small.env), capture_output=True, text=True, timeout=120)

    def test_it_says_so_and_goes_on_when_there_is_room(self):
        # original 6.4.1: the answer about its health was always "healthy"
        order = self.buy(self.small, self.client, self.priced_book(self.client))
        self.assertEqual(self.ready().status, 200)
        self.fill()
        answer = self.assert_problem(self.ready(), 503, "disk_full")
        self.assertNotIn(str(self.small.data), answer.body.decode(), "where it lies is nobody's business outside")
        done = self.run_inside("attention", "--json")
        self.assertIn("disk_full", done.stdout, done.stderr)
        self.assertEqual(self.order(self.client, order)["state"], "fulfilled", "what was bought can be seen")
        self.make_room()
        self.assertEqual(self.ready().status, 200)
        self.buy(self.small, self.client, self.priced_book(self.client, 1))
        done = self.run_inside("attention", "--json")
        self.assertNotIn("disk_full", done.stdout)

    def test_an_order_that_finds_no_room_is_refused_and_nothing_is_half_done(self):
        request = {"items": [{"book": self.priced_book(self.client)["slug"]}], "method": "sandbox"}
        self.fill(spare=0)

        def refused():
            answer = self.client.post_json("/api/v1/orders", request, free_key(), (201, 503))
            return answer.status == 503 and answer

        # What the log has room for already still takes a few.
        answer = until(refused, "an order that is refused", self.small)
        self.assertEqual(answer.json()["reason"], "disk_full")
        self.make_room()
        self.place(self.client, self.priced_book(self.client))
        done = self.run_inside("ledger", "check", "--json")
        self.assertEqual(done.returncode, 0, done.stdout)

    def test_a_start_on_a_full_disk_names_it_and_the_next_one_works(self):
        self.client.close()
        self.small.stop()
        self.fill(spare=0)
        done = self.run_inside("serve", "--demo", "--listen", "127.0.0.1:0")
        self.assertEqual(done.returncode, 5, done.stdout + done.stderr)
        self.assertIn("disk of " + str(self.small.data), " ".join(done.stderr.split()))
        looked = self.run_inside("order", "list")
        self.assertEqual(looked.returncode, 5, "SQLite needs a few kilobytes even to look")
        self.assertIn("disk is full", looked.stderr)
        self.make_room()
        self.small.start()
        self.assertEqual(self.api(self.small).get("/api/ready").status, 200)
