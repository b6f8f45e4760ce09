"""A million titles: browsing beside a thousand, searching beside SQLite's FTS5 and PostgreSQL's full text, memory."""

import os

import start_bench
import store_bench
from harness.postgresql import Postgresql
from programs import lines
from report import AT_LEAST, AT_MOST, Row

TITLES = int(os.environ.get("AAN_BENCH_TITLES", 1_000_000))
SMALLER = (10_000, 100_000)
P99_MS_MAX = 10
RESIDENT_MB_MAX = 200
SEARCHES = ("history", "of+the", "war+and+peace", "love", "shakespeare", "histroy", "a", "der+", "jane+austen", "poems")
PEERS = (("FTS5", "fts5", 50), ("PostgreSQL", "pg", 8))


def sizes():
    return [*(titles for titles in SMALLER if titles < TITLES), TITLES]


def measured(report):
    """The lines of one run, with a PostgreSQL of its own where there is one."""
    if not Postgresql.is_installed():
        report.skip("search beside PostgreSQL", "PostgreSQL 15 is not installed")
        return lines("search", "-", *sizes())
    server = Postgresql()
    try:
        return lines("search", server.url, *sizes())
    finally:
        server.stop()


def search(report):
    for row in measured(report):
        if row["name"] == "index":
            index_size(report, row)
        else:
            latency(report, row)


def latency(report, row):
    titles = row["titles"]
    work = f"search, {row['query']}, {titles:,} titles"
    rule = AT_MOST if titles == TITLES else ""
    report.add(Row(work + ", p99", f"{row['p99_ms']:.1f} ms", f"p50 {row['p50_ms']:.2f} ms", row["p99_ms"], "ms",
                   rule, P99_MS_MAX, f"of processor p99 {row['cpu_p99_ms']:.1f} ms", row))
    for name, key, times in PEERS:
        if row[key + "_p99_ms"] > 0:
            report.add(Row(f"{work}, {name}", f"{row['p99_ms']:.1f} ms", f"{name} {row[key + '_p99_ms']:.0f} ms",
                           row[key + "_p99_ms"] / row["p99_ms"], "x", AT_LEAST if rule else "", times))


def index_size(report, row):
    titles = row["titles"]
    for name, key, _ in PEERS:
        if row[key + "_bytes"]:
            report.add(Row(f"index, {titles:,} titles, bytes a title beside {name}", f"{row['bytes'] / titles:,.0f}",
                           f"{name} {row[key + '_bytes'] / titles:,.0f}", row["bytes"] / row[key + "_bytes"]))
    report.add(Row(f"index, {titles:,} titles", f"{row['titles_a_second']:,} titles/s", "", row["bytes"] / 1e6, "MB"))


def browse(report):
    store_bench.browse(report, TITLES)


def big(report):
    browse(report)
    search(report)
    start_bench.memory(report, TITLES, RESIDENT_MB_MAX, SEARCHES)
