"""What was found once, read by a person and kept: `tests/functional/golden`. AAN_ACCEPT=1 writes it anew."""

import json
import os

from .paths import ROOT

FOLDER = ROOT / "tests" / "functional" / "golden"


def written(found):
    """A line for each name, so that a change is read as one."""
    lines = [f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(found[name], ensure_ascii=False)}" for name in sorted(found)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def compare_golden(case, name, found):
    """Each of `found` (name -> facts) as it was accepted, and none that is missing or more."""
    path = FOLDER / (name + ".json")
    if os.environ.get("AAN_ACCEPT"):
        FOLDER.mkdir(exist_ok=True)
        path.write_text(written(found))
    accepted = json.loads(path.read_text())
    case.assertEqual(found.keys(), accepted.keys())
    for one, facts in found.items():
        with case.subTest(accepted=one):
            case.assertEqual(facts, accepted[one], "AAN_ACCEPT=1 accepts what is found now")
