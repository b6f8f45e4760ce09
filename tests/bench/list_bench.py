"""Lists of books: rows a second, beside SQLite's own bulk insert of the same rows in the same run."""

import csv
import io
import lzma
import os
import sqlite3
import time
from pathlib import Path

from harness.paths import ROOT
from harness.process import fresh_folder, run_aan
from report import AT_LEAST, AT_MOST, Row

SECONDS_LIMIT = 30
SECONDS_MAX = 600


def list_file():
    """The real catalogue, or one made up where it is not there."""
    data = Path(os.environ.get("AAN_TEST_DATA") or ROOT.parent / "shared" / "data") / "books.csv.xz"
    if data.is_file():
        return data
    made = fresh_folder("list") / "books.csv.xz"
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(["source", "source_id", "title", "author", "language", "subjects"])
    for number in range(88_765):
        writer.writerow(["made", number, f"Title {number} of Several Words", f"Author {number % 26_000}", "en",
                         "; ".join(f"Subject {(number * 7 + i * 13) % 42_000}" for i in range(4))])
    made.write_bytes(lzma.compress(text.getvalue().encode()))
    return made


def bulk_insert(path, folder):
    """Seconds for the same rows by executemany into one table with an index of its key: what .import does."""
    began = time.perf_counter()
    with lzma.open(path, "rt", encoding="utf-8", newline="") as text:
        rows = csv.reader(text)
        head = next(rows)
        link = sqlite3.connect(folder / "bulk.db")
        link.execute("PRAGMA journal_mode = WAL")
        link.execute("PRAGMA synchronous = FULL")
        columns = ", ".join(f'"{name}" TEXT' for name in head)
        link.execute(f"CREATE TABLE book ({columns}, PRIMARY KEY (source, source_id))")
        with link:
            link.executemany(f"INSERT INTO book VALUES ({', '.join('?' * len(head))})", rows)
        count = link.execute("SELECT COUNT(*) FROM book").fetchone()[0]
        link.close()
    return time.perf_counter() - began, count


def imported(path, folder):
    began = time.perf_counter()
    done = run_aan("import", path, "--data", folder, timeout=SECONDS_MAX)
    if done.returncode != 0:
        raise RuntimeError(done.stdout + done.stderr)
    return time.perf_counter() - began


def lists(report):
    path = list_file()
    folder = fresh_folder("list-bench")
    run_aan("init", "--data", folder / "data").check_returncode()
    bulk, rows = bulk_insert(path, folder)
    first = imported(path, folder / "data")
    again = imported(path, folder / "data")
    report.add(Row("list of books, until searchable", f"{rows / first:,.0f} rows/s", f"{rows / bulk:,.0f} rows/s",
                   bulk / first, "x", AT_LEAST, 0.02,
                   note="the peer is SQLite's own bulk insert of the same rows into one table"))
    report.add(Row(f"list of {rows:,} books", f"{first:.1f} s", f"limit {SECONDS_LIMIT} s", first, "s", AT_MOST, SECONDS_LIMIT))
    report.add(Row("the same list again", f"{again:.1f} s", f"{first:.1f} s the first time", again / first, "x", AT_MOST, 0.25))
