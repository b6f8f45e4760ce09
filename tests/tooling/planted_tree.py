"""A small repository made for one test."""

import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
for folder in ("tools/checks", "tools"):
    sys.path.insert(0, str(ROOT / folder))


class PlantedTree(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)
        self.plant("layers.toml", (ROOT / "layers.toml").read_text())

    def plant(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text)

    def rules(self, findings):
        return sorted((f.path, f.line, f.rule) for f in findings)
