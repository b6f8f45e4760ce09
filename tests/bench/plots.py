"""Draws the figures of a run: SVG files in docs, from the JSON that the run printed."""

import json
from pathlib import Path

import svg
from report import AT_LEAST

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "explanation" / "speed"
NAME_LENGTH_MAX = 54
ALL_KINDS = "all kinds of words"


def read(path):
    """What `./x bench --json` printed, or the run.json that was kept of it."""
    text = Path(path).read_text()
    if text.startswith("{\n"):
        return json.loads(text)
    found = [line for line in text.splitlines() if line.startswith('{"machine"')]
    if not found:
        raise ValueError(f"{path} is no output of ./x bench --json")
    return json.loads(found[-1])


def figures(run, name):
    return [row["figures"] for row in run["rows"] if (row.get("figures") or {}).get("name") == name]


def search(run):
    rows = [row for row in figures(run, "search") if row["query"] == ALL_KINDS]
    series = []
    for name, key, colour in (("here", "", "a"), ("FTS5", "fts5_", "b"), ("PostgreSQL", "pg_", "c")):
        for part, is_faint in (("p99", False), ("p50", True)):
            points = [(row["titles"], row[f"{key}{part}_ms"]) for row in rows if row[f"{key}{part}_ms"] > 0]
            if points:
                series.append(svg.Series(f"{name} {part}", points, colour, is_faint))
    return svg.lines("Search with facets over the number of titles",
                     "Middle and slowest hundredth of the same queries here, in SQLite's FTS5 and in PostgreSQL's full text.",
                     "titles in the shop", "milliseconds (ms)", series, (10, "target of p99: 10 ms")) if series else None


def browse(run):
    rows = [(f"{row['page']}, {row['titles']:,} titles", 1.2 / row["ratio"], f"{row['ratio']:.2f}x") for row in figures(run, "browse")]
    return svg.bars("Lists of a large shop beside one with 1,000 titles", "Time as a multiple of the small shop's, beside the target of 1.2.",
                    "how many times as long (x); to the right of the line: within 1.2", rows) if rows else None


def shortened(name):
    return name if len(name) <= NAME_LENGTH_MAX else name[:NAME_LENGTH_MAX - 1].rstrip() + "…"


def targets(run):
    rows = []
    for row in run["rows"]:
        if not row["rule"] or not row["value"]:
            continue
        share = row["value"] / row["target"] if row["rule"] == AT_LEAST else row["target"] / row["value"]
        unit = "x" if row["unit"] == "x" else " " + row["unit"]
        rows.append((shortened(row["work"]), share, f"{row['value']:.3g}{unit}"))
    return svg.bars("All that has a target", "Each figure beside its target.",
                    "each in its own unit; to the right of the line: reached; lengths are logarithms", rows) if rows else None


def joined(runs):
    """One run of several: what was measured again counts as it was the last time."""
    rows = {row["work"]: row for run in runs for row in run["rows"]}
    return {**runs[-1], "rows": list(rows.values())}


def draw(paths, folder=FOLDER):
    """Writes what the runs have figures of, and keeps their JSON beside them."""
    run = joined([read(path) for path in paths])
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "run.json").write_text(json.dumps(run, indent=1) + "\n")
    for name, make in (("search", search), ("browse", browse), ("targets", targets)):
        drawn = make(run)
        if drawn:
            (folder / f"{name}.svg").write_text(drawn)
            print(f"drew {folder / name}.svg")
    return 0
