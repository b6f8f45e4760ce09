"""How well the search finds what readers mean: queries written by hand over real titles, and those nothing was tuned by."""

from pathlib import Path

from programs import lines
from report import AT_LEAST, Row

HERE = Path(__file__).parent
TUNED, HELD_OUT = "golden", "held_out"
RECALL_TARGET = 0.95
RANK_TARGET = 0.85


def golden(report):
    found = lines("golden", HERE / f"{TUNED}.tsv", HERE / f"{HELD_OUT}.tsv")
    if not found:
        report.skip("golden queries", "there are no real titles (AAN_TEST_DATA)")
        return
    for row in found:
        is_whole, is_tuned = row["kind"] == "all", row["set"] == TUNED
        if not is_whole and not is_tuned:
            continue  # a handful of queries each
        queries = "golden queries" if is_tuned else "queries held out"
        work = f"search, {row['queries']} {queries}" if is_whole else f"{queries}, {row['kind']} ({row['queries']})"
        rule = AT_LEAST if is_whole and is_tuned else ""
        report.add(Row(work + ", recall of the first ten", f"{row['recall']:.3f}", "what is expected", row["recall"],
                       rule=rule, target=RECALL_TARGET))
        report.add(Row(work + ", mean reciprocal rank", f"{row['rank']:.3f}", "first of all", row["rank"],
                       rule=rule, target=RANK_TARGET))
