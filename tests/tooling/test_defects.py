"""The page about the original's defects names tests that exist, and the tests name its rows."""

import re
import unittest

from planted_tree import ROOT

PAGE = "docs/explanation/defects-of-the-original.md"
TESTS = "tests/functional/test_upstream.py"
ROW = re.compile(r"^\| (\d\.\d\.\d+) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$")
NAMED = re.compile(r"`((?:tests|src)/[^:`]+):([^`]+)`")
SAYS = re.compile(r"\s+(?:#|//) original ((?:\d\.\d\.\d+(?:, )?)+):")
NOT_YET = "not here yet: "


def rows(text):
    """(number, what shows it absent) of every row, in their order."""
    return [(found.group(1), found.group(4)) for line in text.splitlines() if (found := ROW.match(line))]


def body(path, name, root=ROOT):
    """The lines of that test, or None where the file has none of that name."""
    file = root / path
    if not file.is_file():
        return None
    if path.endswith(".py"):
        begins, ends = rf"^\s*def {re.escape(name)}\(self\):", r"^\s*(?:def|class) "
    elif path.endswith(".cpp"):
        suite, _, test = name.partition(".")
        begins, ends = rf"^TEST(?:_F|_P)?\(\s*{re.escape(suite)},\s*{re.escape(test)}\)", r"^}"
    else:
        begins, ends = rf"test\([\"`']{re.escape(name)}", r"^test\("
    text = file.read_text()
    begun = re.search(begins, text, re.M)
    if not begun:
        return None
    ended = re.compile(ends, re.M).search(text, begun.end())
    return text[begun.start() : ended.start() if ended else len(text)]


def numbers_in(text):
    """Numbers that comments of the tests name, each with the test that it stands in."""
    found = []
    test = None
    for line in text.splitlines():
        if begins := re.match(r"    def (test_\w+)\(", line):
            test = begins.group(1)
        if named := SAYS.match(line):
            found += [(number, test) for number in named.group(1).split(", ")]
    return found


class Defects(unittest.TestCase):
    def setUp(self):
        self.rows = rows((ROOT / PAGE).read_text())

    def test_every_row_names_a_test_that_exists_or_what_will_bring_it(self):
        self.assertGreater(len(self.rows), 70)
        for number, shown in self.rows:
            with self.subTest(number=number):
                named = NAMED.findall(shown)
                self.assertNotEqual(bool(named), shown.startswith(NOT_YET), "a test, or what it comes with")
                for path, name in named:
                    self.assertIsNotNone(body(path, name), f"there is no {path}:{name}")
                if not named:
                    self.assertIn("comes with", shown)

    def test_one_of_the_tests_of_each_row_names_its_number(self):
        for number, shown in self.rows:
            if named := NAMED.findall(shown):
                with self.subTest(number=number):
                    said = [one for path, name in named for one, _ in numbers_in(body(path, name))]
                    self.assertIn(number, said)

    def test_no_line_that_looks_like_a_row_is_passed_over(self):
        lines = [line for line in (ROOT / PAGE).read_text().splitlines() if re.match(r"\|\s*\d", line)]
        self.assertEqual(len(lines), len(self.rows))

    def test_the_numbers_follow_each_other(self):
        sections = {}
        for number, _ in self.rows:
            section, _, last = number.rpartition(".")
            sections.setdefault(section, []).append(int(last))
        self.assertEqual(list(sections), ["4.3", "4.4", "6.1", "6.2", "6.3", "6.4"])
        for section, found in sections.items():
            self.assertEqual(found, list(range(1, len(found) + 1)), section)

    def test_every_number_in_the_tests_is_a_row(self):
        text = (ROOT / TESTS).read_text()
        known = dict(self.rows)
        named = numbers_in(text)
        for number, test in named:
            self.assertIn(number, known, test)
        tests = set(re.findall(r"    def (test_\w+)\(self", text))
        self.assertEqual({test for _, test in named}, tests, "each test says which defect it is about")
        shown = {name for _, cell in self.rows for path, name in NAMED.findall(cell) if path == TESTS}
        self.assertEqual(shown, tests, "each test stands on the page")

    def test_what_is_not_there_is_seen(self):
        self.assertIsNone(body(TESTS, "test_of_nothing"))
        self.assertIsNone(body("tests/functional/test_nothing.py", "test_of_nothing"))
        self.assertIsNone(body("src/crypto/hash_test.cpp", "Hash.OfNothing"))
        self.assertIsNone(body("tests/browser/buy.test.mjs", "nothing is bought"))
        self.assertEqual(rows("| 9.9.1 | a | b | `tests/x.py:test_y` |\n| no | row | of | it |"), [("9.9.1", "`tests/x.py:test_y`")])
