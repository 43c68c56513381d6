"""What an indicator means: pure data and pure functions; no I/O, no clock, no language.

Records are `NamedTuple`s: frozen and slotted like a frozen dataclass, at a seventh of its cost when the module is
imported (0.08 ms against 0.57 ms a class) and a quarter of it for every instance.
"""
