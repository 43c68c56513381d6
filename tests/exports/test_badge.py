"""A badge says how many are on course and what is worst, for shields.io and as a picture."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.exports import case
from tests.exports.browser import Browser
from tui.exports import Selection, render
from tui.model.phrase import Phrase
from tui.model.rollup import count
from tui.model.snapshot import Assessment, Light, Snapshot, Status
from tui.words import LANGUAGES, Language, Words


def endpoint(snapshot: Snapshot, **how: Any) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render(snapshot, "badge", Words("en"), **how))
    return found


def of(*stands: tuple[Status | None, Light]) -> Snapshot:
    """A snapshot of series that stand so."""
    found = tuple(Assessment(case.RANK, status=status, reason="held", light=light) for status, light in stands)
    return case.empty()._replace(assessments=found, counts=count(found))


def test_a_long_name_is_cut_where_it_is_drawn() -> None:
    """A badge stands in a line; the whole name is the picture's title."""
    name = "Applications " * 99
    found = Assessment(case.RECEIVED._replace(name=Phrase(name, name)), value=Decimal(209))
    snapshot = case.empty()._replace(assessments=(found,))
    assert endpoint(snapshot)["label"] == f"{name[:71]}…"
    picture = ElementTree.fromstring(render(snapshot, "badge-svg", Words("en")))
    assert int(picture.get("width", "")) < 800
    assert name in (picture.findtext("{*}title") or "")


def test_it_is_what_the_endpoint_reads() -> None:
    """https://shields.io/badges/endpoint-badge: the version, a label, a message, a colour."""
    assert endpoint(case.snapshot()) == {
        "schemaVersion": 1,
        "label": case.snapshot().framework.title.en,
        "message": "5 of 10 on course · ✘ missed 1",
        "color": "red",
        "isError": True,
    }


@pytest.mark.parametrize(
    ("stands", "colour", "message"),
    [
        ([(Status.MET, "green"), (Status.ON_TRACK, "green")], "brightgreen", "2 of 2 on course"),
        ([(Status.MET, "green"), (None, "none")], "brightgreen", "1 of 1 on course"),
        ([(Status.MET, "green"), (Status.NO_DATA, "grey")], "yellow", "1 of 2 on course · ? no data 1"),
        ([(Status.MET, "yellow"), (Status.MET, "green")], "yellow", "2 of 2 on course"),
        ([(Status.AT_RISK, "yellow"), (Status.MET, "green")], "yellow", "1 of 2 on course · ▲ at risk 1"),
        ([(Status.NO_DATA, "grey"), (Status.NO_DATA, "grey")], "lightgrey", "0 of 2 on course · ? no data 2"),
        ([(Status.MISSED, "red"), (Status.NO_DATA, "grey")], "red", "0 of 2 on course · ✘ missed 1"),
        ([], "lightgrey", "0 of 0 on course"),
    ],
)
def test_grey_is_never_green(stands: list[tuple[Status | None, Light]], colour: str, message: str) -> None:
    """Red before yellow; what cannot be judged makes yellow, and nothing judged at all is grey."""
    found = endpoint(of(*stands))
    assert (found["color"], found["message"]) == (colour, message)


def test_a_selection_of_one_is_about_that_one() -> None:
    """Its name, figure and status."""
    found = endpoint(case.snapshot(), select=Selection(ids=("audit.units",)))
    assert (found["label"], found["message"]) == (case.COVERED.name.en, "206/208 99.04 % ● on track")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", ["*", "x.hostile", "audit.units"])
def test_the_picture_says_the_same(language: Language, id: str, browser: Browser, tmp_path: Path) -> None:
    """Well-formed, named for who cannot see it, drawn without a complaint, wide enough for its text."""
    words, select = Words(language), Selection(ids=(id,))
    data = render(case.snapshot(), "badge-svg", words, select=select)
    line = json.loads(render(case.snapshot(), "badge", words, select=select))
    root = ElementTree.fromstring(data)
    texts = ["".join(each.itertext()) for each in root.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == [line["label"], line["message"]]
    assert line["message"] in root.attrib["aria-label"]
    path = tmp_path / "badge.svg"
    path.write_bytes(data)
    seen = browser.open(path)
    assert (seen.requests, seen.complaints) == ((path.as_uri(),), ())
    rooms = browser.evaluate("[...document.querySelectorAll('g rect')].map(each => each.getBBox().width)")
    needs = browser.evaluate("[...document.querySelectorAll('text')].map(each => each.getBBox().width)")
    assert all(need <= room for need, room in zip(needs, rooms, strict=True))
