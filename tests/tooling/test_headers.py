import tempfile
import unittest
from pathlib import Path

from planted_tree import PlantedTree

import check_headers


class Headers(PlantedTree):
    @classmethod
    def setUpClass(cls):
        kept = tempfile.TemporaryDirectory()  # what Clang made of the standard library serves every test
        cls.addClassCleanup(kept.cleanup)
        cls.scratch = Path(kept.name)

    def found(self):
        held, _ = check_headers.split(self.root)
        return {f.path for f in check_headers.check(self.root, held, self.scratch)}

    def test_a_header_that_includes_what_it_uses_passes(self):
        self.plant("src/base/a.hpp", "#pragma once\n#include <optional>\ninline std::optional<int> a() { return 1; }\n")
        self.plant("src/base/b.hpp", '#pragma once\n#include "base/a.hpp"\ninline int b() { return a().value_or(0); }\n')
        self.assertEqual(self.found(), set())

    def test_a_header_sees_nothing_that_only_its_neighbours_include(self):
        self.plant("src/base/a.hpp", "#pragma once\n#include <vector>\nstruct A { std::vector<int> all; };\n")
        self.plant("src/base/ours.hpp", "#pragma once\nstruct Ours { A a; };\n")
        self.plant("src/base/standard.hpp", "#pragma once\nstruct Standard { std::vector<int> all; };\n")
        self.assertEqual(self.found(), {"src/base/ours.hpp", "src/base/standard.hpp"})

    def test_what_stands_on_other_libraries_is_left_to_be_compiled_alone(self):
        self.plant("src/base/a.hpp", "#pragma once\n#include <boost/json.hpp>\n")
        self.plant("src/base/b.hpp", '#pragma once\n#include "base/a.hpp"\n')
        self.plant("src/base/c.hpp", "#pragma once\n#include <string>\n")
        self.assertEqual(check_headers.split(self.root), (["src/base/c.hpp"], ["src/base/a.hpp", "src/base/b.hpp"]))
