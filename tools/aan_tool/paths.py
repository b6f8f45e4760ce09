"""Where things are."""

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build"
LOGS = BUILD / "logs"
CACHE = ROOT / ".cache"
NPM = ROOT / "tests" / "npm"
NODE_MODULES = NPM / "node_modules"


def build_dir(preset):
    return BUILD / preset


def program(name, preset="release"):
    return build_dir(preset) / name


def show(path):
    """A path as the reader would type it."""
    try:
        return str(Path(path).relative_to(ROOT))
    except ValueError:
        return str(path)
