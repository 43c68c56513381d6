"""What was recorded, as lines for stdout: for `zhibiao poll` and `zhibiao record` alike."""

from collections.abc import Iterator, Sequence

from tui.cli.session import Session
from tui.errors import Message
from tui.model.amount import Amount
from tui.model.observation import Observation
from tui.store import Change

__all__ = ["change_lines"]

_UNITS_NAMED = 3
"""Units of one indicator and period that are named one by one."""


def change_lines(changes: Sequence[Change], session: Session) -> Iterator[str]:
    """One line a figure, in order; a roster's many units share one line for each indicator and period."""
    alike: dict[tuple[str, str], list[Change]] = {}
    for change in changes:
        alike.setdefault((change.new.indicator, change.new.period.text), []).append(change)
    for (indicator, period), figures in alike.items():
        if len(figures) > _UNITS_NAMED:
            measure = session.config.framework.indicators[indicator].measure
            key = "cli.poll.steps" if measure == "steps" else "cli.poll.units"
            yield session.words.say(key, series=indicator, period=period, count=len(figures))
        else:
            yield from (_change_line(change, session) for change in figures)


def _change_line(change: Change, session: Session) -> str:
    new, old = change.new, change.old
    key = "cli.poll.new" if old is None else "cli.poll.changed"
    return session.words.say(
        key,
        series=f"{new.indicator}[{new.unit}]" if new.unit else new.indicator,
        period=new.period.text,
        new=_value(new, session),
        old="" if old is None else _value(old, session),
    )


def _value(observation: Observation, session: Session) -> object:
    """The figure with its unit; a ratio reported by its counts as n/d; why there is no figure.

    A unit of a coverage, or a step, reports whether it is done, not the figure that the indicator is.
    """
    if observation.value is not None:
        indicator = session.config.framework.indicators[observation.indicator]
        if observation.unit and indicator.measure in {"coverage", "steps"}:
            return observation.value
        return Amount.of(indicator, observation.value, observation.op)
    if observation.numerator is not None and observation.denominator is not None:
        return f"{observation.numerator:f}/{observation.denominator:f}"
    return Message("cli.poll.none", {"flag": observation.flag})
