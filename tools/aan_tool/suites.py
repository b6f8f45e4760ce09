"""The suites of ./x test. Each builds what it needs and returns a Tally."""

import os
import shutil
import signal
import subprocess
import sys

from aan_tool import build, lint, npm, peers
from aan_tool.lint import CHECKS
from aan_tool.paths import NODE_MODULES, ROOT, build_dir, program, show
from aan_tool.shell import ToolError, capture, say, stream
from aan_tool.tally import RunnerOutput, Tally, from_ctest

RUNNER_SECONDS_MAX = 20 * 60
CLEAN_MACHINE_SECONDS_MAX = 4 * 3600  # a whole build, or a whole ./x test, in another system: each of its steps has a limit of its own
REPORT_LINES_MAX = 60
CROWDS = ("test_crowd", "ManyAtOnce", "Stock", "test_idempotency")


def environment():
    """What every runner finds: programs, data, tools."""
    env = dict(os.environ)
    env["AAN_ROOT"] = str(ROOT)
    env["AAN_BIN"] = str(program("aan"))
    env["AAN_WORKER"] = str(program("aan-worker"))
    env["AAN_DEV_BIN"] = str(program("aan", "dev"))
    env["AAN_NODE_MODULES"] = str(NODE_MODULES)
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    data = ROOT.parent / "shared" / "data"
    if "AAN_TEST_DATA" not in env and data.is_dir():
        env["AAN_TEST_DATA"] = str(data)
    peers = ROOT.parent / "shared" / "peers"
    if "AAN_TEST_PEERS" not in env and peers.is_dir():
        env["AAN_TEST_PEERS"] = str(peers)
    for name, key in (("chromium", "AAN_CHROMIUM"), ("java", "AAN_JAVA")):
        if shutil.which(name):
            env.setdefault(key, shutil.which(name))
    return env


def with_node(env):
    npm.ensure()
    env["AAN_NODE"] = npm.node()
    return env


def ctest(suite, preset, label, only=".", without="^$"):
    say(f"{suite}: ctest")
    results = build_dir(preset) / "results"
    shutil.rmtree(results, ignore_errors=True)
    results.mkdir(parents=True)
    junit = build_dir(preset) / f"ctest-{label}.xml"
    junit.unlink(missing_ok=True)
    command = ["ctest", "--test-dir", build_dir(preset), "-L", f"^{label}$", "-R", only, "-E", without, "-j", str(build.jobs()),
               "--output-on-failure", "--output-junit", junit, "--no-tests=ignore"]
    code = stream(command, env=environment())
    if not junit.exists():
        return Tally(0, [f"{suite}: ctest ended with code {code}"] if code else [], [])
    result = from_ctest(junit, results, suite)
    if result.line().startswith("0 passed, 0 failed"):
        result.skipped.append((suite, "no tests in this tree"))
    return result


def functional_asan():
    """The real program with sanitizers under every functional test: minutes, so on request. Whatever a sanitizer
    says, of a server too that a test has long forgotten, is a failure."""
    reports = build_dir("asan") / "reports"

    def prepare():
        build.build("asan", *build.PROGRAMS)
        shutil.rmtree(reports, ignore_errors=True)
        reports.mkdir()
        env = with_node(environment())
        env["AAN_BIN"] = str(program("aan", "asan"))
        env["AAN_WORKER"] = str(program("aan-worker", "asan"))
        env["ASAN_OPTIONS"] = f"detect_leaks=1:detect_stack_use_after_return=1:log_path={reports}/asan"
        env["UBSAN_OPTIONS"] = f"print_stacktrace=1:halt_on_error=1:log_path={reports}/ubsan"
        env.setdefault("AAN_KILLS", "50")
        return sys.executable, env

    result = runner("functional-asan", "tests/functional/run.py", prepare)
    return result.add(silent("functional-asan", reports))


def functional_tsan():
    """The real program with its threads watched while crowds act at once: a thousand buyers, the last copies, the last
    uses of a code. The worker's threads are those of its libraries: the one of dev serves."""
    reports = build_dir("tsan") / "reports"

    def prepare():
        build.build("dev", *build.PROGRAMS)
        build.build("tsan", "aan")
        shutil.copy2(program("aan-worker", "dev"), program("aan-worker", "tsan"))  # it is looked for beside aan
        shutil.rmtree(reports, ignore_errors=True)
        reports.mkdir()
        env = with_node(environment())
        env["AAN_BIN"] = str(program("aan", "tsan"))
        env["AAN_WORKER"] = str(program("aan-worker", "dev"))
        env["TSAN_OPTIONS"] = f"second_deadlock_stack=1:log_path={reports}/tsan"
        env["AAN_PATIENCE_S"] = "300"
        env["AAN_HANDS"] = "50"
        return sys.executable, env

    result = runner("functional-tsan", "tests/functional/run.py", prepare, *CROWDS)
    return result.add(silent("functional-tsan", reports))


def silent(suite, reports):
    said = sorted(reports.glob("*")) if reports.is_dir() else []
    for path in said:
        print(f"{show(path)}:\n" + "\n".join(path.read_text(errors="replace").splitlines()[:REPORT_LINES_MAX]))
    result = Tally(0, [], [])
    result.check(f"{suite}: sanitizers are silent", not said)
    return result


def runner(suite, script, prepare, *words, seconds_max=RUNNER_SECONDS_MAX):
    """Runs a suite that counts for itself, in a process group of its own that ends with it: all of it, or what `words`
    name. prepare() builds what the suite needs and returns its interpreter and environment."""
    path = ROOT / script
    if not path.exists():
        return Tally(0, [], [(suite, f"{script} is not there")])
    interpreter, env = prepare()
    say(f"{suite}: {script}")
    output = RunnerOutput(suite)
    process = subprocess.Popen([interpreter, str(path), *words], cwd=ROOT, env=env, text=True, errors="replace",
                               stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True)
    previous = signal.signal(signal.SIGALRM, lambda *_: stop(process))
    signal.alarm(seconds_max)
    try:
        for line in process.stdout:
            print(line, end="", flush=True)
            output.feed(line)
        return output.tally(process.wait())
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, previous)
        stop(process)


def stop(process):
    try:
        os.killpg(process.pid, signal.SIGTERM)
    except ProcessLookupError:
        pass


def unit():
    build.build("dev")
    return ctest("unit", "dev", "unit")


def contract():
    build.build("dev")
    return ctest("contract", "dev", "contract")


def units_of(preset):
    def suite():
        build.build(preset)
        return ctest(preset, preset, "unit").add(ctest(preset, preset, "contract"))
    return suite


def tsan():
    """Without the worker: all its threads are those of libraries that the sanitizer does not see into."""
    build.build("tsan")
    result = ctest("tsan", "tsan", "unit", without="^(worker.*|adapters_book_worker)$")
    result.skipped.append(("tsan: worker, adapters_book_worker", "their threads are those of libvips, pango and glib"))
    return result.add(ctest("tsan", "tsan", "contract"))


def asan_net():
    """Coroutines are where lifetimes go wrong: the tests of net/ run under the sanitizer every time."""
    build.build("asan", "test_net")
    return ctest("asan-net", "asan", "unit", only="^net$")


def headers():
    """Headers that stand on other libraries, one by one; those that stand on ours alone are lint's (tools/checks/check_headers.py)."""
    others = capture([sys.executable, CHECKS / "check_headers.py", "--others"])
    build.compile_headers("dev", others.stdout.split())
    result = Tally()
    result.check("headers: of other libraries stand alone", others.returncode == 0)
    return result


def headers_each():
    """Each by itself, as a program would include it: exact, and slow."""
    build.build("dev", "all_verify_interface_header_sets")
    return Tally(passed=1)


def release():
    """What ships is built, hardened, and keeps the file libraries out of `aan`; the benches still compile."""
    build.build("release")
    result = Tally()
    result.check("release: builds", True)
    check = [sys.executable, ROOT / "tools" / "checks" / "check_binary.py", build_dir("release")]
    result.check("release: binaries", stream(check) == 0)
    return result


def functional():
    def prepare():
        build.ensure_programs()
        # The worker alone, for the corpus of hostile books: all that reads a stranger's file is in it.
        build.build("asan", "aan_worker_exe")
        env = with_node(environment())
        env["AAN_ASAN_WORKER"] = str(program("aan-worker", "asan"))
        env.update(peers.environment())
        return sys.executable, env
    return runner("functional", "tests/functional/run.py", prepare)


def browser():
    def prepare():
        build.ensure_programs()
        env = with_node(environment())
        return env["AAN_NODE"], env
    return runner("browser", "tests/browser/run.mjs", prepare)


def lighthouse():
    """Scores that are times too: by name, on a machine that does nothing else."""
    def prepare():
        build.ensure_programs()
        env = with_node(environment())
        found = peers.lighthouse()
        if not found:
            raise ToolError("Lighthouse cannot be had", "npm and its registry")
        env["AAN_LIGHTHOUSE"] = found
        return env["AAN_NODE"], env
    return runner("lighthouse", "tests/lighthouse/run.mjs", prepare)


def crash():
    def prepare():
        build.build("dev")
        build.ensure_programs()
        return sys.executable, environment()
    return runner("crash", "tests/crash/run.py", prepare)


def clean_machine():
    """What ships, on a system that has nothing: root and debootstrap, so on request."""
    def prepare():
        build.ensure_programs()
        return sys.executable, environment()
    return runner("clean-machine", "tests/clean_machine/run.py", prepare, seconds_max=CLEAN_MACHINE_SECONDS_MAX)


SUITES = {
    "lint": lint.run,
    "unit": unit,
    "contract": contract,
    "headers": headers,
    "headers-each": headers_each,
    "asan-net": asan_net,
    "release": release,
    "functional": functional,
    "browser": browser,
    "crash": crash,
    "lighthouse": lighthouse,
    "clean-machine": clean_machine,
    "asan": units_of("asan"),
    "functional-asan": functional_asan,
    "tsan": tsan,
    "functional-tsan": functional_tsan,
    "gcc12": units_of("gcc12"),
}
BY_DEFAULT = ("lint", "unit", "contract", "headers", "asan-net", "release", "functional", "browser", "crash")
NEEDS = {"lint": "lint", "gcc12": "gcc12"}
