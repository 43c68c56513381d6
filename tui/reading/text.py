"""Text from outside: decoded by a declared rule, and made harmless for a terminal."""

from typing import Final

from tui.errors import SourceError

__all__ = ["clean", "decode"]

_REPLACEMENT: Final = "\N{REPLACEMENT CHARACTER}"

_DROPPED: Final = frozenset(
    {0x00AD, 0x180E, 0xFEFF, *range(0x200B, 0x200E), *range(0x2060, 0x2065), *range(0x206A, 0x2070)}
    | {*range(0xFFF9, 0xFFFC), *range(0xE0000, 0xE0080)}
)
"""Characters without a width or a meaning of their own: joiners, byte-order marks, language tags."""

_BIDI: Final = frozenset({0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)})
"""Controls that reorder what stands around them."""

_BREAKS: Final = frozenset({0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029})
"""Tabs and line ends: one space each."""

_MARKS: Final = (
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte-order marks, the longer ones first."""


class _Harmless(dict[int, str]):
    """What each character becomes; filled as characters are met, since most texts hold none that change."""

    def __missing__(self, code: int) -> str:
        if code in _BREAKS:
            shown = " "
        elif code < 0x20:
            shown = chr(0x2400 + code)
        elif code == 0x7F:
            shown = "\N{SYMBOL FOR DELETE}"
        elif code in _DROPPED:
            shown = ""
        elif 0x7F < code < 0xA0 or code in _BIDI or 0xD800 <= code <= 0xDFFF:
            shown = _REPLACEMENT
        else:
            shown = chr(code)
        self[code] = shown
        return shown


_HARMLESS: Final = _Harmless()


def clean(text: str, limit: int = 4000) -> str:
    """Text that cannot steer a terminal or hide what it says.

    C0 controls and DEL become their visible pictures, C1 controls, bidirectional controls and lone surrogates
    the replacement character; zero-width characters vanish; tabs and line ends become spaces.

    Args:
        text: Anything that came from outside.
        limit: Most characters of the result; a longer text ends with an ellipsis.
    """
    if len(text) > limit:
        text = text[: limit - 1] + "\N{HORIZONTAL ELLIPSIS}"
    return text if text.isprintable() else text.translate(_HARMLESS)


def decode(data: bytes, encoding: str = "auto") -> tuple[str, str]:
    """Bytes as text, strictly, and the encoding that was found.

    Args:
        data: The whole document.
        encoding: A codec's name, or `auto`: by the byte-order mark, else strict UTF-8, else GB18030. A byte-order
            mark is never part of the text.

    Raises:
        SourceError: No such encoding, or bytes that are none of its characters.
    """
    if encoding != "auto":
        return _decoded(data, encoding).removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"), encoding
    for mark, marked in _MARKS:
        if data.startswith(mark):
            return _decoded(data, marked), marked.removesuffix("-sig")
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as failed:
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError:
            raise SourceError("source.text.undecodable", encoding="UTF-8 / GB18030", byte=failed.start) from failed


def _decoded(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as failed:
        raise SourceError("source.text.undecodable", encoding=encoding, byte=failed.start) from failed
    except (LookupError, ValueError) as failed:  # ValueError: a codec that is not for text, or a NUL in its name
        raise SourceError("source.text.unknown_encoding", encoding=clean(encoding, 40)) from failed
