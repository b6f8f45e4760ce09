import contextlib
import io
import sys
import unittest
from unittest import mock

from planted_tree import ROOT  # noqa: F401  (puts tools/ on the path)

from aan_tool import commands, lint, suites
from aan_tool.shell import ToolError


def said(*words):
    """(exit code, standard output, standard error) of ./x with these words."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = commands.main(list(words))
    return code, out.getvalue(), err.getvalue()


class Commands(unittest.TestCase):
    def test_help_names_every_command_suite_and_preset(self):
        code, out, _ = said("help")
        self.assertEqual(code, 0)
        for name in (*commands.COMMANDS, *suites.SUITES, "gcc12", "tsan"):
            self.assertIn(name, out)
        self.assertEqual(said()[1], out)

    def test_help_of_one_command_does_nothing_else(self):
        for name, command in commands.COMMANDS.items():
            with mock.patch.object(command, "run", side_effect=AssertionError("it ran")):
                for words in ((name, "--help"), (name, "-h"), ("help", name)):
                    code, out, _ = said(*words)
                    self.assertEqual(code, 0, words)
                    self.assertIn(name, out)

    def test_a_wrong_word_names_the_nearest(self):
        for words, near in ((("buld",), "build"), (("build", "relese"), "release"), (("test", "units"), "unit"),
                            (("lint", "--tdy"), "--tidy"), (("help", "tset"), "test")):
            code, _, err = said(*words)
            self.assertEqual((code, err.splitlines()[-1]), (2, f"  to do: did you mean {near}?"))

    def test_files_of_somebody_else_are_named_with_what_to_do(self):
        mine = commands.COMMANDS["docs"]
        with mock.patch.object(mine, "run", side_effect=PermissionError(13, "Permission denied", "build/logs/x")):
            code, _, err = said("docs")
        self.assertEqual(code, 1)
        self.assertIn("error: Permission denied: build/logs/x\n  to do: sudo chown -R ", err)

    def test_a_git_that_refuses_is_not_a_tree_without_code(self):
        refused = mock.Mock(returncode=128, stdout="fatal: detected dubious ownership in repository\n")
        with mock.patch.object(lint, "capture", return_value=refused):
            with self.assertRaisesRegex(ToolError, "git cannot list the files: fatal: detected dubious"):
                lint.code_files()

    def test_headers_that_stand_on_ours_alone_are_looked_at_once_and_by_lint(self):
        ran = []
        with mock.patch.object(lint, "stream", side_effect=lambda command, **_: ran.append(command) or 0), \
                mock.patch.object(lint, "format_files", return_value=0), contextlib.redirect_stdout(io.StringIO()):
            lint.run()
        self.assertEqual([c for c in ran if lint.CHECKS / "check_headers.py" in c],
                         [[sys.executable, lint.CHECKS / "check_headers.py", lint.build_dir("headers")]])
        others = mock.Mock(returncode=0, stdout="src/api/a.hpp\nsrc/api/b.hpp\n")
        with mock.patch.object(suites, "stream", side_effect=AssertionError("it looked again")), \
                mock.patch.object(suites, "capture", return_value=others) as asked, \
                mock.patch.object(suites.build, "compile_headers") as compiled:
            self.assertEqual(suites.headers().line(), "1 passed, 0 failed, 0 skipped")
        self.assertIn("--others", asked.call_args.args[0])
        compiled.assert_called_once_with("dev", ["src/api/a.hpp", "src/api/b.hpp"])

    def test_words_that_would_be_passed_over_are_refused(self):
        for words in (("docs", "extra"), ("setup", "x"), ("lint", "src"), ("lint", "--all"), ("format", "no/such.cpp")):
            self.assertEqual(said(*words)[0], 2, words)
