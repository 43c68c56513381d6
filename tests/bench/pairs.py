"""Pairs of runs and what is said of them."""

import statistics
import sys
from collections.abc import Callable
from typing import NamedTuple

__all__ = ["Measure", "paired", "say"]


class Measure(NamedTuple):
    """One line of the table."""

    name: str
    value: float
    """The median of the pairs' ratios, or an absolute figure with its unit in `name`."""
    floor: float | None
    """What the project promises: at most this; `None`: nothing, the line is for information."""
    spread: tuple[float, float] = (0.0, 0.0)
    """Lowest and highest of the pairs; equal zeros where there was one run."""
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the promise is kept in this run."""
        return self.floor is None or self.value <= self.floor


def paired(
    name: str, ours: Callable[[], float], bare: Callable[[], float], floor: float | None, runs: int = 9, note: str = ""
) -> Measure:
    """The median ratio of our cost to the bare one's, run in turn after one unmeasured pair."""
    ours(), bare()
    costs = [(ours(), bare()) for _ in range(runs)]
    ratios = [mine / other for mine, other in costs]
    medians = (
        f"{statistics.median(mine for mine, _ in costs):.4g} / {statistics.median(other for _, other in costs):.4g}"
    )
    return Measure(name, statistics.median(ratios), floor, (min(ratios), max(ratios)), f"{medians} {note}".rstrip())


def say(measure: Measure) -> None:
    """Print one line: whether it holds, the figure, its floor where it has one, its spread, the medians behind it."""
    low, high = measure.spread
    spread = f"[{low:.2f} … {high:.2f}]" if high else ""
    verdict = "info" if measure.floor is None else "ok  " if measure.holds else "OVER"
    floor = " " * len("≤ ......") if measure.floor is None else f"≤ {measure.floor:<6g}"
    figure = f"{measure.value:8.3f} {floor}"
    print(f"{verdict} {figure} {measure.name} {spread} {measure.note}", file=sys.stdout, flush=True)
