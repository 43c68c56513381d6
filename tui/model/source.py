"""Where observations come from: a source as declared, and how it fares."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Literal

from tui.errors import Message
from tui.model.observation import Observation
from tui.named import NamedTuple

__all__ = [
    "FIGURE_FIELDS",
    "Pages",
    "Reading",
    "Source",
    "SourceKind",
    "SourceMap",
    "SourceState",
    "Take",
    "Validators",
    "lineage",
    "own_origin",
]

SourceKind = Literal["http", "file", "sql", "snapshot"]

Take = Literal["each", "last", "count", "sum"]
"""What becomes of several rows with the same indicator, unit and period."""


FIGURE_FIELDS = (
    "value",
    "period",
    "unit",
    "flag",
    "recorded",
    "note",
    "numerator",
    "denominator",
    "document",
    "section",
)
"""The fields of a `SourceMap` that a column, a JSONPath or a fixed text can give."""


class SourceMap(NamedTuple):
    """How one figure of a document, or one figure a row, becomes observations.

    A field is the name of a column (of a member, for JSON rows); a JSONPath (RFC 9535), looked up in the document when
    it begins with `$`, in the row when it begins with `@`; or `*`: what the first `*` of the source's path stands for.
    """

    indicator: str
    """The indicator that every row is about, or `""` when `indicator_column` names it."""
    indicator_column: str = ""
    rows: str = ""
    """JSONPath to the rows of a JSON document; `""`: a table's rows, or the document as one row."""
    where: Mapping[str, str] = MappingProxyType({})
    """Rows that match, by column, exactly; `""` matches a blank cell."""
    value: str = ""
    period: str = ""
    unit: str = ""
    flag: str = ""
    recorded: str = ""
    note: str = ""
    numerator: str = ""
    denominator: str = ""
    document: str = ""
    section: str = ""
    const: Mapping[str, str] = MappingProxyType({})
    """Fixed texts for any of the fields above, by field name."""
    take: Take = "each"
    line: int = 0
    """Line of indicators.toml, for messages."""
    theirs: str = ""
    """Id of the indicator in another dashboard's snapshot."""
    optional: bool = False
    """Of a snapshot: that dashboard need not have the indicator."""
    unit_measure: str = ""
    """Of a snapshot: what our indicator counts; what is counted in another unit is refused."""
    unit_mult: int = 0
    """... and in which power of ten."""


class Pages(NamedTuple):
    """How an answer that comes in pages goes on; either `next` or `param` is set."""

    next: str = ""
    """`link`: the Link header with `rel="next"` (RFC 8288); or a JSONPath to the next page's address."""
    param: str = ""
    """The query parameter that counts pages; the first page without rows is the end."""
    first: int = 1
    """Number of the first page."""
    most: int = 100
    """An answer of more pages is refused: part of it would not be the answer."""


class Source(NamedTuple):
    """A source as declared in the TOML; nothing in it is secret: headers still hold their `${NAME}`."""

    id: str
    type: SourceKind
    every: float
    """Seconds from one poll to the next."""
    timeout: float
    """Seconds for the whole exchange: name look-up, connection, answer."""
    maps: tuple[SourceMap, ...]
    place: str = ""
    """The URL of an `http` source; the path of a `file` source, absolute, with `*` and `?` for many files at once."""
    format: Literal["", "json", "jsonl", "csv", "toml", "xlsx", "prometheus"] = ""
    """`""`: by content type or by the file's ending."""
    encoding: str = "auto"
    """A Python codec name, or `auto`: byte-order mark, then strict UTF-8, then GB18030."""
    delimiter: str = ","
    missing: tuple[str, ...] = ("",)
    """Texts that stand for "no value"."""
    thousands: str = ""
    """The separator that figures may carry, or `""`: none is accepted."""
    percent: bool = False
    """Figures may end with a percent sign."""
    attempts: int = 3
    """Failures in a row after which the state turns from soft to hard."""
    max_bytes: int = 5 * 1024 * 1024
    """Cut for the answer, on the wire and decoded."""
    max_age: float | None = None
    """Seconds after which a file that was not written again is stale."""
    headers: Mapping[str, str] = MappingProxyType({})
    ca_file: str = ""
    allow_link_local: bool = False
    document: str = ""
    """What every observation cites when its row names no document."""
    publisher: str = ""
    published: str = ""
    line: int = 0
    """Line of indicators.toml, for messages."""
    query: str = ""
    """The one statement of a `sql` source; its columns are the map's fields."""
    sheet: str = ""
    """Name of the sheet of a workbook; `""`: the first."""
    header: int = 1
    """Row of a workbook's sheet that names the columns, counted from 1."""
    cell: str = ""
    """The one cell of a workbook's sheet that holds the figure, such as `C7`; `""`: rows are read."""
    timezone: str = "Asia/Shanghai"
    """IANA zone of dates and times in the answer that name none."""
    pages: Pages | None = None
    """`None`: the answer is one document."""
    basic: str = ""
    """User and password for HTTP Basic, `user:${PASSWORD}`; `""`: none are sent."""
    client_file: str = ""
    """Path of a PEM file with the certificate and key that we show to the server; `""`: none."""
    order: Literal["", "name", "modified"] = ""
    """Of several files that state the same figure the last in this order counts; `""`: they must agree."""
    allow_privileged: bool = False
    """A `sql` source may ask with a role that could do more than read."""
    header_from: int = 0
    """First row of a header of several rows, which ends at `header`; 0: it is that one row."""
    origin: str = ""
    """Of a `snapshot` source: by what other dashboards know ours (`lineage`); one that has it is not read."""
    follow_redirects: bool = False
    """A web address may lead on, at most three times, within its own origin."""
    proxy: str = ""
    """Address of the proxy through which a web address is asked; `""`: none, whatever the environment says."""
    proxy_basic: str = ""
    """User and password for the proxy, `user:${PASSWORD}`; `""`: none are sent."""


_ORIGINS = "origins"


class Validators(NamedTuple):
    """What lets the next poll ask "has it changed?": kept in the store between polls."""

    etag: str = ""
    last_modified: str = ""
    fingerprint: str = ""
    """A file's size, mtime, inode; or the sha256 of the body; of a snapshot, whose figures are in it."""

    @property
    def origins(self) -> tuple[str, ...]:
        """The dashboards whose figures are in a snapshot that was read."""
        kind, *found = self.fingerprint.split() or [""]
        return tuple(found) if kind == _ORIGINS else ()

    def of_snapshot(self, origins: Iterable[str]) -> "Validators":
        """The same of a snapshot in which there are the figures of some dashboards."""
        return self._replace(fingerprint=" ".join((_ORIGINS, *origins)))


class Reading(NamedTuple):
    """One whole, believable answer of a source."""

    observations: tuple[Observation, ...]
    """Empty when `unchanged`; `recorded` is the row's own date or the moment of retrieval."""
    retrieved: datetime
    """Aware UTC."""
    unchanged: bool = False
    """The source says that nothing changed since the validators were issued."""
    validators: Validators = Validators()
    sha256: str = ""
    encoding: str = ""
    """The encoding found, for text."""
    size: int = 0
    """Bytes of the decoded body."""
    warning: Message | None = None
    """What is wrong with an answer that is whole and taken all the same: it is too old, or from the future."""
    named: Mapping[str, Message | str] = MappingProxyType({})
    """Where the answer itself first names an indicator, by that name."""
    switches: Mapping[str, Message] = MappingProxyType({})
    """What to say of a `true` or `false` that stands for a figure, by indicator: only what is done or not can be so."""


class SourceState(NamedTuple):
    """How a source fares, as the store keeps it."""

    id: str
    type: str = ""
    state: Literal["ok", "soft", "failing", "waiting"] = "waiting"
    """`waiting`: never tried; `soft`: failed fewer times than `attempts`; `failing`: at least as often."""
    last_attempt: datetime | None = None
    last_success: datetime | None = None
    last_change: datetime | None = None
    """When an answer last brought a new figure."""
    failures: int = 0
    """In a row."""
    error: Message | None = None
    """Why the last try failed; `None` after a success."""
    next_due: datetime | None = None
    validators: Validators = Validators()
    latency: float | None = None
    """Seconds that the last try took."""
    rows: int = 0
    """Observations in the last answer that was not `unchanged`."""
    definition: str = ""
    """Digest of the declaration that was read last; where it differs the validators do not count."""


def lineage(sha256: str, states: Iterable[SourceState]) -> tuple[str, ...]:
    """All dashboards whose figures may be in a snapshot of ours, ours first.

    A dashboard goes by the first 16 digits of its configuration's SHA-256. Who reads a snapshot in which its own are
    named would be fed its own figures, and refuses it: so circles are found at any length, without anybody who knows
    all dashboards. An edited configuration has a new name; the circle is then found one round later.

    Args:
        sha256: Of our configuration, hexadecimal.
        states: How our sources fare.
    """
    others = {origin for state in states for origin in state.validators.origins}
    return own_origin(sha256), *sorted(others - {own_origin(sha256)})


def own_origin(sha256: str) -> str:
    """By what other dashboards know the one with a configuration of this SHA-256."""
    return sha256[:16]
