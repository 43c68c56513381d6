"""Calling somebody: only as asked, and never more than a sentence."""

import pytest

from tui.views.alert import call_out


class Line:
    """What was sent."""

    def __init__(self) -> None:
        self.sent = ""

    def write(self, data: str) -> None:
        self.sent += data

    def flush(self) -> None:
        self.sent += "|"


@pytest.mark.parametrize(("alert", "sent"), [("", ""), ("off", ""), ("bell", "\x07|"), ("notify", "\x1b]9;met\x07|")])
def test_as_it_was_asked_for(alert: str, sent: str) -> None:
    line = Line()
    call_out(line, alert, "met")
    assert line.sent == sent


@pytest.mark.parametrize("said", ["a\x07b", "a\x1b\\b", "a\x9cb", "a;4;b", "x" * 5000, "\x1b]52;c;x"])
def test_nothing_in_a_text_ends_or_extends_a_notification(said: str) -> None:
    line = Line()
    call_out(line, "notify", said)
    inside = line.sent.removeprefix("\x1b]9;").removesuffix("\x07|")
    assert len(inside) <= 120
    assert not set(inside) & {"\x07", "\x1b", "\x9c", ";"}
