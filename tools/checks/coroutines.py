"""Shapes of coroutine code that compilers have got wrong, or that outlive what they refer to."""

import re

from cpp_text import line_of
from source_tree import Finding

AWAIT = re.compile(r"\bco_await\b[^;]*;")
LAMBDA = re.compile(r"\[[^\[\]]*\]\s*(\([^()]*\)|\{|mutable\b|<)")
CAPTURING = re.compile(r"\[\s*[^\]\s][^\]]*\]\s*\([^()]*\)\s*(mutable\s*)?->\s*(\w+::)*awaitable\s*<")
DECLARED = re.compile(r"\bawaitable\s*<[^;{}()]*>\s+(\w+(::\w+)*)\s*\(([^;{}]*?)\)\s*(const\s*)?(noexcept\s*)?[{;]")


def check(path, code):
    for found in AWAIT.finditer(code):
        body, line = found.group(0), line_of(code, found.start())
        if LAMBDA.search(body):
            yield Finding(path, line, "co_await", "no lambda between co_await and its semicolon: name it before")
        elif "{" in body:
            yield Finding(path, line, "co_await", "no brace between co_await and its semicolon: name the value before")
        elif "?" in body:
            yield Finding(path, line, "co_await", "no ?: between co_await and its semicolon: use if")
    for found in CAPTURING.finditer(code):
        yield Finding(path, line_of(code, found.start()), "co_lambda",
                      "a lambda that is a coroutine captures nothing: pass parameters")
    for found in DECLARED.finditer(code):
        line, parameters = line_of(code, found.start()), found.group(3)
        if "=" in parameters:
            yield Finding(path, line, "co_default", "no default arguments on a coroutine")
        if re.search(r"&&|\bstring_view\b|\bspan\s*<|\bconst\s+[\w:<>, ]+&", parameters):
            yield Finding(path, line, "co_reference", "a coroutine takes its arguments by value", warning=True)
