"""Codes as people read them: a status is always a symbol and a word; where there is colour, colour as well."""

from collections.abc import Mapping
from typing import Final

from tui.model.snapshot import Assessment
from tui.words.cells import ascii_text
from tui.words.voice import Voice

__all__ = ["CONTEXT", "SYMBOLS", "code_word", "counts_text", "overlays", "status_word", "symbol"]

CONTEXT: Final = "context"
"""What an indicator without a target counts as."""

SYMBOLS: Final[Mapping[str, str]] = {
    "met": "✔",
    "on_track": "●",
    "at_risk": "▲",
    "off_track": "■",
    "missed": "✘",
    "no_data": "?",
    "invalid": "!",
    "not_started": "○",
    "suspended": "‖",
    "not_applicable": "–",
    "context": "·",
}
"""By status code, in the order of the count vector; each one cell wide, also as `ascii_text` replaces it."""


def symbol(status: str | None, *, ascii: bool = False) -> str:
    """The symbol of a status code; `None` is an indicator without a target."""
    found = SYMBOLS[status or CONTEXT]
    return ascii_text(found) if ascii else found


def status_word(voice: Voice, status: str | None) -> str:
    """The word for a status code: 严重滞后, off track."""
    return code_word(voice, "code", status or CONTEXT)


def code_word(voice: Voice, kind: str, code: str) -> str:
    """The word for a code.

    Args:
        voice: The language.
        kind: `"code"` (a status), `"reason"`, `"freshness"`, `"light"`, `"trend"`, `"flag"`, `"overlay"`, `"state"`
            (of a source), `"result"` and `"severity"` (of a check), `"measure"`, `"accrual"`, `"mode"`, `"plan"`.
        code: As it stands in a snapshot; one without a word is given back as it is.
    """
    return voice.texts("status").get(f"status.{kind}.{code}", code)


def overlays(voice: Voice, assessment: Assessment) -> tuple[str, ...]:
    """What is to be said beside the status, which it does not change: stale, late, revised, provisional, an example."""
    target = assessment.indicator.target
    said = [
        name
        for name, holds in (
            ("late", assessment.late),
            ("early", assessment.early),
            ("revised", assessment.revised),
            ("example", target is not None and target.example),
            ("binding", assessment.indicator.binding),
            ("veto", assessment.indicator.veto),
        )
        if holds
    ]
    words = [code_word(voice, "overlay", name) for name in said]
    if assessment.freshness != "fresh":
        words.insert(0, code_word(voice, "freshness", assessment.freshness))
    if assessment.flag not in ("", "A"):
        words.append(code_word(voice, "flag", assessment.flag))
    return tuple(words)


def counts_text(voice: Voice, counts: Mapping[str, int], *, zeros: bool = False) -> tuple[str, ...]:
    """A count vector, one piece per status: `✔ 已达标 12`; those that occur, or all when `zeros`."""
    return tuple(
        f"{symbol(code)} {status_word(voice, code)} {counts.get(code, 0)}"
        for code in SYMBOLS
        if zeros or counts.get(code, 0)
    )
