"""What was recorded, as lines."""

from pathlib import Path

import pytest

from tui.cli import Exit, main

CONFIG = """
schema = 1
[sources.drop]
type = "file"
path = "drop.csv"
every = "1h"
[[sources.drop.map]]
indicator_column = "series"
unit = "unit"
period = "year"
value = "figure"
flag = "flag"
[indicators.aides]
[indicators.built]
measure = "steps"
steps = [{ id = "a" }, { id = "b" }, { id = "c" }, { id = "d" }]
"""

FIGURES = """series,unit,year,figure,flag
aides,,2022,,O
built,a,2022,1,
built,b,2022,1,
built,c,2022,0,
built,d,2022,0,
"""


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "aides 2022: no value (O: missing)\nbuilt 2022: 4 steps\n"),
        (
            "zh",
            "aides 2022\uff1a\u672a\u7ed9\u51fa\u6570\u503c\uff08O\uff1a\u7f3a\u503c\uff09\n"
            "built 2022\uff1a4 \u4e2a\u8282\u70b9\n",
        ),
    ],
)
def test_a_flag_reads_as_words_and_steps_are_steps(
    language: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "indicators.toml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "drop.csv").write_text(FIGURES, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(["-c", "indicators.toml", "--store", "h.db", "--lang", language, "poll", "-q"]) == Exit.OK
    assert capsys.readouterr().out == said
