"""Where things are."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
AAN = Path(os.environ.get("AAN_BIN") or ROOT / "build" / "dev" / "aan")


def epub_folder():
    """The folder of real EPUBs, or None where it is not."""
    data = Path(os.environ.get("AAN_TEST_DATA") or ROOT.parent / "shared" / "data")
    folder = data / "epub"
    return folder if folder.is_dir() and any(folder.glob("*.epub")) else None
