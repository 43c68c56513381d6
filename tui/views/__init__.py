"""The screens of the dashboard; with `tui.app` the only place that knows Textual.

Most of it is pure: what stands on a line (`panel`, `summary`, `detail`, `sources`, `help`) is made of spans of text
with roles, whose looks `paint` knows. `drawn`, `overview`, `screens` and `palette` put lines on the terminal.
"""

__all__: list[str] = []
