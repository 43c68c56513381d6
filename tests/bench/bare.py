"""The least that writes a snapshot: `bare.py FORMAT STORE EQUAL [ready]` prints the processor seconds that it took.

It is given what to write (`EQUAL`, our own output, read before the clock begins); it reads all rows of the store, and
writes the same again beside it. It holds figures as any program does, numbers as numbers, and writes them by what
Python has: `json.dump` of the document, `csv.DictWriter` over a dictionary a row; for OpenMetrics, of which Python has
no writer, the labels of each sample are escaped and joined. With `ready` it is given text that is ready made instead,
cells or lines of it, so that nothing is left to do but to put it into the file.
"""

import csv
import json
import re
import sqlite3
import sys
import time
from collections.abc import Callable
from typing import Any, NamedTuple

ROWS = "SELECT latest.indicator, latest.unit, vintage.* FROM vintage JOIN latest ON latest.series = vintage.series"
SAMPLE = re.compile(r"(?P<name>\w+)(?:\{(?P<labels>.*)\})? (?P<number>\S+)\n")
LABEL = re.compile(r'(\w+)="((?:[^"\\]|\\.)*)"')
ESCAPED = re.compile(r"\\(.)")

Write = Callable[[str], None]


class Sample(NamedTuple):
    """A sample of OpenMetrics."""

    name: str
    labels: dict[str, str]
    number: float | str


def main(format: str, store: str, equal: str, ready: str = "") -> float:
    """Seconds for reading and writing."""
    write = (READY if ready else PREPARED)[format](equal)
    began = time.process_time()
    connection = sqlite3.connect(f"file:{store}?mode=ro", uri=True)
    rows = connection.execute(ROWS).fetchall()
    write(f"{equal}.bare")
    assert rows
    return time.process_time() - began


def _json(equal: str) -> Write:
    with open(equal, encoding="utf-8") as file:
        document: Any = json.load(file)

    def write(path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            json.dump(document, file, ensure_ascii=False)

    return write


def _csv(equal: str) -> Write:
    with open(equal, encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        names = list(reader.fieldnames or ())
        rows = [{name: _number(cell) for name, cell in row.items()} for row in reader]

    def write(path: str) -> None:
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            writer.writerows(rows)

    return write


def _openmetrics(equal: str) -> Write:
    with open(equal, encoding="utf-8") as file:
        lines = [_sample(line) for line in file]

    def write(path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            for line in lines:
                if isinstance(line, str):
                    file.write(line)
                else:
                    name, labels, number = line
                    said = ",".join([f'{label}="{_escape(value)}"' for label, value in labels.items()])
                    file.write(f"{name}{{{said}}} {number}\n" if said else f"{name} {number}\n")

    return write


def _sample(line: str) -> Sample | str:
    """What a line says; its text where that is a comment."""
    found = SAMPLE.fullmatch(line)
    if found is None:
        return line
    said = LABEL.findall(found["labels"] or "")
    labels = {sys.intern(name): sys.intern(ESCAPED.sub(r"\1", value)) for name, value in said}
    return Sample(sys.intern(found["name"]), labels, _number(found["number"]))


def _escape(value: str) -> str:
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace('"', '\\"')


def _number(text: str) -> float | str:
    """The number that Python writes so, where it writes one so."""
    for kind in (int, float):
        try:
            number = kind(text)
        except ValueError:
            continue
        if str(number) == text:
            return number
    return text


def _ready_lines(equal: str) -> Write:
    with open(equal, encoding="utf-8") as file:
        lines = list(file)

    def write(path: str) -> None:
        with open(path, "w", encoding="utf-8") as file:
            for line in lines:
                file.write(line)

    return write


def _ready_cells(equal: str) -> Write:
    with open(equal, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))

    def write(path: str) -> None:
        with open(path, "w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)

    return write


PREPARED: dict[str, Callable[[str], Write]] = {"json": _json, "csv": _csv, "openmetrics": _openmetrics}
READY: dict[str, Callable[[str], Write]] = {"json": _ready_lines, "csv": _ready_cells, "openmetrics": _ready_lines}

if __name__ == "__main__":
    print(main(*sys.argv[1:]))
