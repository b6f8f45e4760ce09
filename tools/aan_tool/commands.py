"""The commands of ./x and their help."""

import sys

from aan_tool.shell import ToolError

USAGE = """./x COMMAND

  run [ARGS]          install what is missing, build, and open the demo shop on http://127.0.0.1:8080
                      (ARGS go to `aan serve`; --data DIR opens a shop of your own, without demo books)
  test [SUITE...]     install what is missing, build, run every suite or the named ones:
                      {suites}
  setup               install every Debian and npm package that any command needs
  build [PRESET]      {presets} (release unless named)
  lint [--tidy [--all]]  layers, house rules, layout; clang-tidy over changed or all files
  format [PATH...]    set the layout of the code
  bench [ARGS]        the speed figures, as ratios
  fuzz [SECONDS] [TARGET...]  every fuzz target for so long (45 s)
  docs                write docs/reference from the program
"""


def usage():
    from aan_tool.build import PRESETS
    from aan_tool.suites import SUITES
    return USAGE.format(suites=" ".join(SUITES), presets=" ".join(PRESETS))


def setup(_arguments):
    from aan_tool import npm, packages
    packages.ensure("setup")
    npm.node()
    npm.ensure()
    print("everything is here; next: ./x run or ./x test")
    return 0


def build(arguments):
    from aan_tool import build as builder
    from aan_tool import packages
    preset = arguments[0] if arguments else "release"
    packages.ensure(preset if preset in ("gcc12",) else "build" if preset == "release" else "fuzz")
    builder.build(preset, *arguments[1:])
    return 0


def run(arguments):
    from aan_tool import serve
    return serve.run(arguments)


def test(arguments):
    from aan_tool import test as tester
    return tester.run(arguments)


def lint(arguments):
    from aan_tool import lint as linter
    from aan_tool import packages
    tidy = "--tidy" in arguments
    packages.ensure("tidy" if tidy else "lint")
    result = linter.run(tidy=tidy, everything="--all" in arguments)
    for name in result.failures:
        print(f"FAILED   {name}")
    print(result.line())
    return 1 if result.failures else 0


def format_code(arguments):
    from aan_tool import lint as linter
    from aan_tool import packages
    packages.ensure("format")
    return linter.format_files(arguments)


def extra(name):
    def command(arguments):
        from aan_tool import extras, packages
        packages.ensure(name)
        return getattr(extras, name)(arguments)
    return command


def help_text(_arguments):
    print(usage(), end="")
    return 0


COMMANDS = {
    "run": run, "test": test, "setup": setup, "build": build, "lint": lint, "format": format_code,
    "bench": extra("bench"), "fuzz": extra("fuzz"), "docs": extra("docs"),
    "help": help_text, "--help": help_text, "-h": help_text,
}


def main(arguments):
    name = arguments[0] if arguments else "help"
    if name not in COMMANDS:
        print(f"error: there is no command {name}\n\n{usage()}", file=sys.stderr, end="")
        return 2
    try:
        return COMMANDS[name](arguments[1:])
    except ToolError as error:
        print(f"error: {error}", file=sys.stderr)
        if error.hint:
            print(f"  to do: {error.hint}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
