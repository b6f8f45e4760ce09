"""A good book that was cut off, or of which a bit fell over."""

import random
import struct

from .book import epub, metadata, package, parts_of_book, entries_of
from .case import DECIDED, GOOD, REFUSED, Case
from .zip_writer import Entry, write_zip

CUTS = 40
FLIPS = 60


def damaged_cases():
    whole = epub()
    chance = random.Random(300)
    for number in range(CUTS):
        cut = 1 + number * (len(whole) - 2) // CUTS
        yield Case(f"damaged-cut-{number:02}", whole[:cut], REFUSED)
    for number in range(FLIPS):
        yield Case(f"damaged-flip-{number:02}", flipped(whole, chance), DECIDED)
    yield Case("damaged-tail", whole + b"\0" * 70_000, DECIDED)
    yield Case("damaged-head", b"junk before it" + whole, DECIDED)
    for name in ("META-INF/container.xml", "EPUB/package.opf"):
        parts = entries_of(parts_of_book(without=(name,)))
        good = parts_of_book()[name]
        short = Entry(name.encode(), good, declared=len(good) - 10)
        # A declared size is not believed, neither for good nor for ill: what counts are the bytes and their sum.
        yield Case(f"damaged-declared-less-{len(good)}", write_zip(parts + [short]), GOOD, {"title": "A Book"})
        wrong = Entry(name.encode(), good, crc=0x12345678)
        yield Case(f"damaged-sum-{len(good)}", write_zip(parts + [wrong]), REFUSED)
        nothing = Entry(name.encode(), good, packed=b"\xff" * 50)
        yield Case(f"damaged-stream-{len(good)}", write_zip(parts + [nothing]), REFUSED)
    page = entries_of(parts_of_book(without=("EPUB/one.xhtml",)))
    yield Case("damaged-page-stream", write_zip(page + [Entry(b"EPUB/one.xhtml", b"x" * 99, packed=b"\xff" * 50)]),
               REFUSED)
    text = package(metadata(title="Whole")).encode()
    yield Case("damaged-package-cut", epub(text[: len(text) // 2]), REFUSED)
    size = struct.pack("<I", len(text))
    yield Case("damaged-size-in-name", epub(more={"EPUB/" + size.hex(): size}), ("ok",), {"title": "A Book"})


def flipped(data, chance, bits=3):
    out = bytearray(data)
    for _ in range(bits):
        out[chance.randrange(len(out))] ^= 1 << chance.randrange(8)
    return bytes(out)
