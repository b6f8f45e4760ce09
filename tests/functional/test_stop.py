"""A server that is told to stop before it is ready stops at the next step, in order."""

import signal
import time

from harness import Shop, ShopCase

ENDS_WITHIN_S = 10  # a second or so, on a machine that is busy with builds


class StopEarly(ShopCase):
    def test_a_server_that_is_still_stocking_ends_at_the_next_book(self):
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
