"""Three hundred damaged files made of real books: a seed, and what it does to each. The same on every machine."""

import io
import random
import zipfile

from .damaged import flipped
from .zip_writer import Entry, write_zip

OF_EACH = 11
SEED = 2025
HEAVY_BYTES = 200_000  # pictures above this stay at home where an entry is damaged: it is the text that is read


def cut(data, chance):
    return data[: chance.randrange(len(data) // 4, len(data))]


def zeroed(data, chance):
    at, size = chance.randrange(len(data)), chance.randrange(1, 4096)
    return data[:at] + bytes(min(size, len(data) - at)) + data[at + size:]


def doubled(data, chance):
    at, size = chance.randrange(len(data)), chance.randrange(1, 4096)
    return data[: at + size] + data[at:]


def bits(data, chance):
    return flipped(data, chance, bits=20)


def without_a_tag(data, chance):
    tags = [at for at, byte in enumerate(data) if byte == ord("<")]
    at = chance.choice(tags) if tags else 0
    end = data.find(b">", at)
    return data[:at] + data[end + 1:]


def nested(data, chance):
    at = data.find(b"<body")
    at = data.find(b">", at) + 1 if at >= 0 else chance.randrange(len(data) or 1)
    return data[:at] + b"<div>" * chance.randrange(50, 3000) + data[at:]


def entity(data, chance):
    at = data.find(b"?>") + 2
    words = b'<!DOCTYPE html [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>' + b"&b;" * chance.randrange(1, 50)
    return data[:at] + words + data[at:]


def without_a_comma(data, chance):
    commas = [at for at, byte in enumerate(data) if byte == ord(",")]
    at = chance.choice(commas)
    return data[:at] + data[at + 1:]


def swollen(data, chance):
    """A number that no price is."""
    digits = [at for at, byte in enumerate(data) if byte in b"123456789"]
    at = chance.choice(digits)
    return data[:at] + b"9" * chance.randrange(20, 400) + data[at:]


def deep(data, chance):
    at = data.find(b"{", chance.randrange(len(data) // 2))
    return data[:at] + b'{"books":[' * chance.randrange(50, 3000) + data[at:]


CATALOGUE = (bits, cut, zeroed, doubled, without_a_comma, swollen, deep)
WHOLE = (bits, bits, cut, zeroed, doubled)  # of the archive
INNER = (bits, cut, without_a_tag, nested, entity, doubled)  # of one of its texts


def with_one_entry(data, chance, harm):
    """The book with one of its texts harmed; the package document as often as all others."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        kept = [info for info in archive.infolist() if info.file_size < HEAVY_BYTES or info.filename.endswith((".xhtml", ".opf", ".ncx"))]
        texts = [info.filename for info in kept if info.filename.endswith((".xhtml", ".html", ".ncx", ".xml"))]
        packages = [info.filename for info in kept if info.filename.endswith(".opf")]
        chosen = chance.choice(packages if packages and chance.random() < 0.5 else texts)
        entries = [Entry(info.filename.encode(), archive.read(info)) for info in kept]
    for entry in entries:
        if entry.name == chosen.encode():
            entry.data = harm(entry.data, chance)
    return write_zip(entries)


def mutants(folder):
    """Names and bytes, `OF_EACH` of every book of the folder, the smallest books first."""
    for path in sorted(folder.glob("*.epub"), key=lambda path: (path.stat().st_size, path.name)):
        data, chance = path.read_bytes(), random.Random(f"{SEED} {path.name}")
        for number in range(OF_EACH):
            if number < len(WHOLE):
                yield f"{path.stem}-{number}-{WHOLE[number].__name__}", WHOLE[number](data, chance)
            else:
                harm = INNER[number - len(WHOLE)]
                yield f"{path.stem}-{number}-inner-{harm.__name__}", with_one_entry(data, chance, harm)


def catalogue_mutants(folder):
    """Names and bytes, each harm once to two of the catalogues of the reference implementation in turn."""
    paths = sorted(folder.glob("*.json"))
    for number, harm in enumerate(CATALOGUE * 2):
        path = paths[number % len(paths)]
        chance = random.Random(f"{SEED} {path.name} {number}")
        yield f"{path.stem}-{number}-{harm.__name__}", harm(path.read_bytes(), chance)
