import unittest

import planted_tree  # noqa: F401  (the path of the checks)

import check_binary


class Hardening(unittest.TestCase):
    def found(self, flags):
        return [f.text for f in check_binary.check_flags([{"file": "a.cpp", "command": "clang++ " + " ".join(flags) + " -c a.cpp"}])]

    def test_a_file_compiled_with_all_of_it_passes(self):
        self.assertEqual(self.found(check_binary.FLAGS), [])

    def test_each_flag_that_is_left_out_is_named(self):
        for flag in check_binary.FLAGS:
            self.assertEqual(self.found([f for f in check_binary.FLAGS if f != flag]), [f"is compiled without {flag}"])
