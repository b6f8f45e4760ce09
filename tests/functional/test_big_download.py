"""A large book over bad lines: cut off at random, and fetched by twenty connections at once."""

import hashlib
import http.client
import random
import socket
import threading
import time
from urllib.parse import urlsplit

from corpus.book import epub
from corpus.zip_writer import STORED, Entry
from harness import Shop, ShopCase, fresh_folder

CUTS = 20
CONNECTIONS = 20
COPIES = 48  # of a megabyte: more than the buffers between two programs hold
TRIES_MAX = 600
SMALL_BUFFER = 64 << 10  # so that the shop has not sent everything before the line is cut


class BigDownload(ShopCase):
    @classmethod
    def setUpClass(cls):
        chance = random.Random(48)
        pictures = [Entry(f"EPUB/p{number}".encode(), chance.randbytes(1 << 20), STORED) for number in range(COPIES)]
        cls.data = epub(extra=pictures)
        folder = fresh_folder("big")
        (folder / "big.epub").write_bytes(cls.data)
        cls.big = Shop(is_demo=False).start()
        cls.slug = cls.big.json("import", folder, "--price", "5")["files"][0]["slug"]

    @classmethod
    def tearDownClass(cls):
        cls.big.stop()

    def setUp(self):
        self.client = self.api(self.big)
        self.order_ = self.buy(self.big, self.client, {"slug": self.slug})
        started = self.start_download(self.client, self.order_, self.download())
        self.path = urlsplit(started["url"]).path
        self.etag = self.client.head(self.path).header("etag")

    def download(self):
        return self.order(self.client, self.order_)["lines"][0]["downloads"][0]

    def test_cut_at_twenty_random_places_and_resumed_it_is_the_file_and_counts_once(self):
        chance = random.Random(20)
        cuts = sorted(chance.sample(range(1, len(self.data)), CUTS))
        got = bytearray()
        for end in [*cuts, len(self.data)]:
            got += self.cut_after(len(got), end - len(got))
        self.assertEqual(hashlib.sha256(got).hexdigest(), hashlib.sha256(self.data).hexdigest())
        self.assertEqual(self.download()["uses_left"], 4)

    def cut_after(self, begin, size):
        """Asks for all the rest, takes `size` bytes of it, and is gone."""
        for _ in range(TRIES_MAX):
            line = self.ask(f"bytes={begin}-")
            answer = http.client.HTTPResponse(line)
            answer.begin()
            if answer.status == 429:
                # The shop still counts what it sent before the last cut.
                self.assertIn(b"several times", answer.read())
                line.close()
                time.sleep(0.02)  # between two tries, until the shop has counted the transfer before
                continue
            self.assertEqual(answer.status, 206)
            self.assertEqual(answer.getheader("content-range"),
                             f"bytes {begin}-{len(self.data) - 1}/{len(self.data)}")
            part = answer.read(size)
            self.assertEqual(len(part), size)
            answer.close()
            line.close()
            return part
        self.fail("the shop never had done with the transfer before")

    def ask(self, byte_range):
        line = socket.socket()
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BUFFER)
        line.settimeout(30)
        parts = urlsplit(self.big.origin)
        line.connect((parts.hostname, parts.port))
        line.sendall(f"GET {self.path} HTTP/1.1\r\nHost: {parts.netloc}\r\nRange: {byte_range}\r\n"
                     f"If-Range: {self.etag}\r\nConnection: close\r\n\r\n".encode())
        return line

    def test_twenty_connections_at_once_carry_it_and_count_once(self):
        size = len(self.data) // CONNECTIONS + 1
        parts = [None] * CONNECTIONS
        problems = []

        def fetch(number):
            client = self.api(self.big)
            begin = number * size
            wanted = {"Range": f"bytes={begin}-{min(begin + size, len(self.data)) - 1}", "If-Range": self.etag}
            for _ in range(TRIES_MAX):
                answer = client.request("GET", self.path, wanted)
                if answer.status == 206:
                    parts[number] = answer.body
                    break
                if answer.status != 429 or "several times" not in answer.text:
                    problems.append(answer)
                    break
                time.sleep(0.02)  # between two tries, until the shop has counted the transfer before
            client.close()

        threads = [threading.Thread(target=fetch, args=(number,)) for number in range(CONNECTIONS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(problems, [])
        self.assertNotIn(None, parts)
        self.assertEqual(hashlib.sha256(b"".join(parts)).hexdigest(), hashlib.sha256(self.data).hexdigest())
        self.assertEqual(self.download()["uses_left"], 4)
