"""Steps of the schema that shops have taken stay what they are, and new ones come behind them."""

import hashlib
import unittest
from pathlib import Path

STEPS = Path(__file__).resolve().parents[2] / "src" / "adapters" / "store_sql" / "migrations"


def number(name):
    return int(name.split("_", 1)[0])


class Migrations(unittest.TestCase):
    def setUp(self):
        lines = (STEPS / "taken.txt").read_text().splitlines()
        self.taken = {name: digest for digest, name in (line.split() for line in lines)}
        self.here = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in STEPS.glob("*.sql")}

    def test_a_step_that_shops_have_taken_is_there_as_it_was(self):
        self.assertEqual({name: self.here.get(name) for name in self.taken}, self.taken)

    def test_a_new_step_comes_behind_all_that_shops_have_taken(self):
        newest = max(map(number, self.taken))
        self.assertEqual([name for name in self.here if name not in self.taken and number(name) <= newest], [])
