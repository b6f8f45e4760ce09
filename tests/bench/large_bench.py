"""A million titles: browsing beside a thousand, searching beside SQLite's FTS5."""

import os

import store_bench
from programs import lines
from report import AT_LEAST, AT_MOST, Row

TITLES = int(os.environ.get("AAN_BENCH_TITLES", 1_000_000))


def search(report, titles):
    for row in lines("search", titles):
        work = f"search, {row['query']}, {titles:,} titles"
        report.add(Row(work + ", p99", f"{row['p99_ms']:.1f} ms", f"p50 {row['p50_ms']:.2f} ms", row["p99_ms"], "ms",
                       AT_MOST, 10, f"of processor p99 {row['cpu_p99_ms']:.1f} ms"))
        if row["fts5_p99_ms"] > 0:
            report.add(Row(work + ", FTS5", f"{row['p99_ms']:.1f} ms", f"FTS5 {row['fts5_p99_ms']:.0f} ms",
                           row["fts5_p99_ms"] / row["p99_ms"], "x", AT_LEAST, 50))


def big(report):
    store_bench.browse(report, TITLES)
    search(report, TITLES)
