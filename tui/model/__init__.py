"""What an indicator means: pure data and pure functions; no I/O, no clock, no language.

Records are named tuples (`tui.named`): frozen and slotted like a frozen dataclass, at a fortieth of its cost when the
module is imported (0.012 ms against 0.57 ms a class) and a quarter of it for every instance.
"""
