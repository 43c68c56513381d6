"""The picture is XML that any reader takes, fetches nothing, and has room for every text, Chinese or not."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.exports import case
from tests.exports.browser import Browser
from tui.exports import Options, render
from tui.exports.svg import pieces
from tui.model.snapshot import Snapshot
from tui.words import LANGUAGES, Language, Words
from tui.words.cells import visible

SVG = "{http://www.w3.org/2000/svg}"
LONG = "W\u5b57" * 30
OVERLAPS = """
(() => {
  const boxes = [...document.querySelectorAll("text")].map(each => [each.textContent, each.getBoundingClientRect()]);
  const view = document.documentElement.getBoundingClientRect();
  const out = boxes.filter(([, box]) => box.left < view.left || box.right > view.right + 0.5
    || box.bottom > view.bottom).map(([text]) => text);
  for (let one = 0; one < boxes.length; one++)
    for (let two = one + 1; two < boxes.length; two++) {
      const [a, b] = [boxes[one][1], boxes[two][1]];
      if (a.left < b.right - 1 && b.left < a.right - 1 && Math.abs(a.top - b.top) < 8)
        out.push(boxes[one][0] + " | " + boxes[two][0]);
    }
  return out;
})()
"""
"""Texts that stand outside the picture, or over each other."""


def picture(language: Language, snapshot: Snapshot | None = None) -> str:
    return render(snapshot or case.snapshot(), "svg", Words(language)).decode()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("snapshot", [case.snapshot(), case.empty()], ids=["everything", "empty"])
def test_it_is_well_formed(snapshot: Snapshot, language: Language) -> None:
    """An XML parser takes it; there is a title, no script, no reference, no font from elsewhere."""
    text = picture(language, snapshot)
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    assert {each.tag for each in root.iter()} <= {
        SVG + tag for tag in ("svg", "title", "desc", "style", "g", "rect", "text")
    }
    assert root.findtext(f"{SVG}title") == snapshot.framework.title.said(language)
    assert not re.search(r"href|url\(|@import|@font-face|<script|\son\w+=", text.replace(case.HOSTILE.name.zh, ""))


def test_every_name_is_whole() -> None:
    """Names are wrapped, never cut; tags in them are text."""
    root = ElementTree.fromstring(picture("zh"))
    text = "".join("".join(each.itertext()) for each in root.iter(f"{SVG}text")).replace(" ", "")
    for found in case.assessments():
        assert visible(found.indicator.name.zh).replace(" ", "") in text


def test_no_illegal_character() -> None:
    """XML 1.0, section 2.2; also what would hide or reorder."""
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff\ud800-\udfff\ufffe\uffff]", picture("zh")
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_browser_draws_it(language: Language, browser: Browser, tmp_path: Path) -> None:
    """Nothing is fetched, nothing complained of, and no text stands over another or outside."""
    found = case.assessments()
    long = found[0].indicator._replace(name=found[0].indicator.name._replace(zh=LONG, en=LONG))
    snapshot = case.snapshot()._replace(assessments=(*found, found[0]._replace(indicator=long)))
    path = tmp_path / "snapshot.svg"
    path.write_text(picture(language, snapshot), encoding="utf-8")
    seen = browser.open(path, width=1200, height=1200)
    assert seen.requests == (path.as_uri(),)
    assert seen.complaints == ()
    assert browser.evaluate(OVERLAPS) == []


def test_a_long_picture_comes_in_pieces() -> None:
    """The whole is laid out before, and never one text."""
    many = case.snapshot()._replace(assessments=case.assessments() * 60)
    words = Words("zh")
    assert len(list(pieces(many, words, Options()))) > 3
