"""zhibiao: the terminal dashboard for compliance indicators. Imports nothing."""

__version__ = "0.1.0"
