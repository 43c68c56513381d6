"""The web page is one file that needs nothing, runs nothing, and that anybody can read."""

import base64
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.exports import case, changed
from tests.exports.browser import Browser
from tui.exports import render
from tui.exports.markup import DARK, LIGHT, escape, linked
from tui.model.snapshot import Assessment, Snapshot
from tui.words import LANGUAGES, Language, Words
from tui.words.cells import visible

ELEMENTS = (
    "html head meta title style body header h1 h2 ul ol li p b nav main section div table thead tbody tr th td span a "
    "svg rect footer"
)
"""All that a page consists of."""
VOID = {"meta", "link", "br", "hr", "img", "input", "rect"}


class Page(HTMLParser):
    """Elements in order, with their texts; every one that is opened must be closed."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.cells: list[str] = []
        self.text = ""
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in VOID:
            self.open.append(tag)
        if tag in {"td", "th"}:
            self.cells.append("")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data
        if self.cells:
            self.cells[-1] += data


def rows(text: str) -> list[str]:
    """The text of every row of a table."""
    parts = text.split("<tr")[1:]
    return [Page(f"<tr{part.partition('</tr>')[0]}</tr>").text for part in parts]


def page(language: Language, snapshot: Snapshot | None = None, *, sample: bool = False) -> str:
    return render(snapshot or case.snapshot(), "html", Words(language), sample=sample).decode()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_needs_nothing_else(language: Language) -> None:
    """No script, no style from elsewhere, no attribute that fetches or runs; a policy that forbids all of it."""
    elements = Page(page(language)).elements
    assert {tag for tag, _ in elements} <= set(ELEMENTS.split())
    for _, attributes in elements:
        assert not {"src", "style", "srcset", "data", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
        assert re.match(r"#|https?://|$", attributes.get("href", ""))
    (policy,) = [each["content"] for _, each in elements if each.get("http-equiv") == "Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_accessible(language: Language) -> None:
    """Language, title, landmarks, one first heading, heads for rows and columns, names for drawings, unique anchors."""
    elements = Page(page(language)).elements
    tags = [tag for tag, _ in elements]
    assert elements[0] == ("html", {"lang": {"zh": "zh-CN", "en": "en"}[language]})
    assert [tags.count(tag) for tag in ("title", "h1", "header", "main", "nav", "footer")] == [1] * 6
    assert all(each.get("scope") in {"col", "row"} for tag, each in elements if tag == "th")
    assert all(each["role"] == "img" and each["aria-label"] for tag, each in elements if tag == "svg")
    ids = [each["id"] for _, each in elements if "id" in each]
    assert len(ids) == len(set(ids))
    targets = {each["href"][1:] for _, each in elements if each.get("href", "").startswith("#")}
    targets |= {each["aria-labelledby"] for _, each in elements if "aria-labelledby" in each}
    assert targets <= set(ids)


def _luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["paper", "band"])
def test_text_stands_out(colours: dict[str, str], ground: str) -> None:
    """WCAG 2.2, 1.4.3: at least 4.5 to 1 for every colour that text has."""
    for role in ("ink", "quiet", "link", "green", "yellow", "red", "grey", "none"):
        low, high = sorted((_luminance(colours[role]), _luminance(colours[ground])))
        assert (high + 0.05) / (low + 0.05) >= 4.5, role


def test_no_indicator_takes_the_place_of_another() -> None:
    """Whatever it is called, each place of the page has a name of its own, and every link leads to one."""
    names = ("changes", "checks", "documents", "sources", "g1", "d1", "group.1")
    found = [case.seen(name, "1") for name in names]
    known = [case.RECEIVED._replace(id=name) for name in names]
    series = tuple(Assessment(one, observation=seen) for one, seen in zip(known, found, strict=True))
    snapshot = case.snapshot()._replace(assessments=series)
    text = render(snapshot, "html", Words("en"), changes=changed.changes(Words("en"))).decode()
    anchors = re.findall(r' id="([^"]*)"', text)
    assert set(names) < set(anchors)
    assert len(anchors) == len(set(anchors))
    assert set(re.findall(r'(?:href="#|aria-labelledby=")([^"]*)"', text)) <= set(anchors)


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_text(language: Language) -> None:
    """Every name stands in its cell as it is, tags and quotes included."""
    cells = Page(page(language)).cells
    for found in case.assessments():
        name = visible(found.indicator.name.said(language) + (f" / {found.unit}" if found.unit else ""))
        assert f"{name}{found.id}" in cells


@pytest.mark.parametrize(
    ("text", "is_link"),
    [
        ("https://example.org/a?b=1&c=2", True),
        ("http://example.org", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("//example.org", False),
        ("see https://example.org", False),
        ('https://example.org/" onclick="x', False),
        ("https://example.org/<b>", False),
    ],
)
def test_only_the_web_is_linked(text: str, is_link: bool) -> None:
    """A document that is an address can be followed; every other scheme stays text."""
    assert linked(text).startswith("<a ") == is_link
    assert Page(linked(text)).text == text


def test_text_is_legal_in_xml() -> None:
    """Controls, halves of characters and what XML 1.0 forbids become visible."""
    assert escape("a\x00\x1b\ud800\ufffe\uffff<&>\"'") == "a\ufffd␛\ufffd\ufffd\ufffd&lt;&amp;&gt;&quot;&#39;"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("width", [1280, 400])
def test_a_browser_shows_it(language: Language, dark: bool, width: int, browser: Browser, tmp_path: Path) -> None:
    """Opened from a file: nothing is asked for, nothing complained of, and nothing sticks out at the side."""
    path = tmp_path / "snapshot.html"
    path.write_text(page(language, sample=True), encoding="utf-8")
    seen = browser.open(path, dark=dark, width=width)
    assert seen.requests == (path.as_uri(),)
    assert seen.complaints == ()
    assert seen.picture.startswith(b"\x89PNG")
    assert browser.evaluate("document.documentElement.scrollWidth") <= width
    ground = {False: "rgb(255, 255, 255)", True: "rgb(13, 17, 23)"}[dark]
    assert browser.evaluate("getComputedStyle(document.body).backgroundColor") == ground
    assert browser.evaluate("document.querySelectorAll('svg.bar').length") == 9


def test_an_empty_snapshot_is_a_page() -> None:
    """Nothing known yet: a title, the day, and zeros."""
    found = Page(page("en", case.empty()))
    assert "met0" in found.text.replace(" ", "")
    assert "nav" not in {tag for tag, _ in found.elements}


def test_it_prints(browser: Browser, tmp_path: Path) -> None:
    """On A4 across, in the colours of paper, whatever the screen shows."""
    path = tmp_path / "snapshot.html"
    path.write_text(page("zh"), encoding="utf-8")
    browser.open(path, dark=True)
    printed = base64.b64decode(browser.ask("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])
    assert printed.startswith(b"%PDF-")
    (box, *_) = re.findall(rb"/MediaBox \[0 0 ([0-9.]+) ([0-9.]+)\]", printed)
    assert [round(float(side)) for side in box] == [842, 595]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_prints_on_paper_that_stands(language: Language, browser: Browser, tmp_path: Path) -> None:
    """Where a program prints A4 upright all the same: no column is squeezed out, and no word is broken for it."""
    path = tmp_path / "snapshot.html"
    path.write_text(page(language), encoding="utf-8")
    browser.open(path, width=703)  # 186 mm
    browser.ask("Emulation.setEmulatedMedia", media="print")
    columns = browser.evaluate("[...document.querySelector('.figures tr').cells].map(each => each.offsetWidth)")
    wide = browser.evaluate("document.documentElement.scrollWidth")
    browser.ask("Emulation.setEmulatedMedia", media="")
    assert (len(columns), wide <= 703) == (7, True)
    assert min(columns) >= 60
    assert columns[5] >= 150  # remarks, the longest
