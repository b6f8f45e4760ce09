"""What was measured: one row a figure, as a table for people and as JSON for machines."""

import json
import os
import platform
from dataclasses import asdict, dataclass

AT_LEAST = ">="
AT_MOST = "<="


@dataclass
class Row:
    """`value` is the ratio to a peer of the same run, or a figure with a limit of its own."""
    work: str
    ours: str
    peer: str
    value: float
    unit: str = "x"
    rule: str = ""  # AT_LEAST or AT_MOST; empty: for information
    target: float = 0
    note: str = ""
    figures: dict | None = None  # what plots are drawn of

    def verdict(self):
        if not self.rule:
            return "for information"
        is_reached = self.value >= self.target if self.rule == AT_LEAST else self.value <= self.target
        return "reached" if is_reached else "short"

    def cells(self):
        value = f"{self.value:.2f}" if self.unit == "x" else f"{self.value:.0f} {self.unit}"
        target = f"{self.rule} {self.target:g}{'' if self.unit == 'x' else ' ' + self.unit}" if self.rule else ""
        return self.work, self.ours, self.peer, value, target, self.verdict()


class Report:
    HEAD = ("work", "here", "peer or limit", "ratio or figure", "to reach", "verdict")

    def __init__(self):
        self.rows = []
        self.skipped = []

    def add(self, row):
        self.rows.append(row)
        print("    " + "  ".join(cell for cell in row.cells() if cell), flush=True)

    def skip(self, what, why):
        self.skipped.append({"work": what, "why": why})
        print(f"    skipped {what}: {why}", flush=True)

    @staticmethod
    def machine():
        return {"cores": os.cpu_count(), "architecture": platform.machine(), "load": round(os.getloadavg()[0], 1)}

    def table(self):
        lines = [self.HEAD, *(row.cells() for row in self.rows)]
        widths = [max(len(line[at]) for line in lines) for at in range(len(self.HEAD))]
        shown = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip() for line in lines]
        shown.insert(1, "  ".join("-" * width for width in widths))
        shown += [f"  {row.work}: {row.note}" for row in self.rows if row.note]
        shown += [f"  skipped {entry['work']}: {entry['why']}" for entry in self.skipped]
        machine = self.machine()
        shown.append(f"  {machine['cores']} cores, {machine['architecture']}, load {machine['load']} at the end; "
                     "a load above the number of cores makes everything here less certain")
        return "\n".join(shown)

    def json(self):
        rows = [asdict(row) | {"verdict": row.verdict()} for row in self.rows]
        return json.dumps({"machine": self.machine(), "rows": rows, "skipped": self.skipped})
