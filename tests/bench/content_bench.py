"""Naming files beside `openssl speed sha256`; storing them beside a plain durable copy."""

import re
import shutil
import statistics
import subprocess

from harness.process import fresh_folder
from programs import lines
from report import AT_LEAST, Row

ROUNDS = 7
SIZES = {"50 MB": 50_000_000, "1 MB": 1_000_000}


def openssl_mb_s():
    out = subprocess.run(["openssl", "speed", "-elapsed", "-mr", "-seconds", "1", "-bytes", "1048576", "sha256"],
                         capture_output=True, text=True, check=True).stdout
    return float(re.search(r"\+F:\d+:sha256:([\d.]+)", out).group(1)) / 1e6


def naming(report):
    if not shutil.which("openssl"):
        report.skip("content", "openssl is not installed")
        return
    for label, size in SIZES.items():
        pairs = []
        for turn in range(ROUNDS):
            if turn % 2 == 0:
                ours, theirs = lines("content_addressing", "name", size)[0]["mb_s"], openssl_mb_s()
            else:
                theirs, ours = openssl_mb_s(), lines("content_addressing", "name", size)[0]["mb_s"]
            pairs.append((ours, theirs))
        report.add(Row(f"content addressing, files of {label}", f"{statistics.median(a for a, _ in pairs):,.0f} MB/s",
                       f"openssl {statistics.median(b for _, b in pairs):,.0f} MB/s",
                       statistics.median(a / b for a, b in pairs), "x", AT_LEAST, 0.8))


def putting(report):
    for label, size in SIZES.items():
        row = lines("content_addressing", "put", size, fresh_folder("put"))[0]
        report.add(Row(f"storing a new file of {label}", f"{row['ours']:,.0f} MB/s",
                       f"copy, SHA-256, fsync {row['peer']:,.0f} MB/s", row["ratio"]))


def content(report):
    naming(report)
    putting(report)
