"""C++ source with comments and literals blanked out, so that a word search sees code only."""

import re

# The alternatives in the order in which they win; digit separators (1'000) are taken with their number.
TOKEN = re.compile(
    r"""(?P<number>\b\d[\w.']*)
      | (?P<line_comment>//[^\n]*)
      | (?P<block_comment>/\*.*?\*/)
      | (?P<raw>(?:u8|u|U|L)?R"(?P<mark>[^\s()\\]{0,16})\(.*?\)(?P=mark)")
      | (?P<string>"(?:\\.|[^"\\\n])*")
      | (?P<char>'(?:\\.|[^'\\\n])+')""",
    re.VERBOSE | re.DOTALL,
)
INCLUDE_LINE = re.compile(r"^[ \t]*#[ \t]*include[^\n]*", re.MULTILINE)


def blank(text):
    """Keeps the line breaks, so that line numbers stay true."""
    return re.sub(r"[^\n]", " ", text)


def code_only(text):
    text = TOKEN.sub(lambda m: m.group(0) if m.group("number") else blank(m.group(0)), text)
    return INCLUDE_LINE.sub(lambda m: blank(m.group(0)), text)


def comments_of(text):
    """(line, comment text) of every comment."""
    for found in TOKEN.finditer(text):
        if found.group("line_comment") or found.group("block_comment"):
            yield text.count("\n", 0, found.start()) + 1, found.group(0)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1
