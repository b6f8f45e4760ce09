"""Durable checkout beside the raw engine; catalogue pages of a large shop beside a small one."""

from programs import lines
from report import AT_LEAST, AT_MOST, Row


def checkout(report):
    for row in lines("store", "checkout"):
        one = row["group"] == 1
        report.add(Row("checkout one by one" if one else f"checkout, {row['group']} at a time",
                       f"{row['ours']:,} /s", f"raw SQLite {row['peer']:,} /s", row["ratio"], "x", AT_LEAST, 0.8,
                       f"{row['least']:.2f} to {row['most']:.2f}; processor {row['cpu_us']} us beside {row['peer_cpu_us']} us"))


def browse(report, titles):
    for row in lines("store", "browse", 1_000, titles):
        report.add(Row(f"{row['page']}, {titles:,} titles", f"{row['ours']} us", f"1,000 titles {row['peer']} us",
                       row["ratio"], "x", AT_MOST, 1.2, figures=row))
