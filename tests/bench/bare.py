"""The least that writes a snapshot: `bare.py FORMAT STORE EQUAL` prints the processor seconds that it took.

It is given what to write (`EQUAL`, our own output, read before the clock begins); it reads all rows of the store, and
writes the same again beside it.
"""

import csv
import json
import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Any

ROWS = "SELECT latest.indicator, latest.unit, vintage.* FROM vintage JOIN latest ON latest.series = vintage.series"


def main(format: str, store: str, equal: str) -> float:
    """Seconds for reading and writing."""
    write = PREPARED[format](equal)
    began = time.process_time()
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    rows = connection.execute(ROWS).fetchall()
    write(f"{equal}.bare")
    assert rows
    return time.process_time() - began


def _json(equal: str) -> Callable[[str], None]:
    with open(equal, encoding="utf-8") as file:
        document: Any = json.load(file)

    def write(path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False)

    return write


def _csv(equal: str) -> Callable[[str], None]:
    with open(equal, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    def write(path: str) -> None:
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    return write


def _openmetrics(equal: str) -> Callable[[str], None]:
    with open(equal, encoding="utf-8") as file:
        samples = [line.rstrip("\n").rpartition(" ")[::2] for line in file]

    def write(path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            for labels, number in samples:
                file.write(f"{labels} {number}\n")

    return write


PREPARED = {"json": _json, "csv": _csv, "openmetrics": _openmetrics}

if __name__ == "__main__":
    print(main(*sys.argv[1:]))
