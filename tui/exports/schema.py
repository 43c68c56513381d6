"""The JSON Schema (2020-12) of the JSON snapshot: data beside this module, published by `zhibiao schema --snapshot`."""

import os

__all__ = ["snapshot_schema"]

_PATH = os.path.join(os.path.dirname(os.path.abspath(__file__)), "snapshot.schema.json")


def snapshot_schema() -> bytes:
    """The document: UTF-8, one line end after it."""
    with open(_PATH, "rb") as file:
        return file.read()
