"""`zhibiao demo`: a year in a few minutes, made up, before the dashboard's own eyes.

A loopback server replays it, a real collector reads that server, and a store in a temporary directory keeps what comes.
Two clocks run: the demonstration's, which passes a year, says which figures are published and which day is judged; the
real one says when a source was asked and when it failed. Whatever is not the report's says that it was made up.
"""

from tui.demo.stage import Stage, stage

__all__ = ["Stage", "stage"]
