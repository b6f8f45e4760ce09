from planted_tree import PlantedTree

import tidy


class Tidy(PlantedTree):
    def found(self, path, text):
        """The rules that a planted file breaks, without those about its folder."""
        self.plant(path, text)
        return sorted({f.rule for f in tidy.check(self.root)} - {"readme", "untested"})

    def test_clean_code_has_no_findings(self):
        text = '#include <new>\n// system_clock::now() said here is only said\nauto s = "new Thing, delete it";\n'
        self.assertEqual(self.found("src/base/a.cpp", text), [])

    def test_real_clocks_and_randomness_live_in_one_file_each(self):
        text = "auto t = std::chrono::system_clock::now();\nstd::random_device r;\n"
        self.assertEqual(self.found("src/service/a.cpp", text), ["clock", "random"])
        self.assertEqual(self.found("src/base/system_clock.cpp", "auto t = system_clock::now();\n"), ["clock", "random"])

    def test_no_floating_point_near_money(self):
        self.assertEqual(self.found("src/domain/ledger/a.cpp", "double d = 1'000.0;\n"), ["float"])

    def test_ownership_is_unique(self):
        text = "auto p = new Thing();\ndelete p;\nstd::shared_ptr<int> q;\nA(const A&) = delete;\n"
        self.assertEqual(self.found("src/service/a.cpp", text), ["delete", "new", "shared_ptr"])

    def test_pages_and_the_api_reach_the_store_through_use_cases(self):
        self.assertEqual(self.found("src/service/browse.cpp", "room.store.read(look);\n"), [])
        text = "front.use.room.store.read([](const ports::Snapshot&) { return Result<>{}; });\n"
        self.assertEqual(self.found("src/web/page.cpp", text), ["store"])
        self.assertEqual(self.found("src/api/page.cpp", "node.store->write(x);\n"), ["store"])

    def test_long_lines_and_files_are_found(self):
        self.assertEqual(self.found("src/base/a.cpp", "x" * 111 + "\n"), ["line-length"])
        self.assertEqual(self.found("src/base/a.cpp", "\n" * 601), ["file-length"])

    def test_a_long_function_is_a_warning(self):
        self.plant("src/base/a.cpp", "int f() {\n" + "  g();\n" * 80 + "}\n")
        found = [f for f in tidy.check(self.root) if f.rule == "function-length"]
        self.assertEqual([(f.line, f.warning) for f in found], [(1, True)])

    def test_a_todo_needs_an_issue(self):
        self.assertEqual(self.found("src/base/a.cpp", "// TODO(#12): later\n// TODO later\n"), ["todo"])

    def without_readme(self):
        return [f.path for f in tidy.check(self.root) if f.rule == "readme"]

    def test_every_folder_needs_a_readme(self):
        for path in ("src/base/a.cpp", "docs/how-to/x.md", "tools/checks/x.py", "src/web/templates/x.tpl"):
            self.plant(path, "int a;\n")
        missing = ["docs/README.md", "docs/how-to/README.md", "src/README.md", "src/base/README.md",
                   "src/web/README.md", "src/web/templates/README.md", "tools/README.md", "tools/checks/README.md"]
        self.assertEqual(sorted(self.without_readme()), missing)
        for path in missing:
            self.plant(path, "# what it is for\n")
        self.assertEqual(self.without_readme(), [])

    def test_a_folder_of_code_names_its_parts(self):
        self.plant("src/a/README.md", "# a\n\n`told` and `sql_*`; `BlobStore` is a port\n")
        for name in ("told.cpp", "told.hpp", "told_test.cpp", "sql_one.cpp", "blob_store.hpp", "silent.hpp"):
            self.plant("src/a/" + name, "#pragma once\n")
        self.assertEqual([f.text for f in tidy.check(self.root) if f.rule == "unnamed"],
                         ["it does not name `silent`"])

    def test_decisions_are_listed_once_and_by_number(self):
        for name in ("0001-a.md", "0002-b.md", "0010-c.md"):
            self.plant("docs/adr/" + name, "# it\n")
        rows = {n: f"| [{n[:4]}]({n}) | what |\n" for n in ("0001-a.md", "0002-b.md", "0010-c.md", "0011-gone.md")}

        def said(*names):
            self.plant("docs/adr/README.md", "# adr\n\n| | decision |\n|---|---|\n" + "".join(rows[n] for n in names))
            return [f"{f.line}: {f.text}" for f in tidy.check(self.root) if f.rule == "adr-index"]

        self.assertEqual(said("0001-a.md", "0002-b.md", "0010-c.md"), [])
        self.assertEqual(said("0001-a.md", "0010-c.md", "0002-b.md"),
                         ["7: 0002-b.md stands below 0010-c.md: rows are in the order of their numbers"])
        self.assertEqual(len(said("0001-a.md", "0002-b.md", "0002-b.md", "0010-c.md")), 1)
        self.assertEqual(said("0001-a.md", "0010-c.md", "0011-gone.md"),
                         ["1: it does not list 0002-b.md", "1: 0011-gone.md is not there"])

    def test_leaves_of_assets_and_corpora_are_spoken_for_by_the_folder_above(self):
        for path in ("src/web/assets/css/a.css", "tests/fuzz/corpus/cid/raw", "demo/books/a.md"):
            self.plant(path, "a\n")
        self.assertEqual(sorted(self.without_readme()), [
            "demo/README.md", "src/README.md", "src/web/README.md", "src/web/assets/README.md", "tests/README.md",
            "tests/fuzz/README.md", "tests/fuzz/corpus/README.md"])

    def test_hazards_between_co_await_and_its_semicolon(self):
        text = (
            "co_await wait(x);\n"
            "co_await post(queue[1]);\n"
            "co_await run([x](int y) { return y; });\n"
        )
        self.assertEqual(self.found("src/net/a.cpp", text), ["co_await"])
        self.assertEqual(self.found("src/net/a.cpp", "co_await send(a ? b : c);\n"), ["co_await"])
        self.assertEqual(self.found("src/net/a.cpp", "co_await send(Buffer{a});\n"), ["co_await"])
        self.assertEqual(self.found("src/net/a.cpp", "auto q = a ? b : c;\nco_await send(q);\n"), [])

    def test_a_coroutine_lambda_captures_nothing(self):
        text = "spawn([self](int a) -> awaitable<void> { co_return; });\n"
        self.assertEqual(self.found("src/net/a.cpp", text), ["co_lambda"])

    def test_templates_carry_no_inline_code_and_load_nothing_foreign(self):
        page = '<p style="color:red" onclick="x()"><img src="https://example.org/a.png"><script>1</script>\n'
        self.assertEqual(self.found("src/web/templates/a.html", page), ["inline-script", "inline-style", "third-party"])

    def test_an_exception_needs_to_be_needed(self):
        rule = '[[allow]]\npath = "src/base/a.cpp"\nrule = "clock"\nwhy = "it is the clock"\n'
        self.plant("tidy.toml", rule)
        self.assertEqual(self.found("src/base/a.cpp", "auto t = steady_clock::now();\n"), [])
        self.assertEqual(self.found("src/base/a.cpp", "int t;\n"), ["exception"])
