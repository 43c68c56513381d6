"""The sandbox in which a template is filled: Jinja2's, without a loader, and within bounds.

Each text that is put together is counted piece by piece, so that one that grows for ever ends at its bound. What could
keep the machine busy for hours within a single operation, where nothing can interrupt it, is looked at before it
begins: texts and lists that are repeated, products and powers of whole numbers.
"""

from collections.abc import Generator, Iterable, Iterator
from typing import Any, Final

from tui.errors import UsageError
from tui.exports.bounds import MOST_BYTES, MOST_DIGITS, Exceeded

try:
    from jinja2 import StrictUndefined
    from jinja2.runtime import Context
    from jinja2.sandbox import ImmutableSandboxedEnvironment
except ImportError as error:
    raise UsageError("output.extra", format="report", extra="report") from error

__all__ = ["Sandbox"]

_GLOBALS: Final = ("range", "dict", "namespace")
"""What of Jinja2's global functions a report may need."""
_BITS_A_DIGIT: Final = 3.33
"""Of a decimal digit: the logarithm of 10 to base 2."""


class Sandbox(ImmutableSandboxedEnvironment):
    """The environment of a template that somebody else may have written."""

    intercepted_binops = frozenset({"*", "**"})

    def __init__(self, most: int = MOST_BYTES, **how: bool) -> None:
        """Make it with three harmless functions, and no filters of ours yet.

        Args:
            most: Bytes that a text may have.
            how: As Jinja2 takes it: blanks of blocks, escaping.
        """
        super().__init__(undefined=StrictUndefined, keep_trailing_newline=True, **how)
        self._most = most
        kept = {each: self.globals[each] for each in _GLOBALS}
        self.globals.clear()
        self.globals.update(kept)

    def concat(self, pieces: Iterable[str]) -> str:
        """A text of its pieces, as Jinja2 puts it together for a template, a macro, a block.

        Raises:
            Exceeded: It is longer than it may be.
        """
        return "".join(self._counted(pieces))

    def _counted(self, pieces: Iterable[str]) -> Iterator[str]:
        left = self._most
        for piece in pieces:
            left -= len(piece) if piece.isascii() else len(piece.encode())
            if left < 0 and isinstance(pieces, Generator):
                pieces.throw(self._too_long())  # at the line that wrote the piece
            elif left < 0:
                raise self._too_long()
            yield piece

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """A product or a power.

        Raises:
            Exceeded: It would be longer than anything that a report needs.
        """
        if isinstance(left, int) and isinstance(right, int):
            bits = left.bit_length() * right if operator == "**" else left.bit_length() + right.bit_length()
            if bits > MOST_DIGITS * _BITS_A_DIGIT:
                raise Exceeded("report.number", digits=MOST_DIGITS)
        elif operator == "*":
            for repeated, times in ((left, right), (right, left)):
                is_repeated = isinstance(repeated, str | list | tuple) and isinstance(times, int)
                if is_repeated and len(repeated) * times > self._most:
                    raise self._too_long()
        return super().call_binop(context, operator, left, right)

    def _too_long(self) -> Exceeded:
        return Exceeded("report.long", limit=self._most // (1024 * 1024))
