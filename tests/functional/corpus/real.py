"""The real books, whole, and some of them hurt."""

import random

from .case import DECIDED, GOOD, REFUSED, Case
from .damaged import flipped

HURT = 6  # of the smallest books
FLIPS_OF_EACH = 4


def real_cases(folder):
    if folder is None:
        return
    paths = sorted(folder.glob("*.epub"))
    for path in paths:
        yield Case("real-" + path.stem, path.read_bytes(), GOOD)
    chance = random.Random(28)
    for path in sorted(paths, key=lambda path: (path.stat().st_size, path.name))[:HURT]:
        data = path.read_bytes()
        for number in range(FLIPS_OF_EACH):
            yield Case(f"hurt-{path.stem}-flip-{number}", flipped(data, chance, bits=20), DECIDED)
        yield Case(f"hurt-{path.stem}-cut", data[: len(data) * 2 // 3], REFUSED)
