"""The commands of ./x and their help."""

import getpass
import sys
from dataclasses import dataclass
from typing import Callable

from aan_tool.paths import ROOT
from aan_tool.shell import ToolError, UsageError, did_you_mean


@dataclass
class Command:
    run: Callable
    arguments: str
    text: str  # lines; {suites} and {presets} are filled in
    takes_words: bool = True

    def help(self, name):
        from aan_tool.build import PRESETS
        from aan_tool.suites import SUITES
        text = self.text.format(suites=" ".join(SUITES), presets=" ".join(PRESETS))
        head = f"{name} {self.arguments}".strip()
        return f"  {head}\n" + "".join(f"      {line}\n" for line in text.split("\n"))


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
    preset, *targets = arguments or ["release"]
    builder.expect_preset(preset)
    packages.ensure({"release": "build", "gcc12": "gcc12"}.get(preset, "fuzz"))
    builder.build(preset, *targets)
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
    flags = {one for one in arguments if one.startswith("-")}
    paths = [one for one in arguments if not one.startswith("-")]
    for flag in flags - {"--tidy", "--all"}:
        raise UsageError(f"lint has no flag {flag}", did_you_mean(flag, ("--tidy", "--all")))
    if (paths or "--all" in flags) and "--tidy" not in flags:
        raise UsageError("--all and files choose what clang-tidy reads", "./x lint --tidy " + " ".join(arguments))
    packages.ensure("tidy" if "--tidy" in flags else "lint")
    result = linter.run(tidy="--tidy" in flags, everything="--all" in flags, paths=paths)
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


COMMANDS = {
    "run": Command(run, "[ARGS]", "install what is missing, build, and open the demo shop on http://127.0.0.1:8080\n"
                   "(ARGS go to `aan serve`; --data DIR opens a shop of your own, without demo books)"),
    "test": Command(test, "[SUITE...]", "install what is missing, build, run every suite or the named ones:\n{suites}"),
    "setup": Command(setup, "", "install every Debian and npm package that any command needs", takes_words=False),
    "build": Command(build, "[PRESET [TARGET...]]", "release unless named; presets: {presets}"),
    "lint": Command(lint, "[--tidy [--all | FILE...]]",
                    "layers, house rules, headers, layout; with --tidy also clang-tidy over the changed, all or named files"),
    "format": Command(format_code, "[PATH...]", "set the layout of the code"),
    "bench": Command(extra("bench"), "[ARGS]", "the speed figures, as ratios"),
    "fuzz": Command(extra("fuzz"), "[SECONDS] [TARGET...]", "every fuzz target, or the named ones, for so long each (45 s)"),
    "docs": Command(extra("docs"), "", "write docs/reference and .env.example from the program", takes_words=False),
    "help": Command(None, "[COMMAND]", "this, or what one command does"),
}


def usage():
    return "./x COMMAND\n\n" + "".join(command.help(name) for name, command in COMMANDS.items())


def tell(topic):
    """Help about everything, or one command."""
    if topic is None:
        print(usage(), end="")
    else:
        print("./x\n" + find(topic).help(topic), end="")
    return 0


def find(name):
    if name not in COMMANDS:
        raise UsageError(f"there is no command {name}", did_you_mean(name, COMMANDS))
    return COMMANDS[name]


def obey(name, arguments):
    wants_help = [one for one in arguments if one in ("-h", "--help")]
    if name in ("help", "-h", "--help"):
        return tell(arguments[0] if arguments and not wants_help else None)
    command = find(name)
    if wants_help:
        return tell(name)
    if arguments and not command.takes_words:
        raise UsageError(f"./x {name} takes no {arguments[0]}", f"./x {name}")
    return command.run(arguments)


def main(arguments):
    name = arguments[0] if arguments else "help"
    try:
        return obey(name, arguments[1:])
    except ToolError as error:
        print(f"error: {error}", file=sys.stderr)
        if error.hint:
            print(f"  to do: {error.hint}", file=sys.stderr)
        return error.code
    except PermissionError as error:  # such as what an earlier run as root left behind
        print(f"error: {error.strerror}: {error.filename}", file=sys.stderr)
        print(f"  to do: sudo chown -R {getpass.getuser()} {ROOT}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nstopped", file=sys.stderr)
        return 130
