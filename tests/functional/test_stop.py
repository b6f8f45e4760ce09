"""A server that is told to stop before it is ready stops at the next step, in order."""

import os
import signal
import subprocess
import time
from pathlib import Path

from harness import AAN, Shop, ShopCase

ENDS_WITHIN_S = 10  # a second or so, on a machine that is busy with builds


class StopEarly(ShopCase):
    def test_a_server_that_is_still_stocking_ends_at_the_next_book(self):
        # original 6.4.3: it could not be stopped in order
        shop = Shop().start(wait=False)
        self.addCleanup(shop.kill)
        shop.wait_until(lambda: (shop.data / "blobs").exists() and any((shop.data / "blobs").iterdir()), "a first book")
        began = time.monotonic()
        shop.process.send_signal(signal.SIGTERM)
        self.assertEqual(shop.process.wait(ENDS_WITHIN_S), 0, shop.log_tail())
        self.assertLess(time.monotonic() - began, ENDS_WITHIN_S)
        self.assertNotIn("Ready", shop.lines)
        shop.process = None
        shop.start()
        self.assertEqual(self.api(shop).get("/api/v1/books?limit=1").json()["total"], 40, "the next start goes on")
        shop.stop()

    def test_a_list_that_is_being_read_keeps_no_server_from_stopping(self):
        shop = Shop(is_demo=False).start()
        self.addCleanup(shop.kill)
        path = shop.data / "long.csv"
        path.write_text("title\n" + "A title of a list that is long\n" * 300_000)
        importing = subprocess.Popen([AAN, "import", path, "--data", shop.data], stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        tasks = Path(f"/proc/{shop.process.pid}/task")
        workers = lambda: [int(pid) for one in tasks.glob("*/children") for pid in one.read_text().split()]  # noqa: E731
        shop.wait_until(workers, "the worker of the list")
        worker = workers()[0]
        os.kill(worker, signal.SIGSTOP)  # it would read for its two minutes
        began = time.monotonic()
        shop.process.send_signal(signal.SIGTERM)
        self.assertEqual(shop.process.wait(ENDS_WITHIN_S), 0, shop.log_tail())
        self.assertLess(time.monotonic() - began, ENDS_WITHIN_S)
        self.assertFalse(Path(f"/proc/{worker}").exists())
        told = importing.communicate()[0].decode()
        self.assertIn("The shop is being stopped", told)
        shop.process = None
