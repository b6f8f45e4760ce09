"""How well the search finds what readers mean: queries written by hand over real titles."""

from pathlib import Path

from programs import lines
from report import AT_LEAST, Row

QUERIES = Path(__file__).parent / "golden.tsv"
RECALL_TARGET = 0.95
RANK_TARGET = 0.85


def golden(report):
    found = lines("golden", QUERIES)
    if not found:
        report.skip("golden queries", "there are no real titles (AAN_TEST_DATA)")
        return
    for row in found:
        is_whole = row["kind"] == "all"
        work = f"search, {row['queries']} golden queries" if is_whole else f"golden queries, {row['kind']} ({row['queries']})"
        report.add(Row(work + ", recall of the first ten", f"{row['recall']:.3f}", "what is expected", row["recall"],
                       rule=AT_LEAST if is_whole else "", target=RECALL_TARGET))
        report.add(Row(work + ", mean reciprocal rank", f"{row['rank']:.3f}", "first of all", row["rank"],
                       rule=AT_LEAST if is_whole else "", target=RANK_TARGET))
