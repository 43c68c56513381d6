"""What other formats are compared with: the JSON snapshot, digits kept."""

import json
from decimal import Decimal
from typing import Any

from tui.exports import render
from tui.model.snapshot import Snapshot
from tui.words import Words


def document(snapshot: Snapshot, **how: Any) -> dict[str, Any]:
    """The JSON snapshot, as a reader sees it that keeps digits."""
    found: dict[str, Any] = exact(render(snapshot, "json", Words("zh"), **how).decode())
    return found


def exact(text: str) -> Any:
    """JSON with numbers as decimals."""
    return json.loads(text, parse_float=Decimal, parse_int=Decimal)
