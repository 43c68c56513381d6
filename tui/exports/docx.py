"""A Word document written from a template that is one: the same figures, filters and refusals as of a text.

The template is an archive that somebody else may have made, so it is looked at before a library sees it: its parts are
counted and unpacked within bounds, and one that declares entities is refused. Placeholders are filled in the sandbox
of `tui.exports.report`, every value as text. The bytes of the result are those of the snapshot and the template alone:
the archive's parts carry no time, and the document's dates are the instant that was judged.
"""

import re
import zipfile
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any, Final

from tui.errors import Message, UsageError
from tui.exports.bounds import MOST_BYTES
from tui.exports.cited import Cited
from tui.exports.medium import WORD
from tui.exports.report import FAILURES, environment_of, failed, given, refuse
from tui.model.calendar import in_utc
from tui.model.snapshot import Snapshot
from tui.words import Words

try:
    from docxtpl.template import DocxTemplate
except ImportError as error:
    raise UsageError("output.extra", format="docx", extra="docx") from error

__all__ = ["write_document"]

_MOST_PARTS: Final = 500
_MOST_UNPACKED: Final = 32 * 1024 * 1024
"""Bytes of all parts of a template together."""
_NEEDED: Final = ("[Content_Types].xml", "word/document.xml")
_DECLARES: Final = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_PIECE: Final = 1 << 16
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The first moment that an archive can name."""


def write_document(
    snapshot: Snapshot,
    template: bytes,
    name: str,
    words: Words,
    *,
    allow_missing: bool = False,
    earlier: Callable[[date], Snapshot] | None = None,
    most: int = MOST_BYTES,
) -> bytes:
    """The bytes of a report that is a Word document.

    Args:
        snapshot: Where its figures come from.
        template: A document with placeholders as docxtpl knows them: `{{ … }}`, `{%p … %}`, `{%tr … %}`.
        name: What to call the template in an error.
        words: The language of figures, dates and footnotes.
        allow_missing: Write it though figures are missing or contradicted.
        earlier: Judges the end of an earlier day, for changes in a year.
        most: Bytes that each part may have, unpacked.

    Raises:
        UsageError: The template is no document or cannot be filled, writes more than it may, names an indicator that is
            not there, or needs a figure that is not known.
    """
    _look_at(template, name)
    cited = Cited(snapshot, words, WORD, earlier)
    environment = environment_of(cited, words, most, autoescape=True)
    filled = BytesIO()
    try:
        document = DocxTemplate(BytesIO(template))
        document.render(dict(given(snapshot, cited, words)), environment, autoescape=True)
        if cited.begins_anew():
            document = DocxTemplate(BytesIO(template))
            document.render(dict(given(snapshot, cited, words)), environment, autoescape=True)
        refuse(name, cited, allow_missing=allow_missing)
        _date(document, snapshot)
        document.save(filled)
    except UsageError:
        raise
    except (*FAILURES, OSError, SyntaxError, zipfile.BadZipFile) as error:
        raise failed(name, error, lined=False) from error
    return _packed(filled)


def _look_at(template: bytes, name: str) -> None:
    """Open the archive within bounds, before anything is made of it.

    Raises:
        UsageError: It is none, lacks a part, is too large, or declares entities.
    """
    try:
        with zipfile.ZipFile(BytesIO(template)) as archive:
            known = archive.namelist()
            for needed in _NEEDED:
                if needed not in known:
                    raise _refused(name, "part", part=needed)
            if len(known) > _MOST_PARTS:
                raise _refused(name, "large")
            left = _MOST_UNPACKED
            for part in archive.infolist():
                left -= _unpacked(archive, part, left, name)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError) as error:
        raise _refused(name, "zip") from error


def _unpacked(archive: zipfile.ZipFile, part: zipfile.ZipInfo, room: int, name: str) -> int:
    """How large a part is, counted and not believed.

    Raises:
        UsageError: It is larger than there is room, or declares entities.
    """
    size, before = 0, b""
    is_xml = part.filename.endswith((".xml", ".rels"))
    with archive.open(part) as opened:
        while piece := opened.read(_PIECE):
            size += len(piece)
            if size > room:
                raise _refused(name, "large")
            if is_xml and (b"\0" in piece or _DECLARES.search(before + piece)):
                # A part in UTF-16 could hide the word; no word processor writes one.
                raise _refused(name, "entity")
            before = piece[-32:]
    return size


def _refused(name: str, why: str, **values: object) -> UsageError:
    return UsageError("report.no_document", name=name, why=Message(f"report.no_document.{why}", values))


def _date(document: Any, snapshot: Snapshot) -> None:
    """The document's own dates: when it was judged, whoever writes it and whenever."""
    made = in_utc(snapshot.as_of).replace(tzinfo=None, microsecond=0)
    properties = document.docx.core_properties
    properties.created = properties.modified = made
    properties.last_modified_by = "zhibiao"


def _packed(filled: BytesIO) -> bytes:
    """The same archive, whose parts carry no time."""
    packed = BytesIO()
    with zipfile.ZipFile(filled) as made, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in made.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            archive.writestr(part, made.read(name))
    return packed.getvalue()
