import json
import os
import re
import subprocess
import unittest
from unittest import mock

from planted_tree import ROOT, PlantedTree

from aan_tool import build, packages, serve, tally
from aan_tool import test as whole


class Counting(PlantedTree):
    def runner(self, lines, code=0):
        output = tally.RunnerOutput("browser")
        for line in lines:
            output.feed(line + "\n")
        return output.tally(code)

    def test_the_closing_line_of_a_runner_is_counted(self):
        result = self.runner(["ok", "SKIP epub: no data", "FAIL buys", "3 passed, 1 failed, 1 skipped"], 1)
        self.assertEqual(result.line(), "3 passed, 1 failed, 1 skipped")
        self.assertEqual(result.skipped, [("browser: epub", "no data")])
        self.assertEqual(result.failures, ["browser: buys"])

    def test_a_closing_object_is_counted_too(self):
        closing = json.dumps({"passed": 7, "failed": [], "skipped": ["a"]})
        self.assertEqual(self.runner([closing]).line(), "7 passed, 0 failed, 1 skipped")

    def test_silence_is_a_failure(self):
        self.assertEqual(self.runner(["hello"]).line(), "0 passed, 1 failed, 0 skipped")
        self.assertEqual(self.runner(["2 passed, 0 failed, 0 skipped"], 3).line(), "2 passed, 1 failed, 0 skipped")

    def test_cases_of_googletest_are_counted_one_by_one(self):
        self.plant("ctest.xml", '<testsuite><testcase name="base" status="run"/><testcase name="fuzz_a" status="run"/>'
                                '<testcase name="web" status="fail"><failure message=""/></testcase></testsuite>')
        self.plant("results/base.xml", '<testsuites><testsuite><testcase name="A" classname="S" status="run"/>'
                                       '<testcase name="B" classname="S" status="run" result="skipped">'
                                       '<skipped message="here.cpp:3&#xA;no server"/></testcase>'
                                       '<testcase name="C" classname="S" status="run"><failure message="x"/></testcase>'
                                       "</testsuite></testsuites>")
        result = tally.from_ctest(self.root / "ctest.xml", self.root / "results", "unit")
        self.assertEqual(result.line(), "2 passed, 2 failed, 1 skipped")
        self.assertEqual(result.skipped, [("unit: base: S.B", "no server")])


class Duration(unittest.TestCase):
    def test_the_whole_test_says_when_it_took_more_than_forty_minutes(self):
        self.assertEqual(whole.how_long(2399.9, is_whole=True), "39 min 59 s")
        self.assertRegex(whole.how_long(2401, is_whole=True), r"^40 min 1 s: more than the 40 minutes")
        self.assertEqual(whole.how_long(2401, is_whole=False), "40 min 1 s", "a suite that is named may take its time")


class Running(unittest.TestCase):
    def test_the_demo_shop_is_the_default(self):
        self.assertEqual(serve.arguments([])[:3], ["serve", "--demo", "--data"])
        self.assertEqual(serve.arguments(["--listen", "127.0.0.1:0"]).count("--listen"), 1)

    def test_a_shop_of_ones_own_has_no_demo_books(self):
        self.assertNotIn("--demo", serve.arguments(["--data", "mine"]))

    def test_freshness_sees_edits_and_removals(self):
        with mock.patch.object(build, "INPUTS", ["tools"]), mock.patch.object(build, "INPUT_FILES", []):
            latest = build.newest(ROOT / "tools")
            self.assertGreaterEqual(latest, os.stat(ROOT / "tools" / "x.py").st_mtime)


class Packages(unittest.TestCase):
    def test_serving_needs_no_test_packages(self):
        self.assertFalse(set(packages.NEEDS["run"]) & {"chromium", "nodejs", "postgresql-15", "clang-tidy-19"})

    def test_the_boost_that_excludes_the_other_is_never_named(self):
        self.assertNotIn("libboost-dev", packages.NEEDS["setup"])

    def test_presets_and_commands_agree(self):
        presets = json.loads((ROOT / "CMakePresets.json").read_text())["configurePresets"]
        self.assertEqual({p["name"] for p in presets if not p.get("hidden")}, set(build.PRESETS))


class Repository(unittest.TestCase):
    def test_the_lock_of_npm_holds_hashes_and_no_addresses(self):
        text = (ROOT / "tests" / "npm" / "package-lock.json").read_text()
        self.assertIsNone(re.search(r'"resolved"|https?://', text))
        self.assertIn("sha512-", text)

    def test_the_entry_is_a_few_lines_of_plain_shell(self):
        text = (ROOT / "x").read_text()
        self.assertTrue(text.startswith("#!/bin/sh\n"))
        self.assertLess(len(text.splitlines()), 20)
        self.assertEqual(subprocess.run(["sh", "-n", ROOT / "x"]).returncode, 0)

    def test_an_unknown_command_is_an_error_that_shows_the_known_ones(self):
        result = subprocess.run([ROOT / "x", "nonsense"], capture_output=True, text=True)
        self.assertEqual(result.returncode, 2)
        self.assertIn("one of: run test setup build", result.stderr)
