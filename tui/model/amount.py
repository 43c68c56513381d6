"""A figure on its way into a sentence: exact, with what is needed to round and name it once, in `tui.words`."""

from decimal import Decimal
from typing import Literal

from tui.model.indicator import Indicator
from tui.model.observation import ObservationOp
from tui.named import NamedTuple

__all__ = ["Amount"]


class Amount(NamedTuple):
    """A number with its unit, unrounded; a value of a `Message`."""

    value: Decimal
    op: ObservationOp = "eq"
    """How the true figure stands to `value`: "<30 %"."""
    unit_measure: str = ""
    unit_mult: int = 0
    """Power of ten of the figure as it is given."""
    decimals: int | None = None
    """Digits after the point; `None`: as recorded, at most two where the figure is `computed`."""
    computed: bool = False
    """The figure is a quotient, a sum or a mean, not a reading."""
    rounding: Literal["half_up", "half_even"] = "half_up"
    limits: tuple[Decimal, ...] = ()
    """Numbers that the printed figure must not reach unless the exact one does."""

    @classmethod
    def of(
        cls,
        indicator: Indicator,
        value: Decimal,
        op: ObservationOp = "eq",
        limits: tuple[Decimal, ...] = (),
        computed: bool | None = None,
    ) -> "Amount":
        """A figure of an indicator, in the indicator's unit and with its rounding.

        Args:
            indicator: Whose figure it is.
            value: The exact figure.
            op: How the true figure stands to it.
            limits: Targets that it was compared with.
            computed: Whether it is a result of arithmetic; `None`: as the indicator's measure says.
        """
        return cls(
            value,
            op,
            indicator.unit_measure,
            indicator.unit_mult,
            indicator.decimals,
            indicator.measure != "value" if computed is None else computed,
            indicator.rounding,
            limits,
        )
