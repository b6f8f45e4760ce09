"""Words that the house does without, and what to say instead."""

import re
from dataclasses import dataclass
from fnmatch import fnmatch

TESTS = ("*_test.cpp", "*_bench.cpp", "*/test_*.hpp", "tests/*", "testing/*")


@dataclass(frozen=True)
class Banned:
    rule: str
    pattern: re.Pattern
    instead: str
    where: tuple = ("src/*", "app/*", "testing/*", "tests/*")
    but: tuple = ()

    def applies(self, path):
        inside = any(fnmatch(path, p) for p in self.where)
        return inside and not any(fnmatch(path, p) for p in self.but)


def banned(rule, pattern, instead, **places):
    return Banned(rule, re.compile(pattern), instead, **places)


CODE = [
    banned("clock", r"\b(system|steady|high_resolution|utc)_clock::now\b|\b(clock_gettime|gettimeofday)\s*\(",
           "a Clock argument", but=("src/base/system_clock.cpp", "tests/*", "*_bench.cpp")),
    banned("random", r"\brandom_device\b|\bmt19937|\bstd::s?rand\b|(?<![\w:.>])s?rand\s*\(|\bgetrandom\s*\(",
           "an Rng argument", but=("src/base/system_rng.cpp", "testing/seeded_rng.*", "tests/fuzz/*", "*_bench.cpp")),
    banned("environment", r"\b(secure_)?getenv\b", "the configuration table of node/",
           but=("src/node/config/*",) + TESTS),
    banned("parse", r"\b(sto[dfi]|stoll?|stoull?|strto(d|f|l|ul|ll|ull)|ato(i|f|l|ll))\s*\(",
           "a parse function of base/ that returns Result", but=TESTS),
    banned("float", r"\b(float|double)\b", "integers, or Money",
           where=("src/domain/*", "src/adapters/pay_*", "src/ports/*", "src/base/money*")),
    banned("regex", r"\bstd::(w|s)?regex\b", "a hand-written parser: std::regex recurses on hostile input", but=TESTS),
    banned("new", r"(?<!operator )(?<!\()\bnew\s+[A-Za-z_:][\w:]*", "std::make_unique"),
    banned("delete", r"(?<!=)(?<!= )(?<!operator )\bdelete(\s*\[\s*\])?\s+[A-Za-z_(*]", "unique_ptr with a deleter"),
    banned("shared_ptr", r"\bstd::(shared_ptr|make_shared|weak_ptr)\b", "unique_ptr and references",
           but=("src/net/*",) + TESTS),
    banned("using-namespace", r"\busing\s+namespace\s+(?!std::(\w+::)*\w*literals)", "the name itself, or an alias"),
    banned("endl", r"\bstd::endl\b", "'\\n'"),
    banned("console", r"\bstd::(cout|cerr|clog)\b|(?<![\w:.>])f?puts\s*\(", "log:: or the console of cli/",
           where=("src/*",), but=("src/cli/*", "src/worker/*", "src/base/log*") + TESTS),
    banned("sleep", r"\bsleep_(for|until)\b|(?<![\w:.>])u?sleep\s*\(|\bnanosleep\s*\(", "ManualClock, or wait for a fact",
           where=TESTS, but=("tests/bench/*",)),
    banned("store", r"\bstore\s*(\.|->)\s*(read|write)\s*\(", "a use case of service/, which looks once for a page",
           where=("src/web/*", "src/api/*"), but=TESTS),
    banned("name", r"\b(class|struct)\s+\w*(Manager|Helper|Utils?)\b", "a noun of the field"),
    banned("volatile", r"\bvolatile\b", "std::atomic", but=TESTS),
]

# On the text as it stands, literals and comments included.
TEXT = [
    banned("select-star", r"(?i)\bselect\s+(\w+\.)?\*\s*(,|from\b)", "the list of columns",
           where=("src/*",), but=("*.md",)),
    banned("wording", r"(?i)\buncensorable\b", "resilient", where=("*.md", "*.html", "*.ini", "*.tpl", "*.txt", "*.cpp")),
]

TEMPLATE_FILES = ("src/web/*.html", "src/web/*.tpl", "src/web/*/*.html", "src/web/*/*.tpl")
TEMPLATE = [
    banned("inline-style", r"<style\b|\sstyle\s*=", "a class in the style sheet", where=TEMPLATE_FILES),
    banned("inline-script", r"<script(?![^>]*\bsrc=)[^>]*>|\son[a-z]+\s*=\s*[\"']", "a file under assets/",
           where=TEMPLATE_FILES),
    banned("third-party", r"<(img|script|link|iframe|source|video|audio)\b[^>]*(src|href)\s*=\s*[\"'](https?:)?//",
           "a file of our own", where=TEMPLATE_FILES),
]
