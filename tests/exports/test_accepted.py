"""Other people's tools take what we write: pandas, LibreOffice, axe-core, and a Prometheus that is really asked.

What they find is compared with the JSON snapshot, figure by figure.
"""

import csv
import json
import math
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pandas
import pytest

from tests.exports import case, test_openmetrics
from tests.exports.browser import Browser, findings
from tests.exports.changed import changes
from tests.exports.reread import document
from tests.lacking import needed
from tests.office import CSV, Office
from tui.exports import render
from tui.exports.columns import COLUMNS
from tui.model.snapshot import Snapshot
from tui.words import LANGUAGES, Language, Words

PATIENCE = 60
"""Seconds after which something that should have happened has not."""


def records(snapshot: Snapshot) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = document(snapshot)["indicators"]
    return found


# pandas

TYPES = {column.name: {"number": "float64", "boolean": "boolean"}.get(column.type, "string") for column in COLUMNS}


@pytest.mark.parametrize("raw", [False, True], ids=["for people", "raw"])
def test_a_data_frame_has_strict_types(raw: bool) -> None:
    """Every column is of the type that is promised: nothing is coerced, and only what is blank is missing."""
    data = render(case.snapshot(), "csv", Words("zh"), raw=raw)
    frame = pandas.read_csv(BytesIO(data), encoding="utf-8-sig", dtype=TYPES, na_values=[""], keep_default_na=False)
    assert list(frame.columns) == [column.name for column in COLUMNS]
    assert len(frame) == len(case.assessments())
    for row, record in zip(frame.to_dict("records"), records(case.snapshot()), strict=True):
        value = row["value"]
        assert (value if not math.isnan(value) else None) == (
            None if record["value"] is None else float(record["value"])
        )
        assert row["id"] == record["id"]
    assert set(pandas.to_datetime(frame["as_of"]).astype(str)) == {"2022-09-30 23:59:59+08:00"}


# LibreOffice


@pytest.fixture(scope="module")
def opened(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our workbooks, recomputed and written again by LibreOffice: as workbooks, and every sheet as a table."""
    folder = tmp_path_factory.mktemp("books")
    paths = []
    for language in LANGUAGES:
        for name, snapshot in (("everything", case.snapshot()), ("empty", case.empty())):
            paths.append(folder / f"{name}.{language}.xlsx")
            paths[-1].write_bytes(render(snapshot, "xlsx", Words(language)))
    for target in ("xlsx", CSV):
        for path in office.convert(paths, target).iterdir():
            path.rename(folder / ("again." + path.name if target == "xlsx" else path.name))
    return folder


# LibreOffice describes our bars once more in an extension of its own, which openpyxl does not know.
@pytest.mark.filterwarnings("ignore:.* extension is not supported")
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["everything", "empty"])
def test_a_spreadsheet_recomputes_the_same_cells(name: str, language: Language, opened: Path) -> None:
    """Opened, reckoned and saved by LibreOffice, every cell of every sheet is what it was, and of its kind."""
    ours, theirs = (openpyxl.load_workbook(opened / f"{prefix}{name}.{language}.xlsx") for prefix in ("", "again."))
    assert ours.sheetnames == theirs.sheetnames
    for sheet in ours.sheetnames:
        for mine, other in zip(ours[sheet].iter_rows(), theirs[sheet].iter_rows(), strict=True):
            assert [cell.value for cell in mine] == [cell.value for cell in other], sheet
            assert [cell.data_type for cell in mine] == [cell.data_type for cell in other]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_spreadsheet_shows_the_snapshots_figures(language: Language, opened: Path) -> None:
    """Cell by cell against the JSON snapshot."""
    words = Words(language)
    found: dict[tuple[str, str], dict[str, str]] = {}
    for key in ("indicators", "units"):
        sheet = opened / f"everything.{language}-{words.say(f'export.sheet.{key}')}.csv"
        for row in csv.DictReader(sheet.read_text(encoding="utf-8").splitlines(keepends=True), strict=True):
            found[row[title(words, "id")], row[title(words, "unit")]] = row
    assert len(found) == len(case.assessments())
    names = {"numerator": "numerator", "denominator": "denominator", "forecast": "forecast", "gap_pp": "gap_pp"}
    for record in records(case.snapshot()):
        row = found[record["id"], record["unit"]]
        for column, name in names.items():
            cell = row[title(words, column)]
            assert (Decimal(cell) if cell else None) == record[name], (record["id"], column)
        if record["op"] == "eq":
            cell = row[title(words, "value")]
            assert (Decimal(cell) if cell else None) == record["value"]


def title(words: Words, column: str) -> str:
    return words.say(f"column.{column}").partition(": ")[0]


# axe-core


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("name", ["everything", "empty", "changed"])
def test_axe_finds_nothing_serious(name: str, dark: bool, language: Language, browser: Browser, tmp_path: Path) -> None:
    """Every rule that it has, in a real browser, in both colours."""
    words, path = Words(language), tmp_path / "page.html"
    told = changes(words) if name == "changed" else None
    snapshot = case.empty() if name == "empty" else case.snapshot()
    path.write_bytes(render(snapshot, "html", words, sample=True, changes=told))
    browser.open(path, dark=dark)
    assert findings(browser) == []


def test_axe_would_notice(browser: Browser, tmp_path: Path) -> None:
    """The test above is no formality."""
    path = tmp_path / "page.html"
    path.write_text("<html><body><img src='data:,'><input></body></html>", encoding="utf-8")
    browser.open(path)
    assert {rule for rule, _ in findings(browser)} >= {"image-alt", "label", "html-has-lang"}


# Prometheus


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def ask(url: str) -> bytes:
    """An answer, as soon as there is one."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(url, timeout=PATIENCE) as answer:
                body: bytes = answer.read()
                return body
        except (urllib.error.URLError, ConnectionError):
            assert time.monotonic() < until, url
            time.sleep(0.05)


@contextmanager
def running(*command: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        yield
        assert process.poll() is None
    finally:
        process.kill()
        process.wait(PATIENCE)


@pytest.fixture(scope="module")
def prometheus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real Prometheus that scrapes a real node exporter, in whose textfile folder our metrics lie."""
    folder = tmp_path_factory.mktemp("prometheus")
    (folder / "text").mkdir()
    (folder / "text" / "zhibiao.prom").write_bytes(render(case.snapshot(), "openmetrics", Words("zh")))
    exporter, server = free_port(), free_port()
    target = {"targets": [f"127.0.0.1:{exporter}"]}
    config = {"scrape_configs": [{"job_name": "node", "scrape_interval": "1s", "static_configs": [target]}]}
    (folder / "prometheus.yml").write_text(json.dumps(config), encoding="utf-8")
    commands = (
        (
            needed("prometheus-node-exporter", "prometheus-node-exporter"),
            f"--web.listen-address=127.0.0.1:{exporter}",
            "--collector.disable-defaults",
            "--collector.textfile",
            f"--collector.textfile.directory={folder / 'text'}",
        ),
        (
            needed("prometheus", "prometheus"),
            f"--config.file={folder / 'prometheus.yml'}",
            f"--storage.tsdb.path={folder / 'data'}",
            f"--web.listen-address=127.0.0.1:{server}",
        ),
    )
    with running(*commands[0]), running(*commands[1]):
        address = f"http://127.0.0.1:{server}"
        ask(f"{address}/-/ready")
        until = time.monotonic() + PATIENCE
        while not query(address, "zhibiao_indicators"):
            assert time.monotonic() < until, ask(f"http://127.0.0.1:{exporter}/metrics").decode()[-2000:]
            time.sleep(0.1)
        yield address


def query(address: str, expression: str) -> list[dict[str, Any]]:
    """What Prometheus answers to an expression."""
    answer = json.loads(ask(f"{address}/api/v1/query?{urllib.parse.urlencode({'query': expression})}"))
    assert answer["status"] == "success"
    found: list[dict[str, Any]] = answer["data"]["result"]
    return found


def test_prometheus_has_every_sample_and_no_other(prometheus: str) -> None:
    """Through the node exporter's textfile collector, and back by the HTTP API: names, labels and numbers."""
    mine = ("job", "instance", "__name__")
    found = {
        (each["metric"]["__name__"], *sorted((k, v) for k, v in each["metric"].items() if k not in mine)): float(
            each["value"][1]
        )
        for each in query(prometheus, '{__name__=~"zhibiao_.*"}')
    }
    expected = {
        (f"zhibiao_{name}", *sorted((k, v) for k, v in labels.items() if v)): float(number)
        for name, labels, number in test_openmetrics.samples(case.snapshot())
    }
    assert found == expected
    (error,) = query(prometheus, "node_textfile_scrape_error")
    assert error["value"][1] == "0"


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        (
            'zhibiao_indicator_value{id="pufa.aides", unit=""} / ignoring(op) zhibiao_indicator_target{unit=""}',
            600 / 889,
        ),
        ('count(zhibiao_indicator_up{unit=""} == 0)', None),
        ('zhibiao_indicator_status{id="pufa.aides", unit="", status="at_risk"}', 1),
        ('zhibiao_source_up{source="cases"} or zhibiao_source_up{id="cases"}', 0),
    ],
)
def test_alerts_can_be_written(expression: str, value: float | None, prometheus: str) -> None:
    """Expressions that an administrator would write find what they should."""
    found = [float(each["value"][1]) for each in query(prometheus, expression)]
    assert len(found) == 1
    assert value is None or found[0] == pytest.approx(value)
